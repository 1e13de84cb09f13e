package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/**
 * Reads rule text by recursive descent; the grammar stands in the guide.
 *
 * <p>The first fault of a statement is reported, then reading goes on with the next statement.
 */
public final class Parser {
    /** Deepest tree, whatever the limits say. */
    static final int MAX_DEPTH = 500;

    /** Deepest nesting of parentheses and their like: each level takes a dozen frames of the stack. */
    private static final int MAX_NESTING = 120;

    private final TokenReader tokens;
    private final SourceText source;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private int depth;

    private Parser(SourceText source, Limits limits, Diagnostics diagnostics) {
        this.source = source;
        this.limits = limits;
        this.diagnostics = diagnostics;
        this.tokens = new TokenReader(source, Lexer.tokens(source, diagnostics), diagnostics);
    }

    /** Reads one expression; nothing if it has a fault, which is reported. */
    public static Optional<Expr> expression(SourceText source, Limits limits, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        if (isTooLong(source, limits, diagnostics)) {
            return Optional.empty();
        }
        Parser parser = new Parser(source, limits, diagnostics);
        Expr expr = parser.expr();
        if (!parser.tokens.isEnd()) {
            parser.tokens.failUnexpected("the end of the expression");
        }
        boolean sound = diagnostics.errorCount() == before && Structure.check(expr, source, limits, diagnostics);
        return sound ? Optional.of(expr) : Optional.empty();
    }

    /** Reads the statements of a rule file; those with a fault are reported and left out. */
    public static List<Statement> statements(SourceText source, Limits limits, Diagnostics diagnostics) {
        if (isTooLong(source, limits, diagnostics)) {
            return List.of();
        }
        Parser parser = new Parser(source, limits, diagnostics);
        List<Statement> statements = new ArrayList<>();
        while (!parser.tokens.isEnd()) {
            parser.statement().ifPresent(statements::add);
            parser.tokens.recover();
        }
        return statements;
    }

    private static boolean isTooLong(SourceText source, Limits limits, Diagnostics diagnostics) {
        int length = source.text().length();
        if (length > limits.maxSourceLength()) {
            diagnostics.error(
                    source,
                    Span.NONE,
                    "SEG-040",
                    "The text has " + length + " characters; the limit is " + limits.maxSourceLength());
            return true;
        }
        return false;
    }

    private Optional<Statement> statement() {
        boolean segment = tokens.peek().isWord("segment");
        if (!segment && !tokens.peek().isWord("derive")) {
            tokens.fail(
                    "SEG-030",
                    tokens.peek().shown() + " begins no statement; 'derive NAME = ...' or 'segment NAME = ...' was"
                            + " expected",
                    "");
            return Optional.empty();
        }
        tokens.next();
        Token name = tokens.name("the name of the " + (segment ? "segment" : "derived attribute"));
        String description =
                tokens.peek().kind() == Token.Kind.TEXT ? tokens.next().text() : "";
        tokens.expect("=");
        int before = diagnostics.errorCount();
        Expr body = expr();
        if (!tokens.isFailed() && !tokens.atStatementEnd()) {
            tokens.failUnexpected("the end of the statement");
        }
        boolean sound = !tokens.isFailed()
                && diagnostics.errorCount() == before
                && Structure.check(body, source, limits, diagnostics);
        return sound
                ? Optional.of(new Statement(segment, name.text(), description, body, source, name.span()))
                : Optional.empty();
    }

    Expr expr() {
        Token start = tokens.peek();
        int deepest = Math.min(limits.maxDepth(), MAX_NESTING);
        if (++depth > deepest) {
            tokens.fail(
                    "SEG-041",
                    "The expression is nested more than " + deepest + " deep",
                    "move a part into a 'derive' statement");
        }
        Expr result = tokens.isFailed() ? new Expr.Missing(start.span()) : or();
        depth--;
        return result;
    }

