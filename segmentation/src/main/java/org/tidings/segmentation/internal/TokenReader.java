package org.tidings.segmentation.internal;

import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;

/**
 * Walks over tokens and reports what does not fit.
 *
 * <p>After a fault it shows nothing but the end, so that every rule of the grammar returns at once; {@link #recover}
 * goes on with the next statement.
 */
final class TokenReader {
    private final SourceText source;
    private final List<Token> tokens;
    private final Diagnostics diagnostics;
    private int at;
    private boolean failed;

    TokenReader(SourceText source, List<Token> tokens, Diagnostics diagnostics) {
        this.source = source;
        this.tokens = tokens;
        this.diagnostics = diagnostics;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        int last = tokens.size() - 1;
        return tokens.get(failed ? last : Math.min(at + ahead, last));
    }

    Token next() {
        Token token = peek();
        if (!failed && at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean isEnd() {
        return peek().kind() == Token.Kind.END;
    }

    boolean isFailed() {
        return failed;
    }

    boolean acceptWord(String word) {
        return accept(peek().isWord(word));
    }

    boolean acceptSymbol(String symbol) {
        return accept(peek().isSymbol(symbol));
    }

    private boolean accept(boolean fits) {
        if (fits) {
            next();
        }
        return fits;
    }

    /** Returns the span from a start to the last token that was read. */
    Span from(Span start) {
        return at == 0 ? start : start.to(tokens.get(at - 1).span());
    }

    /** Reads a symbol that must come now. */
    void expect(String symbol) {
        if (!acceptSymbol(symbol)) {
            failUnexpected("'" + symbol + "'");
        }
    }

    /** Reads a word that must come now. */
    void expectWord(String word) {
        if (!acceptWord(word)) {
            failUnexpected("'" + word + "'");
        }
    }

    /** Reads a name that must come now; {@code what} says whose. */
    Token name(String what) {
        Token token = peek();
        if (token.isReserved()) {
            fail(
                    "SEG-015",
                    token.shown() + " is a word of the language; " + what + " was expected",
                    "a name in double quotes is never such a word: \"" + token.text() + "\"");
        } else if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.QUOTED_NAME) {
            failUnexpected(what);
        }
        return next();
    }

    /** Reads a text that must come now. */
    Token text(String what) {
        if (peek().kind() != Token.Kind.TEXT) {
            failUnexpected(what);
        }
        return next();
    }

    /** Reports that something else was expected here. */
    void failUnexpected(String expected) {
        Token found = peek();
        boolean twice = found.isSymbol("=") && at > 0 && tokens.get(at - 1).isSymbol("=");
        fail(
                "SEG-011",
                "Found " + found.shown() + "; " + expected + " was expected",
                twice ? "write a single '='" : misspeltUnit(found));
    }

    /** A word after a number is most often a unit of time. */
    private String misspeltUnit(Token found) {
        boolean afterNumber = at > 0
                && (tokens.get(at - 1).kind() == Token.Kind.INTEGER
                        || tokens.get(at - 1).kind() == Token.Kind.NUMBER);
        return afterNumber && found.kind() == Token.Kind.WORD && !found.isReserved()
                ? Suggestions.didYouMean(found.text(), Expr.Unit.WORDS).orElse("")
                : "";
    }

    /** Reports a fault at the next token and shows only the end from here on. */
    void fail(String code, String message, String hint) {
        if (failed) {
            return;
        }
        Token found = peek();
        // The lexer has reported a broken token already.
        if (found.kind() != Token.Kind.BROKEN) {
            report(found.span(), code, message, hint);
        }
        failed = true;
    }

    /** Reports a fault with which reading can go on. */
    void report(Span span, String code, String message, String hint) {
        diagnostics.error(source, span, code, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }

    /** Returns whether a statement may end before the next token. */
    boolean atStatementEnd() {
        return isEnd() || peek().isSymbol(";") || startsStatement(at);
    }

    /** Goes to the next statement. */
    void recover() {
        if (failed) {
            failed = false;
            // The word that began the faulty statement must not begin it again.
            if (at < tokens.size() - 1 && !startsStatement(at)) {
                at++;
            }
            while (at < tokens.size() - 1
                    && !startsStatement(at)
                    && !tokens.get(at).isSymbol(";")) {
                at++;
            }
        }
        while (acceptSymbol(";")) {
            // An empty statement says nothing.
        }
    }

    private boolean startsStatement(int index) {
        Token token = tokens.get(index);
        Token after = tokens.get(Math.min(index + 1, tokens.size() - 1));
        return token.isWord("derive") || (token.isWord("segment") && !after.isSymbol("("));
    }
}
