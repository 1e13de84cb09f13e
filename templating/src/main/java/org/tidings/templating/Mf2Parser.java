package org.tidings.templating;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Span;

/**
 * Parses MessageFormat 2 messages after the grammar of Unicode TR 35, part 9, version 47. One pass, no recursion.
 */
final class Mf2Parser {
    private final String text;
    private int at;

    private Mf2Parser(String text) {
        this.text = text;
    }

    /**
     * Parses a message.
     *
     * @throws Fault at the first place where the text leaves the grammar
     */
    static Mf2.Message parse(String text) throws Fault {
        return new Mf2Parser(text).message();
    }

    /** Says where and how a text leaves the grammar. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Span span;

        private Fault(String message, Span span) {
            super(message, null, false, false);
            this.span = span;
        }

        Span span() {
            return span;
        }
    }

    private Mf2.Message message() throws Fault {
        int start = at;
        skipSpace();
        if (!peek(".") && !peek("{{")) {
            at = start;
            Mf2.Pattern pattern = pattern(false);
            return new Mf2.Message(List.of(), pattern);
        }
        List<Mf2.Declaration> declarations = new ArrayList<>();
        while (peek(".input") || peek(".local")) {
            declarations.add(declaration());
            skipSpace();
        }
        Mf2.Body body;
        if (peek(".match")) {
            body = matcher();
        } else if (peek("{{")) {
            body = quotedPattern();
        } else {
            throw fault("'.input', '.local', '.match' or '{{' was expected");
        }
        skipSpace();
        if (at < text.length()) {
            throw fault("Something follows the end of the message");
        }
        return new Mf2.Message(declarations, body);
    }

    private Mf2.Declaration declaration() throws Fault {
        int start = at;
        boolean input = peek(".input");
        at += ".input".length();
        if (input) {
            skipSpace();
            Mf2.Expression expression = expression();
            if (expression.operand().orElse(null) instanceof Mf2.Variable variable) {
                return new Mf2.Declaration(true, variable.name(), expression, new Span(start, at));
            }
            throw new Fault("'.input' declares a variable such as {$count :integer}", expression.span());
        }
        needSpace();
        Mf2.Variable variable = variable();
        skipSpace();
        need("=");
        skipSpace();
        return new Mf2.Declaration(false, variable.name(), expression(), new Span(start, at));
    }

    private Mf2.Matcher matcher() throws Fault {
        int start = at;
        at += ".match".length();
        List<Mf2.Variable> selectors = new ArrayList<>();
        needSpace();
        while (peek("$")) {
            selectors.add(variable());
            needSpace();
        }
        if (selectors.isEmpty()) {
            throw fault("'.match' needs a variable such as $count");
        }
        Span span = new Span(start, at);
        List<Mf2.Case> cases = new ArrayList<>();
        while (at < text.length()) {
            cases.add(variant());
            skipSpace();
        }
        if (cases.isEmpty()) {
            throw fault("'.match' has no variants");
        }
        return new Mf2.Matcher(selectors, cases, span);
    }

    private Mf2.Case variant() throws Fault {
        int start = at;
        List<Optional<Mf2.Literal>> keys = new ArrayList<>();
        while (!peek("{{")) {
            if (peek("*")) {
                at++;
                keys.add(Optional.empty());
            } else {
                keys.add(Optional.of(literal()));
            }
            int before = at;
            skipSpace();
            if (at == before && !peek("{{")) {
                throw fault("A space or '{{' was expected behind the key");
            }
        }
        Span span = new Span(start, at);
        if (keys.isEmpty()) {
            throw fault("A key such as 'one' or '*' was expected before the text of a variant");
        }
        return new Mf2.Case(keys, quotedPattern(), span);
    }

    private Mf2.Pattern quotedPattern() throws Fault {
        need("{{");
        Mf2.Pattern pattern = pattern(true);
        need("}}");
        return pattern;
    }

    private Mf2.Pattern pattern(boolean quoted) throws Fault {
        List<Mf2.Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                plain.append(escaped());
            } else if (c == '{') {
                if (plain.length() > 0) {
                    pieces.add(new Mf2.Text(plain.toString()));
                    plain.setLength(0);
                }
                pieces.add(placeholder());
            } else if (c == '}') {
                if (!quoted) {
                    throw fault("'}' stands alone; write '\\}' for the character itself");
                }
                break;
            } else if (c == 0) {
                throw fault("A text cannot hold a NUL character");
            } else {
                plain.append(c);
                at++;
            }
        }
        if (plain.length() > 0) {
            pieces.add(new Mf2.Text(plain.toString()));
        }
        return new Mf2.Pattern(pieces);
    }

    private char escaped() throws Fault {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if ("\\{|}".indexOf(c) < 0) {
            throw fault("Behind '\\' one of \\ { | } was expected");
        }
        at += 2;
        return c;
    }

    private Mf2.Piece placeholder() throws Fault {
        int start = at;
        at++;
        skipSpace();
        if (peek("#") || peek("/")) {
            at++;
            String name = identifier();
            Map<String, Mf2.Operand> options = options();
            skipSpace();
            if (peek("/")) {
                at++;
            }
            need("}");
            return new Mf2.Markup(name, options, new Span(start, at));
        }
        at = start;
        return expression();
    }

    private Mf2.Expression expression() throws Fault {
        int start = at;
        need("{");
        skipSpace();
        Optional<Mf2.Operand> operand = Optional.empty();
        if (peek("$")) {
            operand = Optional.of(variable());
        } else if (!peek(":")) {
            operand = Optional.of(literal());
        }
        int before = at;
        skipSpace();
        Optional<Mf2.Function> function = Optional.empty();
        if (peek(":")) {
            if (operand.isPresent() && at == before) {
                throw fault("A space was expected before the function");
            }
            function = Optional.of(function());
        } else {
            at = before;
        }
        options();
        skipSpace();
        need("}");
        return new Mf2.Expression(operand, function, new Span(start, at));
    }

    private Mf2.Function function() throws Fault {
        int start = at;
        at++;
        String name = identifier();
        return new Mf2.Function(name, options(), new Span(start, at));
    }

    /** Reads options and attributes; attributes ({@code @name}) say something to tools only and are dropped. */
    private Map<String, Mf2.Operand> options() throws Fault {
        Map<String, Mf2.Operand> options = new LinkedHashMap<>();
        while (true) {
            int before = at;
            skipSpace();
            boolean attribute = peek("@");
            if (at == before || !(attribute || isNameStart(at))) {
                at = before;
                return options;
            }
            int start = at;
            if (attribute) {
                at++;
            }
            String name = identifier();
            int afterName = at;
            skipSpace();
            if (!peek("=")) {
                if (!attribute) {
                    throw fault("'=' and a value were expected behind option '" + name + "'");
                }
                at = afterName;
                continue;
            }
            at++;
            skipSpace();
            Mf2.Operand value = peek("$") && !attribute ? variable() : literal();
            if (!attribute && options.put(name, value) != null) {
                throw new Fault("Option '" + name + "' stands twice", new Span(start, at));
            }
        }
    }

