package org.tidings.campaign;

import java.time.Instant;
import java.util.SortedMap;
import org.tidings.core.Channel;
import org.tidings.core.json.JsonOutput;

/** A {@link PlanReport} as JSON. */
final class PlanJson {
    private static final double DIGITS = 1e6;

    private PlanJson() {}

    static String of(PlanReport report) {
        return JsonOutput.object(json -> {
            json.field("programme", report.programme())
                    .field("version", report.version())
                    .field("at", report.at().toString())
                    .field("zone", report.zone().getId());
            json.beginArray("campaigns");
            report.campaigns().forEach(campaign -> campaign(json, campaign));
            json.end();
        });
    }

    private static void campaign(JsonOutput json, PlanReport.CampaignPlan campaign) {
        SendTiming.Optimised how = campaign.how();
        json.beginObject()
                .field("campaign", campaign.id())
                .field("title", campaign.title())
                .field("slot", how.slot().toString())
                .field("within", how.within().toString())
                .field("seed", how.seed())
                .field("profiles", how.profiles().name());
        json.beginArray("capacity");
        how.limits().forEach(limit -> {
            json.beginObject().field("channel", limit.channel().map(Channel::id).orElse("all"));
            limit.perSlot().ifPresent(most -> json.field("per_slot", most));
            limit.perHour().ifPresent(most -> json.field("per_hour", most));
            limit.perDay().ifPresent(most -> json.field("per_day", most));
            json.end();
        });
        json.end();
        json.beginArray("steps");
        campaign.steps()
                .forEach((step, totals) -> json.beginObject()
                        .field("step", step)
                        .field("messages", totals.messages())
                        .field("planned", totals.planned())
                        .field("beyond_capacity", totals.beyondCapacity())
                        .field("own_hours", totals.ownHours())
                        .field("score", rounded(totals.score()))
                        .field("value", rounded(totals.value()))
                        .field("bound", rounded(totals.bound()))
                        .field("gap", rounded(totals.gap()))
                        .field("again", totals.again())
                        .field("again_planned", totals.againPlanned())
                        .end());
        json.end();
        counts(json, "places", campaign.places());
        json.beginObject("channels");
        campaign.channels().forEach((channel, plan) -> {
            json.beginObject(channel.id());
            counts(json, "messages", plan.load());
            json.beginObject("prices");
            plan.prices().forEach((start, price) -> json.field(start.toString(), rounded(price)));
            json.end().end();
        });
        json.end().end();
    }

    private static void counts(JsonOutput json, String name, SortedMap<Instant, Integer> counts) {
        json.beginObject(name);
        counts.forEach((start, count) -> json.field(start.toString(), count));
        json.end();
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
