package org.tidings.campaign;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.core.Channel;

/**
 * How the messages of campaigns with slots were planned, in numbers: what stands in each slot, what places are worth, and how
 * good the plan is. Holds no personal data.
 *
 * @param programme id of the programme
 * @param version its version
 * @param at instant of the run
 * @param zone the agency's zone
 * @param campaigns the campaigns with slots
 */
record PlanReport(String programme, int version, Instant at, ZoneId zone, List<CampaignPlan> campaigns) {
    private static final BitSet NOTHING = new BitSet(0);

    /**
     * One campaign.
     *
     * @param id its id
     * @param title what it is about
     * @param how its settings
     * @param steps what planning came to, by step
     * @param channels what stands in the slots, by channel
     * @param places how many messages each slot can carry, where a limit of a slot or an hour says so
     */
    record CampaignPlan(
            String id,
            String title,
            SendTiming.Optimised how,
            SortedMap<String, Totals> steps,
            Map<Channel, ChannelPlan> channels,
            SortedMap<Instant, Integer> places) {}

    /**
     * What planning came to.
     *
     * @param messages messages that wanted a place
     * @param planned how many found one
     * @param beyondCapacity how many go out without one
     * @param ownHours for how many the recipient's own hours counted
     * @param score sum of the scores of those with a place
     * @param value worth of the plan, with the costs of those without
     * @param bound worth that no plan can pass
     * @param again messages that were planned once more, on another channel or because a place might have become free
     * @param againPlanned how many of these found a place, or go out without one
     */
    record Totals(
            int messages,
            int planned,
            int beyondCapacity,
            int ownHours,
            double score,
            double value,
            double bound,
            int again,
            int againPlanned) {
        /** Returns the numbers of messages that were planned before and could not go out then. */
        static Totals ofAgain(int messages, int planned) {
            return new Totals(0, 0, 0, 0, 0, 0, 0, messages, planned);
        }

        Totals plus(Totals other) {
            return new Totals(
                    messages + other.messages,
                    planned + other.planned,
                    beyondCapacity + other.beyondCapacity,
                    ownHours + other.ownHours,
                    score + other.score,
                    value + other.value,
                    bound + other.bound,
                    again + other.again,
                    againPlanned + other.againPlanned);
        }

        /** Returns by what share of its score the plan can be bettered at most. */
        double gap() {
            return score > 0 ? Math.max(0, bound - value) / score : 0;
        }
    }

    /**
     * A channel.
     *
     * @param load messages that go out by start of the slot
     * @param prices what one more place is worth by start of the slot; slots without a price are missing, and those at which no
     *     message of the channel can go out
     */
    record ChannelPlan(SortedMap<Instant, Integer> load, SortedMap<Instant, Double> prices) {}

    static PlanReport of(RunSetting setting, SlotPlanners planners) {
        List<CampaignPlan> campaigns = new ArrayList<>();
        planners.all().forEach(planner -> campaigns.add(campaign(planner)));
        return new PlanReport(
                setting.programme().id(),
                setting.programme().version(),
                setting.at(),
                setting.programme().agencyZone(),
                List.copyOf(campaigns));
    }

    private static CampaignPlan campaign(SlotPlanner planner) {
        SortedMap<String, Totals> steps = new TreeMap<>();
        Map<Channel, SortedMap<Instant, Double>> prices = new EnumMap<>(Channel.class);
        SlotClock clock = planner.clock();
        for (SlotWave wave : planner.waves()) {
            steps.merge(wave.step(), wave.totals(), Totals::plus);
            wave.prices().forEach((channel, bySlot) -> {
                SortedMap<Instant, Double> known = prices.computeIfAbsent(channel, any -> new TreeMap<>());
                BitSet open = wave.open().getOrDefault(channel, NOTHING);
                // The price of a day lies on all its slots, but what nothing can go out at has no place to sell.
                for (int slot = open.nextSetBit(0); slot >= 0; slot = open.nextSetBit(slot + 1)) {
                    if (bySlot[slot] > 0) {
                        known.merge(clock.start(wave.slots().get(slot)), bySlot[slot], Math::max);
                    }
                }
            });
        }
        Map<Channel, ChannelPlan> channels = new EnumMap<>(Channel.class);
        for (Channel channel : planner.campaign().channels()) {
            SortedMap<Instant, Integer> load = new TreeMap<>();
            planner.use().slots(Optional.of(channel)).forEach((slot, count) -> load.put(clock.start(slot), count));
            SortedMap<Instant, Double> price = prices.getOrDefault(channel, new TreeMap<>());
            if (!load.isEmpty() || !price.isEmpty()) {
                channels.put(channel, new ChannelPlan(load, price));
            }
        }
        return new CampaignPlan(
                planner.campaign().id(),
                planner.campaign().title(),
                planner.how(),
                steps,
                channels,
                places(planner, clock));
    }

    /** Returns the places of the slots that were looked at; empty where no limit of a slot or an hour is there. */
    private static SortedMap<Instant, Integer> places(SlotPlanner planner, SlotClock clock) {
        SortedMap<Instant, Integer> places = new TreeMap<>();
        OptionalInt each = planner.places();
        if (each.isPresent()) {
            NavigableMap<Long, Integer> used = planner.use().slots(Optional.empty());
            for (SlotWave wave : planner.waves()) {
                wave.open().values().stream()
                        .flatMapToInt(BitSet::stream)
                        .forEach(i -> places.put(clock.start(wave.slots().get(i)), each.getAsInt()));
            }
            used.keySet().forEach(slot -> places.put(clock.start(slot), each.getAsInt()));
        }
        return places;
    }

    /** Returns the hour of the week of an instant on the agency's clock; 0 is Monday, midnight. */
    int hourOfWeek(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    }
}
