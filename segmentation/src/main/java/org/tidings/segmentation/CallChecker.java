package org.tidings.segmentation;

import java.util.List;
import java.util.Optional;
import org.tidings.segmentation.Analysis.Fact;
import org.tidings.segmentation.internal.DatePattern;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.segmentation.internal.Network;
import org.tidings.segmentation.internal.TextPattern;

/** Checks the types of operators and functions that make a value of values. */
final class CallChecker {
    private static final String ARGUMENT = "SEG-206";

    private final Checker checker;

    CallChecker(Checker checker) {
        this.checker = checker;
    }

    Fact operation(Expr expr) {
        if (expr instanceof Expr.Match match) {
            String operator = "'" + match.kind().words() + "'";
            boolean value = checker.require(match.value(), Type.TEXT, ARGUMENT, "the left side of " + operator);
            boolean pattern = checker.require(match.pattern(), Type.TEXT, ARGUMENT, "the right side of " + operator);
            return new Fact(Type.BOOL, value || pattern);
        } else if (expr instanceof Expr.Has has) {
            String operator = "'" + has.kind().words() + "'";
            boolean set = checker.require(has.set(), Type.TEXT_SET, ARGUMENT, "the left side of " + operator);
            return new Fact(Type.BOOL, all(has.items(), Type.TEXT, "an item of " + operator) || set);
        } else if (expr instanceof Expr.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (expr instanceof Expr.Negate negate) {
            return numeric(negate.operand(), "the operand of '-'");
        } else if (expr instanceof Expr.Concat concat) {
            return new Fact(Type.TEXT, all(concat.operands(), Type.TEXT, "an operand of '||'"));
        } else if (expr instanceof Expr.Shift shift) {
            return shift(shift);
        } else if (expr instanceof Expr.Bucket) {
            return new Fact(Type.NUMBER, false);
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new IllegalStateException("no check for " + expr.getClass());
    }

    private boolean all(List<Expr> operands, Type type, String what) {
        boolean mayBeMissing = false;
        for (Expr operand : operands) {
            mayBeMissing |= checker.require(operand, type, ARGUMENT, what);
        }
        return mayBeMissing;
    }

    private Fact numeric(Expr operand, String what) {
        Fact fact = checker.fact(operand);
        if (!fact.type().isNumeric() && fact.type() != Type.WRONG) {
            checker.error(
                    operand.span(),
                    "SEG-205",
                    what + " is " + fact.type().shown() + "; a number was expected",
                    fact.type() == Type.INSTANT || fact.type() == Type.DATE
                            ? "days between two dates: days_between(from, to)"
                            : fact.type() == Type.TEXT ? "texts are joined by '||'" : "");
            return Fact.WRONG;
        }
        return fact;
    }

    private Fact arithmetic(Expr.Arithmetic arithmetic) {
        String symbol = arithmetic.operation().symbol();
        Fact left = checker.fact(arithmetic.left());
        Fact right = checker.fact(arithmetic.right());
        if (left.type().isTime() && right.type() == Type.INTEGER) {
            checker.error(
                    arithmetic.right().span(),
                    "SEG-207",
                    "The amount that is added to " + left.type().shown() + " has no unit",
                    "write days, weeks, months or years after it");
            return Fact.WRONG;
        }
        String what = "an operand of '" + symbol + "'";
        checkNumeric(arithmetic.left(), left, what);
        checkNumeric(arithmetic.right(), right, what);
        boolean integers = left.type() == Type.INTEGER && right.type() == Type.INTEGER;
        boolean divides =
                arithmetic.operation() == Expr.Operation.DIVIDE || arithmetic.operation() == Expr.Operation.REMAINDER;
        boolean byZero = divides && !(arithmetic.right() instanceof Expr.Literal literal && isNotZero(literal));
        Type type = integers && arithmetic.operation() != Expr.Operation.DIVIDE ? Type.INTEGER : Type.NUMBER;
        return new Fact(type, left.mayBeMissing() || right.mayBeMissing() || byZero);
    }

    private void checkNumeric(Expr operand, Fact fact, String what) {
        if (!fact.type().isNumeric() && fact.type() != Type.WRONG) {
            String hint = fact.type().isTime()
                    ? "days between two dates: days_between(from, to)"
                    : fact.type() == Type.TEXT ? "texts are joined by '||'" : "";
            checker.error(
                    operand.span(), "SEG-205", what + " is " + fact.type().shown() + "; a number was expected", hint);
        }
    }

    private static boolean isNotZero(Expr.Literal literal) {
        return literal.value() instanceof Number number && number.doubleValue() != 0;
    }

    private Fact shift(Expr.Shift shift) {
        Fact base = checker.fact(shift.base());
        boolean amount = checker.require(
                shift.amount(),
                Type.INTEGER,
                ARGUMENT,
                "the number of " + shift.unit().word());
        if (!base.type().isTime() && base.type() != Type.WRONG) {
            checker.error(
                    shift.base().span(),
                    "SEG-207",
                    shift.unit().word() + " are added to " + base.type().shown()
                            + "; a date or an instant was expected",
                    "");
            return Fact.WRONG;
        }
        if (base.type() == Type.DATE && shift.unit().isExact()) {
            checker.error(
                    shift.span(),
                    "SEG-208",
                    shift.unit().word() + " are added to a date, which has no time of day",
                    "add days, weeks, months or years");
        }
        return new Fact(base.type(), base.mayBeMissing() || amount);
    }

    Fact caseOf(Expr.Case node) {
        Optional<Fact> subject = node.subject().map(checker::fact);
        Type type = Type.NOTHING;
        boolean mayBeMissing = node.otherwise().isEmpty();
        for (Expr.Branch branch : node.branches()) {
            if (subject.isPresent()) {
                Fact when = checker.fact(branch.when());
                checkSubject(subject.get().type(), branch.when(), when.type());
            } else {
                checker.condition(branch.when(), "the condition after 'when'");
            }
            Fact then = checker.fact(branch.then());
            type = join(type, branch.then(), then.type(), "a result of 'case'");
            mayBeMissing |= then.mayBeMissing();
        }
        if (node.otherwise().isPresent()) {
            Fact otherwise = checker.fact(node.otherwise().get());
            type = join(type, node.otherwise().get(), otherwise.type(), "a result of 'case'");
            mayBeMissing |= otherwise.mayBeMissing();
        }
        return new Fact(type, mayBeMissing);
    }

    private void checkSubject(Type subject, Expr when, Type type) {
        boolean fits = subject.isComparableWith(type) && type != Type.NOTHING && type != Type.TEXT_SET;
        if (!fits && subject != Type.WRONG) {
            checker.error(
                    when.span(),
                    "SEG-202",
                    "'case' compares " + subject.shown() + " with " + type.shown(),
                    type == Type.NOTHING ? "write case when ... is missing then ..." : "");
        }
    }

    /** Joins the type of one more alternative; reports one that does not fit. */
    private Type join(Type soFar, Expr expr, Type added, String what) {
        if (soFar == Type.WRONG || added == Type.WRONG) {
            return Type.WRONG;
        }
        Type joined = soFar.joinedWith(added);
        if (joined == Type.WRONG) {
            checker.error(
                    expr.span(),
                    "SEG-214",
                    what + " is " + added.shown() + ", another is " + soFar.shown() + "; one type was expected",
                    soFar == Type.TEXT && added != Type.TEXT_SET ? "write text(...)" : "");
        }
        return joined;
    }

    private Fact call(Expr.Call call) {
        Function function = call.function();
        List<Expr> arguments = call.arguments();
        String what = "the argument of '" + function.word() + "'";
        return switch (function) {
            case TODAY -> new Fact(Type.DATE, false);
            case NOW -> new Fact(Type.INSTANT, false);
            case COALESCE, LEAST, GREATEST -> alternatives(function, arguments);
            case LOWER, UPPER, TRIM -> new Fact(Type.TEXT, all(arguments, Type.TEXT, what));
            case LENGTH -> new Fact(Type.INTEGER, all(arguments, Type.TEXT, what));
            case LEFT, SUBSTRING -> {
                boolean text = checker.require(
                        arguments.get(0), Type.TEXT, ARGUMENT, "the first argument of '" + function.word() + "'");
                List<Expr> counts = arguments.subList(1, arguments.size());
                yield new Fact(Type.TEXT, all(counts, Type.INTEGER, "a position of '" + function.word() + "'") || text);
            }
            case REPLACE -> new Fact(Type.TEXT, all(arguments, Type.TEXT, "an argument of 'replace'"));
            case JOIN -> {
                boolean separator = checker.require(arguments.get(0), Type.TEXT, ARGUMENT, "the separator of 'join'");
                joined(arguments.subList(1, arguments.size()));
                yield new Fact(Type.TEXT, separator);
            }
            case TEXT -> text(arguments.get(0));
            case FORMAT -> format(arguments);
            case ABS -> numeric(arguments.get(0), what);
            case ROUND, FLOOR, CEIL ->
                new Fact(Type.INTEGER, numeric(arguments.get(0), what).mayBeMissing());
            case AGE, MONTHS_BETWEEN, DAYS_BETWEEN ->
                new Fact(Type.INTEGER, all(arguments, Type.DATE, "an argument of '" + function.word() + "'"));
            case LOCAL_DATE -> new Fact(Type.DATE, all(arguments, Type.INSTANT, what));
            case YEAR, MONTH, DAY, WEEKDAY -> new Fact(Type.INTEGER, all(arguments, Type.DATE, what));
            case SIZE -> new Fact(Type.INTEGER, all(arguments, Type.TEXT_SET, what));
            case NUMBER -> {
                all(arguments, Type.TEXT, what);
                yield new Fact(Type.NUMBER, true);
            }
            case MATCHES, IN_NETWORK ->
                new Fact(Type.BOOL, all(arguments, Type.TEXT, "an argument of '" + function.word() + "'"));
            case COMPARE_VERSIONS ->
                new Fact(Type.INTEGER, all(arguments, Type.TEXT, "an argument of '" + function.word() + "'"));
        };
    }

    private void joined(List<Expr> parts) {
        for (Expr part : parts) {
            Fact fact = checker.fact(part);
            boolean fits = fact.type() == Type.TEXT
                    || fact.type() == Type.TEXT_SET
                    || fact.type() == Type.NOTHING
                    || fact.type() == Type.WRONG;
            if (!fits) {
                checker.error(
                        part.span(),
                        ARGUMENT,
                        "a part of 'join' is " + fact.type().shown() + "; a text was expected",
                        "write text(...)");
            }
        }
    }

    private Fact alternatives(Function function, List<Expr> arguments) {
        Type type = Type.NOTHING;
        boolean mayBeMissing = true;
        for (Expr argument : arguments) {
            Fact fact = checker.fact(argument);
            type = join(type, argument, fact.type(), "an argument of '" + function.word() + "'");
            mayBeMissing &= fact.mayBeMissing();
        }
        boolean unordered = type == Type.BOOL || type == Type.TEXT_SET;
        if (function != Function.COALESCE && unordered) {
            checker.error(
                    arguments.get(0).span(),
                    ARGUMENT,
                    "'" + function.word() + "' compares " + type.shown() + ", which has no order",
                    "");
            return Fact.WRONG;
        }
        return new Fact(type, mayBeMissing);
    }

    private Fact text(Expr argument) {
        Fact fact = checker.fact(argument);
        if (fact.type() == Type.TEXT_SET || fact.type() == Type.NOTHING) {
            checker.error(
                    argument.span(),
                    ARGUMENT,
                    "the argument of 'text' is " + fact.type().shown() + "; a single value was expected",
                    fact.type() == Type.TEXT_SET ? "write join(', ', ...)" : "");
        }
        return new Fact(Type.TEXT, fact.mayBeMissing());
    }

    private Fact format(List<Expr> arguments) {
        Fact value = checker.fact(arguments.get(0));
        checker.fact(arguments.get(1));
        if (!value.type().isTime() && value.type() != Type.WRONG) {
            checker.error(
                    arguments.get(0).span(),
                    ARGUMENT,
                    "the argument of 'format' is " + value.type().shown() + "; a date or an instant was expected",
                    "");
        } else if (value.type() == Type.DATE && patternOf(arguments.get(1)).hasTime()) {
            checker.error(
                    arguments.get(1).span(),
                    "SEG-208",
                    "the pattern has a time of day, which a date has not",
                    "use only yyyy, MM, M, dd and d");
        }
        return new Fact(Type.TEXT, value.mayBeMissing());
    }

    /** Returns the pattern of a {@code matches}; the reader has checked that it is one. */
    static TextPattern textPatternOf(Expr pattern) {
        return TextPattern.of((String) ((Expr.Literal) pattern).value()).orElseThrow();
    }

    /** Returns the range of an {@code in_network}; the reader has checked that it is one. */
    static Network networkOf(Expr range) {
        return Network.of((String) ((Expr.Literal) range).value()).orElseThrow();
    }

    /** Returns the pattern of a {@code format}; the reader has checked that it is one. */
    static DatePattern patternOf(Expr pattern) {
        return DatePattern.of((String) ((Expr.Literal) pattern).value()).orElseThrow();
    }
}
