package org.tidings.segmentation.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;

/** Reads what needs no operator: literals, names, calls, {@code case}, parentheses. */
final class PrimaryParser {
    private final TokenReader tokens;
    private final Parser parser;

    PrimaryParser(TokenReader tokens, Parser parser) {
        this.tokens = tokens;
        this.parser = parser;
    }

    Expr primary() {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.TEXT) {
            tokens.next();
            return new Expr.Literal(token.text(), token.span());
        }
        if (tokens.acceptSymbol("(")) {
            Expr inner = parser.expr();
            tokens.expect(")");
            return inner;
        }
        if (token.kind() == Token.Kind.QUOTED_NAME) {
            tokens.next();
            return new Expr.Name(token.text(), token.span());
        }
        if (token.kind() == Token.Kind.WORD) {
            return word(token);
        }
        tokens.failUnexpected("a value");
        return new Expr.Missing(token.span());
    }

    private Expr word(Token token) {
        Token after = tokens.peek(1);
        if (token.isWord("true") || token.isWord("false")) {
            tokens.next();
            return new Expr.Literal(token.isWord("true"), token.span());
        }
        if (token.isWord("missing")) {
            tokens.next();
            return new Expr.Missing(token.span());
        }
        if (token.isWord("today") || token.isWord("now")) {
            tokens.next();
            Function clock = token.isWord("today") ? Function.TODAY : Function.NOW;
            return new Expr.Call(clock, List.of(), token.span());
        }
        if (token.isWord("case")) {
            return caseOf(token.span());
        }
        if (after.kind() == Token.Kind.TEXT && (token.isWord("date") || token.isWord("instant"))) {
            return time(token.isWord("date"));
        }
        if (after.isSymbol("(")) {
            return call(token);
        }
        return spelledOut(token, after).orElseGet(() -> plainName(token));
    }

    private Expr plainName(Token token) {
        if (token.isReserved() && !PredicateParser.begins(tokens.peek(1))) {
            tokens.failUnexpected("a value");
        } else if (token.isReserved()) {
            tokens.fail(
                    "SEG-015",
                    token.shown() + " is a word of the language; a value was expected",
                    "a name in double quotes is never such a word: \"" + token.text() + "\"");
        }
        tokens.next();
        return new Expr.Name(token.text(), token.span());
    }

    /** Reads the spellings with a blank: months between a and b, days between a and b, local date(x), is email(x). */
    private Optional<Expr> spelledOut(Token token, Token after) {
        boolean months = token.isWord("months");
        if ((months || token.isWord("days")) && after.isWord("between")) {
            tokens.next();
            tokens.next();
            Expr from = parser.additive();
            tokens.expectWord("and");
            Expr to = parser.additive();
            Function function = months ? Function.MONTHS_BETWEEN : Function.DAYS_BETWEEN;
            return Optional.of(new Expr.Call(function, List.of(from, to), tokens.from(token.span())));
        }
        boolean opens = tokens.peek(2).isSymbol("(");
        if (opens && token.isWord("local") && after.isWord("date")) {
            tokens.next();
            tokens.next();
            List<Expr> arguments = arguments();
            return Optional.of(new Expr.Call(Function.LOCAL_DATE, arguments, tokens.from(token.span())));
        }
        if (opens && token.isWord("is") && after.isWord("email")) {
            tokens.next();
            tokens.next();
            tokens.next();
            Expr value = parser.expr();
            tokens.expect(")");
            return Optional.of(new Expr.Is(value, Expr.Test.EMAIL, tokens.from(token.span())));
        }
        return Optional.empty();
    }

    private Expr time(boolean isDate) {
        Token word = tokens.next();
        Token text = tokens.next();
        Span span = word.span().to(text.span());
        try {
            Object value = isDate
                    ? LocalDate.parse(text.text())
                    : Instant.parse(text.text()).truncatedTo(ChronoUnit.MICROS);
            if (Structure.isTimeInRange(value)) {
                return new Expr.Literal(value, span);
            }
        } catch (DateTimeException e) {
            // Reported below together with values outside the years.
        }
        tokens.report(
                text.span(),
                "SEG-016",
                "'" + text.text() + "' is no " + (isDate ? "date" : "instant") + " of the years 1 to 9999",
                isDate ? "write date '2024-07-01'" : "write instant '2024-07-01T13:00:00Z'");
        return new Expr.Literal(isDate ? LocalDate.EPOCH : Instant.EPOCH, span);
    }

    private Expr caseOf(Span start) {
        tokens.next();
        Optional<Expr> subject = tokens.peek().isWord("when") ? Optional.empty() : Optional.of(parser.expr());
        List<Expr.Branch> branches = new ArrayList<>();
        while (tokens.acceptWord("when")) {
            Expr when = parser.expr();
            tokens.expectWord("then");
            branches.add(new Expr.Branch(when, parser.expr()));
        }
        if (branches.isEmpty()) {
            tokens.failUnexpected("'when'");
        }
        Optional<Expr> otherwise = tokens.acceptWord("else") ? Optional.of(parser.expr()) : Optional.empty();
        tokens.expectWord("end");
        return new Expr.Case(subject, branches, otherwise, tokens.from(start));
    }

    private Expr call(Token word) {
        Optional<Expr.AggregateKind> aggregate = Expr.AggregateKind.of(word.text());
        if (aggregate.isPresent()) {
            return aggregate(word, aggregate.get());
        }
        if (word.isWord("segment") || word.isWord("bucket")) {
            tokens.next();
            tokens.expect("(");
            boolean segment = word.isWord("segment");
            String text = tokens.text(segment ? "the name of a segment in single quotes" : "the salt in single quotes")
                    .text();
            tokens.expect(")");
            Span span = tokens.from(word.span());
            return segment ? new Expr.SegmentRef(text, span) : new Expr.Bucket(text, span);
        }
        Optional<Function> function = Function.of(word.text());
        if (function.isEmpty() || function.get().isClock()) {
            if (word.isReserved()) {
                return plainName(word);
            }
            tokens.fail(
                    "SEG-012",
                    "There is no function '" + word.text() + "'",
                    Suggestions.didYouMean(word.text(), Function.callable()).orElse(""));
            return new Expr.Missing(word.span());
        }
        tokens.next();
        List<Expr> arguments = arguments();
        return new Expr.Call(function.get(), arguments, tokens.from(word.span()));
    }

    private List<Expr> arguments() {
        tokens.expect("(");
        List<Expr> arguments = new ArrayList<>();
        if (!tokens.peek().isSymbol(")")) {
            do {
                arguments.add(parser.expr());
            } while (tokens.acceptSymbol(","));
        }
        tokens.expect(")");
        return arguments;
    }

    private Expr aggregate(Token word, Expr.AggregateKind written) {
        tokens.next();
        tokens.expect("(");
        boolean distinct = written == Expr.AggregateKind.COUNT && tokens.acceptWord("distinct");
        Expr.AggregateKind kind = distinct ? Expr.AggregateKind.COUNT_DISTINCT : written;
        String stream = tokens.name("the name of an event stream").text();
        Optional<String> field = tokens.acceptSymbol(".")
                ? Optional.of(tokens.name("the name of a field").text())
                : Optional.empty();
        Optional<Expr> index = Optional.empty();
        if (kind == Expr.AggregateKind.NTH) {
            tokens.expect(",");
            index = Optional.of(parser.expr());
        }
        Optional<Expr> where = tokens.acceptWord("where") ? Optional.of(parser.expr()) : Optional.empty();
        Optional<Expr.Window> window = tokens.peek().isWord("within") ? Optional.of(window()) : Optional.empty();
        tokens.expect(")");
        return new Expr.Aggregate(kind, stream, field, index, where, window, tokens.from(word.span()));
    }

    private Expr.Window window() {
        Span start = tokens.next().span();
        boolean last = tokens.acceptWord("last");
        Token amount = tokens.peek();
        long count = 0;
        if (amount.kind() != Token.Kind.INTEGER || amount.text().length() > 9) {
            tokens.failUnexpected("a whole number");
        } else {
            count = Long.parseLong(tokens.next().text());
        }
        Token word = tokens.peek();
        Optional<Expr.Unit> unit = Expr.Unit.of(word.text());
        if (unit.isEmpty() || word.kind() != Token.Kind.WORD) {
            tokens.failUnexpected("days, weeks, months, years, hours or minutes");
        } else if (unit.get().isExact() == last) {
            tokens.fail(
                    "SEG-023",
                    last
                            ? "'last' counts civil days, weeks, months or years, not "
                                    + unit.get().word()
                            : "A window of " + unit.get().word() + " is counted in civil days",
                    last
                            ? "write 'within " + count + " " + unit.get().word() + "'"
                            : "write 'within last " + count + " " + unit.get().word() + "'");
        }
        tokens.next();
        return new Expr.Window(count, unit.orElse(Expr.Unit.DAYS), tokens.from(start));
    }
}
