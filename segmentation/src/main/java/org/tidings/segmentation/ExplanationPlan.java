package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/**
 * What an explanation shows of an expression, whoever the person is: its terms, their texts and the code of each. Made
 * once per expression and clock.
 *
 * @param text the term in the rule language
 * @param description what the author of a derived attribute or segment says that it means, or an empty text
 * @param role what the term means for the outcome of the one above it
 * @param parts the terms that it is made of
 */
record ExplanationPlan(String text, String description, Type type, Code code, Role role, List<ExplanationPlan> parts) {

    /** How the parts of a term decide it. */
    enum Role {
        /** A conjunction or disjunction: those parts decide that have its value. */
        COMBINATION,
        /** A negation, or the name of a condition: its one part decides. */
        FORWARD,
        /** Nothing below it is asked. */
        TERM
    }

    static ExplanationPlan of(Expression expression, Clock clock) {
        Set<Expression> shown = new HashSet<>();
        shown.add(expression);
        return new Planner(expression, clock, shown).plan(expression.expr());
    }

    /** Plans the terms of one expression, whose codes are shared between them. */
    private static final class Planner {
        private final Analysis analysis;
        private final Clock clock;
        private final Compiler compiler;

        /** Derived attributes and segments whose definition has been shown. */
        private final Set<Expression> shown;

        Planner(Expression expression, Clock clock, Set<Expression> shown) {
            this.analysis = expression.analysis();
            this.clock = clock;
            this.compiler = new Compiler(analysis, clock);
            this.shown = shown;
        }

        ExplanationPlan plan(Expr expr) {
            List<ExplanationPlan> parts = new ArrayList<>();
            for (Expr child : shownChildren(expr)) {
                parts.add(plan(child));
            }
            String description = "";
            boolean isReference = false;
            if (expr instanceof Expr.Name name && analysis.target(name) instanceof Target.Computed computed) {
                description = computed.derived().description();
                isReference = addDefinition(computed.derived().expression(), parts);
            } else if (expr instanceof Expr.SegmentRef reference) {
                Segment segment = segment(reference);
                description = segment.description();
                isReference = addDefinition(segment.condition(), parts);
            }
            Type type = analysis.type(expr);
            Role role = Role.TERM;
            if (expr instanceof Expr.And || expr instanceof Expr.Or) {
                role = Role.COMBINATION;
            } else if (expr instanceof Expr.Not || (isReference && type == Type.BOOL)) {
                role = Role.FORWARD;
            }
            return new ExplanationPlan(
                    Printer.print(expr), description, type, compiler.compile(expr, type), role, List.copyOf(parts));
        }

        private boolean addDefinition(Expression definition, List<ExplanationPlan> parts) {
            if (shown.add(definition)) {
                parts.add(new Planner(definition, clock, shown).plan(definition.expr()));
                return true;
            }
            return false;
        }

        private Segment segment(Expr.SegmentRef reference) {
            return analysis.segments().stream()
                    .filter(used -> used.name().equals(reference.segment()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the operands that have a value of their own: literals explain nothing, and a where has one per event. */
    private static List<Expr> shownChildren(Expr expr) {
        List<Expr> children = expr instanceof Expr.Aggregate aggregate
                ? aggregate.index().map(List::of).orElse(List.of())
                : expr.children();
        return children.stream().filter(child -> !isPlainConstant(child)).toList();
    }

    private static boolean isPlainConstant(Expr expr) {
        return expr instanceof Expr.Missing
                || (expr instanceof Expr.Literal literal && !(literal.value() instanceof Boolean));
    }
}
