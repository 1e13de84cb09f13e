package org.tidings.templating;

import java.util.List;
import java.util.Optional;
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
     * A block: text that a text which inherits this one may replace. In the body of a {@link Parent} it is the replacement.
     *
     * @param body what stands there if nothing replaces it
     * @param alone whether the opening tag stands alone on its line, so that the body begins a line
     * @param indent white space before the tag if nothing else stands before it on its line
     */
    record Block(String name, List<MustacheNode> body, boolean alone, String indent, Span span, Span nameSpan)
            implements MustacheNode {
        /** Copies the body. */
        public Block {
            body = List.copyOf(body);
        }
    }

    /**
     * A text that stands here with some of its blocks replaced.
     *
     * @param name its name; begins with {@code *} if the name is a value
     * @param replacements what stands in its blocks instead
     * @param alone whether the whole stands alone on its lines
     * @param indent white space before it if it stands alone; every line of the text gets it
     * @param ignored the first thing between the tags that is no block and so counts for nothing
     */
    record Parent(
            String name,
            List<Block> replacements,
            boolean alone,
            String indent,
            Optional<Span> ignored,
            Span span,
            Span nameSpan)
            implements MustacheNode {
        /** Copies the list. */
        public Parent {
            replacements = List.copyOf(replacements);
        }
    }

    /**
     * A partial.
     *
     * @param name its name; begins with {@code *} if the name is a value
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
            return indent.isEmpty() ? nodes : MustacheLines.indented(nodes, indent, true);
        }
    }
}
