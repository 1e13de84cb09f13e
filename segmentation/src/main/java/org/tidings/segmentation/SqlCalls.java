package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/** Functions, operators on values, texts and sets, as SQL. */
final class SqlCalls {
    /** White space of Java, which {@code trim} takes from the ends. */
    private static final String WHITE_SPACE = whiteSpace();

    private static final String ATOM = "[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String EMAIL = ATOM + "(\\." + ATOM + ")*@" + LABEL + "(\\." + LABEL + ")+";
    private static final String NUMERIC_END = "\\.[0-9]+$";

    /** Longer texts than this are in no column; positions beyond it fit in an integer. */
    private static final String MANY = "1073741824";

    private final SqlWalk walk;
    private final SqlWriter writer;
    private final SqlNumbers numbers;
    private final SqlTimes times;
    private final SqlRendering.Statement statement;

    SqlCalls(SqlWalk walk, SqlRendering.Statement statement) {
        this.walk = walk;
        this.statement = statement;
        this.writer = statement.writer();
        this.numbers = new SqlNumbers(walk, writer);
        this.times = new SqlTimes(walk, statement);
    }

    private static String whiteSpace() {
        StringBuilder all = new StringBuilder();
        for (int c = 1; c <= Character.MAX_VALUE; c++) {
            if (Character.isWhitespace(c)) {
                all.append((char) c);
            }
        }
        return all.toString();
    }

    Sql value(Expr expr) {
        if (expr instanceof Expr.Match match) {
            return match(match);
        } else if (expr instanceof Expr.Has has) {
            return has(has);
        } else if (expr instanceof Expr.Concat concat) {
            return Sql.of("({0})", SqlComparisons.list(" || ", walk.all(concat.operands(), Type.TEXT)));
        } else if (expr instanceof Expr.Arithmetic arithmetic) {
            Type type = walk.type(arithmetic);
            return numbers.arithmetic(
                    arithmetic.operation(), type, walk.as(arithmetic.left(), type), walk.as(arithmetic.right(), type));
        } else if (expr instanceof Expr.Negate negate) {
            return numbers.negate(walk.type(negate), walk.value(negate.operand()));
        } else if (expr instanceof Expr.Shift shift) {
            return times.shift(shift);
        } else if (expr instanceof Expr.Bucket bucket) {
            return new SqlBuckets(writer).bucket(statement.mapping().id(), bucket.salt());
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new IllegalStateException("no SQL of " + expr.getClass());
    }

    private Sql match(Expr.Match match) {
        Sql value = walk.value(match.value());
        Sql pattern = walk.value(match.pattern());
        return switch (match.kind()) {
            case LIKE -> Sql.of("({0} like {1} escape '\\')", value, pattern);
            case STARTS -> Sql.of("starts_with({0}, {1})", value, pattern);
            case ENDS -> writer.form("(right({0}, length({1})) = {1})", "suffix({0}, {1})", value, pattern);
            case CONTAINS -> Sql.of("(strpos({0}, {1}) > 0)", value, pattern);
        };
    }

    private Sql has(Expr.Has has) {
        List<Sql> pieces = new ArrayList<>(List.of(walk.value(has.set())));
        boolean allConstant = has.items().stream().allMatch(SqlUses::isConstant)
                && has.items().stream().allMatch(item -> walk.constant(item) != null);
        has.items().forEach(item -> pieces.add(walk.value(item)));
        boolean all = has.kind() == Expr.HasKind.ALL;
        StringBuilder template = new StringBuilder();
        if (allConstant) {
            for (int i = 1; i < pieces.size(); i++) {
                template.append(i == 1 ? "" : ", ").append('{').append(i).append('}');
            }
            String operator = has.kind() == Expr.HasKind.ANY ? "&&" : "@>";
            return writer.form(
                    "({0} " + operator + " array[" + template + "])",
                    (operator.equals("&&") ? "list_has_any" : "list_has_all") + "({0}, [" + template + "])",
                    pieces.toArray(Sql[]::new));
        }
        for (int i = 1; i < pieces.size(); i++) {
            template.append(i == 1 ? "(" : all ? " and " : " or ")
                    .append("(case when {" + i + "} is not null then ")
                    .append(writer.dialect().pick("{0} @> array[{" + i + "}]", "list_contains({0}, {" + i + "})"))
                    .append(" end)");
        }
        return writer.form(template.append(')').toString(), pieces.toArray(Sql[]::new));
    }

    /** Returns the condition that a text has the form of an e-mail address; only ASCII has, so lengths are octets. */
    Sql isEmail(Sql text) {
        return writer.form(
                "({0} ~ {1} and not {0} ~ {2} and strpos({0}, '@') <= 65 and length({0}) - strpos({0}, '@') <= 253)",
                "(regexp_full_match({0}, {1}) and not regexp_matches({0}, {2}) and strpos({0}, '@') <= 65"
                        + " and length({0}) - strpos({0}, '@') <= 253)",
                text,
                Sql.atom(writer.dialect().pick("'^" + EMAIL + "$'", "'" + EMAIL + "'")),
                Sql.atom("'" + NUMERIC_END + "'"));
    }

    private Sql call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        Type type = walk.type(call);
        return switch (call.function()) {
            case TODAY, NOW -> throw new IllegalStateException("a constant");
            case COALESCE -> Sql.of("coalesce({0})", SqlComparisons.list(", ", walk.all(arguments, type)));
            case LEAST, GREATEST -> extreme(call, type);
            case JOIN -> join(arguments);
            case LOWER, UPPER -> inCase(call.function(), walk.value(arguments.get(0)));
            case TRIM ->
                writer.form(
                        "btrim({0}, {1})", "trim({0}, {1})", walk.value(arguments.get(0)), writer.text(WHITE_SPACE));
            case LENGTH -> Sql.of("cast(length({0}) as bigint)", walk.value(arguments.get(0)));
            case LEFT -> left(walk.value(arguments.get(0)), walk.value(arguments.get(1)));
            case SUBSTRING -> substring(arguments.stream().map(walk::value).toList());
            case REPLACE -> Sql.of("replace({0})", SqlComparisons.list(", ", walk.all(arguments, Type.TEXT)));
            case TEXT -> text(arguments.get(0));
            case FORMAT ->
                times.format(
                        CallChecker.patternOf(arguments.get(1)),
                        walk.type(arguments.get(0)),
                        walk.value(arguments.get(0)));
            case ABS, ROUND, FLOOR, CEIL ->
                numbers.rounded(call.function(), walk.type(arguments.get(0)), walk.value(arguments.get(0)));
            case AGE, MONTHS_BETWEEN, DAYS_BETWEEN ->
                times.between(
                        call.function(),
                        walk.value(arguments.get(0)),
                        arguments.size() == 1 ? writer.day(statement.clock().today()) : walk.value(arguments.get(1)));
            case LOCAL_DATE -> times.localDate(walk.value(arguments.get(0)));
            case YEAR, MONTH, DAY, WEEKDAY -> times.part(call.function(), walk.value(arguments.get(0)));
            case SIZE ->
                writer.form(
                        "cast(cardinality({0}) as bigint)", "cast(len({0}) as bigint)", walk.value(arguments.get(0)));
            // The databases read numbers, search expressions and know addresses each in a way of its own.
            case NUMBER, MATCHES, COMPARE_VERSIONS, IN_NETWORK -> walk.notInSql(type);
        };
    }

