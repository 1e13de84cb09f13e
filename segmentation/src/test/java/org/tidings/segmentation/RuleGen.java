package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Span;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;
import org.tidings.testkit.Source;

/** Makes well-typed trees over {@link People#SCHEMA}, with every operator and function in them. */
final class RuleGen {
    private static final Span AT = Span.NONE;
    private static final List<String> TEXTS =
            List.of("", "a", "A", "b", "ab", "%", "it's", "\uD83D\uDE00", "\uFFFD", "ada@example.org");
    private static final List<String> PATTERNS =
            List.of("%", "_", "a%", "%b", "%a%", "\\%", "_b", "", "a\\\\", "%@%._%");
    private static final List<String> REGEXES =
            List.of("a", "^a", "b$", "^[a-c]+$", "(?i)^AB?", "a|@", "^.{1,2}$", "\\d", "[^a-z]", "(a*)*b");
    private static final List<Long> INTEGERS =
            List.of(0L, 1L, 2L, 3L, -1L, 17L, 65L, 9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<Double> NUMBERS =
            List.of(0.0, 0.5, -0.5, 1.0, 2.5, 65.0, 9007199254740992.0, 1e300, -1e300, 9.3e18, 0.49999999999999994);

    private final Source source;
    private final List<EventStream> scopes = new ArrayList<>();
    private final List<String> derivedBooleans;

    /**
     * Creates a generator.
     *
     * @param derivedConditions names of derived conditions that the trees may use
     */
    RuleGen(Source source, List<String> derivedConditions) {
        this.source = source;
        this.derivedBooleans = derivedConditions;
    }

    Expr of(Type type, int depth) {
        return switch (type) {
            case BOOL -> condition(depth);
            case INTEGER -> integer(depth);
            case NUMBER -> number(depth);
            case TEXT -> text(depth);
            case DATE -> date(depth);
            case INSTANT -> instant(depth);
            case TEXT_SET -> set(depth);
            case NOTHING, WRONG -> throw new IllegalArgumentException(type.name());
        };
    }

    private Expr condition(int depth) {
        if (depth <= 0) {
            return switch (source.intBetween(0, 4)) {
                case 0 -> literal(source.bool());
                case 1 -> derivedBooleans.isEmpty() ? literal(true) : name(source.pick(derivedBooleans));
                default -> leaf(Type.BOOL);
            };
        }
        int less = depth - 1;
        return switch (source.intBetween(0, 15)) {
            case 0 -> new Expr.Not(condition(less), AT);
            case 1 -> new Expr.And(several(Type.BOOL, less, 2), AT);
            case 2 -> new Expr.Or(several(Type.BOOL, less, 2), AT);
            case 3, 4, 5 -> compare(less);
            case 6 -> between(less);
            case 7 -> in(less);
            case 8 -> new Expr.Is(of(anyType(), less), source.bool() ? Expr.Test.KNOWN : Expr.Test.MISSING, AT);
            case 9 ->
                new Expr.Is(
                        condition(less), source.pick(List.of(Expr.Test.TRUE, Expr.Test.FALSE, Expr.Test.UNKNOWN)), AT);
            case 10 -> match(less);
            case 11 -> has(less);
            case 12 -> aggregate(Expr.AggregateKind.EXISTS, Optional.empty(), less);
            case 13 -> alternative(Type.BOOL, less);
            case 14 ->
                source.chance(0.7)
                        ? call(Function.MATCHES, text(less), literal(source.pick(REGEXES)))
                        : call(Function.IN_NETWORK, text(less), literal("10.0.0.0/8"));
            default -> new Expr.Is(text(less), Expr.Test.EMAIL, AT);
        };
    }

    private Type anyType() {
        return source.pick(
                List.of(Type.BOOL, Type.INTEGER, Type.NUMBER, Type.TEXT, Type.DATE, Type.INSTANT, Type.TEXT_SET));
    }

    private Type ordered() {
        return source.pick(
                List.of(Type.INTEGER, Type.NUMBER, Type.TEXT, Type.DATE, Type.DATE, Type.DATE, Type.INSTANT));
    }

    /** Returns a type whose values can be compared with those of another. */
    private Type partner(Type type) {
        return type.isNumeric() && source.chance(0.4) ? (source.bool() ? Type.INTEGER : Type.NUMBER) : type;
    }

    private Expr compare(int depth) {
        if (source.chance(0.3)) {
            return temporalAtom();
        }
        Type type = source.chance(0.1) ? Type.BOOL : ordered();
        Expr.Comparison comparison = type == Type.BOOL
                ? source.pick(List.of(Expr.Comparison.EQ, Expr.Comparison.NE))
                : source.pick(Expr.Comparison.class);
        return new Expr.Compare(comparison, of(type, depth), of(partner(type), depth), AT);
    }

    /** Returns what the clock turns into a range of days: a function of a day against a constant. */
    private Expr temporalAtom() {
        Expr base = source.chance(0.3)
                ? new Expr.Shift(leaf(Type.DATE), source.bool(), smallInteger(), calendarUnit(), AT)
                : leaf(Type.DATE);
        Expr constant = source.bool() ? call(Function.TODAY) : dateLiteral();
        Expr side = switch (source.intBetween(0, 5)) {
            case 0 -> call(Function.AGE, base);
            case 1 -> call(Function.AGE, base, constant);
            case 2 -> call(Function.MONTHS_BETWEEN, source.bool() ? List.of(base, constant) : List.of(constant, base));
            case 3 -> call(Function.DAYS_BETWEEN, source.bool() ? List.of(base, constant) : List.of(constant, base));
            case 4 -> call(Function.YEAR, base);
            default -> new Expr.Shift(base, source.bool(), smallInteger(), calendarUnit(), AT);
        };
        Expr other = side instanceof Expr.Shift ? constant : literal((long) source.intBetween(-50, 100));
        if (side instanceof Expr.Call function && function.function() == Function.YEAR) {
            other = literal((long) source.intBetween(1900, 2030));
        }
        if (source.chance(0.2)) {
            return new Expr.Between(side, other, side instanceof Expr.Shift ? dateLiteral() : smallInteger(), AT);
        }
        Expr.Comparison comparison = source.pick(Expr.Comparison.class);
        return source.bool()
                ? new Expr.Compare(comparison, side, other, AT)
                : new Expr.Compare(comparison, other, side, AT);
    }

    private Expr between(int depth) {
        Type type = ordered();
        return new Expr.Between(of(type, depth), of(partner(type), depth), of(partner(type), depth), AT);
    }

    private Expr in(int depth) {
        Type type = source.chance(0.1) ? Type.BOOL : ordered();
        List<Expr> items = new ArrayList<>();
        for (int i = source.intBetween(1, 3); i > 0; i--) {
            items.add(of(partner(type), source.bool() ? 0 : depth));
        }
        return new Expr.In(of(type, depth), items, AT);
    }

    private Expr match(int depth) {
        Expr.MatchKind kind = source.pick(Expr.MatchKind.class);
        Expr pattern = kind == Expr.MatchKind.LIKE ? literal(source.pick(PATTERNS)) : text(depth);
        return new Expr.Match(kind, text(depth), pattern, AT);
    }

    private Expr has(int depth) {
        Expr.HasKind kind = source.pick(Expr.HasKind.class);
        List<Expr> items = kind == Expr.HasKind.ONE ? List.of(text(depth)) : several(Type.TEXT, depth, 1);
        return new Expr.Has(kind, set(depth), items, AT);
    }

    private List<Expr> several(Type type, int depth, int least) {
        List<Expr> result = new ArrayList<>();
        for (int i = source.intBetween(least, 3); i > 0; i--) {
            result.add(of(type, depth));
        }
        return result;
    }

    private Expr integer(int depth) {
        if (depth <= 0) {
            return source.bool() ? literal(source.pick(INTEGERS)) : leaf(Type.INTEGER);
        }
        int less = depth - 1;
        return switch (source.intBetween(0, 10)) {
            case 10 -> call(Function.COMPARE_VERSIONS, text(less), text(less));
            case 0, 1 ->
                new Expr.Arithmetic(
                        source.pick(List.of(
                                Expr.Operation.ADD,
                                Expr.Operation.SUBTRACT,
                                Expr.Operation.MULTIPLY,
                                Expr.Operation.REMAINDER)),
                        integer(less),
                        integer(less),
                        AT);
            case 2 -> new Expr.Negate(integer(less), AT);
            case 3 -> alternative(Type.INTEGER, less);
            case 4 ->
                call(
                        source.pick(List.of(Function.ROUND, Function.FLOOR, Function.CEIL)),
                        source.bool() ? number(less) : integer(less));
            case 5 -> call(source.bool() ? Function.MONTHS_BETWEEN : Function.DAYS_BETWEEN, date(less), date(less));
            case 6 ->
                call(
                        source.pick(
                                List.of(Function.YEAR, Function.MONTH, Function.DAY, Function.WEEKDAY, Function.AGE)),
                        date(less));
            case 7 ->
                source.bool()
                        ? call(Function.LENGTH, text(less))
                        : source.bool() ? call(Function.SIZE, set(less)) : call(Function.ABS, integer(less));
            case 8 -> aggregate(Expr.AggregateKind.COUNT, Optional.empty(), less);
            default -> fieldAggregate(Type.INTEGER, less);
        };
    }

    private Expr number(int depth) {
        if (depth <= 0) {
            return source.bool() ? literal(source.pick(NUMBERS)) : leaf(Type.NUMBER);
        }
        int less = depth - 1;
        return switch (source.intBetween(0, 7)) {
            case 7 -> call(Function.NUMBER, text(less));
            case 0, 1 ->
                new Expr.Arithmetic(
                        source.pick(Expr.Operation.class),
                        number(less),
                        source.bool() ? number(less) : integer(less),
                        AT);
            case 2 -> new Expr.Arithmetic(Expr.Operation.DIVIDE, integer(less), integer(less), AT);
            case 3 -> new Expr.Negate(number(less), AT);
            case 4 -> alternative(Type.NUMBER, less);
            case 5 ->
                source.bool() ? call(Function.ABS, number(less)) : new Expr.Bucket(source.pick(List.of("s", "t")), AT);
            default -> fieldAggregate(Type.NUMBER, less);
        };
    }

    private Expr text(int depth) {
        if (depth <= 0) {
            return source.bool() ? literal(source.pick(TEXTS)) : leaf(Type.TEXT);
        }
        int less = depth - 1;
        return switch (source.intBetween(0, 9)) {
            case 0 -> new Expr.Concat(several(Type.TEXT, less, 2), AT);
            case 1 -> call(source.pick(List.of(Function.LOWER, Function.UPPER, Function.TRIM)), text(less));
            case 2 -> call(Function.LEFT, text(less), integer(less));
            case 3 ->
                source.bool()
                        ? call(Function.SUBSTRING, text(less), integer(less))
                        : call(Function.SUBSTRING, text(less), integer(less), integer(less));
            case 4 -> call(Function.REPLACE, text(less), text(less), text(less));
            case 5 -> call(Function.JOIN, text(less), text(less), source.bool() ? text(less) : set(less));
            case 6 ->
                call(
                        Function.TEXT,
                        of(
                                source.pick(List.of(
                                        Type.BOOL, Type.INTEGER, Type.NUMBER, Type.DATE, Type.INSTANT, Type.TEXT)),
                                less));
            case 7 ->
                source.bool()
                        ? call(Function.FORMAT, date(less), literal("dd.MM.yyyy"))
                        : call(Function.FORMAT, instant(less), literal("yyyy-M-d HH:mm:ss"));
            case 8 -> alternative(Type.TEXT, less);
            default -> fieldAggregate(Type.TEXT, less);
        };
    }

    private Expr date(int depth) {
        if (depth <= 0) {
            return switch (source.intBetween(0, 3)) {
                case 0 -> dateLiteral();
                case 1 -> call(Function.TODAY);
                default -> leaf(Type.DATE);
            };
        }
        int less = depth - 1;
        return switch (source.intBetween(0, 4)) {
            case 0, 1 ->
                new Expr.Shift(
                        date(less),
                        source.bool(),
                        source.chance(0.8) ? smallInteger() : integer(less),
                        calendarUnit(),
                        AT);
            case 2 -> call(Function.LOCAL_DATE, instant(less));
            case 3 -> alternative(Type.DATE, less);
            default -> fieldAggregate(Type.DATE, less);
        };
    }

    private Expr instant(int depth) {
        if (depth <= 0) {
            return switch (source.intBetween(0, 3)) {
                case 0 ->
                    literal(Instant.parse("2024-03-10T06:30:00Z").plusSeconds(source.intBetween(-90_000, 90_000)));
                case 1 -> call(Function.NOW);
                default -> leaf(Type.INSTANT);
            };
        }
        int less = depth - 1;
        return switch (source.intBetween(0, 3)) {
            case 0, 1 ->
                new Expr.Shift(
                        instant(less),
                        source.bool(),
                        source.chance(0.8) ? smallInteger() : integer(less),
                        source.pick(Expr.Unit.class),
                        AT);
            case 2 -> alternative(Type.INSTANT, less);
            default -> fieldAggregate(Type.INSTANT, less);
        };
    }

    private Expr set(int depth) {
        return depth <= 0 || source.bool() ? leaf(Type.TEXT_SET) : alternative(Type.TEXT_SET, depth - 1);
    }

    /** Returns a case, coalesce, least or greatest of a type. */
    private Expr alternative(Type type, int depth) {
        boolean comparable = type != Type.BOOL && type != Type.TEXT_SET;
        return switch (source.intBetween(0, comparable ? 3 : 2)) {
            case 0 -> new Expr.Case(Optional.empty(), branches(Type.BOOL, type, depth), otherwise(type, depth), AT);
            case 1 -> {
                Type subject = source.pick(List.of(Type.INTEGER, Type.NUMBER, Type.TEXT, Type.DATE, Type.BOOL));
                yield new Expr.Case(
                        Optional.of(of(subject, depth)), branches(subject, type, depth), otherwise(type, depth), AT);
            }
            case 2 -> {
                List<Expr> arguments = new ArrayList<>(several(type, depth, 1));
                if (source.chance(0.2)) {
                    arguments.add(0, new Expr.Missing(AT));
                }
                yield new Expr.Call(Function.COALESCE, arguments, AT);
            }
            default -> {
                List<Expr> arguments = new ArrayList<>(several(type, depth, 1));
                if (type == Type.NUMBER && source.bool()) {
                    arguments.add(integer(depth));
                }
                yield new Expr.Call(source.bool() ? Function.LEAST : Function.GREATEST, arguments, AT);
            }
        };
    }

    private List<Expr.Branch> branches(Type when, Type then, int depth) {
        List<Expr.Branch> branches = new ArrayList<>();
        for (int i = source.intBetween(1, 2); i > 0; i--) {
            branches.add(new Expr.Branch(of(when, depth), of(then, depth)));
        }
        return branches;
    }

    private Optional<Expr> otherwise(Type type, int depth) {
        return switch (source.intBetween(0, 3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Expr.Missing(AT));
            default -> Optional.of(of(type, depth));
        };
    }

    private Expr fieldAggregate(Type type, int depth) {
        List<Expr.AggregateKind> kinds =
                new ArrayList<>(List.of(Expr.AggregateKind.FIRST, Expr.AggregateKind.LAST, Expr.AggregateKind.NTH));
        if (type != Type.BOOL) {
            kinds.addAll(List.of(Expr.AggregateKind.MIN, Expr.AggregateKind.MAX));
        }
        if (type.isNumeric()) {
            kinds.add(Expr.AggregateKind.SUM);
        }
        if (type == Type.NUMBER) {
            kinds.add(Expr.AggregateKind.AVG);
        }
        if (type == Type.INTEGER) {
            kinds.add(Expr.AggregateKind.COUNT_DISTINCT);
        }
        return aggregate(source.pick(kinds), Optional.of(type), depth);
    }

    private Expr aggregate(Expr.AggregateKind kind, Optional<Type> type, int depth) {
        boolean counted = kind == Expr.AggregateKind.COUNT_DISTINCT || kind == Expr.AggregateKind.AVG;
        List<EventStream> streams = People.SCHEMA.streams().stream()
                .filter(stream ->
                        type.isEmpty() || counted || fields(stream, type.get()).size() > 0)
                .toList();
        if (scopes.size() == 2) {
            return type.isPresent()
                    ? leaf(type.get())
                    : kind == Expr.AggregateKind.EXISTS ? leaf(Type.BOOL) : leaf(Type.INTEGER);
        }
        EventStream stream = source.pick(streams.isEmpty() ? People.SCHEMA.streams() : streams);
        Optional<String> field = Optional.empty();
        if (type.isPresent()) {
            List<EventField> candidates = kind == Expr.AggregateKind.COUNT_DISTINCT
                    ? stream.fields()
                    : kind == Expr.AggregateKind.AVG
                            ? stream.fields().stream()
                                    .filter(f -> Type.of(f.type()).isNumeric())
                                    .toList()
                            : fields(stream, type.get());
            if (candidates.isEmpty()) {
                return leaf(type.get());
            }
            field = Optional.of(source.pick(candidates).name());
        }
        Optional<Expr> index = kind == Expr.AggregateKind.NTH
                ? Optional.of(literal((long) source.intBetween(-3, 4)))
                : Optional.empty();
        scopes.add(stream);
        Optional<Expr> where = source.chance(0.7) ? Optional.of(condition(Math.min(depth, 2))) : Optional.empty();
        scopes.remove(scopes.size() - 1);
        Optional<Expr.Window> window = source.chance(0.3) ? Optional.of(window(stream)) : Optional.empty();
        return new Expr.Aggregate(kind, stream.name(), field, index, where, window, AT);
    }

    private Expr.Window window(EventStream stream) {
        boolean exact = stream.timeField().type() == org.tidings.core.ValueType.INSTANT && source.bool();
        Expr.Unit unit = exact ? source.pick(List.of(Expr.Unit.HOURS, Expr.Unit.MINUTES)) : calendarUnit();
        return new Expr.Window(source.chance(0.05) ? 99_999_999 : source.intBetween(1, 40), unit, AT);
    }

    private static List<EventField> fields(EventStream stream, Type type) {
        return stream.fields().stream()
                .filter(field -> Type.of(field.type()) == type)
                .toList();
    }

    private Expr leaf(Type type) {
        List<String> names = new ArrayList<>();
        People.SCHEMA.attributes().stream()
                .filter(attribute -> Type.of(attribute.type()) == type)
                .forEach(attribute -> names.add(attribute.name()));
        scopes.forEach(scope -> fields(scope, type).forEach(field -> names.add(field.name())));
        if (!scopes.isEmpty() && source.bool()) {
            List<EventField> fields = fields(scopes.get(scopes.size() - 1), type);
            if (!fields.isEmpty()) {
                return name(source.pick(fields).name());
            }
        }
        return name(source.pick(names));
    }

    private Expr smallInteger() {
        return literal((long) source.intBetween(-60, 60));
    }

    private Expr.Unit calendarUnit() {
        return source.pick(List.of(Expr.Unit.YEARS, Expr.Unit.MONTHS, Expr.Unit.WEEKS, Expr.Unit.DAYS));
    }

    private Expr dateLiteral() {
        return literal(source.dateBetween(LocalDate.of(1950, 1, 1), LocalDate.of(2026, 12, 31)));
    }

    private static Expr literal(Object value) {
        Object exact = value instanceof Instant instant ? instant.truncatedTo(ChronoUnit.MICROS) : value;
        return new Expr.Literal(exact, AT);
    }

    private static Expr name(String name) {
        return new Expr.Name(name, AT);
    }

    private static Expr call(Function function, Expr... arguments) {
        return call(function, List.of(arguments));
    }

    private static Expr call(Function function, List<Expr> arguments) {
        return new Expr.Call(function, arguments, AT);
    }
}
