package org.tidings.segmentation.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Writes a tree as canonical text on one line, which reads back as the same tree. */
public final class Printer {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int PREDICATE = 4;
    private static final int CONCAT = 5;
    private static final int ADDITIVE = 6;
    private static final int MULTIPLICATIVE = 7;
    private static final int UNARY = 8;
    private static final int PRIMARY = 9;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /** Returns the canonical text of a tree. */
    public static String print(Expr expr) {
        Printer printer = new Printer();
        printer.write(expr, OR);
        return printer.out.toString();
    }

    /** Returns the name of an attribute, stream or field as it is written. */
    public static String name(String name) {
        return Words.written(name);
    }

    /** Returns a constant as it is written; takes the values of a literal. */
    public static String constant(Object value) {
        if (value instanceof String text) {
            return Words.quoted(text);
        } else if (value instanceof Double number) {
            return Numbers.literal(number);
        } else if (value instanceof LocalDate date) {
            return "date '" + date + "'";
        } else if (value instanceof Instant instant) {
            return "instant '" + instant + "'";
        }
        return String.valueOf(value);
    }

    /** Writes a node, in parentheses if it binds less than the place where it stands. */
    private void write(Expr expr, int least) {
        boolean enclosed = level(expr) < least;
        if (enclosed) {
            out.append('(');
        }
        node(expr);
        if (enclosed) {
            out.append(')');
        }
    }

    private static int level(Expr expr) {
        if (expr instanceof Expr.Or) {
            return OR;
        } else if (expr instanceof Expr.And) {
            return AND;
        } else if (expr instanceof Expr.Not not) {
            return isInfixNegation(not.operand()) ? PREDICATE : NOT;
        } else if (expr instanceof Expr.Compare
                || expr instanceof Expr.Between
                || expr instanceof Expr.In
                || expr instanceof Expr.Is
                || expr instanceof Expr.Match
                || expr instanceof Expr.Has) {
            return PREDICATE;
        } else if (expr instanceof Expr.Concat) {
            return CONCAT;
        } else if (expr instanceof Expr.Shift) {
            return ADDITIVE;
        } else if (expr instanceof Expr.Arithmetic arithmetic) {
            return isAdditive(arithmetic.operation()) ? ADDITIVE : MULTIPLICATIVE;
        } else if (expr instanceof Expr.Negate || isNegative(expr)) {
            return UNARY;
        }
        return PRIMARY;
    }

    private static boolean isAdditive(Expr.Operation operation) {
        return operation == Expr.Operation.ADD || operation == Expr.Operation.SUBTRACT;
    }

    private static boolean isNegative(Expr expr) {
        return expr instanceof Expr.Literal literal
                && literal.value() instanceof Number number
                && number.doubleValue() < 0;
    }

    private static boolean isInfixNegation(Expr expr) {
        return expr instanceof Expr.In
                || expr instanceof Expr.Between
                || expr instanceof Expr.Is
                || (expr instanceof Expr.Match match && match.kind() == Expr.MatchKind.LIKE);
    }