    private Sql extreme(Expr.Call call, Type type) {
        List<Sql> arguments = walk.all(call.arguments(), type);
        String collation = type == Type.TEXT ? writer.dialect().pick(" collate \"C\"", "") : "";
        Sql list = SqlComparisons.list(
                ", ",
                arguments.stream()
                        .map(argument -> collation.isEmpty() ? argument : Sql.of("{0}" + collation, argument))
                        .toList());
        return Sql.of(call.function() == Function.LEAST ? "least({0})" : "greatest({0})", list);
    }

    /** Lists come together before they are joined; a missing list or text adds nothing. */
    private Sql join(List<Expr> arguments) {
        List<Sql> lists = new ArrayList<>();
        for (Expr argument : arguments.subList(1, arguments.size())) {
            Sql value = walk.value(argument);
            boolean set = walk.type(argument) == Type.TEXT_SET;
            lists.add(
                    set
                            ? writer.form(
                                    "coalesce((select array_agg(u.m order by u.m collate \"C\") from unnest({0}) as"
                                            + " u(m)), cast(array[] as text[]))",
                                    "coalesce(list_sort({0}), cast([] as text[]))", value)
                            : writer.form("array[{0}]", "[{0}]", value));
        }
        Sql joined = SqlComparisons.list(" || ", lists);
        Sql all = writer.form("({0})", "list_filter({0}, lambda t : t is not null)", joined);
        return writer.form(
                "array_to_string({0}, {1})",
                "(case when {1} is null then null when len({0}) = 0 then ''"
                        + " else list_reduce({0}, lambda a, b : a || {1} || b) end)",
                all,
                walk.value(arguments.get(0)));
    }

    /** ASCII has one case mapping; of other letters every database knows its own. */
    private Sql inCase(Function function, Sql text) {
        walk.undecided(writer.form("(octet_length({0}) <> length({0}))", "(strlen({0}) <> length({0}))", text));
        return Sql.of(
                function == Function.LOWER
                        ? writer.dialect().pick("lower({0} collate \"C\")", "lower({0})")
                        : writer.dialect().pick("upper({0} collate \"C\")", "upper({0})"),
                text);
    }

    private Sql left(Sql text, Sql count) {
        return writer.form(
                "(case when {1} is not null then left({0}, cast(least(greatest({1}, 0), " + MANY
                        + ") as integer)) end)",
                text,
                count);
    }

    private Sql substring(List<Sql> arguments) {
        String wide = writer.dialect().pick("numeric", "hugeint");
        if (arguments.size() == 2) {
            return writer.form(
                    "(case when {1} is not null then substring({0}, cast(least(greatest({1}, 1), " + MANY
                            + ") as integer)) end)",
                    arguments.get(0),
                    arguments.get(1));
        }
        String start = "least(greatest({1}, 1), " + MANY + ")";
        String end = "least(greatest(cast({1} as " + wide + ") + cast({2} as " + wide + "), 1), " + MANY + ")";
        return writer.form(
                "(case when {1} is not null and {2} is not null then substring({0}, cast(" + start
                        + " as integer), cast(greatest(" + end + " - " + start + ", 0) as integer)) end)",
                arguments.get(0),
                arguments.get(1),
                arguments.get(2));
    }

    private Sql text(Expr argument) {
        Sql value = walk.value(argument);
        return switch (walk.type(argument)) {
            case NUMBER -> numbers.text(value);
            case DATE, INSTANT -> times.text(walk.type(argument), value);
            case TEXT -> value;
            default -> Sql.of("cast({0} as text)", value);
        };
    }
}
