package org.tidings.templating;

import java.util.ArrayList;
import java.util.List;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/** A piece of a parsed Mustache text. Comments and delimiter tags leave no piece. */
sealed interface MustacheNode {
    /** Returns where the piece stands. */
    Span span();

    /** Text that stands as it is. */
    record Text(String text, Span span) implements MustacheNode {}

    /**
     * A value.
     *
     * @param raw whether it asks to stand unescaped: <code>{{{x}}}</code> or <code>{{&x}}</code>
     * @param span the whole tag
     * @param nameSpan the name in the tag
     */
    record Variable(String name, boolean raw, Span span, Span nameSpan) implements MustacheNode {}

    /**
     * A section.
     *
     * @param span the opening tag
     */
    record Section(String name, boolean inverted, List<MustacheNode> body, Span span, Span nameSpan)
            implements MustacheNode {
        /** Copies the body. */
        public Section {
            body = List.copyOf(body);
        }
    }

    /**
     * A partial.
     *
     * @param alone whether it stands alone on its line
     * @param indent white space before it if it stands alone; every line of the partial gets it
     */
    record Partial(String name, boolean alone, String indent, Span span, Span nameSpan) implements MustacheNode {}

    /**
     * A whole text.
     *
     * @param source where it comes from
     * @param nodes its pieces
     */
    record Document(SourceText source, List<MustacheNode> nodes) {
        /** Copies the pieces. */
        public Document {
            nodes = List.copyOf(nodes);
        }

        /** Returns the pieces with white space before every line. */
        List<MustacheNode> indented(String indent) {
            return indent.isEmpty() ? nodes : new Indenter(indent).indent(nodes);
        }
    }

    /** Puts white space before the lines of a text, whose sections may begin and end within a line. */
    final class Indenter {
        private final String indent;
        private boolean lineStart = true;

        private Indenter(String indent) {
            this.indent = indent;
        }

        private List<MustacheNode> indent(List<MustacheNode> nodes) {
            List<MustacheNode> result = new ArrayList<>();
            for (MustacheNode node : nodes) {
                if (node instanceof Text text) {
                    result.add(new Text(lines(text.text()), text.span()));
                } else if (node instanceof Section section) {
                    result.add(new Section(
                            section.name, section.inverted, indent(section.body), section.span, section.nameSpan));
                } else if (node instanceof Partial partial && partial.alone) {
                    result.add(
                            new Partial(partial.name, true, indent + partial.indent, partial.span, partial.nameSpan));
                } else {
                    if (lineStart) {
                        result.add(new Text(indent, node.span()));
                    }
                    result.add(node);
                    lineStart = false;
                }
            }
            return result;
        }

        private String lines(String text) {
            StringBuilder result = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                if (lineStart) {
                    result.append(indent);
                }
                result.append(text.charAt(i));
                lineStart = text.charAt(i) == '\n';
            }
            return result.toString();
        }
    }
}
