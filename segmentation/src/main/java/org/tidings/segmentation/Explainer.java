package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tidings.segmentation.Explanation.Node;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/** Renders an evaluation: every value in it comes from the compiled code that also decides. */
final class Explainer {
    private final Evaluation evaluation;

    /** Derived attributes and segments whose definition has been shown. */
    private final Set<Expression> shown = new HashSet<>();

    private final List<Node> deciding = new ArrayList<>();

    Explainer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Explanation explain(Segment segment) {
        return explain(segment.name(), segment.condition());
    }

    Explanation explain(Expression condition) {
        return explain("", condition);
    }

    private Explanation explain(String name, Expression condition) {
        shown.add(condition);
        Part root = new Tree(condition).part(condition.expr());
        collectDeciding(root, new HashSet<>());
        Truth truth = root.node().value().equals("true")
                ? Truth.TRUE
                : root.node().value().equals("false") ? Truth.FALSE : Truth.UNKNOWN;
        return new Explanation(name, truth, root.node(), deciding);
    }

    /** A node with the tree behind it. */
    private record Part(Node node, Expr expr, List<Part> parts) {}

    /** The parts of one expression; its codes are shared between them. */
    private final class Tree {
        private final Analysis analysis;
        private final Compiler compiler;

        Tree(Expression expression) {
            this.analysis = expression.analysis();
            this.compiler = new Compiler(analysis, evaluation.clock());
        }

        Part part(Expr expr) {
            List<Part> parts = new ArrayList<>();
            for (Expr child : shownChildren(expr)) {
                parts.add(part(child));
            }
            if (expr instanceof Expr.Name name
                    && analysis.target(name) instanceof Target.Computed computed
                    && shown.add(computed.derived().expression())) {
                parts.add(definition(computed.derived().expression()));
            } else if (expr instanceof Expr.SegmentRef reference) {
                Expression condition = segment(reference).condition();
                if (shown.add(condition)) {
                    parts.add(definition(condition));
                }
            }
            Type type = analysis.type(expr);
            List<Node> children = parts.stream().map(Part::node).toList();
            return new Part(new Node(Printer.print(expr), value(expr, type), type == Type.BOOL, children), expr, parts);
        }

        private Segment segment(Expr.SegmentRef reference) {
            return analysis.segments().stream()
                    .filter(used -> used.name().equals(reference.segment()))
                    .findFirst()
                    .orElseThrow();
        }

        private Part definition(Expression expression) {
            return new Tree(expression).part(expression.expr());
        }

        private String value(Expr expr, Type type) {
            return evaluation
                    .object(compiler.compile(expr, type), type)
                    .map(Explainer::written)
                    .orElse(type == Type.BOOL ? "unknown" : "missing");
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

    private static String written(Object value) {
        if (value instanceof Set<?> set) {
            List<String> members =
                    set.stream().map(member -> Printer.constant(member)).toList();
            return "(" + String.join(", ", members) + ")";
        }
        return Printer.constant(value);
    }

    private void collectDeciding(Part part, Set<String> seen) {
        String value = part.node().value();
        List<Part> operands = part.parts();
        if (part.expr() instanceof Expr.And || part.expr() instanceof Expr.Or) {
            // Where all operands agree with the outcome it takes all of them; where one is enough, those with its
            // value.
            for (Part operand : operands) {
                if (operand.node().value().equals(value)) {
                    collectDeciding(operand, seen);
                }
            }
        } else if (part.expr() instanceof Expr.Not
                || (isReference(part.expr())
                        && operands.size() == 1
                        && part.node().condition())) {
            operands.forEach(operand -> collectDeciding(operand, seen));
        } else if (seen.add(part.node().text())) {
            deciding.add(part.node());
        }
    }

    private static boolean isReference(Expr expr) {
        return expr instanceof Expr.Name || expr instanceof Expr.SegmentRef;
    }
}
