package org.tidings.templating;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression of a message resolves to.
 *
 * @param raw the value that another function may work on; its source where it failed
 * @param source what stands in the text, between braces, if it cannot be formatted
 * @param failed whether it could not be resolved
 * @param text how it is written; nothing if it cannot be
 * @param direction direction of its text
 * @param isolated whether it is isolated even if its direction is that of the message
 * @param options options that functions which work on it take over
 * @param selector how it chooses; nothing if it cannot
 */
record Mf2Value(
        Object raw,
        String source,
        boolean failed,
        Optional<String> text,
        Direction direction,
        boolean isolated,
        Map<String, String> options,
        Optional<Selector> selector) {

    /** Direction of a text. */
    enum Direction {
        /** From left to right. */
        LEFT_TO_RIGHT('\u2066'),
        /** From right to left. */
        RIGHT_TO_LEFT('\u2067'),
        /** That of its first letter. */
        UNKNOWN(Bidi.FIRST_STRONG_ISOLATE);

        private final char isolate;

        Direction(char isolate) {
            this.isolate = isolate;
        }

        /** Returns the character that begins an isolate of this direction. */
        char isolate() {
            return isolate;
        }
    }

    /** How a value chooses among keys. */
    @FunctionalInterface
    interface Selector {
        /** Returns those of some keys that match, the best first. */
        List<String> matches(List<String> keys);
    }

    /** Returns a value that could not be resolved. */
    static Mf2Value failed(String source) {
        return new Mf2Value(
                source, source, true, Optional.empty(), Direction.UNKNOWN, false, Map.of(), Optional.empty());
    }

    /** Returns a text. */
    static Mf2Value text(Object raw, String source, String text) {
        return new Mf2Value(
                raw, source, false, Optional.of(text), Direction.UNKNOWN, false, Map.of(), Optional.empty());
    }

    Mf2Value withSource(String newSource) {
        return new Mf2Value(raw, newSource, failed, text, direction, isolated, options, selector);
    }

    Mf2Value withDirection(Direction newDirection, boolean isolate) {
        return new Mf2Value(raw, source, failed, text, newDirection, isolate, options, selector);
    }

    Mf2Value withSelector(Selector newSelector) {
        return new Mf2Value(raw, source, failed, text, direction, isolated, options, Optional.of(newSelector));
    }
}