    private void node(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            out.append(constant(literal.value()));
        } else if (expr instanceof Expr.Missing) {
            out.append("missing");
        } else if (expr instanceof Expr.Name name) {
            out.append(name(name.name()));
        } else if (expr instanceof Expr.Not not) {
            negation(not.operand());
        } else if (expr instanceof Expr.And and) {
            series(and.operands(), " and ", NOT);
        } else if (expr instanceof Expr.Or or) {
            series(or.operands(), " or ", AND);
        } else if (expr instanceof Expr.Concat concat) {
            series(concat.operands(), " || ", ADDITIVE);
        } else if (expr instanceof Expr.Compare compare) {
            binary(compare.left(), CONCAT, compare.comparison().symbol(), compare.right(), CONCAT);
        } else if (expr instanceof Expr.Arithmetic arithmetic) {
            int own = level(arithmetic);
            binary(arithmetic.left(), own, arithmetic.operation().symbol(), arithmetic.right(), own + 1);
        } else if (expr instanceof Expr.Negate negate) {
            // A sign directly before a number would be read as part of it, and a second sign as a comment.
            out.append('-');
            boolean number = negate.operand() instanceof Expr.Literal;
            write(negate.operand(), number ? PRIMARY + 1 : PRIMARY);
        } else if (expr instanceof Expr.Shift shift) {
            write(shift.base(), ADDITIVE);
            out.append(shift.back() ? " - " : " + ");
            write(shift.amount(), shift.amount() instanceof Expr.Case ? PRIMARY + 1 : PRIMARY);
            out.append(' ').append(shift.unit().word());
        } else if (expr instanceof Expr.Case branches) {
            caseOf(branches);
        } else {
            condition(expr, "");
        }
    }

    private void negation(Expr operand) {
        if (isInfixNegation(operand)) {
            condition(operand, "not ");
        } else {
            out.append("not ");
            write(operand, NOT);
        }
    }

    /** Writes a condition with an operator of words, or a call. */
    private void condition(Expr expr, String not) {
        if (expr instanceof Expr.Between between) {
            write(between.value(), CONCAT);
            out.append(' ').append(not).append("between ");
            write(between.low(), CONCAT);
            out.append(" and ");
            write(between.high(), CONCAT);
        } else if (expr instanceof Expr.In in) {
            write(in.value(), CONCAT);
            out.append(' ').append(not).append("in ");
            list(in.items());
        } else if (expr instanceof Expr.Is is) {
            write(is.value(), CONCAT);
            out.append(" is ").append(not).append(is.test().word());
        } else if (expr instanceof Expr.Match match) {
            write(match.value(), CONCAT);
            out.append(' ').append(not).append(match.kind().words()).append(' ');
            write(match.pattern(), CONCAT);
        } else if (expr instanceof Expr.Has has) {
            write(has.set(), CONCAT);
            out.append(' ').append(has.kind().words()).append(' ');
            if (has.kind() == Expr.HasKind.ONE) {
                write(has.items().get(0), CONCAT);
            } else {
                list(has.items());
            }
        } else {
            call(expr);
        }
    }

    private void call(Expr expr) {
        if (expr instanceof Expr.Call call) {
            out.append(call.function().word());
            if (!call.function().isClock()) {
                list(call.arguments());
            }
        } else if (expr instanceof Expr.SegmentRef segment) {
            out.append("segment(").append(Words.quoted(segment.segment())).append(')');
        } else if (expr instanceof Expr.Bucket bucket) {
            out.append("bucket(").append(Words.quoted(bucket.salt())).append(')');
        } else if (expr instanceof Expr.Aggregate aggregate) {
            aggregate(aggregate);
        } else {
            throw new IllegalStateException("no print for " + expr.getClass());
        }
    }

    private void aggregate(Expr.Aggregate aggregate) {
        out.append(aggregate.kind().word()).append('(');
        if (aggregate.kind() == Expr.AggregateKind.COUNT_DISTINCT) {
            out.append("distinct ");
        }
        out.append(name(aggregate.stream()));
        aggregate.field().ifPresent(field -> out.append('.').append(name(field)));
        aggregate.index().ifPresent(index -> {
            out.append(", ");
            write(index, OR);
        });
        aggregate.where().ifPresent(where -> {
            out.append(" where ");
            write(where, OR);
        });
        aggregate
                .window()
                .ifPresent(window -> out.append(window.unit().isExact() ? " within " : " within last ")
                        .append(window.amount())
                        .append(' ')
                        .append(window.unit().word()));
        out.append(')');
    }

    private void caseOf(Expr.Case node) {
        out.append("case");
        clause(" ", node.subject());
        for (Expr.Branch branch : node.branches()) {
            clause(" when ", Optional.of(branch.when()));
            clause(" then ", Optional.of(branch.then()));
        }
        clause(" else ", node.otherwise());
        out.append(" end");
    }

    private void clause(String words, Optional<Expr> expr) {
        if (expr.isPresent()) {
            out.append(words);
            write(expr.get(), OR);
        }
    }

    private void binary(Expr left, int leftLevel, String symbol, Expr right, int rightLevel) {
        write(left, leftLevel);
        out.append(' ').append(symbol).append(' ');
        write(right, rightLevel);
    }

    private void series(List<Expr> operands, String separator, int least) {
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                out.append(separator);
            }
            write(operands.get(i), least);
        }
    }

    private void list(List<Expr> items) {
        out.append('(');
        series(items, ", ", OR);
        out.append(')');
    }
}
