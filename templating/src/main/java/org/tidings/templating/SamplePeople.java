package org.tidings.templating;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.core.Attribute;
import org.tidings.core.CategoryUse;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * Invented people who bring out what a template can say: one of whom everything is known, one of whom only what must be
 * known is, and one who denies everything that can be denied. Texts are the names of their attributes in brackets.
 */
final class SamplePeople {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 15);
    private static final Instant INSTANT = Instant.parse("2026-03-15T09:30:00Z");

    private SamplePeople() {}

    static List<SamplePerson> of(TemplateModel model, List<CategoryUse> uses) {
        Set<String> categories = uses.stream().map(CategoryUse::category).collect(Collectors.toUnmodifiableSet());
        ConsentDecision permit = decision(DecisionOutcome.PERMIT, Set.of());
        ConsentDecision reduced = categories.isEmpty() ? permit : decision(DecisionOutcome.PERMIT_REDUCED, categories);
        return List.of(
                person("everything known", model, true, 2, permit),
                person("only what is required", model, false, 1, permit),
                person("everything denied", model, true, 1, reduced));
    }

    private static SamplePerson person(
            String name, TemplateModel model, boolean whole, int subjects, ConsentDecision decision) {
        List<SubjectView> views = new ArrayList<>();
        for (int i = 1; i <= subjects; i++) {
            views.add(new SubjectView(profile(model.subject(), "s" + i, whole, subjects > 1 ? " " + i : ""), decision));
        }
        Map<String, Object> values = new HashMap<>();
        model.values().forEach((id, value) -> {
            if (whole || value.required()) {
                values.put(id, value(id, value.type(), ""));
            }
        });
        return new SamplePerson(name, profile(model.recipient(), "r", whole, ""), decision, views, values);
    }

    /** Derived attributes get values of their own: nothing is computed for somebody who does not exist. */
    private static SlotProfile profile(Schema schema, String id, boolean whole, String suffix) {
        long[] presence = new long[(schema.attributes().size() + 63) >>> 6];
        long[] primitives = new long[schema.primitiveCount()];
        Object[] references = new Object[schema.referenceCount()];
        for (Attribute attribute : schema.attributes()) {
            if (!whole && !attribute.required()) {
                continue;
            }
            presence[attribute.slot() >>> 6] |= 1L << attribute.slot();
            Object value = value(attribute.name(), attribute.type(), suffix);
            if (attribute.type().isPrimitive()) {
                primitives[attribute.index()] =
                        Values.toBits(attribute.type(), value).orElseThrow();
            } else {
                references[attribute.index()] = value instanceof List<?> list ? list.toArray(String[]::new) : value;
            }
        }
        return new SlotProfile(
                schema,
                id,
                presence,
                primitives,
                references,
                new EventColumns[schema.streams().size()]);
    }

    private static Object value(String name, ValueType type, String suffix) {
        return switch (type) {
            case BOOL -> true;
            case INTEGER -> 2L;
            case NUMBER -> 12.5;
            case DATE -> DAY;
            case INSTANT -> INSTANT;
            case TEXT -> "[" + name + suffix + "]";
            case TEXT_SET -> List.of("[" + name + " 1]", "[" + name + " 2]");
        };
    }

    private static ConsentDecision decision(DecisionOutcome outcome, Set<String> denied) {
        return new ConsentDecision(
                outcome,
                DecisionCode.PUBLIC_TASK,
                denied,
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
    }
}
