package org.tidings.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/** Reads days of the week and hours of the day; after a fault it goes on with a harmless value. */
final class HoursReader {
    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
    private static final String EXPECTED_HOURS = "hours such as '09:00-17:30' were expected";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Comparator<Stretch> BY_BEGIN = Comparator.comparingInt(Stretch::from);

    private final SourceText source;
    private final Diagnostics diagnostics;

    HoursReader(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** One stretch as written, in seconds of the day; it runs overnight where it does not end after it begins. */
    private record Stretch(int from, int until, JsonText text) {}

    /** Reads {@code hours}, either with {@code days} beside it or by day. */
    WeeklyHours onDays(JsonFields fields) {
        boolean[] open = new boolean[WeeklyHours.DAYS];
        Arrays.fill(open, true);
        Optional<JsonValue> days = fields.value("days");
        if (days.isPresent()) {
            if (fields.value("hours").filter(JsonObject.class::isInstance).isPresent()) {
                fields.error(
                        "days",
                        "TIM-005",
                        "'days' stands beside hours that are given by day; one of the two is enough");
            } else if (days.get() instanceof JsonText text) {
                open = days(text.value(), text.span());
            } else {
                fields.text("days"); // Reports the wrong type.
            }
        }
        WeeklyHours hours = everyDay(fields, "hours");
        int[][] result = new int[WeeklyHours.DAYS][];
        for (int day = 0; day < WeeklyHours.DAYS; day++) {
            result[day] = open[day] ? hours.stretches(day) : new int[0];
        }
        return WeeklyHours.of(result);
    }

    /** Reads hours that are the same on every day, or given by day; the latter are closed on days they do not name. */
    WeeklyHours everyDay(JsonFields fields, String name) {
        Optional<JsonValue> value = fields.value(name);
        if (value.isEmpty()) {
            return missing(fields, name);
        }
        if (!(value.get() instanceof JsonObject object)) {
            return WeeklyHours.daily(sameDay(stretches(value.get())));
        }
        int[][] result = new int[WeeklyHours.DAYS][];
        Arrays.fill(result, new int[0]);
        boolean[] seen = new boolean[WeeklyHours.DAYS];
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            Span span = object.names().getOrDefault(member.getKey(), object.span());
            boolean[] named = days(member.getKey(), span);
            int[] stretches = sameDay(stretches(member.getValue()));
            for (int day = 0; day < WeeklyHours.DAYS; day++) {
                if (named[day]) {
                    if (seen[day]) {
                        error(span, "TIM-005", "'" + DAYS.get(day) + "' has hours twice");
                    }
                    seen[day] = true;
                    result[day] = stretches;
                }
            }
        }
        return WeeklyHours.of(result);
    }

    /** Reads hours that are the same on every day and may run over midnight. */
    WeeklyHours overnight(JsonFields fields, String name) {
        Optional<JsonValue> value = fields.value(name);
        if (value.isEmpty()) {
            return missing(fields, name);
        }
        List<Stretch> split = new ArrayList<>();
        for (Stretch stretch : stretches(value.get())) {
            if (stretch.from < stretch.until) {
                split.add(stretch);
            } else {
                split.add(new Stretch(stretch.from, WeeklyHours.DAY_SECONDS, stretch.text));
                if (stretch.until > 0) {
                    split.add(new Stretch(0, stretch.until, stretch.text));
                }
            }
        }
        return WeeklyHours.daily(sameDay(split));
    }

    private static WeeklyHours missing(JsonFields fields, String name) {
        fields.error(name, "TIM-001", "'" + name + "' is missing; " + EXPECTED_HOURS);
        return WeeklyHours.ALWAYS;
    }

