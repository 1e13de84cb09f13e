package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.core.Span;

/** A node of an expression as it was written; names are not resolved and types not checked. */
public sealed interface Expr {
    /** Returns where the node stands in its source. */
    Span span();

    /**
     * A constant.
     *
     * @param value Boolean, Long, Double (finite, never -0.0), String, LocalDate or Instant (whole microseconds)
     */
    record Literal(Object value, Span span) implements Expr {}

    /** The literal {@code missing}. */
    record Missing(Span span) implements Expr {}

    /** An attribute, a derived attribute or, inside a {@code where}, a field of an event. */
    record Name(String name, Span span) implements Expr {}

    /** Negation. */
    record Not(Expr operand, Span span) implements Expr {}

    /** Conjunction of two or more operands. */
    record And(List<Expr> operands, Span span) implements Expr {
        /** Copies the list. */
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** Disjunction of two or more operands. */
    record Or(List<Expr> operands, Span span) implements Expr {
        /** Copies the list. */
        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** Comparison of two values. */
    record Compare(Comparison comparison, Expr left, Expr right, Span span) implements Expr {}

    /** {@code value between low and high}, both bounds included. */
    record Between(Expr value, Expr low, Expr high, Span span) implements Expr {}

    /** {@code value in (item, ...)}. */
    record In(Expr value, List<Expr> items, Span span) implements Expr {
        /** Copies the list. */
        public In {
            items = List.copyOf(items);
        }
    }

    /** {@code value is known} and its like. */
    record Is(Expr value, Test test, Span span) implements Expr {}

    /** {@code value like 'pattern'} and its like. */
    record Match(MatchKind kind, Expr value, Expr pattern, Span span) implements Expr {}

    /** {@code set has item}, {@code has any (...)}, {@code has all (...)}. */
    record Has(HasKind kind, Expr set, List<Expr> items, Span span) implements Expr {
        /** Copies the list. */
        public Has {
            items = List.copyOf(items);
        }
    }

    /** Arithmetic on two numbers. */
    record Arithmetic(Operation operation, Expr left, Expr right, Span span) implements Expr {}

    /** Unary minus. */
    record Negate(Expr operand, Span span) implements Expr {}

    /** {@code a || b || ...}, two or more operands. */
    record Concat(List<Expr> operands, Span span) implements Expr {
        /** Copies the list. */
        public Concat {
            operands = List.copyOf(operands);
        }
    }

    /** {@code base + amount unit} or {@code base - amount unit}. */
    record Shift(Expr base, boolean back, Expr amount, Unit unit, Span span) implements Expr {}

    /** {@code case [subject] when ... then ... [else ...] end}. */
    record Case(Optional<Expr> subject, List<Branch> branches, Optional<Expr> otherwise, Span span) implements Expr {
        /** Copies the list. */
        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** One {@code when ... then ...}. */
    record Branch(Expr when, Expr then) {}

    /** A function with its arguments. */
    record Call(Function function, List<Expr> arguments, Span span) implements Expr {
        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A question about the events of a stream, oldest first.
     *
     * @param field field whose values are taken; absent for {@code exists} and {@code count} of events
     * @param index which event, for {@code nth} only
     * @param where condition on one event
     * @param window how far back events count
     */
    record Aggregate(
            AggregateKind kind,
            String stream,
            Optional<String> field,
            Optional<Expr> index,
            Optional<Expr> where,
            Optional<Window> window,
            Span span)
            implements Expr {}

    /**
     * How far back events count.
     *
     * @param amount number of units, at least 1
     * @param unit days and longer: civil days in the agency's zone; hours and shorter: exact time
     */
    record Window(long amount, Unit unit, Span span) {}

    /** {@code segment('name')}. */
    record SegmentRef(String segment, Span span) implements Expr {}

    /** {@code bucket('salt')}. */
    record Bucket(String salt, Span span) implements Expr {}

    /** Returns the operands of a node, in the order of the text. */
    default List<Expr> children() {
        if (this instanceof Not n) {
            return List.of(n.operand());
        } else if (this instanceof And n) {
            return n.operands();
        } else if (this instanceof Or n) {
            return n.operands();
        } else if (this instanceof Compare n) {
            return List.of(n.left(), n.right());
        } else if (this instanceof Between n) {
            return List.of(n.value(), n.low(), n.high());
        } else if (this instanceof In n) {
            return joined(n.value(), n.items());
        } else if (this instanceof Is n) {
            return List.of(n.value());
        } else if (this instanceof Match n) {
            return List.of(n.value(), n.pattern());
        } else if (this instanceof Has n) {
            return joined(n.set(), n.items());
        } else if (this instanceof Arithmetic n) {
            return List.of(n.left(), n.right());
        } else if (this instanceof Negate n) {
            return List.of(n.operand());
        } else if (this instanceof Concat n) {
            return n.operands();
        } else if (this instanceof Shift n) {
            return List.of(n.base(), n.amount());
        } else if (this instanceof Case n) {
            return caseChildren(n);
        } else if (this instanceof Call n) {
            return n.arguments();
        } else if (this instanceof Aggregate n) {
            List<Expr> all = new ArrayList<>();
            n.index().ifPresent(all::add);
            n.where().ifPresent(all::add);
            return all;
        }
        return List.of();
    }

