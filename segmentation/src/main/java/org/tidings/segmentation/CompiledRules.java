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
    private final Clock clock;
    private final AtomicReferenceArray<@Nullable Code> derived;
    private final AtomicReferenceArray<@Nullable Code> segments;
    private final Map<Expression, Code> expressions = new ConcurrentHashMap<>();
    private final Map<Expression, ExplanationPlan> explanations = new ConcurrentHashMap<>();
    private final Plans plans;

    CompiledRules(Clock clock, int derivedCount, int segmentCount) {
        this.clock = clock;
        this.derived = new AtomicReferenceArray<>(derivedCount);
        this.segments = new AtomicReferenceArray<>(segmentCount);
        this.plans = new Plans(clock);
    }

    Clock clock() {
        return clock;
    }

    Plans plans() {
        return plans;
    }

    int derivedCount() {
        return derived.length();
    }

    int segmentCount() {
        return segments.length();
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
