package org.tidings.segmentation;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.tidings.core.Schema;

/**
 * The plans of one {@link BoundRules}: one graph for all its segments, made when they are first asked for. Safe to share
 * between threads.
 */
final class Plans {
    /** How many alternatives of a {@code case} one plan may copy into comparisons; the rest stays opaque. */
    private static final int MOST_COPIES = 1_000;

    /**
     * Deepest nesting, with that of the definitions that are named, that is turned into a plan; making one recurses
     * along it. A deeper condition is one opaque leaf. Rules that people write stay below 60.
     */
    private static final int MOST_DEPTH = 200;

    private final Clock clock;
    private final PlanNodes nodes = new PlanNodes();
    private final IdentityHashMap<Expression, Plan> plans = new IdentityHashMap<>();
    private final IdentityHashMap<Expression, PlanBuilder> derived = new IdentityHashMap<>();
    private final Map<Expression, Plan.Reads> reads = new HashMap<>();
    private int depth;
    private int copies;

    Plans(Clock clock) {
        this.clock = clock;
    }

    /** Returns the plan of a segment. */
    Plan of(Segment segment) {
        return of(segment.condition());
    }

    /** Returns the plan of a condition. */
    synchronized Plan of(Expression condition) {
        Plan known = plans.get(condition);
        if (known == null) {
            copies = depth == 0 ? 0 : copies;
            depth++;
            try {
                PlanBuilder builder = new PlanBuilder(this, nodes, condition.analysis(), clock);
                known = condition.depth() > MOST_DEPTH
                        ? builder.opaque(condition.expr())
                        : builder.condition(condition.expr());
            } finally {
                depth--;
            }
            plans.put(condition, known);
        }
        return known;
    }

    /** Returns how many nodes there are so far, over all that was asked for; ids are less. */
    synchronized int count() {
        return nodes.count();
    }

    /** Returns the builder of a derived attribute, which its uses share. */
    PlanBuilder builder(Derived wanted) {
        Expression expression = wanted.expression();
        PlanBuilder known = derived.get(expression);
        if (known == null) {
            known = new PlanBuilder(this, nodes, expression.analysis(), clock);
            derived.put(expression, known);
        }
        return known;
    }

    /** Returns what a definition can read, through those that it names, too; the person's id is always supposed. */
    Plan.Reads reads(Expression definition) {
        return reads.computeIfAbsent(definition, Plans::footprint);
    }

    private static Plan.Reads footprint(Expression definition) {
        Schema schema = definition.owner().stored();
        Plan.Reads reads = Plan.Reads.ofIdentity();
        for (String name : definition.footprint().attributes()) {
            Plan.Reads one = schema.attribute(name)
                    .map(attribute -> Plan.Reads.ofAttribute(attribute.slot()))
                    .orElseGet(() -> Plan.Reads.ofStream(
                            schema.stream(name).orElseThrow().index()));
            reads = reads.and(one);
        }
        return reads;
    }

    /** Returns whether the plan that is being made may copy the alternatives of one more {@code case}. */
    boolean mayCopy() {
        return ++copies <= MOST_COPIES;
    }
}
