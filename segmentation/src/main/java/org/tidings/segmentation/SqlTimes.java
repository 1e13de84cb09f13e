package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import org.tidings.core.LeapDay;
import org.tidings.segmentation.internal.DatePattern;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/** Calendar arithmetic, parts and texts of dates and instants, as SQL. */
final class SqlTimes {
    private static final String CALENDAR = "between date '0001-01-01' and date '9999-12-31'";
    private static final String DAY_MICROS = "86400000000";

    /** Days that make the count of days since the epoch positive, so that division rounds down: 136,000 years. */
    private static final String SHIFT_DAYS = "50000000";

    /** First and last month of the calendar, counted from the year 0. */
    private static final String MONTHS = "between 12 and 119999";

    /** Years and months of which more leave the calendar from every day in it; likewise weeks and days. */
    private static final String MANY_MONTHS = "120000";

    private static final String MANY_DAYS = "4000000";

    private final SqlWalk walk;
    private final SqlRendering.Statement statement;
    private final SqlWriter writer;

    SqlTimes(SqlWalk walk, SqlRendering.Statement statement) {
        this.walk = walk;
        this.statement = statement;
        this.writer = statement.writer();
    }

    Sql shift(Expr.Shift shift) {
        Sql base = walk.value(shift.base());
        Sql amount = walk.value(shift.amount());
        if (walk.type(shift.base()) == Type.DATE) {
            return shiftedDate(shift.unit(), shift.back(), base, amount);
        }
        return shift.unit().isExact()
                ? shiftedExactly(shift.unit(), shift.back(), base, amount)
                : shiftedInstant(shift, base, amount);
    }

    private Sql shiftedDate(Expr.Unit unit, boolean back, Sql day, Sql amount) {
        String sign = back ? "- " : "+ ";
        boolean months = unit == Expr.Unit.MONTHS || unit == Expr.Unit.YEARS;
        String size = unit == Expr.Unit.YEARS ? " * 12" : unit == Expr.Unit.WEEKS ? " * 7" : "";
        String limit = months ? MANY_MONTHS : MANY_DAYS;
        String moved = "(" + sign + "{1}" + size + ")";
        String guard = "case when {0} " + CALENDAR + " and {1} between -" + limit + " and " + limit + " then ";
        if (!months) {
            String days = "{0} - date '0001-01-01' " + moved.substring(1, moved.length() - 1);
            return writer.form(
                    "(" + guard + "case when " + days + " between 0 and 3652058 then {0} + cast(" + moved
                            + " as integer) end end)",
                    day,
                    amount);
        }
        String month = "extract(year from {0}) * 12 + extract(month from {0}) - 1 " + sign + "{1}" + size;
        String add = writer.dialect()
                .pick(
                        "{0} + make_interval(months => cast(" + moved + " as integer))",
                        "{0} + to_months(cast(" + moved + " as integer))");
        Sql reached = writer.form(
                "(" + guard + "case when " + month + " " + MONTHS + " then cast(" + add + " as date) end end)",
                day,
                amount);
        return statement.leapDay() == LeapDay.LAST_OF_MONTH
                ? reached
                : writer.form(
                        "(case when extract(day from {0}) = extract(day from {1}) then {0} else {0} + 1 end)",
                        reached, day);
    }

    private Sql shiftedExactly(Expr.Unit unit, boolean back, Sql micros, Sql amount) {
        String size = unit == Expr.Unit.HOURS ? "3600000000" : "60000000";
        String most = unit == Expr.Unit.HOURS ? "200000000" : "12000000000";
        String reached = "{0} " + (back ? "- " : "+ ") + "{1} * " + size;
        return writer.form(
                "(case when {0} " + calendarMicros() + " and {1} between -" + most + " and " + most + " then case when "
                        + reached + " " + calendarMicros() + " then " + reached + " end end)",
                micros,
                amount);
    }

    private static String calendarMicros() {
        return "between " + Clock.FIRST_MICRO + " and " + Clock.LAST_MICRO;
    }

    /** Moves an instant by calendar units: the time of day in the zone stays, where it exists. */
    private Sql shiftedInstant(Expr.Shift shift, Sql micros, Sql amount) {
        Sql inside = writer.form("(case when {0} " + calendarMicros() + " then {0} end)", micros);
        SqlWriter.Let values = writer.let(List.of(inside, amount));
        Sql at = values.names().get(0);
        SqlWriter.Let offset = writer.let(List.of(offset(at)));
        Sql off = offset.names().get(0);
        Sql local = Sql.of("({0} + {1})", at, off);
        Sql day = shiftedDate(
                shift.unit(), shift.back(), day(local), values.names().get(1));
        Sql moved = writer.form("((" + dayNumber("{0}") + ") * " + DAY_MICROS + " + {1})", day, timeOfDay(local));
        Sql checked = writer.form("(case when {0} " + calendarMicros() + " then {0} end)", instantOf(moved, off));
        return values.in(offset.in(checked));
    }