    private Mf2.Variable variable() throws Fault {
        int start = at;
        need("$");
        String name = name();
        return new Mf2.Variable(name, new Span(start, at));
    }

    private Mf2.Literal literal() throws Fault {
        int start = at;
        if (!peek("|")) {
            StringBuilder plain = new StringBuilder();
            while (isNameChar(at)) {
                plain.appendCodePoint(text.codePointAt(at));
                at += Character.charCount(text.codePointAt(at));
            }
            if (plain.length() == 0) {
                throw fault("A value such as |text|, 42 or $name was expected");
            }
            return new Mf2.Literal(plain.toString(), new Span(start, at));
        }
        at++;
        StringBuilder quoted = new StringBuilder();
        while (!peek("|")) {
            if (at >= text.length() || text.charAt(at) == 0) {
                throw fault("'|' was expected at the end of the quoted text");
            }
            if (peek("\\")) {
                quoted.append(escaped());
            } else {
                quoted.append(text.charAt(at++));
            }
        }
        at++;
        return new Mf2.Literal(quoted.toString(), new Span(start, at));
    }

    private String identifier() throws Fault {
        String name = name();
        if (peek(":")) {
            at++;
            return name + ":" + name();
        }
        return name;
    }

    private String name() throws Fault {
        skipMarks();
        int start = at;
        if (!isNameStart(at)) {
            throw fault("A name was expected");
        }
        while (isNameChar(at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        String name = java.text.Normalizer.normalize(text.substring(start, at), java.text.Normalizer.Form.NFC);
        skipMarks();
        return name;
    }

    private boolean isNameStart(int index) {
        if (index >= text.length()) {
            return false;
        }
        int c = text.codePointAt(index);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '_' || isForeign(c);
    }

    private boolean isNameChar(int index) {
        if (index >= text.length()) {
            return false;
        }
        int c = text.codePointAt(index);
        return isNameStart(index) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    /** The characters beyond ASCII that a name may have: all but white space, controls, marks of direction, surrogates. */
    private static boolean isForeign(int c) {
        return c >= 0xA1
                && c != 0x61C
                && c != 0x1680
                && !(c >= 0x2000 && c <= 0x200A)
                && !(c >= 0x200E && c <= 0x200F)
                && !(c >= 0x2028 && c <= 0x202F)
                && c != 0x205F
                && !(c >= 0x2066 && c <= 0x2069)
                && c != 0x3000
                && !(c >= 0xD800 && c <= 0xDFFF)
                && !(c >= 0xFDD0 && c <= 0xFDEF)
                && (c & 0xFFFE) != 0xFFFE;
    }

    private void needSpace() throws Fault {
        int before = at;
        skipSpace();
        for (int i = before; i < at; i++) {
            if (!isMark(text.charAt(i))) {
                return;
            }
        }
        throw fault("A space was expected");
    }

    private void skipSpace() {
        while (at < text.length() && (isSpace(text.charAt(at)) || isMark(text.charAt(at)))) {
            at++;
        }
    }

    private void skipMarks() {
        while (at < text.length() && isMark(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\u3000';
    }

    private static boolean isMark(char c) {
        return c == '\u061C' || c == '\u200E' || c == '\u200F' || (c >= '\u2066' && c <= '\u2069');
    }

    private boolean peek(String expected) {
        return text.startsWith(expected, at);
    }

    private void need(String expected) throws Fault {
        if (!peek(expected)) {
            throw fault("'" + expected + "' was expected");
        }
        at += expected.length();
    }

    private Fault fault(String message) {
        int start = Math.min(at, text.length());
        return new Fault(message, new Span(start, Math.min(start + 1, text.length())));
    }
}
