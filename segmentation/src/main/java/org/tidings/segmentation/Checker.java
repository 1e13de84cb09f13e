package org.tidings.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Attribute;
import org.tidings.core.Diagnostics;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;
import org.tidings.segmentation.Analysis.Fact;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;
import org.tidings.segmentation.internal.Words;

/**
 * Resolves the names of a tree and checks its types. Every fault is reported; a part with a fault fits everywhere, so
 * that one fault gives one message.
 */
final class Checker {
    /** Deepest chain of trees, each naming the next: evaluation recurses along it. */
    static final int MAX_CHAIN = 1_500;

    /** Deepest nesting of a {@code where} in a {@code where}: each level multiplies the cost by the events. */
    private static final int MAX_SCOPES = 2;

    /** How many events the static cost supposes in a stream. */
    private static final int SUPPOSED_EVENTS = 8;

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Definitions definitions;
    private final Analysis analysis = new Analysis();
    private final List<EventStream> scopes = new ArrayList<>();
    private final CallChecker calls = new CallChecker(this);
    private int depth;
    private long costFactor = 1;

    private Checker(SourceText source, Diagnostics diagnostics, Definitions definitions) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.definitions = definitions;
    }

    /** Checks a tree whose type is free; nothing if it has a fault. */
    static Optional<Expression> check(Expr root, SourceText source, Diagnostics diagnostics, Definitions definitions) {
        Checker checker = new Checker(source, diagnostics, definitions);
        int before = diagnostics.errorCount();
        Type type = checker.fact(root).type();
        if (type == Type.NOTHING) {
            checker.error(root.span(), "SEG-111", "The value is always missing, so it has no type", "");
        }
        return checker.result(root, type, before);
    }

    /** Checks a tree that must have a type; nothing if it has a fault. */
    static Optional<Expression> check(
            Expr root, ValueType expected, SourceText source, Diagnostics diagnostics, Definitions definitions) {
        Checker checker = new Checker(source, diagnostics, definitions);
        int before = diagnostics.errorCount();
        checker.require(root, Type.of(expected), "SEG-210", "the expression");
        return checker.result(root, Type.of(expected), before);
    }

    private Optional<Expression> result(Expr root, Type type, int errorsBefore) {
        if (analysis.depth() > MAX_CHAIN) {
            error(
                    root.span(),
                    "SEG-043",
                    "The expression and the definitions that it names are nested more than " + MAX_CHAIN + " deep",
                    "shorten the chain of definitions");
        }
        return diagnostics.errorCount() == errorsBefore
                ? Optional.of(new Expression(definitions, root, analysis, type))
                : Optional.empty();
    }

    /** Checks a node and returns what is known of it. */
    Fact fact(Expr expr) {
        depth++;
        analysis.reachesDepth(depth);
        analysis.addCost(costFactor);
        Fact fact = checked(expr);
        analysis.put(expr, fact);
        depth--;
        return fact;
    }

    private Fact checked(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return new Fact(ofLiteral(literal.value()), false);
        } else if (expr instanceof Expr.Missing) {
            return new Fact(Type.NOTHING, true);
        } else if (expr instanceof Expr.Name name) {
            return name(name);
        } else if (expr instanceof Expr.Not not) {
            return new Fact(Type.BOOL, condition(not.operand(), "the operand of 'not'"));
        } else if (expr instanceof Expr.And and) {
            return conditions(and.operands(), "an operand of 'and'");
        } else if (expr instanceof Expr.Or or) {
            return conditions(or.operands(), "an operand of 'or'");
        } else if (expr instanceof Expr.Compare compare) {
            return compare(compare);
        } else if (expr instanceof Expr.Between between) {
            return between(between);
        } else if (expr instanceof Expr.In in) {
            return in(in);
        } else if (expr instanceof Expr.Is is) {
            return is(is);
        } else if (expr instanceof Expr.Case branches) {
            return calls.caseOf(branches);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (expr instanceof Expr.SegmentRef segment) {
            return segment(segment);
        }
        return calls.operation(expr);
    }

    private static Type ofLiteral(Object value) {
        if (value instanceof Boolean) {
            return Type.BOOL;
        } else if (value instanceof Long) {
            return Type.INTEGER;
        } else if (value instanceof Double) {
            return Type.NUMBER;
        } else if (value instanceof String) {
            return Type.TEXT;
        }
        return value instanceof LocalDate ? Type.DATE : Type.INSTANT;
    }

    private Fact name(Expr.Name name) {
        for (int level = scopes.size() - 1; level >= 0; level--) {
            Optional<EventField> field = scopes.get(level).field(name.name());
            if (field.isPresent()) {
                return field(name, field.get(), scopes.get(level), level);
            }
        }
        Optional<Attribute> attribute = definitions.stored().attribute(name.name());
        if (attribute.isPresent()) {
            Attribute found = attribute.get();
            analysis.put(name, new Target.Stored(found));
            analysis.reads(found.name(), found.categories(), found.forbiddenFor());
            return new Fact(Type.of(found.type()), !found.required() || found.hiddenWhileFuture());
        }
        Optional<Derived> derived = definitions.derived(name.name());
        if (derived.isPresent()) {
            analysis.put(name, new Target.Computed(derived.get()));
            analysis.uses(derived.get(), depth);
            Expression expression = derived.get().expression();
            return new Fact(expression.resultType(), expression.mayBeMissing());
        }
        if (!definitions.isBrokenDerived(name.name())) {
            unknownName(name);
        }
        return Fact.WRONG;
    }

    private Fact field(Expr.Name name, EventField field, EventStream stream, int level) {
        analysis.put(name, new Target.Field(field, level));
        analysis.reads(stream.name(), Set.of(field.category()), Set.of());
        boolean shadows = definitions.stored().attribute(name.name()).isPresent()
                || definitions.derived(name.name()).isPresent();
        if (shadows) {
            diagnostics.warning(
                    source,
                    name.span(),
                    "SEG-302",
                    "Here '" + name.name() + "' is the field of '" + stream.name() + "', not the attribute",
                    Optional.of("give the attribute another name through 'derive'"));
        }
        return new Fact(Type.of(field.type()), !field.required());
    }

    private void unknownName(Expr.Name name) {
        String text = name.name();
        if (definitions.stored().stream(text).isPresent()) {
            error(
                    name.span(),
                    "SEG-105",
                    "'" + text + "' is an event stream and has no value of its own",
                    "ask about its events: exists(" + text + " where ...)");
        } else if (definitions.segment(text).isPresent()) {
            error(name.span(), "SEG-106", "'" + text + "' is a segment", "write segment('" + text + "')");
        } else {
            error(
                    name.span(),
                    "SEG-101",
                    "There is no attribute '" + text + "'"
                            + (scopes.isEmpty() ? "" : " and no field '" + text + "' in the events"),
                    Suggestions.didYouMean(text, definitions.valueNames(scopes))
                            .or(() ->
                                    Optional.of("if it is a text, write it in single quotes: " + Words.quoted(text))));
        }
    }

    private Fact conditions(List<Expr> operands, String what) {
        boolean mayBeMissing = false;
        for (Expr operand : operands) {
            mayBeMissing |= condition(operand, what);
        }
        return new Fact(Type.BOOL, mayBeMissing);
    }

    /** Checks that a node is a condition and returns whether it may be unknown. */
    boolean condition(Expr expr, String what) {
        return require(expr, Type.BOOL, "SEG-201", what);
    }

    /** Checks that a node has a type (an integer passes for a number) and returns whether its value may be missing. */
    boolean require(Expr expr, Type wanted, String code, String what) {
        Fact fact = fact(expr);
        boolean fits = fact.type() == wanted
                || fact.type() == Type.WRONG
                || (wanted == Type.NUMBER && fact.type() == Type.INTEGER);
        if (!fits) {
            error(
                    expr.span(),
                    code,
                    what + " is " + fact.type().shown() + "; " + wanted.shown() + " was expected",
                    conversionHint(expr, fact.type(), wanted));
        }
        return fact.mayBeMissing();
    }

    private static String conversionHint(Expr expr, Type found, Type wanted) {
        String text = Printer.print(expr);
        if (wanted == Type.TEXT && expr instanceof Expr.Literal && (found == Type.INTEGER || found == Type.NUMBER)) {
            return "write '" + text + "'";
        } else if (wanted == Type.TEXT && found != Type.TEXT_SET && found != Type.NOTHING) {
            return "write text(" + text + ")";
        } else if (wanted == Type.DATE && found == Type.INSTANT) {
            return "write local_date(" + text + ")";
        } else if (wanted == Type.DATE && found == Type.TEXT && expr instanceof Expr.Literal) {
            return "write date " + text;
        } else if (wanted == Type.INSTANT && found == Type.TEXT && expr instanceof Expr.Literal) {
            return "write instant " + text;
        } else if (wanted == Type.INTEGER && found == Type.DATE) {
            return "for the years since then write age(" + text + ")";
        } else if (wanted == Type.INTEGER && found == Type.NUMBER) {
            return "write round(" + text + ") or floor(" + text + ")";
        } else if (wanted == Type.BOOL && found != Type.NOTHING) {
            return "compare it with something, or write '" + text + " is known'";
        }
        return "";
    }

    private Fact compare(Expr.Compare compare) {
        Fact left = fact(compare.left());
        Fact right = fact(compare.right());
        String symbol = compare.comparison().symbol();
        if (comparable(compare.left(), left.type(), compare.right(), right.type(), "'" + symbol + "'")) {
            boolean equality = compare.comparison() == Expr.Comparison.EQ || compare.comparison() == Expr.Comparison.NE;
            boolean ordered = left.type() != Type.BOOL && right.type() != Type.BOOL;
            if (!equality && !ordered) {
                error(compare.span(), "SEG-203", "Conditions have no order for '" + symbol + "'", "use '=' or '<>'");
            }
        }
        return new Fact(Type.BOOL, left.mayBeMissing() || right.mayBeMissing());
    }

    /** Reports two values that cannot be compared and returns whether they can. */
    private boolean comparable(Expr left, Type leftType, Expr right, Type rightType, String operator) {
        if (leftType == Type.NOTHING || rightType == Type.NOTHING) {
            Expr other = leftType == Type.NOTHING ? right : left;
            error(
                    (leftType == Type.NOTHING ? left : right).span(),
                    "SEG-209",
                    "A comparison with 'missing' is never true",
                    "write '" + Printer.print(other) + " is missing'");
            return false;
        }
        if (leftType == Type.TEXT_SET || rightType == Type.TEXT_SET) {
            Expr set = leftType == Type.TEXT_SET ? left : right;
            error(
                    set.span(),
                    "SEG-204",
                    "A set of texts cannot be compared by " + operator,
                    "write '" + Printer.print(set) + " has ...'");
            return false;
        }
        if (!leftType.isComparableWith(rightType)) {
            String hint = conversionHint(right, rightType, leftType);
            boolean literalText = leftType == Type.TEXT && left instanceof Expr.Literal;
            if (hint.isEmpty() || literalText || leftType == Type.TEXT || leftType == Type.BOOL) {
                String swapped = conversionHint(left, leftType, rightType);
                hint = rightType == Type.TEXT || rightType == Type.BOOL || swapped.isEmpty() ? hint : swapped;
            }
            error(
                    left.span().to(right.span()),
                    "SEG-202",
                    "By " + operator + " " + leftType.shown() + " is compared with " + rightType.shown(),
                    hint);
            return false;
        }
        return true;
    }

    private Fact between(Expr.Between between) {
        Fact value = fact(between.value());
        boolean mayBeMissing = value.mayBeMissing();
        for (Expr bound : List.of(between.low(), between.high())) {
            Fact fact = fact(bound);
            mayBeMissing |= fact.mayBeMissing();
            if (comparable(between.value(), value.type(), bound, fact.type(), "'between'")
                    && value.type() == Type.BOOL) {
                error(between.span(), "SEG-203", "Conditions have no order for 'between'", "use '=' or '<>'");
            }
        }
        return new Fact(Type.BOOL, mayBeMissing);
    }

    private Fact in(Expr.In in) {
        Fact value = fact(in.value());
        boolean mayBeMissing = value.mayBeMissing();
        for (Expr item : in.items()) {
            Fact fact = fact(item);
            comparable(in.value(), value.type(), item, fact.type(), "'in'");
            mayBeMissing |= fact.mayBeMissing();
        }
        return new Fact(Type.BOOL, mayBeMissing);
    }

    private Fact is(Expr.Is is) {
        String what = "the operand of 'is " + is.test().word() + "'";
        switch (is.test()) {
            case KNOWN, MISSING -> fact(is.value());
            case TRUE, FALSE, UNKNOWN -> condition(is.value(), what);
            case EMAIL -> {
                return new Fact(Type.BOOL, require(is.value(), Type.TEXT, "SEG-206", what));
            }
        }
        return new Fact(Type.BOOL, false);
    }

    private Fact segment(Expr.SegmentRef reference) {
        Optional<Segment> segment = definitions.segment(reference.segment());
        if (segment.isPresent()) {
            analysis.uses(segment.get(), depth);
            return new Fact(Type.BOOL, segment.get().condition().mayBeMissing());
        }
        if (!definitions.isBrokenSegment(reference.segment())) {
            error(
                    reference.span(),
                    "SEG-104",
                    "There is no segment '" + reference.segment() + "'",
                    Suggestions.didYouMean(
                            reference.segment(), definitions.segments().keySet()));
        }
        return Fact.WRONG;
    }

    private Fact aggregate(Expr.Aggregate aggregate) {
        aggregate.index().ifPresent(index -> require(index, Type.INTEGER, "SEG-206", "the number of the event"));
        Optional<EventStream> stream = definitions.stored().stream(aggregate.stream());
        if (stream.isEmpty()) {
            error(
                    aggregate.span(),
                    "SEG-102",
                    "There is no event stream '" + aggregate.stream() + "'",
                    Suggestions.didYouMean(
                            aggregate.stream(), definitions.stored().streamNames()));
            return aggregate.kind() == Expr.AggregateKind.EXISTS ? new Fact(Type.BOOL, false) : Fact.WRONG;
        }
        analysis.reads(stream.get().name(), Set.of(stream.get().timeField().category()), Set.of());
        analysis.put(aggregate, new Analysis.Events(stream.get(), scopes.size()));
        if (scopes.size() >= MAX_SCOPES) {
            error(
                    aggregate.span(),
                    "SEG-213",
                    "Questions about events are nested more than " + MAX_SCOPES + " deep",
                    "move the inner one into a 'derive' statement");
            return Fact.WRONG;
        }
        aggregate.where().ifPresent(where -> where(stream.get(), where));
        boolean exact = aggregate.window().isPresent()
                && aggregate.window().get().unit().isExact();
        if (exact && stream.get().timeField().type() == ValueType.DATE) {
            error(
                    aggregate.window().get().span(),
                    "SEG-212",
                    "The events of '" + stream.get().name() + "' have a day but no time of day",
                    "write 'within last ... days'");
        }
        return ofKind(aggregate, stream.get());
    }

    private void where(EventStream stream, Expr where) {
        scopes.add(stream);
        costFactor *= SUPPOSED_EVENTS;
        condition(where, "the condition after 'where'");
        costFactor /= SUPPOSED_EVENTS;
        scopes.remove(scopes.size() - 1);
    }

    private Fact ofKind(Expr.Aggregate aggregate, EventStream stream) {
        if (aggregate.field().isEmpty()) {
            Type type = aggregate.kind() == Expr.AggregateKind.EXISTS ? Type.BOOL : Type.INTEGER;
            return new Fact(type, false);
        }
        String name = aggregate.field().get();
        Optional<EventField> field = stream.field(name);
        if (field.isEmpty()) {
            error(
                    aggregate.span(),
                    "SEG-103",
                    "The events of '" + stream.name() + "' have no field '" + name + "'",
                    Suggestions.didYouMean(
                            name, stream.fields().stream().map(EventField::name).toList()));
            return Fact.WRONG;
        }
        analysis.reads(stream.name(), Set.of(field.get().category()), Set.of());
        Type type = Type.of(field.get().type());
        String word = aggregate.kind().word();
        return switch (aggregate.kind()) {
            case EXISTS, COUNT, COUNT_DISTINCT -> new Fact(Type.INTEGER, false);
            case FIRST, LAST, NTH -> new Fact(type, true);
            case MIN, MAX -> {
                if (type == Type.BOOL) {
                    error(aggregate.span(), "SEG-211", "'" + word + "' needs values with an order", "");
                }
                yield new Fact(type, true);
            }
            case SUM, AVG -> {
                if (!type.isNumeric()) {
                    error(
                            aggregate.span(),
                            "SEG-211",
                            "'" + word + "' needs numbers; '" + name + "' is " + type.shown(),
                            "");
                }
                boolean sum = aggregate.kind() == Expr.AggregateKind.SUM;
                yield new Fact(sum ? type : Type.NUMBER, !sum);
            }
        };
    }

    void error(Span span, String code, String message, String hint) {
        error(span, code, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }

    private void error(Span span, String code, String message, Optional<String> hint) {
        String sentence = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        diagnostics.error(source, span, code, sentence, hint);
    }
}