    private static String dayNumber(String day) {
        return day + " - date '1970-01-01'";
    }

    /** Returns the offset of the zone at an instant, in microseconds. */
    private Sql offset(Sql micros) {
        SqlZone zone = statement.zone();
        if (zone.isFixed()) {
            return writer.form("(case when {0} is not null then {1} end)", micros, writer.integer(zone.firstOffset()));
        }
        return looked(folded(micros), writer.integers(zone.instants()), writer.integers(zone.offsets()));
    }

    /** Returns an instant inside the table of the zone whose offset is that of another. */
    private Sql folded(Sql micros) {
        SqlZone zone = statement.zone();
        if (!zone.repeats()) {
            return micros;
        }
        String cycles = writer.dialect()
                .pick(
                        "({0} - " + zone.horizon() + " + " + SqlZone.CYCLE + ") / " + SqlZone.CYCLE,
                        "({0} - " + zone.horizon() + " + " + SqlZone.CYCLE + ") // " + SqlZone.CYCLE);
        return writer.form(
                "(case when {0} < " + zone.horizon() + " then {0} else {0} - " + SqlZone.CYCLE + " * (" + cycles
                        + ") end)",
                micros);
    }

    /** Looks a value up by the number of bounds that are not greater. */
    private Sql looked(Sql key, Sql bounds, Sql values) {
        return writer.form(
                "({2})[width_bucket({0}, {1}) + 1]",
                // A lambda may see what surrounds it.
                "list_extract({2}, 1 + len(list_filter({1}, lambda t : t <= {0})))", key, bounds, values);
    }

    /** Returns the instant of a local time; of two, the one with the offset that is given. */
    private Sql instantOf(Sql local, Sql offset) {
        SqlZone zone = statement.zone();
        if (zone.isFixed()) {
            return Sql.of("({0} - {1})", local, offset);
        }
        Sql times = writer.integers(zone.localTimes());
        SqlWriter.Let let = writer.let(List.of(local));
        Sql key = folded(let.names().get(0));
        Sql first = looked(key, times, writer.integers(zone.localOffsets()));
        Sql second = looked(key, times, writer.integers(zone.otherOffsets()));
        return let.in(Sql.of(
                "({0} - (case when {1} = {2} then {2} else {3} end))",
                let.names().get(0), second, offset, first));
    }

    /** Returns the day of a local time in microseconds. */
    private Sql day(Sql local) {
        return Sql.of(
                writer.dialect()
                        .pick(
                                "(date '1970-01-01' + cast(({0} + " + SHIFT_DAYS + " * " + DAY_MICROS + ") / "
                                        + DAY_MICROS + " - " + SHIFT_DAYS + " as integer))",
                                "(date '1970-01-01' + cast(({0} + " + SHIFT_DAYS + " * " + DAY_MICROS + ") // "
                                        + DAY_MICROS + " - " + SHIFT_DAYS + " as integer))"),
                local);
    }

    private static Sql timeOfDay(Sql local) {
        return Sql.of("(({0} + " + SHIFT_DAYS + " * " + DAY_MICROS + ") % " + DAY_MICROS + ")", local);
    }

    private Sql localOf(Sql micros) {
        SqlZone zone = statement.zone();
        if (zone.isFixed()) {
            return Sql.of("({0} + {1})", micros, writer.integer(zone.firstOffset()));
        }
        SqlWriter.Let let = writer.let(List.of(micros));
        return let.in(
                Sql.of("({0} + {1})", let.names().get(0), offset(let.names().get(0))));
    }

    Sql localDate(Sql micros) {
        Sql inside = writer.form("(case when {0} " + calendarMicros() + " then {0} end)", micros);
        return writer.form("(case when {0} " + CALENDAR + " then {0} end)", day(localOf(inside)));
    }

    Sql part(Function function, Sql day) {
        String field = switch (function) {
            case YEAR -> "year";
            case MONTH -> "month";
            case DAY -> "day";
            default -> "isodow";
        };
        return writer.form(
                "(case when {0} " + CALENDAR + " then cast(extract(" + field + " from {0}) as bigint) end)", day);
    }

