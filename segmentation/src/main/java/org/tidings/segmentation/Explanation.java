package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tidings.core.json.JsonOutput;

/**
 * Why a condition is true, false or unknown for one person: the evaluation itself, rendered. Holds personal data.
 */
public final class Explanation {
    private final String name;
    private final Truth truth;
    private final Node root;
    private final List<Node> deciding;
    private final List<Node> reasons;

    Explanation(String name, Truth truth, Node root, List<Node> deciding, List<Node> reasons) {
        this.name = name;
        this.truth = truth;
        this.root = root;
        this.deciding = List.copyOf(deciding);
        this.reasons = List.copyOf(reasons);
    }

    /**
     * One term and its value.
     *
     * @param text the term in the rule language
     * @param value its value in the rule language; {@code unknown} for a condition and {@code missing} for anything else
     *     that has none
     * @param condition whether the term is a condition
     * @param description what its author says that it means, for a derived attribute or segment; empty where nothing was
     *     said
     * @param children the terms that it is made of; below a derived attribute or segment its definition, at its first
     *     place only
     */
    public record Node(String text, String value, boolean condition, String description, List<Node> children) {
        /** Copies the list. */
        public Node {
            children = List.copyOf(children);
        }

        /** Returns the description, or the term itself where there is none. */
        public String label() {
            return description.isEmpty() ? text : description;
        }
    }

    /** Returns the name of the segment, or nothing for a condition without one. */
    public Optional<String> segment() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** Returns the outcome. */
    public Truth truth() {
        return truth;
    }

    /** Returns the whole tree. */
    public Node root() {
        return root;
    }

    /**
     * Returns the terms that decide the outcome, in the order of the text: of a false conjunction the false operands, of
     * a true one all of them, and so on down to terms that are no combination of others.
     */
    public List<Node> deciding() {
        return deciding;
    }

    /**
     * Returns the deciding terms for people: like {@link #deciding()}, but what its author has described in words is not
     * taken apart.
     */
    public List<Node> reasons() {
        return reasons;
    }

    /** Returns a text for people: the outcome, the deciding terms, and the tree with two blanks per level. */
    public String render() {
        StringBuilder out = new StringBuilder();
        String subject = name.isEmpty() ? "The condition" : "Segment '" + name + "'";
        out.append(subject).append(" is ").append(word(truth)).append(", because\n");
        for (Node term : deciding) {
            out.append("  ").append(sentence(term)).append('\n');
            term.children().stream()
                    .filter(child -> !child.text().equals(child.value()))
                    .forEach(child -> out.append("    ").append(sentence(child)).append('\n'));
        }
        out.append("In full:\n");
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(root, 1));
        while (!open.isEmpty()) {
            Level level = open.pop();
            out.append("  ".repeat(level.depth()))
                    .append(sentence(level.node()))
                    .append('\n');
            for (int i = level.node().children().size() - 1; i >= 0; i--) {
                open.push(new Level(level.node().children().get(i), level.depth() + 1));
            }
        }
        return out.toString();
    }

    private record Level(Node node, int depth) {}

    private static String sentence(Node node) {
        return node.condition() ? "[" + node.value() + "] " + node.text() : node.text() + " = " + node.value();
    }

    private static String word(Truth truth) {
        return switch (truth) {
            case TRUE -> "true";
            case FALSE -> "false";
            case UNKNOWN -> "unknown";
        };
    }

    /** Returns the explanation as one JSON object: {@code segment}, {@code truth}, {@code deciding}, {@code tree}. */
    public String json() {
        return JsonOutput.object(out -> {
            if (!name.isEmpty()) {
                out.field("segment", name);
            }
            out.field("truth", word(truth));
            out.beginArray("deciding");
            deciding.forEach(term -> {
                out.beginObject();
                out.field("text", term.text()).field("value", term.value());
                out.end();
            });
            out.end();
            out.beginObject("tree");
            content(out, root);
            out.end();
        });
    }

    private static void content(JsonOutput out, Node node) {
        out.field("text", node.text()).field("value", node.value());
        if (!node.children().isEmpty()) {
            out.beginArray("children");
            for (Node child : node.children()) {
                out.beginObject();
                content(out, child);
                out.end();
            }
            out.end();
        }
    }
}