    /** Reads one text or a list of them. */
    private List<Stretch> stretches(JsonValue value) {
        List<Stretch> result = new ArrayList<>();
        if (value instanceof JsonText text) {
            stretch(text).ifPresent(result::add);
        } else if (value instanceof JsonArray list && !list.items().isEmpty()) {
            for (JsonValue item : list.items()) {
                if (item instanceof JsonText text) {
                    stretch(text).ifPresent(result::add);
                } else {
                    error(item.span(), "TIM-002", "The list holds " + item.kind() + "; " + EXPECTED_HOURS);
                }
            }
        } else {
            String found = value instanceof JsonArray ? "an empty list" : value.kind();
            error(value.span(), "TIM-002", "This is " + found + "; " + EXPECTED_HOURS);
        }
        return result;
    }

    private Optional<Stretch> stretch(JsonText text) {
        Matcher matcher = HOURS.matcher(text.value());
        if (matcher.matches()) {
            int from = seconds(matcher.group(1), matcher.group(2));
            int until = seconds(matcher.group(3), matcher.group(4));
            if (until <= WeeklyHours.DAY_SECONDS) {
                return Optional.of(new Stretch(from, until, text));
            }
        }
        error(text.span(), "TIM-002", "'" + text.value() + "' are no hours of a day; " + EXPECTED_HOURS);
        return Optional.empty();
    }

    /** Reads one day of the week, 0 for Monday; -1 where it is none. */
    int day(JsonText text) {
        return day(text.value().toLowerCase(Locale.ROOT), text.span());
    }

    private static int seconds(String hours, String minutes) {
        return (Integer.parseInt(hours) * 60 + Integer.parseInt(minutes)) * 60;
    }

    /** Returns begin, end, begin, end ... of stretches that must lie in one day and apart from each other. */
    private int[] sameDay(List<Stretch> stretches) {
        List<Stretch> order = stretches.stream().sorted(BY_BEGIN).toList();
        int[] result = new int[order.size() * 2];
        for (int i = 0; i < order.size(); i++) {
            Stretch stretch = order.get(i);
            if (stretch.until <= stretch.from) {
                diagnostics.error(
                        source,
                        stretch.text.span(),
                        "TIM-003",
                        "'" + stretch.text.value() + "' does not end after it begins",
                        splitHint(stretch));
            }
            if (i > 0 && stretch.from < order.get(i - 1).until) {
                error(
                        stretch.text.span(),
                        "TIM-010",
                        "'" + stretch.text.value() + "' begins before '"
                                + order.get(i - 1).text.value() + "' ends");
            }
            result[2 * i] = stretch.from;
            result[2 * i + 1] = stretch.until;
        }
        return result;
    }

    private static Optional<String> splitHint(Stretch stretch) {
        if (stretch.until == stretch.from || stretch.until == 0) {
            return Optional.of("the end of a day is '24:00'");
        }
        String text = stretch.text.value();
        return Optional.of("hours over midnight are two stretches: '" + text.substring(0, 6) + "24:00' and '00:00"
                + text.substring(5) + "'");
    }

    /** Reads days such as {@code mon-sat} or {@code mon,wed,fri-sun}. */
    private boolean[] days(String text, Span span) {
        boolean[] result = new boolean[WeeklyHours.DAYS];
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            int dash = part.indexOf('-');
            int from = day(dash < 0 ? part : part.substring(0, dash), span);
            int until = dash < 0 ? from : day(part.substring(dash + 1), span);
            if (from >= 0 && until >= 0) {
                // A range may run over the end of the week, such as fri-mon.
                for (int day = from; ; day = (day + 1) % WeeklyHours.DAYS) {
                    result[day] = true;
                    if (day == until) {
                        break;
                    }
                }
            }
        }
        return result;
    }

    private int day(String text, Span span) {
        String name = text.strip();
        int day = DAYS.indexOf(name);
        if (day < 0) {
            diagnostics.error(
                    source,
                    span,
                    "TIM-004",
                    "'" + name + "' is no day; one of " + String.join(", ", DAYS)
                            + ", or a range such as mon-fri, was expected",
                    Suggestions.didYouMean(name, DAYS));
        }
        return day;
    }

    private void error(Span span, String code, String message) {
        diagnostics.error(source, span, code, message);
    }
}
