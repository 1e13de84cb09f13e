package org.tidings.segmentation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tidings.core.Attribute;
import org.tidings.core.AttributeOptions;
import org.tidings.core.EventStream;
import org.tidings.core.Profile;
import org.tidings.core.ProfileBuilder;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.internal.SlotProfile;

/**
 * The generated classes of one {@link BoundRules}, each made when it is first asked for. Safe to share between threads.
 *
 * <p>They are hidden classes: nothing finds them by name, and they go when the rules go.
 */
final class RuleClasses {
    /**
     * Most classes of one set of bound rules. One class per rule pays for single rules and small sets; from about 2,000
     * on the processor's caches hold the code no longer and a loop over all classes is slower than interpretation.
     */
    static final int MOST_CLASSES = 1_000;

    /** System property that switches the generation of classes off where its value is {@code false}. */
    static final String PROPERTY = "tidings.codegen";

    private static final boolean ALLOWED = !"false".equals(System.getProperty(PROPERTY))
            // A native image has no classes but those that it was built with.
            && System.getProperty("org.graalvm.nativeimage.imagecode") == null;

    private final CompiledRules rules;
    private final boolean allowed;
    private final Map<Plan, RuleCode> slots = new ConcurrentHashMap<>();
    private final Map<Plan, MapCode> maps = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    RuleClasses(CompiledRules rules) {
        this(rules, ALLOWED);
    }

    RuleClasses(CompiledRules rules, boolean allowed) {
        this.rules = rules;
        this.allowed = allowed;
    }

    /** Returns the code of a plan over slots; generated if that is possible. */
    RuleCode slots(Plan plan) {
        return slots.computeIfAbsent(
                plan,
                key -> CodeTree.methods(plan)
                        .filter(methods -> isLeft())
                        .flatMap(methods -> generated(new SlotCodeWriter(rules), methods))
                        .map(RuleCode.class::cast)
                        .orElseGet(() -> RuleCode.interpreted(plan, rules)));
    }

    /** Returns the code of a plan over maps; generated if that is possible. */
    MapCode maps(Plan plan, Schema schema) {
        return maps.computeIfAbsent(
                plan,
                key -> CodeTree.methods(plan)
                        .filter(methods -> MapCodeWriter.canWrite(methods) && isLeft())
                        .flatMap(methods -> generated(new MapCodeWriter(), methods))
                        .map(MapCode.class::cast)
                        .orElseGet(() -> encoding(plan, schema, slots(plan))));
    }

    /** Returns whether one more class may be generated, and counts it. */
    private boolean isLeft() {
        return allowed && count.get() < MOST_CLASSES && count.incrementAndGet() <= MOST_CLASSES;
    }

    private static Optional<Object> generated(CodeWriter writer, List<CodeTree> methods) {
        try {
            return Optional.of(writer.instance(methods));
        } catch (ReflectiveOperationException | UnsupportedOperationException | LinkageError e) {
            // A platform that defines no hidden classes; the answers of the interpreter are the same.
            return Optional.empty();
        }
    }

    /** Returns code that binds what a plan reads, and nothing else, to slots. */
    private static MapCode encoding(Plan plan, Schema schema, RuleCode code) {
        Schema relaxed = withoutRequirements(schema);
        List<Attribute> attributes = relaxed.attributes().stream()
                .filter(attribute -> plan.reads().attributes().get(attribute.slot()))
                .toList();
        List<EventStream> streams = relaxed.streams().stream()
                .filter(stream -> plan.reads().streams().get(stream.index()))
                .toList();
        return (personId, values) -> {
            ProfileBuilder person = Profile.builder(relaxed, personId);
            for (Attribute attribute : attributes) {
                Object value = values.get(attribute.name());
                if (value != null) {
                    person.set(attribute.name(), value);
                }
            }
            for (EventStream stream : streams) {
                for (Map<String, ?> event : MapValues.events(stream, personId, values)) {
                    person.event(stream.name(), event);
                }
            }
            return code.isTrue(SlotProfile.of(person.build()));
        };
    }

    /** Returns a schema with the same slots in which every attribute may be missing. */
    private static Schema withoutRequirements(Schema schema) {
        SchemaBuilder relaxed = Schema.builder(schema.name(), schema.version());
        for (Attribute attribute : schema.attributes()) {
            AttributeOptions options = new AttributeOptions(
                    attribute.name(),
                    attribute.type(),
                    attribute.categories().iterator().next());
            relaxed.attribute(attribute.hiddenWhileFuture() ? options.withHiddenWhileFuture() : options);
        }
        for (EventStream stream : schema.streams()) {
            relaxed.events(stream.name(), stream.timeField().name(), stream.description(), stream.fields());
        }
        return relaxed.build();
    }
}