    private static List<Expr> joined(Expr first, List<Expr> rest) {
        List<Expr> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static List<Expr> caseChildren(Case node) {
        List<Expr> all = new ArrayList<>();
        node.subject().ifPresent(all::add);
        for (Branch branch : node.branches()) {
            all.add(branch.when());
            all.add(branch.then());
        }
        node.otherwise().ifPresent(all::add);
        return all;
    }

    /** How two values are compared. */
    enum Comparison {
        /** Equal. */
        EQ("="),
        /** Not equal. */
        NE("<>"),
        /** Less. */
        LT("<"),
        /** Less or equal. */
        LE("<="),
        /** Greater. */
        GT(">"),
        /** Greater or equal. */
        GE(">=");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        /** Returns the canonical symbol. */
        public String symbol() {
            return symbol;
        }

        /** Returns whether a result of comparing (negative, zero, positive) satisfies the comparison. */
        public boolean accepts(int order) {
            return switch (this) {
                case EQ -> order == 0;
                case NE -> order != 0;
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                case GE -> order >= 0;
            };
        }

        /** Returns the comparison that holds for swapped operands. */
        public Comparison swapped() {
            return switch (this) {
                case EQ, NE -> this;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }
    }

    /** What {@code is} asks. */
    enum Test {
        /** There is a value. */
        KNOWN,
        /** There is no value. */
        MISSING,
        /** The condition is true. */
        TRUE,
        /** The condition is false. */
        FALSE,
        /** The condition is neither. */
        UNKNOWN,
        /** The text has the form of an e-mail address. */
        EMAIL;

        /** Returns the word after {@code is}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a text is matched. */
    enum MatchKind {
        /** A pattern with {@code %} and {@code _}. */
        LIKE("like"),
        /** A beginning. */
        STARTS("starts with"),
        /** An end. */
        ENDS("ends with"),
        /** Any part. */
        CONTAINS("contains");

        private final String words;

        MatchKind(String words) {
            this.words = words;
        }

        /** Returns the operator as it is written. */
        public String words() {
            return words;
        }
    }

    /** How a set is asked. */
    enum HasKind {
        /** One member. */
        ONE("has"),
        /** At least one of several members. */
        ANY("has any"),
        /** Each of several members. */
        ALL("has all");

        private final String words;

        HasKind(String words) {
            this.words = words;
        }

        /** Returns the operator as it is written. */
        public String words() {
            return words;
        }
    }

    /** Arithmetic operations. */
    enum Operation {
        /** Sum. */
        ADD("+"),
        /** Difference. */
        SUBTRACT("-"),
        /** Product. */
        MULTIPLY("*"),
        /** Quotient, always a number. */
        DIVIDE("/"),
        /** Remainder with the sign of the dividend. */
        REMAINDER("%");

        private final String symbol;

        Operation(String symbol) {
            this.symbol = symbol;
        }

        /** Returns the symbol. */
        public String symbol() {
            return symbol;
        }
    }

    /** Units of time. */
    enum Unit {
        /** Calendar years. */
        YEARS,
        /** Calendar months. */
        MONTHS,
        /** Seven days. */
        WEEKS,
        /** Calendar days. */
        DAYS,
        /** Exactly 3,600 seconds. */
        HOURS,
        /** Exactly 60 seconds. */
        MINUTES;

        /** The words of all units in the plural. */
        public static final List<String> WORDS =
                Stream.of(values()).map(Unit::word).toList();

        /** Returns the word in the plural. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns whether the unit is exact time and not a calendar unit. */
        public boolean isExact() {
            return this == HOURS || this == MINUTES;
        }

        /** Returns the unit for a word in any case, singular or plural, or nothing if it is none. */
        public static Optional<Unit> of(String word) {
            for (Unit unit : values()) {
                String plural = unit.word();
                if (plural.equalsIgnoreCase(word)
                        || plural.substring(0, plural.length() - 1).equalsIgnoreCase(word)) {
                    return Optional.of(unit);
                }
            }
            return Optional.empty();
        }
    }

    /** What is asked of the events of a stream. */
    enum AggregateKind {
        /** Whether there is one. */
        EXISTS,
        /** How many there are. */
        COUNT,
        /** How many different values a field has. */
        COUNT_DISTINCT,
        /** A field of the oldest. */
        FIRST,
        /** A field of the newest. */
        LAST,
        /** A field of the k-th. */
        NTH,
        /** The least value of a field. */
        MIN,
        /** The greatest value of a field. */
        MAX,
        /** The sum of a field. */
        SUM,
        /** The mean of a field. */
        AVG;

        /** Returns the word before the parenthesis; {@code count} for {@link #COUNT_DISTINCT}, too. */
        public String word() {
            return this == COUNT_DISTINCT ? "count" : name().toLowerCase(Locale.ROOT);
        }

        /** Returns whether the values of a field are taken. */
        public boolean takesField() {
            return this != EXISTS && this != COUNT;
        }

        /** Returns the aggregate for a word in any case, or nothing if it is none. */
        public static Optional<AggregateKind> of(String word) {
            for (AggregateKind kind : values()) {
                if (kind != COUNT_DISTINCT && kind.word().equalsIgnoreCase(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
