package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tidings.core.Channel;
import org.tidings.core.json.JsonOutput;

/** The summary of a run as a text and as JSON. */
final class SummaryText {
    private final RunSummary summary;
    private final StringBuilder out = new StringBuilder();

    private SummaryText(RunSummary summary) {
        this.summary = summary;
    }

    static String of(RunSummary summary) {
        return new SummaryText(summary).text();
    }

    private String text() {
        line("Programme " + summary.programme() + ", version " + summary.version());
        line("As of " + PlainWords.instant(summary.at(), summary.zone()) + ". "
                + PlainWords.count(summary.people(), "person was", "people were") + " looked at.");
        if (!summary.held().isEmpty()) {
            line(held());
        }
        line(handedOver());
        if (summary.exceptions() > 0) {
            line(PlainWords.count(summary.exceptions(), "mandatory notice", "mandatory notices")
                    + " did not go out. Somebody has to look at them: they are listed in exceptions.csv.");
        }
        for (RunSummary.Step step : summary.steps()) {
            out.append('\n');
            step(step);
        }
        return out.toString();
    }

    private String held() {
        List<String> reasons = new ArrayList<>();
        byCount(summary.held()).forEach((code, count) -> reasons.add(code + " " + PlainWords.count(count)));
        return PlainWords.count(summary.heldPeople(), "more person was", "more people were")
                + " not looked at, because something about them cannot be read (" + String.join(", ", reasons)
                + "). Population: " + PlainWords.count(summary.population(), "person", "people") + ".";
    }

    private String handedOver() {
        List<String> parts = new ArrayList<>();
        if (summary.handedOver() > 0 || summary.handedOverBefore() == 0) {
            parts.add(PlainWords.count(summary.handedOver()) + " handed over");
        }
        if (summary.handedOverBefore() > 0) {
            parts.add(PlainWords.count(summary.handedOverBefore()) + " handed over by an earlier run");
        }
        if (summary.unknown() > 0) {
            parts.add(PlainWords.count(summary.unknown()) + " of which nobody knows whether the carrier took them");
        }
        return PlainWords.count(summary.messages(), "message", "messages") + ": " + String.join(", ", parts) + ".";
    }

    private void step(RunSummary.Step step) {
        line(step.title().equals(step.label()) ? step.label() : step.label() + ": " + step.title());
        line("  Meant: " + PlainWords.count(step.inSegment(), "person", "people") + ". Reached: "
                + PlainWords.count(step.reached()) + ", by "
                + PlainWords.count(step.messages(), "message", "messages") + ". Not reached: "
                + PlainWords.count(step.withheld()) + ".");
        String others = "  Not meant: " + PlainWords.count(step.notInSegment(), "person", "people") + ".";
        if (step.undecided() > 0) {
            others += " For " + PlainWords.count(step.undecided(), "more", "more")
                    + " it cannot be said, because something about them is not known.";
        }
        line(others);
        if (step.messages() > 0) {
            line("  How: " + channels(step.byChannel()) + ".");
            line("  In which language: " + languages(step.byVariant()) + ".");
            line("  When: " + days(step) + ".");
        }
        if (step.bundled() > 0) {
            line("  " + PlainWords.count(step.bundled(), "message is", "messages are")
                    + " about several people at once, at most "
                    + PlainWords.count(step.largestBundle()) + ".");
        }
        list(
                "  Why not (one line per reason; counts people and recipients):",
                step.reasons(),
                name -> PlainWords.reason(name, summary.reasonTexts()));
        list(
                "  Why no way could be used (who has several obstacles counts under each):",
                step.closed(),
                PlainWords::obstacle);
        list("  Moved to another time:", step.moved(), PlainWords::moved);
    }

    private void list(String head, SortedMap<String, Integer> counts, UnaryOperator<String> words) {
        if (counts.isEmpty()) {
            return;
        }
        line(head);
        byCount(counts).forEach((name, count) -> line("    " + PlainWords.count(count) + " x " + words.apply(name)));
    }

