package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.EvaluationContext;
import org.tidings.core.EventStream;
import org.tidings.core.Profile;
import org.tidings.core.ValueType;
import org.tidings.testkit.Source;

/** Makes people and evaluation instants whose values lie near the bounds that {@link RuleGen} draws. */
final class PersonGen {
    private static final LocalDate FROM = LocalDate.of(1950, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 12, 31);

    private final Source source;

    PersonGen(Source source) {
        this.source = source;
    }

    EvaluationContext context() {
        ZoneId zone = source.pick(
                List.of(People.NEW_YORK, ZoneId.of("UTC"), ZoneId.of("America/Sao_Paulo"), ZoneId.of("Pacific/Apia")));
        LocalDate day =
                source.chance(0.2) ? LocalDate.of(2024, 2, 29) : source.dateBetween(LocalDate.of(2010, 1, 1), TO);
        return new EvaluationContext(
                day.atStartOfDay(zone).toInstant().plusSeconds(source.intBetween(0, 100_000)), zone);
    }

    Profile person(EvaluationContext context) {
        return person(context, id());
    }

    Profile person(EvaluationContext context, String id) {
        return Profile.of(People.SCHEMA, id, values(context));
    }

    String id() {
        return "p" + source.intBetween(0, 99);
    }

    Map<String, Object> values(EvaluationContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        People.SCHEMA.attributes().forEach(attribute -> {
            if (attribute.required() || source.chance(0.7)) {
                values.put(attribute.name(), value(attribute.type(), context));
            }
        });
        for (EventStream stream : People.SCHEMA.streams()) {
            List<Map<String, Object>> events = new ArrayList<>();
            for (int i = source.intBetween(0, 5); i > 0; i--) {
                Map<String, Object> event = event(stream, context);
                if (!events.isEmpty() && source.chance(0.2)) {
                    String time = stream.timeField().name();
                    event.put(time, events.get(events.size() - 1).get(time));
                }
                events.add(event);
            }
            values.put(stream.name(), events);
        }
        return values;
    }

    private Map<String, Object> event(EventStream stream, EvaluationContext context) {
        Map<String, Object> event = new LinkedHashMap<>();
        stream.fields().forEach(field -> {
            if (field.required() || source.chance(0.75)) {
                event.put(field.name(), value(field.type(), context));
            }
        });
        return event;
    }

    private Object value(ValueType type, EvaluationContext context) {
        return switch (type) {
            case BOOL -> source.bool();
            case INTEGER -> source.chance(0.8) ? (long) source.intBetween(-3, 70) : source.anyLong();
            case NUMBER -> source.chance(0.8) ? source.intBetween(-8, 280) / 4.0 : source.finiteDouble();
            case TEXT ->
                source.pick(List.of("a", "A", "b", "ab", "ab%", "it's", "\uD83D\uDE00b", "\uFFFD", "ada@example.org"));
            case DATE -> date(context);
            case INSTANT -> instant(context);
            case TEXT_SET -> set();
        };
    }

    private LocalDate date(EvaluationContext context) {
        if (source.chance(0.03)) {
            return source.pick(List.of(LocalDate.of(-5, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(12000, 1, 1)));
        }
        return source.chance(0.4)
                ? context.today().plusDays(source.intBetween(-40, 40))
                : source.chance(0.3)
                        ? context.today().minusMonths(source.intBetween(0, 900))
                        : source.dateBetween(FROM, TO);
    }

    private Instant instant(EvaluationContext context) {
        return source.chance(0.7)
                ? context.instant().plusSeconds(source.intBetween(-4_000_000, 400_000))
                : source.instantNearClockChange(context.agencyZone());
    }

    private Set<String> set() {
        Set<String> set = new TreeSet<>();
        for (int i = source.intBetween(1, 3); i > 0; i--) {
            set.add(source.pick(List.of("a", "b", "A", "\uD83D\uDE00", "\uFFFD")));
        }
        return set;
    }
}
