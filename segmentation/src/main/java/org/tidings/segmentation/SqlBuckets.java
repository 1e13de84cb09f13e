package org.tidings.segmentation;

/** {@link Buckets} as SQL, by the recipe in the guide: 64-bit arithmetic without a sign, modulo 2^64. */
final class SqlBuckets {
    private static final String TWO_TO_64 = "18446744073709551616";
    private static final String TWO_TO_63 = "9223372036854775808";
    private static final String HEX = "'0123456789ABCDEF'";

    private final SqlWriter writer;

    SqlBuckets(SqlWriter writer) {
        this.writer = writer;
    }

    /** Returns the bucket of the person with an id. */
    Sql bucket(String idColumn, String salt) {
        Sql id = Sql.atom("cast(" + idColumn + " as text)");
        Sql key = writer.integer(Buckets.ofSalt(salt));
        return writer.dialect() == SqlDialect.POSTGRESQL ? postgresql(id, key) : duckdb(id, key);
    }

    /** PostgreSQL's integers have a sign, and overflow is an error: products go through numeric. */
    private Sql postgresql(Sql id, Sql key) {
        Sql first = mixed(Sql.of("({0} # {1})", hash(id), key));
        Sql second = mixed(wrapped(Sql.of("(cast({0} as numeric) + {1})", first, key)));
        return Sql.of("(cast((({0} >> 11) & 9007199254740991) as float8) / 9007199254740992)", second);
    }

    private Sql hash(Sql id) {
        String steps = writer.name("h");
        Sql octets = Sql.of("convert_to({0}, 'UTF8')", id);
        Sql next = product(Sql.of("(" + steps + ".v # get_byte({0}, " + steps + ".i))", octets), "1099511628211");
        return Sql.of(
                "(with recursive " + steps
                        + "(i, v) as (select 0, cast(-3750763034362895579 as bigint) union all select "
                        + steps + ".i + 1, {0} from " + steps + " where " + steps
                        + ".i < octet_length({1})) select " + steps + ".v from " + steps + " order by " + steps
                        + ".i desc limit 1)",
                next,
                octets);
    }

    private Sql mixed(Sql bits) {
        Sql first = product(writer.form("({0} # (({0} >> 30) & 17179869183))", bits), "13787848793156543929");
        Sql second = product(writer.form("({0} # (({0} >> 27) & 137438953471))", first), "10723151780598845931");
        return writer.form("({0} # (({0} >> 31) & 8589934591))", second);
    }

    private Sql product(Sql bits, String factor) {
        return wrapped(
                writer.form("((case when {0} < 0 then {0} + " + TWO_TO_64 + " else {0} end) * " + factor + ")", bits));
    }

    /** Returns a wide number modulo 2^64 as a bigint with a sign. */
    private Sql wrapped(Sql wide) {
        Sql modulo = Sql.of("mod(mod({0}, " + TWO_TO_64 + ") + " + TWO_TO_64 + ", " + TWO_TO_64 + ")", wide);
        return writer.form(
                "cast((case when {0} >= " + TWO_TO_63 + " then {0} - " + TWO_TO_64 + " else {0} end) as bigint)",
                modulo);
    }

    /** DuckDB has 64 and 128 bits without a sign. */
    private Sql duckdb(Sql id, Sql key) {
        Sql unsigned = writer.form(
                "cast((case when {0} < 0 then cast({0} as hugeint) + " + TWO_TO_64 + " else {0} end) as ubigint)", key);
        Sql octets = Sql.of(
                "list_transform(range(cast(strlen({0}) as bigint)), lambda i : cast(strpos(" + HEX
                        + ", substring(hex({0}), cast(2 * i + 1 as bigint), 1)) * 16 + strpos(" + HEX
                        + ", substring(hex({0}), cast(2 * i + 2 as bigint), 1)) - 17 as ubigint))",
                id);
        Sql hash = Sql.of(
                "list_reduce(list_prepend(cast(14695981039346656037 as ubigint), {0}), lambda h, b : cast((cast(xor(h, b)"
                        + " as uhugeint) * 1099511628211) % " + TWO_TO_64 + " as ubigint))",
                octets);
        Sql first = shuffled(writer.form("xor({0}, {1})", hash, unsigned));
        Sql second = shuffled(
                writer.form("cast((cast({0} as uhugeint) + {1}) % " + TWO_TO_64 + " as ubigint)", first, unsigned));
        return Sql.of("(cast(({0} >> 11) as float8) / 9007199254740992)", second);
    }

    private Sql shuffled(Sql bits) {
        Sql first = writer.form(multiplied("xor({0}, {0} >> 30)", "13787848793156543929"), bits);
        Sql second = writer.form(multiplied("xor({0}, {0} >> 27)", "10723151780598845931"), first);
        return writer.form("xor({0}, {0} >> 31)", second);
    }

    private static String multiplied(String bits, String factor) {
        return "cast((cast(" + bits + " as uhugeint) * cast(" + factor + " as uhugeint)) % " + TWO_TO_64
                + " as ubigint)";
    }
}
