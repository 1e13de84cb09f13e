package org.tidings.templating;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Span;

/**
 * The data model of a MessageFormat 2 message (Unicode TR 35, part 9). Spans count in the text of the message.
 */
final class Mf2 {
    private Mf2() {}

    /**
     * A message.
     *
     * @param declarations its declarations, in their order
     * @param body what it says
     */
    record Message(List<Declaration> declarations, Body body) {
        /** Copies the list. */
        public Message {
            declarations = List.copyOf(declarations);
        }
    }

    /**
     * {@code .input} or {@code .local}.
     *
     * @param input whether it annotates a variable from outside
     */
    record Declaration(boolean input, String name, Expression expression, Span span) {}

    /** What a message says. */
    sealed interface Body {}

    /** A sequence of texts and placeholders. */
    record Pattern(List<Piece> pieces) implements Body {
        /** Copies the list. */
        public Pattern {
            pieces = List.copyOf(pieces);
        }
    }

    /** {@code .match}. */
    record Matcher(List<Variable> selectors, List<Case> cases, Span span) implements Body {
        /** Copies the lists. */
        public Matcher {
            selectors = List.copyOf(selectors);
            cases = List.copyOf(cases);
        }
    }

    /** A variant of a matcher; a key that is absent is {@code *}. */
    record Case(List<Optional<Literal>> keys, Pattern pattern, Span span) {
        /** Copies the list. */
        public Case {
            keys = List.copyOf(keys);
        }
    }

    /** A piece of a pattern. */
    sealed interface Piece {}

    /** Text that stands as it is. */
    record Text(String text) implements Piece {}

    /** Markup, such as {@code {#b}}. */
    record Markup(String name, Map<String, Operand> options, Span span) implements Piece {}

    /** {@code {operand :function}}. */
    record Expression(Optional<Operand> operand, Optional<Function> function, Span span) implements Piece {}

    /** What an expression is about. */
    sealed interface Operand {}

    /** {@code $name}. */
    record Variable(String name, Span span) implements Operand {}

    /** {@code |text|} or a text without quotes. */
    record Literal(String text, Span span) implements Operand {}

    /** {@code :name option=value}. */
    record Function(String name, Map<String, Operand> options, Span span) {}
}
