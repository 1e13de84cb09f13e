package org.tidings.segmentation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The codes of a rulebook for one clock, compiled when they are first asked for. Shared between threads: two of them may
 * compile the same code at once, and either result serves.
 */
final class CompiledRules {
    /** After so many questions about a segment a class of its own has paid for itself. */
    private static final int HOT = 10_000;

    private final Clock clock;
    private final AtomicReferenceArray<@Nullable Code> derived;
    private final AtomicReferenceArray<@Nullable Code> segments;
    private final Map<Expression, Code> expressions = new ConcurrentHashMap<>();
    private final Map<Expression, ExplanationPlan> explanations = new ConcurrentHashMap<>();
    private final Plans plans;
    private final RuleClasses classes;
    private final AtomicReferenceArray<@Nullable RuleCode> hot;

    /** How often each segment was asked about, until it is {@link #HOT}; threads may lose some of each other's counts. */
    private final int[] asked;

    CompiledRules(Clock clock, int derivedCount, int segmentCount) {
        this.clock = clock;
        this.derived = new AtomicReferenceArray<>(derivedCount);
        this.segments = new AtomicReferenceArray<>(segmentCount);
        this.plans = new Plans(clock);
        this.classes = new RuleClasses(this);
        this.hot = new AtomicReferenceArray<>(segmentCount);
        this.asked = new int[segmentCount];
    }

    Clock clock() {
        return clock;
    }

    Plans plans() {
        return plans;
    }

    RuleClasses classes() {
        return classes;
    }

    int derivedCount() {
        return derived.length();
    }

    int segmentCount() {
        return segments.length();
    }

    /**
     * Returns the class of a segment that is asked about often, or null while it is not, and where the segment shares
     * work with others by way of opaque leaves.
     */
    @Nullable
    RuleCode hot(Segment segment) {
        int index = segment.index();
        RuleCode known = hot.getPlain(index);
        return known != null || asked[index] > HOT || ++asked[index] <= HOT ? known : heat(segment);
    }

    private @Nullable RuleCode heat(Segment segment) {
        Plan plan = plans.of(segment);
        RuleCode code = plan.isOpaque() ? null : classes.slots(plan);
        if (code == null || !code.isGenerated()) {
            return null;
        }
        hot.set(segment.index(), code);
        return code;
    }

    Code code(Derived wanted) {
        Code known = derived.get(wanted.index());
        if (known == null) {
            known = compile(wanted.expression());
            derived.set(wanted.index(), known);
        }
        return known;
    }

    Code code(Segment wanted) {
        Code known = segments.get(wanted.index());
        if (known == null) {
            known = compile(wanted.condition());
            segments.set(wanted.index(), known);
        }
        return known;
    }

    Code code(Expression wanted) {
        Code known = expressions.get(wanted);
        return known != null ? known : expressions.computeIfAbsent(wanted, this::compile);
    }

    ExplanationPlan explanation(Expression condition) {
        ExplanationPlan known = explanations.get(condition);
        return known != null
                ? known
                : explanations.computeIfAbsent(condition, wanted -> ExplanationPlan.of(wanted, clock));
    }

    private Code compile(Expression expression) {
        return new Compiler(expression.analysis(), clock).compile(expression.expr(), expression.resultType());
    }
}
