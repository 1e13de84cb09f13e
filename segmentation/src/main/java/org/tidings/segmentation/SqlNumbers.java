package org.tidings.segmentation;

import java.util.List;
import org.tidings.segmentation.internal.Expr.Operation;
import org.tidings.segmentation.internal.Function;

/**
 * Arithmetic as SQL that never fails: what passes its range is {@code NULL}.
 *
 * <p>PostgreSQL refuses a {@code float8} that overflows, and one that underflows to zero, so its forms look first, at
 * factors and quotients moved by a power of two into the middle of the range.
 */
final class SqlNumbers {
    private static final String LEAST = "cast('-9223372036854775808' as bigint)";
    private static final String IN_INTEGERS = "between -9223372036854775808 and 9223372036854775807";

    /** Powers of two, by their exponents. */
    private static final String UP_537 = "cast('4.4989137945431964e161' as float8)";

    private static final String DOWN_537 = "cast('2.2227587494850775e-162' as float8)";
    private static final String UP_512 = "cast('1.3407807929942597e154' as float8)";
    private static final String DOWN_512 = "cast('7.458340731200207e-155' as float8)";
    private static final String DOWN_538 = "cast('1.1113793747425387e-162' as float8)";
    private static final String DOWN_52 = "cast('2.220446049250313e-16' as float8)";
    private static final String DOWN_51 = "cast('4.440892098500626e-16' as float8)";
    private static final String DOWN_50 = "cast('8.881784197001252e-16' as float8)";
    private static final String UP_487 = "cast('3.9958403053728436e146' as float8)";
    private static final String UP_1022 = "cast('4.49423283715579e307' as float8)";
    private static final String UP_1023 = "cast('8.98846567431158e307' as float8)";
    private static final String UP_62 = "cast(4611686018427387904 as float8)";
    private static final String UP_63 = "cast('9223372036854775808' as float8)";

    private final SqlWalk walk;
    private final SqlWriter writer;

    SqlNumbers(SqlWalk walk, SqlWriter writer) {
        this.walk = walk;
        this.writer = writer;
    }

    Sql arithmetic(Operation operation, Type type, Sql left, Sql right) {
        return type == Type.INTEGER
                ? integers(operation, left, right)
                : writer.dialect() == SqlDialect.DUCKDB
                        ? duckdb(operation, left, right)
                        : switch (operation) {
                            case ADD -> add(left, right);
                            case SUBTRACT -> add(left, Sql.of("(- {0})", right));
                            case MULTIPLY -> multiply(left, right);
                            case DIVIDE -> divide(left, right);
                            case REMAINDER -> remainder(left, right);
                        };
    }

    private Sql integers(Operation operation, Sql left, Sql right) {
        if (operation == Operation.REMAINDER) {
            return writer.form(
                    "mod({0}, nullif({1}, 0))",
                    "cast(cast({0} as hugeint) % nullif(cast({1} as hugeint), 0) as bigint)", left, right);
        }
        String symbol = operation.symbol();
        return toInteger(writer.form(
                "(cast({0} as numeric) " + symbol + " {1})",
                "(cast({0} as hugeint) " + symbol + " cast({1} as hugeint))",
                left,
                right));
    }

    /** Returns a wide whole number as an integer, if it fits. */
    Sql toInteger(Sql wide) {
        return writer.form(
                "(case when {0} " + IN_INTEGERS + " then cast({0} as bigint) end)", "try_cast({0} as bigint)", wide);
    }

    /**
     * Returns arithmetic on numbers for DuckDB, in which a division by zero is infinite or no number. The result has a
     * name, because DuckDB copies what stands in a {@code nullif}: one in another would double with every level.
     */
    private Sql duckdb(Operation operation, Sql left, Sql right) {
        SqlWriter.Let result = writer.let(List.of(Sql.of("({0} " + operation.symbol() + " {1})", left, right)));
        return result.in(
                Sql.of("(case when isfinite({0}) then {0} end)", result.names().get(0)));
    }

    /** The half of a sum is compared with the half of what is too large; small summands cannot overflow. */
    private static String sum(String a, String b) {
        return "(case when abs(" + a + ") < " + UP_1022 + " and abs(" + b + ") < " + UP_1022 + " then " + a + " + " + b
                + " when abs(" + a + ") < 1e290 or abs(" + b + ") < 1e290 then " + a + " + " + b
                + " when abs(" + a + " * 0.5 + " + b + " * 0.5) < " + UP_1023 + " then " + a + " + " + b + " end)";
    }

    /** Returns a sum in PostgreSQL. */
    Sql add(Sql left, Sql right) {
        return writer.form(sum("{0}", "{1}"), left, right);
    }

    private Sql multiply(Sql left, Sql right) {
        return writer.form(
                "(case when {0} is null or {1} is null then null when {0} = 0 or {1} = 0 then 0"
                        + " when abs({0}) >= 1 and abs({1}) >= 1"
                        + " then case when abs({0} * " + DOWN_512 + ") * abs({1} * " + DOWN_512
                        + ") < 1 then {0} * {1} end"
                        + " when abs({0}) < 1 and abs({1}) < 1"
                        + " then case when abs({0}) < " + DOWN_538 + " and abs({1}) < " + DOWN_538 + " then 0"
                        + " when abs({0} * " + UP_512 + ") * abs({1} * " + UP_512 + ") > " + DOWN_51
                        + " then {0} * {1} else 0 end"
                        + " else {0} * {1} end)",
                left,
                right);
    }

