package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;
import org.tidings.segmentation.internal.Substitution;

/** A condition as {@code and}, {@code or} and {@code not} over terms, with derived attributes and segments written out. */
sealed interface Skeleton {
    /** Conjunction. */
    record All(List<Skeleton> operands) implements Skeleton {}

    /** Disjunction. */
    record Any(List<Skeleton> operands) implements Skeleton {}

    /** Negation. */
    record Not(Skeleton operand) implements Skeleton {}

    /** {@code is true}, {@code is false} or {@code is unknown} of a condition. */
    record Outcome(Expr.Test test, Skeleton operand) implements Skeleton {}

    /** A term, by its number. */
    record Term(int index) implements Skeleton {}

    /** Takes a condition apart. */
    final class Maker {
        /** Nodes of everything that is written out; beyond it a definition stays a term of its own. */
        private static final int MAX_NODES = 20_000;

        private final List<Expr> terms = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private int nodes;

        /** Returns the terms, each of which stands once however often the condition names it. */
        List<Expr> terms() {
            return terms;
        }

        Skeleton of(Expression expression) {
            return of(expression.expr(), expression.analysis());
        }

        private Skeleton of(Expr expr, Analysis analysis) {
            nodes++;
            if (expr instanceof Expr.And and) {
                return new All(all(and.operands(), analysis));
            } else if (expr instanceof Expr.Or or) {
                return new Any(all(or.operands(), analysis));
            } else if (expr instanceof Expr.Not not) {
                return new Not(of(not.operand(), analysis));
            } else if (expr instanceof Expr.Is is && isOutcome(is.test())) {
                return new Outcome(is.test(), of(is.value(), analysis));
            } else if (expr instanceof Expr.Name name
                    && analysis.target(name) instanceof Target.Computed computed
                    && nodes < MAX_NODES) {
                return of(computed.derived().expression());
            } else if (expr instanceof Expr.SegmentRef reference && nodes < MAX_NODES) {
                return of(analysis.segments().stream()
                        .filter(used -> used.name().equals(reference.segment()))
                        .findFirst()
                        .orElseThrow()
                        .condition());
            } else if (expr instanceof Expr.Has has && has.kind() != Expr.HasKind.ONE) {
                List<Skeleton> single = has.items().stream()
                        .map(item ->
                                term(new Expr.Has(Expr.HasKind.ONE, has.set(), List.of(item), has.span()), analysis))
                        .toList();
                return has.kind() == Expr.HasKind.ANY ? new Any(single) : new All(single);
            }
            return term(expr, analysis);
        }

        private static boolean isOutcome(Expr.Test test) {
            return test == Expr.Test.TRUE || test == Expr.Test.FALSE || test == Expr.Test.UNKNOWN;
        }

        private List<Skeleton> all(List<Expr> operands, Analysis analysis) {
            return operands.stream().map(operand -> of(operand, analysis)).toList();
        }

        private Skeleton term(Expr expr, Analysis analysis) {
            Expr written = writtenOut(expr, analysis);
            int number = numbers.computeIfAbsent(Printer.print(written), text -> {
                terms.add(written);
                return terms.size() - 1;
            });
            return new Term(number);
        }

        private Expr writtenOut(Expr expr, Analysis analysis) {
            return Substitution.in(expr, node -> {
                nodes++;
                return node instanceof Expr.Name name
                                && nodes < MAX_NODES
                                && analysis.target(name) instanceof Target.Computed computed
                        ? Optional.of(writtenOut(
                                computed.derived().expression().expr(),
                                computed.derived().expression().analysis()))
                        : Optional.empty();
            });
        }
    }
}
