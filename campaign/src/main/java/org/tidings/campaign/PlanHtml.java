package org.tidings.campaign;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tidings.core.Channel;

/**
 * A {@link PlanReport} as one page that needs nothing else: no script, no font, no network. Each picture stands in a table
 * besides, so that it can be read aloud.
 */
final class PlanHtml {
    private static final int HOURS = 24;
    private static final int MOST_ROWS = 500;
    private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 sans-serif; color: #1a1a1a; background: #fff; max-width: 70rem; margin: 2rem auto; \
            padding: 0 1rem; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; }
            table { border-collapse: collapse; margin: .5rem 0; }
            caption { text-align: left; padding: .3rem 0; }
            th, td { border: 1px solid #767676; padding: .25rem .45rem; text-align: right; }
            th[scope=row], thead th:first-child { text-align: left; } td { white-space: nowrap; } thead th { background: #f2f2f2; }
            .scroll { overflow-x: auto; } .scroll:focus-visible { outline: 3px solid #2171b5; }
            svg { display: block; background: #fff; } svg text { font: 12px sans-serif; fill: #1a1a1a; }
            @media (prefers-color-scheme: dark) { body { color: #eee; background: #1a1a1a; } \
            thead th { background: #333; } }
            @media print { body { color: #000; background: #fff; max-width: none; margin: 0; font-size: 12px; } \
            thead th { background: #f2f2f2; } .scroll { overflow: visible; } svg { max-width: 100%; height: auto; \
            print-color-adjust: exact; } svg, tr { break-inside: avoid; } h2, h3, h3 + p { break-after: avoid; } \
            th, td { padding: 1px 3px; font-size: 10px; white-space: normal; } }
            """;

    private final PlanReport report;
    private final StringBuilder out = new StringBuilder();

    private PlanHtml(PlanReport report) {
        this.report = report;
    }

    static String of(PlanReport report) {
        return new PlanHtml(report).page();
    }

    private String page() {
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        line("<title>Plan of send times: " + text(report.programme()) + "</title>");
        out.append("<style>\n").append(STYLE).append("</style></head>\n");
        line("<body>");
        line("<main>");
        line("<h1>Plan of send times: " + text(report.programme()) + ", version " + report.version() + "</h1>");
        line("<p>As of " + text(PlainWords.instant(report.at(), report.zone())) + ". All times are "
                + text(report.zone().getId()) + ".</p>");
        report.campaigns().forEach(this::campaign);
        line("</main>");
        line("</body>");
        line("</html>");
        return out.toString();
    }

    private void campaign(PlanReport.CampaignPlan campaign) {
        line("<h2>"
                + text(
                        campaign.title().equals(campaign.id())
                                ? campaign.id()
                                : campaign.title() + " (" + campaign.id() + ")")
                + "</h2>");
        line("<p>" + text(settings(campaign.how())) + "</p>");
        totals(campaign);
        heatMap(campaign);
        campaign.channels().forEach((channel, plan) -> prices(campaign, channel, plan));
    }

    private static String settings(SendTiming.Optimised how) {
        return "Slots of " + PlainWords.duration(how.slot()) + ", up to " + PlainWords.duration(how.within())
                + " after the earliest time of a message. Capacity: "
                + (how.limits().isEmpty()
                        ? "no limit"
                        : how.limits().stream().map(SendTiming.Limit::words).collect(Collectors.joining("; ")))
                + ". Seed " + how.seed()
                + ", population's hours '" + how.profiles().name() + "'.";
    }

    private void totals(PlanReport.CampaignPlan campaign) {
        line("<p>The score of a slot is the"
                + " probability that a week's activity of the recipient falls into the two hours from then on. The worth of a"
                + " plan is the sum of its scores, less what it costs to leave somebody out: where places are too few it may be below"
                + " 0. No plan within the limits can pass the bound; the gap is what is left to gain at most, as a share of all"
                + " scores. Planned again was what had to take another"
                + " channel on the send day, or had found no place.</p>");
        table("What planning came to");
        line("<thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Messages</th><th scope=\"col\">With a place</th>"
                + "<th scope=\"col\">Without one</th><th scope=\"col\">Sent beyond capacity</th>"
                + "<th scope=\"col\">By the recipient's own hours</th><th scope=\"col\">Mean score</th>"
                + "<th scope=\"col\">Worth</th><th scope=\"col\">Bound</th><th scope=\"col\">Gap</th>"
                + "<th scope=\"col\">Planned again</th></tr></thead>");
        line("<tbody>");
        campaign.steps()
                .forEach((step, totals) -> line("<tr><th scope=\"row\">" + text(step) + "</th>"
                        + cell(PlainWords.count(totals.messages()))
                        + cell(PlainWords.count(totals.planned()))
                        + cell(PlainWords.count(totals.messages() - totals.planned() - totals.beyondCapacity()))
                        + cell(PlainWords.count(totals.beyondCapacity()))
                        + cell(PlainWords.count(totals.ownHours()))
                        + cell(totals.planned() == 0 ? "" : decimals(totals.score() / totals.planned(), 4))
                        + cell(decimals(totals.value(), 3))
                        + cell(decimals(totals.bound(), 3))
                        + cell(decimals(100 * totals.gap(), 3) + " %")
                        + cell(
                                totals.again() == 0
                                        ? "0"
                                        : PlainWords.count(totals.again()) + ", with a place: "
                                                + PlainWords.count(totals.againPlanned()))
                        + "</tr>"));
        line("</tbody>");
        endTable();
    }

    private void heatMap(PlanReport.CampaignPlan campaign) {
        int[] messages = new int[7 * HOURS];
        int[] places = new int[7 * HOURS];
        campaign.channels()
                .values()
                .forEach(plan -> plan.load().forEach((start, count) -> messages[report.hourOfWeek(start)] += count));
        campaign.places().forEach((start, count) -> places[report.hourOfWeek(start)] += count);
        boolean ofCapacity = !campaign.places().isEmpty();
        HeatMap map = new HeatMap(messages, places, ofCapacity);
        line("<h3>When messages go out</h3>");
        if (map.isEmpty()) {
            line("<p>None goes out.</p>");
            return;
        }
        line("<p>Messages by day of the week and hour"
                + (ofCapacity
                        ? ", with the share of the places of that hour that they take. The darker, the fuller; in grey hours"
                                + " nothing can go out.</p>"
                        : ". The darker, the more.</p>"));
        picture("Messages by day of the week and hour, picture", map::appendTo);
        line("<details><summary>The same as a table</summary>");
        table("Messages by day of the week and hour");
        map.appendTableTo(out);
        endTable();
        line("</details>");
    }

    private void prices(PlanReport.CampaignPlan campaign, Channel channel, PlanReport.ChannelPlan plan) {
        String name = PlainWords.channel(channel);
        line("<h3>What one more place is worth: " + text(name) + "</h3>");
        if (plan.prices().isEmpty()) {
            line("<p>Nothing: no slot is full.</p>");
            return;
        }
        SortedMap<Instant, Double> slots = new TreeMap<>(plan.prices());
        plan.load().keySet().forEach(start -> slots.putIfAbsent(start, 0.0));
        line(
                "<p>In scores. Where places are too few, a place is worth what it costs to leave somebody out, which is much more"
                        + " than any score.</p>");
        PriceCurve curve = new PriceCurve(report.zone(), campaign.how().slot(), name, slots);
        picture("Price of a place by slot, " + text(name) + ", picture", curve::appendTo);
        line("<details><summary>The same as a table</summary>");
        table("Price of a place by slot, " + text(name) + ", in scores; 0 where a place is left"
                + (slots.size() > MOST_ROWS ? ". The first " + MOST_ROWS + " slots; all stand in plan.json" : ""));
        line("<thead><tr><th scope=\"col\">Slot</th><th scope=\"col\">Messages</th><th scope=\"col\">Price</th></tr>"
                + "</thead>");
        line("<tbody>");
        slots.entrySet().stream()
                .limit(MOST_ROWS)
                .forEach(slot -> line("<tr><th scope=\"row\">"
                        + SLOT.format(slot.getKey().atZone(report.zone())) + "</th>"
                        + cell(PlainWords.count(plan.load().getOrDefault(slot.getKey(), 0)))
                        + cell(decimals(slot.getValue(), 5)) + "</tr>"));
        line("</tbody>");
        endTable();
        line("</details>");
    }

    /** Begins what scrolls by itself where the page is narrow, also by the keyboard. */
    private void scroll(String name) {
        line("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + name + "\">");
    }

    private void picture(String name, Consumer<StringBuilder> picture) {
        scroll(name);
        picture.accept(out);
        line("</div>");
    }

    private void table(String caption) {
        scroll(caption);
        line("<table>");
        line("<caption>" + caption + "</caption>");
    }

    private void endTable() {
        line("</table></div>");
    }

    /** Returns the beginning of a picture, whose text keeps its size however wide the page is. */
    static String svg(int width, int height) {
        return "<svg role=\"img\" width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " "
                + height + "\" xmlns=\"http://www.w3.org/2000/svg\">\n";
    }

    private static String cell(String text) {
        return "<td>" + text + "</td>";
    }

    static String decimals(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
