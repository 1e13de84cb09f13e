package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidings.core.AttributeOptions;
import org.tidings.core.EvaluationContext;
import org.tidings.core.EventField;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;

/** A schema with every type, people for it, and short ways to ask about them. */
final class People {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final EvaluationContext OCTOBER = at("2024-10-01T13:00:00Z");

    static final Schema SCHEMA = Schema.builder("people", 1)
            .attribute(new AttributeOptions("birthDate", ValueType.DATE, "identity.birth").withImmutable())
            .attribute(new AttributeOptions("deathDate", ValueType.DATE, "identity.death").withHiddenWhileFuture())
            .required("member", ValueType.BOOL, "status.member")
            .attribute("blocked", ValueType.BOOL, "status.blocked")
            .attribute("children", ValueType.INTEGER, "family.children")
            .required("visits", ValueType.INTEGER, "usage.visits")
            .attribute(new AttributeOptions("income", ValueType.NUMBER, "finance.income")
                    .withForbiddenFor(Set.of("health_reminder")))
            .attribute("weight", ValueType.NUMBER, "health.weight")
            .attribute("city", ValueType.TEXT, "address.city")
            .attribute("email", ValueType.TEXT, "contact.email")
            .attribute(new AttributeOptions("lastLogin", ValueType.INSTANT, "usage.login").withHiddenWhileFuture())
            .attribute("signedUp", ValueType.INSTANT, "usage.login")
            .attribute("languages", ValueType.TEXT_SET, "identity.language")
            .events(
                    "immunizations",
                    "day",
                    "doses given",
                    List.of(
                            field("day", ValueType.DATE, "health.vaccination"),
                            field("cvx", ValueType.TEXT, "health.vaccination")))
            .events(
                    "appointments",
                    "at",
                    "appointments made",
                    List.of(
                            field("at", ValueType.INSTANT, "health.appointment"),
                            field("kind", ValueType.TEXT, "health.appointment"),
                            field("minutes", ValueType.INTEGER, "health.appointment"),
                            field("fee", ValueType.NUMBER, "finance.fee"),
                            field("kept", ValueType.BOOL, "health.appointment"),
                            field("until", ValueType.DATE, "health.appointment")))
            .build();

    private People() {}

    private static EventField field(String name, ValueType type, String category) {
        return new EventField(name, type, category, false, "", 0);
    }

    static EvaluationContext at(String instant) {
        return new EvaluationContext(Instant.parse(instant), NEW_YORK);
    }

    /** Returns values for {@link Profile#of} from names and values in turn, with the required ones added. */
    static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("member", true);
        values.put("visits", 0);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    static Profile person(Object... namesAndValues) {
        return Profile.of(SCHEMA, "p1", values(namesAndValues));
    }

    static Map<String, Object> dose(String cvx, String day) {
        return Map.of("cvx", cvx, "day", LocalDate.parse(day));
    }

    static Map<String, Object> appointment(String at, Object... namesAndValues) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("at", Instant.parse(at));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            event.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return event;
    }

    static SourceText text(String rules) {
        return new SourceText("test.rules", rules);
    }

    static Rulebook rulebook(String rules) {
        return Rulebook.compile(SCHEMA, List.of(text(rules)));
    }

    /** Returns the value of an expression of any type, in the rule language; {@code missing} where there is none. */
    static String valueOf(String expression, Profile person, EvaluationContext context) {
        Rulebook rulebook = rulebook("derive it = " + expression);
        Expression compiled = rulebook.derived("it").orElseThrow();
        return rulebook.bind(context)
                .on(person)
                .value(compiled)
                .map(People::written)
                .orElse("missing");
    }

    static String valueOf(String expression, Profile person) {
        return valueOf(expression, person, OCTOBER);
    }

    static Truth truthOf(String condition, Profile person) {
        Rulebook rulebook = rulebook("segment it = " + condition);
        return rulebook.bind(OCTOBER).on(person).truth(rulebook.segment("it").orElseThrow());
    }

    private static String written(Object value) {
        return value instanceof Set<?> set ? set.toString() : org.tidings.segmentation.internal.Printer.constant(value);
    }
}