    private Expr or() {
        Expr first = and();
        if (!tokens.peek().isWord("or")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>(List.of(first));
        while (tokens.acceptWord("or")) {
            operands.add(and());
        }
        return new Expr.Or(operands, tokens.from(first.span()));
    }

    private Expr and() {
        Expr first = not();
        if (!tokens.peek().isWord("and")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>(List.of(first));
        while (tokens.acceptWord("and")) {
            operands.add(not());
        }
        return new Expr.And(operands, tokens.from(first.span()));
    }

    private Expr not() {
        List<Span> starts = new ArrayList<>();
        while (tokens.peek().isWord("not")) {
            starts.add(tokens.next().span());
        }
        Expr result = predicate();
        for (int i = starts.size() - 1; i >= 0; i--) {
            result = new Expr.Not(result, tokens.from(starts.get(i)));
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality") // whether anything was parsed behind it
    private Expr predicate() {
        Expr left = concat();
        Expr result = new PredicateParser(tokens, this).after(left);
        if (result != left && PredicateParser.begins(tokens.peek())) {
            tokens.fail(
                    "SEG-018",
                    tokens.peek().shown() + " follows a comparison that is complete",
                    "put parentheses around the first comparison, or write 'and' between the two");
        }
        return result;
    }

    Expr concat() {
        Expr first = additive();
        if (!tokens.peek().isSymbol("||")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>(List.of(first));
        while (tokens.acceptSymbol("||")) {
            operands.add(additive());
        }
        return new Expr.Concat(operands, tokens.from(first.span()));
    }

    Expr additive() {
        Expr left = multiplicative();
        while (tokens.peek().isSymbol("+") || tokens.peek().isSymbol("-")) {
            boolean minus = tokens.next().isSymbol("-");
            Expr right = multiplicative();
            Optional<Expr.Unit> unit = unit();
            if (unit.isPresent()) {
                tokens.next();
                left = new Expr.Shift(left, minus, right, unit.get(), tokens.from(left.span()));
            } else {
                Expr.Operation operation = minus ? Expr.Operation.SUBTRACT : Expr.Operation.ADD;
                left = new Expr.Arithmetic(operation, left, right, tokens.from(left.span()));
            }
        }
        return left;
    }

    private Optional<Expr.Unit> unit() {
        return tokens.peek().kind() == Token.Kind.WORD
                ? Expr.Unit.of(tokens.peek().text())
                : Optional.empty();
    }

    private Expr multiplicative() {
        Expr left = unary();
        while (tokens.peek().isSymbol("*")
                || tokens.peek().isSymbol("/")
                || tokens.peek().isSymbol("%")) {
            Expr.Operation operation = switch (tokens.next().text()) {
                case "*" -> Expr.Operation.MULTIPLY;
                case "/" -> Expr.Operation.DIVIDE;
                default -> Expr.Operation.REMAINDER;
            };
            left = new Expr.Arithmetic(operation, left, unary(), tokens.from(left.span()));
        }
        return left;
    }

    /** Signs are read in a loop, so that no number of them deepens the recursion. */
    private Expr unary() {
        List<Span> signs = new ArrayList<>();
        while (tokens.peek().isSymbol("-")) {
            signs.add(tokens.next().span());
        }
        Token next = tokens.peek();
        Expr result;
        if (next.kind() == Token.Kind.INTEGER || next.kind() == Token.Kind.NUMBER) {
            boolean negative = !signs.isEmpty();
            Span span = negative ? signs.remove(signs.size() - 1).to(next.span()) : next.span();
            tokens.next();
            result = number(next, negative, span);
        } else {
            result = new PrimaryParser(tokens, this).primary();
        }
        for (int i = signs.size() - 1; i >= 0; i--) {
            result = new Expr.Negate(result, tokens.from(signs.get(i)));
        }
        return result;
    }

    private Expr number(Token token, boolean negative, Span span) {
        String text = negative ? "-" + token.text() : token.text();
        if (token.kind() == Token.Kind.INTEGER) {
            try {
                return new Expr.Literal(Long.parseLong(text), span);
            } catch (NumberFormatException e) {
                tokens.report(span, "SEG-017", text + " does not fit in a 64-bit integer", "write " + text + ".0");
                return new Expr.Literal(0L, span);
            }
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            tokens.report(span, "SEG-017", text + " is too large for a number", "");
            value = 0.0;
        }
        return new Expr.Literal(value == 0.0 ? 0.0 : value, span);
    }
}
