package org.tidings.segmentation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Expr.Comparison;
import org.tidings.segmentation.internal.Function;

/** Comparisons, {@code between}, {@code in} and {@code case}, as SQL. */
final class SqlComparisons {
    private static final String TWO_TO_63 = "cast('9223372036854775808' as float8)";
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final SqlWalk walk;
    private final SqlRendering.Statement statement;
    private final SqlWriter writer;
    private final Views views;

    SqlComparisons(SqlWalk walk, SqlRendering.Statement statement) {
        this.walk = walk;
        this.statement = statement;
        this.writer = statement.writer();
        this.views = new Views(statement.clock(), new Views.Facts() {
            @Override
            public Type type(Expr expr) {
                return walk.type(expr);
            }

            @Override
            public Optional<Long> constant(Expr expr, Type type) {
                return walk.constantBits(expr, type);
            }
        });
    }

    /** Returns the value of a comparison of a day, one that is true or one that is false. */
    record DayRange(Sql value, Sql isTrue, Sql isFalse) {}

    /** Returns the value of a comparison and its like, or nothing if the node is none. */
    Optional<Sql> value(Expr expr) {
        Optional<DayRange> range = range(expr);
        if (range.isPresent()) {
            return Optional.of(range.get().value());
        } else if (expr instanceof Expr.Compare compare) {
            return Optional.of(compare(compare.comparison(), compare.left(), compare.right()));
        } else if (expr instanceof Expr.Between between) {
            return Optional.of(between(between));
        } else if (expr instanceof Expr.In in) {
            return Optional.of(in(in));
        } else if (expr instanceof Expr.Case branches) {
            return Optional.of(caseOf(branches));
        }
        return Optional.empty();
    }