    /** Returns full years, full months, or days from one day to another. */
    Sql between(Function function, Sql from, Sql to) {
        String guard = "(case when {0} " + CALENDAR + " and {1} " + CALENDAR + " then ";
        if (function == Function.DAYS_BETWEEN) {
            return writer.form(guard + "cast({1} - {0} as bigint) end)", from, to);
        }
        // The last month is not full; by the first policy it is where the month ends before the day comes.
        String early = "extract(day from {0}) > extract(day from {1})"
                + (statement.leapDay() == LeapDay.LAST_OF_MONTH
                        ? " and extract(month from {1} + 1) = extract(month from {1})"
                        : "");
        String months = "cast((extract(year from {1}) - extract(year from {0})) * 12 + extract(month from {1})"
                + " - extract(month from {0}) - (case when " + early + " then 1 else 0 end) as bigint)";
        return writer.form(
                guard + (function == Function.AGE ? "cast(floor(" + months + " / 12.0) as bigint)" : months) + " end)",
                from,
                to);
    }

    /** Returns the text of a date or an instant as ISO 8601 writes it. */
    Sql text(Type type, Sql value) {
        if (type == Type.DATE) {
            return isoDate(value);
        }
        SqlWriter.Let let = writer.let(List.of(value));
        Sql micros = let.names().get(0);
        Sql seconds = SqlComparisons.list(
                " || ':' || ",
                List.of("HH", "mm", "ss").stream()
                        .map(piece -> time(piece, timeOfDay(micros)))
                        .toList());
        Sql fraction = writer.form(
                "(case when {0} % 1000000 = 0 then '' when {0} % 1000 = 0 then '.' || lpad(cast({0} % 1000000 DIV 1000"
                                .replace("DIV", divided())
                        + " as text), 3, '0') else '.' || lpad(cast({0} % 1000000 as text), 6, '0') end)",
                timeOfDay(micros));
        return let.in(Sql.of("({0} || 'T' || {1} || {2} || 'Z')", isoDate(day(micros)), seconds, fraction));
    }

    private String divided() {
        return writer.dialect().pick("/", "//");
    }

    private Sql time(String piece, Sql timeOfDay) {
        String unit = switch (piece) {
            case "HH" -> "3600000000";
            case "mm" -> "60000000 % 60";
            default -> "1000000 % 60";
        };
        return Sql.of("lpad(cast({0} " + divided() + " " + unit + " as text), 2, '0')", timeOfDay);
    }

    /** Returns the year as Java counts it: PostgreSQL has no year 0. */
    private String year() {
        return writer.dialect()
                .pick(
                        "cast(extract(year from {0}) + (case when extract(year from {0}) < 0 then 1 else 0 end) as"
                                + " integer)",
                        "cast(extract(year from {0}) as integer)");
    }

    private Sql isoDate(Sql day) {
        String year = year();
        return writer.form(
                "((case when " + year + " between 0 and 9999 then lpad(cast(" + year + " as text), 4, '0') when "
                        + year + " > 9999 then '+' || cast(" + year + " as text) else '-' || lpad(cast(-" + year
                        + " as text), 4, '0') end)"
                        + " || '-' || " + padded("month") + " || '-' || " + padded("day") + ")",
                day);
    }

    /** Returns a date or a local time in a pattern. */
    Sql format(DatePattern pattern, Type type, Sql value) {
        SqlWriter.Let let = writer.let(List.of(type == Type.DATE ? value : localOf(value)));
        Sql local = let.names().get(0);
        Sql day = type == Type.DATE ? local : day(local);
        Sql timeOfDay = type == Type.DATE ? Sql.atom("0") : timeOfDay(local);
        List<Sql> parts = new ArrayList<>();
        for (String piece : pattern.pieces()) {
            parts.add(
                    switch (piece) {
                        case "yyyy" ->
                            writer.form(
                                    "(repeat('0', 4 - length(cast(" + year() + " as text))) || cast(" + year()
                                            + " as text))",
                                    day);
                        case "MM" -> Sql.of(padded("month"), day);
                        case "M" -> Sql.of(plain("month"), day);
                        case "dd" -> Sql.of(padded("day"), day);
                        case "d" -> Sql.of(plain("day"), day);
                        case "HH", "mm", "ss" -> type == Type.DATE ? Sql.atom("'00'") : time(piece, timeOfDay);
                        default -> writer.text(piece);
                    });
        }
        Sql all = parts.isEmpty() ? writer.text("") : SqlComparisons.list(" || ", parts);
        return let.in(Sql.of("(case when {0} is not null then {1} end)", local, all));
    }

    private static String plain(String field) {
        return "cast(cast(extract(" + field + " from {0}) as integer) as text)";
    }

    private static String padded(String field) {
        return "lpad(" + plain(field) + ", 2, '0')";
    }
}