    private static String channels(SortedMap<String, Integer> counts) {
        List<String> parts = new ArrayList<>();
        byCount(counts).forEach((id, count) -> {
            Optional<Channel> channel = Channel.of(id);
            parts.add(channel.isPresent() ? PlainWords.channels(channel.get(), count) : count + " " + id);
        });
        return String.join(", ", parts);
    }

    private static String languages(SortedMap<String, Integer> variants) {
        SortedMap<String, Integer> perLanguage = new TreeMap<>();
        SortedMap<String, SortedMap<String, Integer>> styles = new TreeMap<>();
        variants.forEach((variant, count) -> {
            int slash = variant.indexOf('/');
            String language = variant.substring(0, slash);
            perLanguage.merge(language, count, Integer::sum);
            styles.computeIfAbsent(language, any -> new TreeMap<>()).put(variant.substring(slash + 1), count);
        });
        List<String> parts = new ArrayList<>();
        byCount(perLanguage).forEach((language, count) -> {
            String text = PlainWords.language(language) + " " + PlainWords.count(count);
            SortedMap<String, Integer> own = styles.getOrDefault(language, new TreeMap<>());
            if (own.size() > 1) {
                List<String> split = new ArrayList<>();
                own.forEach((style, number) -> split.add(style + " " + PlainWords.count(number)));
                text += " (" + String.join(", ", split) + ")";
            }
            parts.add(text);
        });
        return String.join(", ", parts);
    }

    private static String days(RunSummary.Step step) {
        List<String> parts = new ArrayList<>();
        int shown = 0;
        int rest = 0;
        for (var day : step.byDay().entrySet()) {
            if (shown++ < 8) {
                parts.add(PlainWords.count(day.getValue()) + " on " + PlainWords.day(day.getKey()));
            } else {
                rest += day.getValue();
            }
        }
        if (rest > 0) {
            parts.add(PlainWords.count(rest) + " on later days, until "
                    + PlainWords.day(step.byDay().lastKey()));
        }
        return String.join("; ", parts);
    }

    private static Map<String, Integer> byCount(SortedMap<String, Integer> counts) {
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    static String json(RunSummary summary) {
        return JsonOutput.object(json -> {
            json.field("programme", summary.programme())
                    .field("version", summary.version())
                    .field("at", summary.at().toString())
                    .field("population", summary.population())
                    .field("people", summary.people())
                    .field("held", summary.heldPeople())
                    .field("messages", summary.messages())
                    .field("handed_over", summary.handedOver())
                    .field("handed_over_before", summary.handedOverBefore())
                    .field("unknown", summary.unknown())
                    .field("exceptions", summary.exceptions())
                    .field("records_hash", summary.recordsHash())
                    .field("withheld_hash", summary.withheldHash());
            counts(json, "held_reasons", summary.held());
            json.beginArray("steps");
            summary.steps().forEach(step -> step(json.beginObject(), step));
            json.end();
        });
    }

    private static void step(JsonOutput json, RunSummary.Step step) {
        json.field("step", step.label())
                .field("title", step.title())
                .field("purpose", step.purpose())
                .field("not_in_segment", step.notInSegment())
                .field("undecided", step.undecided())
                .field("in_segment", step.inSegment())
                .field("reached", step.reached())
                .field("withheld", step.withheld())
                .field("messages", step.messages())
                .field("bundled", step.bundled())
                .field("largest_bundle", step.largestBundle());
        counts(json, "reasons", step.reasons());
        counts(json, "closed", step.closed());
        counts(json, "channels", step.byChannel());
        counts(json, "variants", step.byVariant());
        counts(json, "moved", step.moved());
        json.beginObject("days");
        step.byDay().forEach((day, count) -> json.field(day.toString(), count));
        json.end().end();
    }

    private static void counts(JsonOutput json, String name, SortedMap<String, Integer> counts) {
        json.beginObject(name);
        counts.forEach(json::field);
        json.end();
    }
}