    /** Returns the days for which a comparison of a function of a day with a constant is true, if it is one. */
    Optional<DayRange> range(Expr expr) {
        if (expr instanceof Expr.Compare compare && walk.type(compare.left()) == walk.type(compare.right())) {
            Type type = walk.type(compare.left());
            if (type != Type.INTEGER && type != Type.DATE) {
                return Optional.empty();
            }
            Optional<Long> right = walk.constantBits(compare.right(), type);
            if (right.isPresent()) {
                return range(compare.left(), compare.comparison(), right.get());
            }
            return walk.constantBits(compare.left(), type)
                    .flatMap(left -> range(compare.right(), compare.comparison().swapped(), left));
        } else if (expr instanceof Expr.Between between
                && walk.type(between.low()) == walk.type(between.value())
                && walk.type(between.high()) == walk.type(between.value())) {
            Type type = walk.type(between.value());
            if (type != Type.INTEGER && type != Type.DATE) {
                return Optional.empty();
            }
            Optional<Long> low = walk.constantBits(between.low(), type);
            Optional<Long> high = walk.constantBits(between.high(), type);
            return low.isPresent() && high.isPresent()
                    ? range(between.value(), low.get(), high.get(), false)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<DayRange> range(Expr variable, Comparison comparison, long bound) {
        return switch (comparison) {
            case EQ -> range(variable, bound, bound, false);
            case NE -> range(variable, bound, bound, true);
            case GE -> range(variable, bound, Long.MAX_VALUE, false);
            case LE -> range(variable, Long.MIN_VALUE, bound, false);
            // The neighbour of the last integer does not exist.
            case GT -> bound == Long.MAX_VALUE ? Optional.empty() : range(variable, bound + 1, Long.MAX_VALUE, false);
            case LT -> bound == Long.MIN_VALUE ? Optional.empty() : range(variable, Long.MIN_VALUE, bound - 1, false);
        };
    }

    private Optional<DayRange> range(Expr variable, long low, long high, boolean negated) {
        Optional<Views.View> view = views.of(variable);
        if (view.isEmpty()) {
            return isLocalDate(variable)
                    ? Optional.of(range(variable, Conditions.Range.of(low, high), negated))
                    : Optional.empty();
        }
        return Optional.of(range(view.get().leaf(), view.get().preimage(low, high), negated));
    }

    /** Returns whether a node is the day of a column with an instant. */
    private boolean isLocalDate(Expr expr) {
        return expr instanceof Expr.Call call
                && call.function() == Function.LOCAL_DATE
                && walk.plainColumn(call.arguments().get(0)).isPresent();
    }

    private DayRange range(Expr leaf, Conditions.Range range, boolean negated) {
        long first = Math.max(range.first(), Clock.FIRST_DAY);
        long last = Math.min(range.last(), Clock.LAST_DAY);
        long low = Math.max(range.low(), first);
        long high = Math.min(range.high(), last);
        boolean ofInstant = isLocalDate(leaf);
        List<Sql[]> inside = intervals(ofInstant, low, high);
        List<Sql[]> outside = new ArrayList<>();
        if (low > high) {
            outside.addAll(intervals(ofInstant, first, last));
        } else {
            outside.addAll(intervals(ofInstant, first, low - 1));
            outside.addAll(intervals(ofInstant, high + 1, last));
        }
        Sql column = ofInstant
                ? walk.plainColumn(((Expr.Call) leaf).arguments().get(0)).orElseThrow()
                : walk.value(leaf);
        List<Sql[]> isTrue = negated ? outside : inside;
        List<Sql[]> isFalse = negated ? inside : outside;
        return new DayRange(
                between("(case when %s then true when %s then false end)", column, isTrue, isFalse),
                between("%s", column, isTrue, List.of()),
                between("%2$s", column, List.of(), isFalse));
    }

    /** Returns the intervals of a day, or of the instants that have one of several days. */
    private List<Sql[]> intervals(boolean ofInstant, long from, long to) {
        if (from > to) {
            return List.of();
        }
        return ofInstant
                ? statement.zone().instantsOf(from, to).stream()
                        .map(one -> new Sql[] {writer.instant(one.first()), writer.instant(one.last())})
                        .toList()
                : List.<Sql[]>of(new Sql[] {writer.day(from), writer.day(to)});
    }

    /** Fills a format with the conditions that a column lies in the first intervals, and in the second ones. */
    private Sql between(String format, Sql column, List<Sql[]> first, List<Sql[]> second) {
        List<Sql> pieces = new ArrayList<>(List.of(column));
        String template = String.format(Locale.ROOT, format, between(first, pieces), between(second, pieces));
        return writer.form(template, pieces.toArray(Sql[]::new));
    }

    private static String between(List<Sql[]> intervals, List<Sql> pieces) {
        if (intervals.isEmpty()) {
            return "false";
        }
        StringBuilder template = new StringBuilder();
        for (Sql[] interval : intervals) {
            template.append(template.length() == 0 ? "(" : " or ")
                    .append("{0} between {" + pieces.size() + "} and {" + (pieces.size() + 1) + "}");
            pieces.addAll(List.of(interval));
        }
        return template.append(')').toString();
    }

    /** Returns the condition that a column with an instant lies in one of several intervals, ends included. */
    Sql between(Sql column, List<SqlZone.Interval> intervals) {
        return between(
                "%s",
                column,
                intervals.stream()
                        .map(one -> new Sql[] {writer.instant(one.first()), writer.instant(one.last())})
                        .toList(),
                List.of());
    }

    private Sql compare(Comparison comparison, Expr left, Expr right) {
        Type a = walk.type(left);
        Type b = walk.type(right);
        if (a == Type.INSTANT) {
            Optional<Sql> columns = instants(comparison, left, right);
            if (columns.isPresent()) {
                return columns.get();
            }
        } else if (a == Type.INTEGER && b == Type.NUMBER) {
            return mixed(comparison, left, right);
        } else if (a == Type.NUMBER && b == Type.INTEGER) {
            return mixed(comparison.swapped(), right, left);
        }
        return writer.form(template(comparison, a, 0, b, 1), walk.value(left), walk.value(right));
    }

    /** Returns the template that compares two pieces; texts in the order of their code points. */
    private String template(Comparison comparison, Type a, int left, Type b, int right) {
        if (a == Type.INTEGER && b == Type.NUMBER) {
            return mixedTemplate(comparison, "{" + left + "}", "{" + right + "}");
        } else if (a == Type.NUMBER && b == Type.INTEGER) {
            return mixedTemplate(comparison.swapped(), "{" + right + "}", "{" + left + "}");
        }
        boolean ordered = comparison != Comparison.EQ && comparison != Comparison.NE;
        String collation = a == Type.TEXT && ordered ? collation() : "";
        return "({" + left + "}" + collation + " " + comparison.symbol() + " {" + right + "})";
    }

    /** Returns what orders texts by code point, behind the value: in DuckDB nothing, for it always does. */
    String collation() {
        return writer.dialect().pick(" collate \"C\"", "");
    }

    /** Compares columns and constants as the instants that they are, so that an index serves. */
    private Optional<Sql> instants(Comparison comparison, Expr left, Expr right) {
        Optional<Sql> a = walk.plainColumn(left).or(() -> instant(left));
        Optional<Sql> b = walk.plainColumn(right).or(() -> instant(right));
        return a.isPresent() && b.isPresent()
                ? Optional.of(Sql.of("({0} " + comparison.symbol() + " {1})", a.get(), b.get()))
                : Optional.empty();
    }

    private Optional<Sql> instant(Expr expr) {
        return walk.constantBits(expr, Type.INSTANT).map(writer::instant);
    }

    /** Compares an integer with a number, without rounding either. */
    private Sql mixed(Comparison comparison, Expr integer, Expr number) {
        if (SqlUses.isConstant(number)) {
            return withNumber(comparison, walk.value(integer), walk.constant(number));
        }
        Optional<Long> constant = walk.constantBits(integer, Type.INTEGER);
        if (constant.isPresent() && isExact(constant.get())) {
            Sql value = writer.constant(Type.NUMBER, (double) constant.get());
            return Sql.of("({0} " + comparison.swapped().symbol() + " {1})", walk.value(number), value);
        }
        return writer.form(mixedTemplate(comparison, "{0}", "{1}"), walk.value(integer), walk.value(number));
    }

    private static boolean isExact(long integer) {
        return new BigDecimal((double) integer).compareTo(BigDecimal.valueOf(integer)) == 0;
    }

    private Sql withNumber(Comparison comparison, Sql integer, @Nullable Object number) {
        if (number == null) {
            return writer.missing(Type.BOOL);
        }
        BigDecimal exact = new BigDecimal((Double) number);
        RoundingMode mode =
                comparison == Comparison.LT || comparison == Comparison.GE ? RoundingMode.CEILING : RoundingMode.FLOOR;
        BigInteger whole = exact.setScale(0, mode).toBigInteger();
        boolean equality = comparison == Comparison.EQ || comparison == Comparison.NE;
        boolean fraction = exact.compareTo(new BigDecimal(whole)) != 0;
        if ((equality && fraction) || whole.compareTo(LEAST) < 0 || whole.compareTo(GREATEST) > 0) {
            boolean holds = equality ? comparison == Comparison.NE : comparison.accepts(-exact.signum());
            return writer.form(holds ? "({0} = {0})" : "({0} <> {0})", integer);
        }
        return Sql.of("({0} " + comparison.symbol() + " {1})", integer, writer.integer(whole.longValueExact()));
    }

    /** A comparison with an integer beyond the range of integers is decided by the sign; else by the next integer. */
    private static String mixedTemplate(Comparison comparison, String integer, String number) {
        String inRange = "%2$s >= -" + TWO_TO_63 + " and %2$s < " + TWO_TO_63;
        String known = "%1$s = %1$s";
        String never = "%1$s <> %1$s";
        String bounds = "case when %2$s >= " + TWO_TO_63 + " then UP when %2$s < -" + TWO_TO_63
                + " then DOWN when %2$s is not null then %1$s OP cast(WHOLE(%2$s) as bigint) end";
        String same = "case when %2$s = floor(%2$s) and " + inRange
                + " then %1$s OP cast(%2$s as bigint) when %2$s is not null then ELSE end";
        String template = switch (comparison) {
            case EQ -> same.replace("ELSE", never);
            case NE -> same.replace("ELSE", known);
            case LT, LE -> bounds.replace("UP", known).replace("DOWN", never);
            case GT, GE -> bounds.replace("UP", never).replace("DOWN", known);
        };
        boolean up = comparison == Comparison.LT || comparison == Comparison.GE;
        return "("
                + String.format(
                        Locale.ROOT,
                        template.replace("OP", comparison.symbol()).replace("WHOLE", up ? "ceil" : "floor"),
                        integer,
                        number)
                + ")";
    }

    private Sql between(Expr.Between between) {
        Type type = walk.type(between.value());
        Type low = walk.type(between.low());
        Type high = walk.type(between.high());
        Sql[] pieces = {walk.value(between.value()), walk.value(between.low()), walk.value(between.high())};
        if (low == type && high == type) {
            String collation = type == Type.TEXT ? collation() : "";
            return Sql.of("({0}" + collation + " between {1} and {2})", pieces);
        }
        return writer.form(
                "(" + template(Comparison.GE, type, 0, low, 1) + " and " + template(Comparison.LE, type, 0, high, 2)
                        + ")",
                pieces);
    }

    private Sql in(Expr.In in) {
        Type type = walk.type(in.value());
        // PostgreSQL takes "in" before a single subquery for a question about its rows, and no row for false.
        if (in.items().size() == 1) {
            return compare(Comparison.EQ, in.value(), in.items().get(0));
        } else if (in.items().stream().allMatch(item -> walk.type(item) == type)) {
            Sql items = list(", ", in.items().stream().map(walk::value).toList());
            return Sql.of("({0} in ({1}))", walk.value(in.value()), items);
        }
        List<Sql> pieces = new ArrayList<>(List.of(walk.value(in.value())));
        StringBuilder template = new StringBuilder();
        for (Expr item : in.items()) {
            template.append(template.length() == 0 ? "(" : " or ")
                    .append(template(Comparison.EQ, type, 0, walk.type(item), pieces.size()));
            pieces.add(walk.value(item));
        }
        return writer.form(template.append(')').toString(), pieces.toArray(Sql[]::new));
    }

    static Sql list(String separator, List<Sql> items) {
        StringBuilder template = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            template.append(i == 0 ? "" : separator).append('{').append(i).append('}');
        }
        return Sql.of(template.toString(), items.toArray(Sql[]::new));
    }

    private Sql caseOf(Expr.Case node) {
        Type type = walk.type(node);
        List<Sql> parts = new ArrayList<>();
        Optional<Sql> subject = node.subject().map(expr -> subject(node, expr));
        subject.ifPresent(parts::add);
        int number = 0;
        for (Expr.Branch branch : node.branches()) {
            Sql when = subject.isPresent() ? Sql.atom(String.valueOf(number)) : walk.value(branch.when());
            parts.add(Sql.of("when {0} then {1}", when, walk.as(branch.then(), type)));
            number++;
        }
        Sql otherwise = node.otherwise().map(expr -> walk.as(expr, type)).orElseGet(() -> writer.missing(type));
        parts.add(Sql.of("else {0}", otherwise));
        return Sql.of("(case {0} end)", list(" ", parts));
    }

    /** Returns the number of the first branch whose value the subject has. */
    private Sql subject(Expr.Case node, Expr expr) {
        List<Sql> pieces = new ArrayList<>(List.of(walk.value(expr)));
        StringBuilder template = new StringBuilder("(case");
        int number = 0;
        for (Expr.Branch branch : node.branches()) {
            String same = template(Comparison.EQ, walk.type(expr), 0, walk.type(branch.when()), pieces.size());
            template.append(" when ").append(same).append(" then ").append(number);
            pieces.add(walk.value(branch.when()));
            number++;
        }
        return writer.form(template.append(" end)").toString(), pieces.toArray(Sql[]::new));
    }
}
