package org.tidings.segmentation.internal;

import java.util.Locale;
import org.tidings.core.Span;

/**
 * A piece of rule text.
 *
 * @param kind what it is
 * @param text word or symbol as written; content of a quoted name or text, without quotes
 */
record Token(Kind kind, String text, Span span) {
    enum Kind {
        WORD,
        QUOTED_NAME,
        INTEGER,
        NUMBER,
        TEXT,
        SYMBOL,
        /** Something the lexer has reported already. */
        BROKEN,
        END
    }

    /** Returns whether this is a word, in any case; {@code word} is in lower case. */
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Returns whether this is a word that names cannot be. */
    boolean isReserved() {
        return kind == Kind.WORD && Words.RESERVED.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Returns what was found, for messages. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a text";
            case INTEGER, NUMBER -> "the number " + text;
            case WORD, QUOTED_NAME, SYMBOL, BROKEN -> "'" + text + "'";
        };
    }
}
