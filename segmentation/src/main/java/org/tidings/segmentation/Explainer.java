package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tidings.segmentation.Explanation.Node;
import org.tidings.segmentation.internal.Printer;

/** Renders an evaluation: every value in it comes from the compiled code that also decides. */
final class Explainer {
    private final Evaluation evaluation;

    Explainer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Explanation explain(String name, ExplanationPlan plan) {
        Part root = part(plan);
        Truth truth = switch (root.node().value()) {
            case "true" -> Truth.TRUE;
            case "false" -> Truth.FALSE;
            default -> Truth.UNKNOWN;
        };
        List<Node> deciding = new ArrayList<>();
        collect(root, true, deciding, new HashSet<>());
        List<Node> reasons = new ArrayList<>();
        collect(root, false, reasons, new HashSet<>());
        return new Explanation(name, truth, root.node(), deciding, reasons);
    }

    /** A term with the plan behind it. */
    private record Part(Node node, ExplanationPlan plan, List<Part> parts) {}

    private Part part(ExplanationPlan plan) {
        // Loops, not streams: definitions may be chained deeply, and a stream takes ten frames per level.
        List<Part> parts = new ArrayList<>(plan.parts().size());
        List<Node> children = new ArrayList<>(plan.parts().size());
        for (ExplanationPlan below : plan.parts()) {
            Part part = part(below);
            parts.add(part);
            children.add(part.node());
        }
        Node node = new Node(plan.text(), value(plan), plan.type() == Type.BOOL, plan.description(), children);
        return new Part(node, plan, parts);
    }

    private String value(ExplanationPlan plan) {
        return evaluation
                .object(plan.code(), plan.type())
                .map(Explainer::written)
                .orElse(plan.type() == Type.BOOL ? "unknown" : "missing");
    }

    private static String written(Object value) {
        if (value instanceof Set<?> set) {
            List<String> members =
                    set.stream().map(member -> Printer.constant(member)).toList();
            return "(" + String.join(", ", members) + ")";
        }
        return Printer.constant(value);
    }

    /**
     * Collects the terms that decide.
     *
     * @param inFull whether what an author has described in words is taken apart, too
     */
    private static void collect(Part part, boolean inFull, List<Node> found, Set<String> seen) {
        ExplanationPlan.Role role = part.plan().role();
        boolean isWhole = !inFull && !part.plan().description().isEmpty();
        if (role == ExplanationPlan.Role.TERM || part.parts().isEmpty() || isWhole) {
            if (seen.add(part.node().text())) {
                found.add(part.node());
            }
            return;
        }
        // Where all operands agree with the outcome it takes all of them; where one is enough, those with its value.
        boolean isCombination = role == ExplanationPlan.Role.COMBINATION;
        for (Part operand : part.parts()) {
            if (!isCombination || operand.node().value().equals(part.node().value())) {
                collect(operand, inFull, found, seen);
            }
        }
    }
}
