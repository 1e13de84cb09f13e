package org.tidings.timing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.timing.Deadline.Step.Kind;
import org.tidings.timing.DeadlineRule.FirstDay;
import org.tidings.timing.DeadlineRule.Force;
import org.tidings.timing.DeadlineRule.Notice;
import org.tidings.timing.DeadlineRule.RestDays;

/** Reads the JSON form of {@link DeadlineRules}; after a fault it goes on with a harmless value. */
final class DeadlineRulesReader {
    private static final int VERSION = 1;
    private static final int MAX_ROWS = 1_000;

    /** The longest that a law lets a letter travel, with room; a wrong unit is caught. */
    private static final int MAX_DAYS = 365;

    private static final int MAX_MINIMUM = 31;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String HOLIDAY = "holiday";
    private static final List<String> REST = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun", HOLIDAY);
    private static final List<String> CHANNELS =
            Stream.of(Channel.values()).map(Channel::id).toList();

    private final Diagnostics diagnostics;

    private DeadlineRulesReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    static DeadlineRules read(SourceText source, Limits limits) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, limits);
        if (object.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        DeadlineRules rules =
                new DeadlineRulesReader(diagnostics).rules(JsonFields.of(source, diagnostics, object.get()));
        diagnostics.throwIfErrors();
        return rules;
    }

    private DeadlineRules rules(JsonFields fields) {
        if (!fields.has("version")) {
            fields.error("version", "TIM-021", "'version' is missing; it is " + VERSION);
        }
        fields.integer("version", VERSION, VERSION);
        String name = fields.text("name");
        List<DeadlineRule> periods = new ArrayList<>();
        for (JsonFields row : rows(fields, "periods")) {
            DeadlineRule rule = period(row);
            if (periods.stream()
                    .anyMatch(other ->
                            other.name().equals(rule.name()) && other.force().overlaps(rule.force()))) {
                overlap(row, "name", rule.name());
            }
            periods.add(rule);
        }
        List<NotificationRule> notifications = new ArrayList<>();
        for (JsonFields row : rows(fields, "notifications")) {
            NotificationRule rule = notification(row);
            if (notifications.stream().anyMatch(rule::overlaps)) {
                overlap(row, "law", rule.law());
            }
            notifications.add(rule);
        }
        fields.done();
        return new DeadlineRules(name, periods, notifications);
    }

    private static List<JsonFields> rows(JsonFields fields, String name) {
        List<JsonFields> rows = fields.objects(name);
        if (rows.size() > MAX_ROWS) {
            fields.error(name, "TIM-022", "'" + name + "' has " + rows.size() + " rows; " + MAX_ROWS + " may be");
            return rows.subList(0, MAX_ROWS);
        }
        return rows;
    }

    private static void overlap(JsonFields row, String field, String name) {
        row.error(
                field,
                "TIM-023",
                "'" + name + "' has another row that is in force on the same days",
                Optional.of("end the other one with 'until'"));
    }

    private DeadlineRule period(JsonFields row) {
        String name = name(row, "name");
        String act = row.text("act");
        Force force = force(row);
        FirstDay firstDay = needed(row, "firstDay", FirstDay.class, FirstDay.AFTER_EVENT);
        MonthPolicy months = needed(row, "months", MonthPolicy.class, MonthPolicy.LAST_OF_MONTH);
        Notice notice = needed(row, "notice", Notice.class, Notice.FULL_DAYS);
        RestDays rest = rest(row);
        boolean moves = moves(row, rest);
        int minimum = row.integer("minimumWorkingDays", 1, MAX_MINIMUM).orElse(0);
        Map<Kind, String> sources = sources(row, kinds(moves, minimum));
        row.done();
        return new DeadlineRule(name, act, force, firstDay, months, rest, moves, minimum, notice, sources);
    }

    private static Set<Kind> kinds(boolean moves, int minimum) {
        Set<Kind> result = EnumSet.of(Kind.FIRST_DAY, Kind.LAST_DAY, Kind.COUNTED_BACK, Kind.ARRIVES_BY);
        if (moves) {
            result.add(Kind.MOVED);
        }
        if (minimum > 0) {
            result.add(Kind.EXTENDED);
        }
        return result;
    }

    /** Reads where the law says what each kind of step does; a step without a source could not be checked. */
    private static Map<Kind, String> sources(JsonFields row, Set<Kind> needed) {
        Map<Kind, String> result = new EnumMap<>(Kind.class);
        row.object("sources")
                .ifPresentOrElse(
                        fields -> {
                            for (Kind kind : needed) {
                                result.put(kind, fields.text(id(kind)));
                            }
                            fields.done();
                        },
                        () -> row.error(
                                "sources",
                                "TIM-024",
                                "'sources' is missing; it says where the law has " + ids(needed)));
        return result;
    }

    private static String ids(Set<Kind> kinds) {
        return String.join(", ", kinds.stream().map(DeadlineRulesReader::id).toList());
    }

    private static String id(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private NotificationRule notification(JsonFields row) {
        String law = name(row, "law");
        Force force = force(row);
        Set<Channel> channels = channels(row);
        Set<Region> regions = regions(row);
        if (!row.has("days")) {
            row.error("days", "TIM-024", "'days' is missing; it says how many days after posting");
        }
        int days = row.integer("days", 0, MAX_DAYS).orElse(0);
        RestDays rest = rest(row);
        boolean moves = moves(row, rest);
        String source = row.text("source");
        row.done();
        return new NotificationRule(law, force, channels, regions, days, rest, moves, source);
    }

    private static String name(JsonFields row, String field) {
        String name = row.text(field);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            row.error(
                    field,
                    "TIM-025",
                    "'" + name + "' is no name; small letters, digits and single dashes were expected");
        }
        return name;
    }

    private static <E extends Enum<E>> E needed(JsonFields row, String field, Class<E> type, E harmless) {
        if (!row.has(field)) {
            List<String> names = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            row.error(field, "TIM-024", "'" + field + "' is missing; one of " + String.join(", ", names));
        }
        return row.constant(field, type).orElse(harmless);
    }

    private static Force force(JsonFields row) {
        if (!row.has("from")) {
            row.error("from", "TIM-024", "'from' is missing; it is the first day on which the row is in force");
        }
        Optional<LocalDate> from = row.parsed("from", "a day such as 2025-01-01", LocalDate::parse);
        Optional<LocalDate> until = row.parsed("until", "a day such as 2025-12-31", LocalDate::parse);
        if (from.isEmpty()) {
            // A day that no other row is in force on, so that nothing is said of an overlap that may not be one.
            return new Force(LocalDate.MIN, Optional.of(LocalDate.MIN));
        }
        if (until.isPresent() && until.get().isBefore(from.get())) {
            row.error("until", "TIM-026", "'until' is " + until.get() + ", before 'from', which is " + from.get());
            return new Force(from.get(), from);
        }
        return new Force(from.get(), until);
    }

    private RestDays rest(JsonFields row) {
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        boolean holidays = false;
        for (JsonText item : texts(row, "restDays")) {
            String text = item.value();
            int index = REST.indexOf(text);
            if (index < 0) {
                diagnostics.error(
                        row.source(),
                        item.span(),
                        "TIM-027",
                        "'" + text + "' is no day off work; one of " + String.join(", ", REST) + " was expected",
                        Suggestions.didYouMean(text, REST));
            } else if (text.equals(HOLIDAY)) {
                holidays = true;
            } else {
                weekdays.add(DayOfWeek.of(index + 1));
            }
        }
        if (weekdays.size() == WeeklyHours.DAYS) {
            row.error("restDays", "TIM-027", "Every day of the week is off work; there would be no working day");
        }
        return new RestDays(weekdays, holidays);
    }

    private static boolean moves(JsonFields row, RestDays rest) {
        boolean moves = row.bool("moves", false);
        if (moves && rest.isEmpty()) {
            row.error("moves", "TIM-028", "'moves' is true, but no 'restDays' are there to move from");
        }
        return moves;
    }

    private Set<Channel> channels(JsonFields row) {
        Set<Channel> result = EnumSet.noneOf(Channel.class);
        List<JsonText> texts = texts(row, "channels");
        if (texts.isEmpty()) {
            row.error("channels", "TIM-024", "'channels' is missing or empty; some of " + String.join(", ", CHANNELS));
        }
        for (JsonText item : texts) {
            Optional<Channel> channel = Channel.of(item.value());
            channel.ifPresent(result::add);
            if (channel.isEmpty()) {
                diagnostics.error(
                        row.source(),
                        item.span(),
                        "TIM-006",
                        "There is no channel '" + item.value() + "'; one of " + String.join(", ", CHANNELS)
                                + " was expected",
                        Suggestions.didYouMean(item.value(), CHANNELS));
            }
        }
        return result;
    }

    private Set<Region> regions(JsonFields row) {
        Set<Region> result = new LinkedHashSet<>();
        for (JsonText item : texts(row, "regions")) {
            if (WindowsReader.isRegion(item.value())) {
                result.add(Region.parse(item.value()));
            } else {
                diagnostics.error(
                        row.source(),
                        item.span(),
                        "TIM-009",
                        WindowsReader.noRegion(item.value()),
                        WindowsReader.nearRegion(item.value()));
            }
        }
        return result;
    }

    private static List<JsonText> texts(JsonFields row, String name) {
        row.texts(name); // Reports items that are no texts.
        return row.list(name).stream()
                .filter(JsonText.class::isInstance)
                .map(JsonText.class::cast)
                .toList();
    }
}
