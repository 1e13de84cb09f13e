package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Span;

/** Reads what makes a condition of a value: comparison, {@code in}, {@code is}, {@code has} and their like. */
final class PredicateParser {
    private final TokenReader tokens;
    private final Parser parser;

    PredicateParser(TokenReader tokens, Parser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    /** Returns whether a token begins a comparison after its left side. */
    static boolean begins(Token token) {
        return comparison(token).isPresent()
                || token.isWord("is")
                || token.isWord("in")
                || token.isWord("between")
                || token.isWord("like")
                || token.isWord("starts")
                || token.isWord("ends")
                || token.isWord("contains")
                || token.isWord("has");
    }

    /** Returns the condition that begins with a value, or the value itself if none follows. */
    Expr after(Expr left) {
        Optional<Expr.Comparison> comparison = comparison(tokens.peek());
        if (comparison.isPresent()) {
            tokens.next();
            Expr right = parser.concat();
            return new Expr.Compare(comparison.get(), left, right, tokens.from(left.span()));
        }
        if (tokens.peek().isWord("is")) {
            return is(left);
        }
        boolean negated = tokens.peek().isWord("not") && begins(tokens.peek(1));
        if (negated) {
            tokens.next();
        }
        Expr result = wordOperator(left);
        return negated ? new Expr.Not(result, result.span()) : result;
    }

    private static Optional<Expr.Comparison> comparison(Token token) {
        if (token.kind() != Token.Kind.SYMBOL) {
            return Optional.empty();
        }
        return switch (token.text()) {
            case "=" -> Optional.of(Expr.Comparison.EQ);
            case "<>", "!=" -> Optional.of(Expr.Comparison.NE);
            case "<" -> Optional.of(Expr.Comparison.LT);
            case "<=" -> Optional.of(Expr.Comparison.LE);
            case ">" -> Optional.of(Expr.Comparison.GT);
            case ">=" -> Optional.of(Expr.Comparison.GE);
            default -> Optional.empty();
        };
    }

    private Expr wordOperator(Expr left) {
        if (tokens.acceptWord("in")) {
            List<Expr> items = items();
            return new Expr.In(left, items, tokens.from(left.span()));
        }
        if (tokens.acceptWord("between")) {
            Expr low = parser.concat();
            tokens.expectWord("and");
            Expr high = parser.concat();
            return new Expr.Between(left, low, high, tokens.from(left.span()));
        }
        if (tokens.acceptWord("like")) {
            return match(Expr.MatchKind.LIKE, left);
        }
        if (tokens.acceptWord("contains")) {
            return match(Expr.MatchKind.CONTAINS, left);
        }
        if (tokens.acceptWord("starts")) {
            tokens.expectWord("with");
            return match(Expr.MatchKind.STARTS, left);
        }
        if (tokens.acceptWord("ends")) {
            tokens.expectWord("with");
            return match(Expr.MatchKind.ENDS, left);
        }
        return tokens.acceptWord("has") ? has(left) : left;
    }

    private Expr match(Expr.MatchKind kind, Expr left) {
        Expr pattern = parser.concat();
        return new Expr.Match(kind, left, pattern, tokens.from(left.span()));
    }

    private Expr has(Expr left) {
        Expr.HasKind kind = tokens.acceptWord("any")
                ? Expr.HasKind.ANY
                : tokens.acceptWord("all") ? Expr.HasKind.ALL : Expr.HasKind.ONE;
        List<Expr> items = kind == Expr.HasKind.ONE ? List.of(parser.concat()) : items();
        return new Expr.Has(kind, left, items, tokens.from(left.span()));
    }

    private Expr is(Expr left) {
        tokens.next();
        boolean negated = tokens.acceptWord("not");
        Token word = tokens.peek();
        for (Expr.Test test : Expr.Test.values()) {
            if (word.isWord(test.word())) {
                tokens.next();
                Span span = tokens.from(left.span());
                Expr result = new Expr.Is(left, test, span);
                return negated ? new Expr.Not(result, span) : result;
            }
        }
        tokens.fail(
                "SEG-019",
                "Found " + word.shown()
                        + " after 'is'; 'known', 'missing', 'true', 'false', 'unknown' or 'email' was expected",
                word.isWord("null") ? "write 'is missing'" : word.isWord("empty") ? "write 'is missing'" : "");
        return left;
    }

    private List<Expr> items() {
        tokens.expect("(");
        List<Expr> items = new ArrayList<>();
        if (!tokens.peek().isSymbol(")")) {
            do {
                items.add(parser.expr());
            } while (tokens.acceptSymbol(","));
        }
        tokens.expect(")");
        return items;
    }
}
