package org.tidings.segmentation;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The plans of one {@link BoundRules}: one graph for all its segments, made when they are first asked for. Safe to share
 * between threads.
 */
final class Plans {
    /** How many alternatives of a {@code case} one plan may copy into comparisons; the rest stays opaque. */
    private static final int MOST_COPIES = 1_000;

    private final Clock clock;
    private final PlanNodes nodes = new PlanNodes();
    private final IdentityHashMap<Expression, Plan> plans = new IdentityHashMap<>();
    private final IdentityHashMap<Expression, PlanBuilder> derived = new IdentityHashMap<>();

    private final Map<Derived, Plan.Reads> derivedReads = new HashMap<>();
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
            known = new PlanBuilder(this, nodes, condition.analysis(), clock).condition(condition.expr());
            depth--;
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

    /** Returns what a derived attribute reads. */
    Plan.Reads reads(Derived wanted) {
        Plan.Reads known = derivedReads.get(wanted);
        if (known == null) {
            known = builder(wanted).reads(wanted.expression().expr());
            derivedReads.put(wanted, known);
        }
        return known;
    }

    /** Returns whether the plan that is being made may copy the alternatives of one more {@code case}. */
    boolean mayCopy() {
        return ++copies <= MOST_COPIES;
    }
}