    /** Returns a quotient in PostgreSQL. */
    Sql divide(Sql left, Sql right) {
        return writer.form(
                "(case when {0} is null or {1} is null or {1} = 0 then null when {0} = 0 then 0"
                        + " when abs({1}) < 1 and abs({0}) >= 1 then case when abs({0} * " + DOWN_537 + ") / abs({1} * "
                        + UP_537 + ") < " + DOWN_50 + " then {0} / {1} end"
                        + " when abs({1}) < 1 and abs({0}) >= " + DOWN_52 + " then case when abs({0}) / abs({1} * "
                        + UP_537 + ") < " + UP_487 + " then {0} / {1} end"
                        + " when abs({1}) < 1 or abs({0}) >= " + DOWN_50 + " then {0} / {1}"
                        + " when abs({0} * " + UP_537 + ") / abs({1} * " + DOWN_537 + ") > 0.5 then {0} / {1}"
                        + " else 0 end)",
                left,
                right);
    }

    /** PostgreSQL has a remainder for whole numbers only: multiples of 2^-62 below 2^63 become such. */
    private Sql remainder(Sql left, Sql right) {
        String whole = "abs(X) < " + UP_63 + " and X * " + UP_62 + " = trunc(X * " + UP_62 + ")";
        walk.undecided(writer.form(
                "(abs({0}) >= abs({1}) and {1} <> 0 and not (" + tiny("{1}") + " and " + whole.replace("X", "{0}")
                        + " and " + whole.replace("X", "{1}") + "))",
                left,
                right));
        String scaled = "(cast(cast(trunc(X) as bigint) as numeric) * 4611686018427387904" + " + cast((X - trunc(X)) * "
                + UP_62 + " as bigint))";
        return writer.form(
                "(case when {1} = 0 or {0} is null then null when abs({0}) < abs({1}) then {0}"
                        + " when " + tiny("{1}") + " and " + whole.replace("X", "{0}") + " and "
                        + whole.replace("X", "{1}")
                        + " then cast(mod(" + scaled.replace("X", "{0}") + ", " + scaled.replace("X", "{1}")
                        + ") as float8) / " + UP_62 + " end)",
                left,
                right);
    }

    /** A number as small as this has digits that the multiples do not reach, and may vanish in a product. */
    private static String tiny(String number) {
        return "abs(" + number + ") >= cast('1e-18' as float8)";
    }

    Sql negate(Type type, Sql operand) {
        return Sql.of(type == Type.INTEGER ? "(- nullif({0}, " + LEAST + "))" : "(- {0})", operand);
    }

    Sql rounded(Function function, Type type, Sql operand) {
        if (function == Function.ABS) {
            return Sql.of(type == Type.INTEGER ? "abs(nullif({0}, " + LEAST + "))" : "abs({0})", operand);
        } else if (type == Type.INTEGER) {
            return operand;
        }
        Sql whole = switch (function) {
            case FLOOR -> Sql.of("floor({0})", operand);
            case CEIL -> Sql.of("ceil({0})", operand);
            default ->
                writer.form(
                        "((case when {0} < 0 then -1 else 1 end) * (floor(abs({0})) + (case when abs({0}) - floor(abs({0}))"
                                + " >= 0.5 then 1 else 0 end)))",
                        operand);
        };
        return writer.form(
                "(case when {0} >= -" + UP_63 + " and {0} < " + UP_63 + " then cast({0} as bigint) end)", whole);
    }

    /**
     * Returns the shortest decimal text of a number without an exponent. A decimal of at most 15 digits survives the way
     * through a double; only a longer one is left to the database's own choice of digits.
     */
    Sql text(Sql number) {
        if (writer.dialect() == SqlDialect.POSTGRESQL) {
            return writer.form(
                    "(case when abs({0}) between 1e-300 and 1e300 and cast(cast({0} as numeric) as float8) = {0}"
                            + " then cast(trim_scale(cast({0} as numeric)) as text)"
                            + " else cast(trim_scale(cast(cast({0} as text) as numeric)) as text) end)",
                    number);
        }
        SqlWriter.Let shown = writer.let(List.of(Sql.of("cast(abs({0}) as text)", number), number));
        Sql text = shown.names().get(0);
        SqlWriter.Let parts = writer.let(List.of(
                Sql.of("split_part(split_part({0}, 'e', 1), '.', 1)", text),
                Sql.of("rtrim(split_part(split_part({0}, 'e', 1), '.', 2), '0')", text),
                Sql.of(
                        "(case when contains({0}, 'e') then cast(split_part({0}, 'e', 2) as integer) else 0 end)",
                        text)));
        Sql digits = Sql.of("({0} || {1})", parts.names().get(0), parts.names().get(1));
        Sql point = Sql.of(
                "(length({0}) + {1})", parts.names().get(0), parts.names().get(2));
        Sql plain = Sql.of(
                "(case when {1} <= 0 then '0.' || repeat('0', - {1}) || {0}"
                        + " when {1} >= length({0}) then {0} || repeat('0', {1} - length({0}))"
                        + " else substring({0}, 1, {1}) || '.' || substring({0}, {1} + 1) end)",
                digits, point);
        return shown.in(Sql.of(
                "((case when {0} < 0 then '-' else '' end) || {1})",
                shown.names().get(1), parts.in(plain)));
    }
}
