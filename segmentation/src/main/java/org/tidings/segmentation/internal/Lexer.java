package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/** Cuts rule text into tokens; what is none is reported and becomes a broken token, so that reading goes on. */
final class Lexer {
    private static final List<String> SYMBOLS =
            List.of("<>", "!=", "<=", ">=", "||", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", ".", ";");

    private final SourceText source;
    private final String text;
    private final Diagnostics diagnostics;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(SourceText source, Diagnostics diagnostics) {
        this.source = source;
        this.text = source.text();
        this.diagnostics = diagnostics;
    }

    /** Returns the tokens of a text, the last one of kind END. */
    static List<Token> tokens(SourceText source, Diagnostics diagnostics) {
        Lexer lexer = new Lexer(source, diagnostics);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        skipBlank();
        while (at < text.length()) {
            next();
            skipBlank();
        }
        add(Token.Kind.END, "", text.length());
    }

    private void skipBlank() {
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c) || c == 0xFEFF || c == 0xA0) {
                at += Character.charCount(c);
            } else {
                return;
            }
        }
    }

    private void next() {
        int start = at;
        int c = text.codePointAt(at);
        if (Words.isStart(c)) {
            skipName();
            add(Token.Kind.WORD, text.substring(start, at), start);
        } else if (c >= '0' && c <= '9') {
            number(start);
        } else if (c == '\'') {
            quoted('\'', Token.Kind.TEXT, "SEG-001", "This text has no closing quote '");
        } else if (c == '"') {
            quoted('"', Token.Kind.QUOTED_NAME, "SEG-002", "This name has no closing quote \"");
        } else {
            symbol(c);
        }
    }

    private void skipName() {
        while (at < text.length() && Words.isPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private void number(int start) {
        boolean whole = true;
        skipDigits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            whole = false;
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            int sign = at + 1 < text.length() && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+') ? 2 : 1;
            if (at + sign < text.length() && isDigit(at + sign)) {
                whole = false;
                at += sign;
                skipDigits();
            }
        }
        if (at < text.length() && Words.isPart(text.codePointAt(at))) {
            skipName();
            broken(
                    start,
                    "SEG-004",
                    "'" + text.substring(start, at) + "' is neither a number nor a name",
                    "names begin with a letter");
        } else {
            add(whole ? Token.Kind.INTEGER : Token.Kind.NUMBER, text.substring(start, at), start);
        }
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private void quoted(char quote, Token.Kind kind, String code, String message) {
        int start = at;
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else if (content.isEmpty() && kind == Token.Kind.QUOTED_NAME) {
                broken(start, "SEG-005", "A quoted name is empty; a name was expected", "");
                return;
            } else {
                add(kind, content.toString(), start);
                return;
            }
        }
        diagnostics.error(
                source,
                new Span(start, start + 1),
                code,
                message + "; it runs to the end",
                Optional.of("write a quote inside a text twice: 'it''s'"));
        add(Token.Kind.BROKEN, text.substring(start, start + 1), start);
    }

    private void symbol(int c) {
        int start = at;
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(Token.Kind.SYMBOL, symbol, start);
                return;
            }
        }
        at += Character.charCount(c);
        broken(start, "SEG-003", "The character '" + text.substring(start, at) + "' has no meaning here", strayHint(c));
    }

    private static String strayHint(int c) {
        return switch (c) {
            case '&' -> "write 'and'";
            case '|' -> "write 'or', or '||' to join texts";
            case '!' -> "write 'not', or '<>' for not equal";
            case '\u2018', '\u2019', '\u201C', '\u201D', '\u201E', '`' ->
                "texts stand in straight single quotes: 'text'";
            case '\u2264' -> "write '<='";
            case '\u2265' -> "write '>='";
            case '\u2260' -> "write '<>'";
            case '\u2212', '\u2013' -> "write '-'";
            case '[', '{' -> "lists stand in parentheses: in ('a', 'b')";
            default -> "";
        };
    }

    private void broken(int start, String code, String message, String hint) {
        diagnostics.error(
                source, new Span(start, at), code, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
        add(Token.Kind.BROKEN, text.substring(start, at), start);
    }

    private void add(Token.Kind kind, String content, int start) {
        tokens.add(new Token(kind, content, new Span(start, at)));
    }
}
