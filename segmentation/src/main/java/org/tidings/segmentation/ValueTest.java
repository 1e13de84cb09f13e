package org.tidings.segmentation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;

/**
 * A test of one value against constants, the clock bound. Equal tests are equal records.
 *
 * <p>Primitive values are tested by their <em>key</em> ({@link #key}), a long whose order is that of the values; so one
 * range serves integers, numbers, days and instants. A test says {@code holds} or {@code excludes}, never both; for a
 * value outside the <em>domain</em> of a test it says neither, and the value counts as absent. {@link #excludesAbsent}
 * says what the test makes of an absent value: unknown for all but {@link Present}.
 */
sealed interface ValueTest {
    /** Returns whether an absent value fails the test for certain. */
    default boolean excludesAbsent() {
        return false;
    }

    /** Returns how often the test passes, a guess from its form, between 0 and 1. */
    double likelihood();

    /** Returns the number of elementary steps that the test takes. */
    long cost();

    /** Returns the key of a primitive value: its bits, for a number rearranged so that longs compare as numbers do. */
    static long key(ValueType type, long bits) {
        return type == ValueType.NUMBER ? numberKey(bits) : bits;
    }

    /** Returns the key of a number's bits; its own inverse. */
    static long numberKey(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** A test of a primitive value's key. */
    sealed interface OfKey extends ValueTest {
        boolean holds(long key);

        boolean excludes(long key);
    }

    /** A test of a text. It excludes what it does not hold for. */
    sealed interface OfText extends ValueTest {
        boolean holds(String text);
    }

    /** A test of a set. It excludes what it does not hold for. */
    sealed interface OfSet extends ValueTest {
        /** Returns whether it holds for members in the order of code points. */
        boolean holds(String[] members);
    }

    /**
     * A key in a range. Made by {@link #of}, so that equal ranges are equal records.
     *
     * @param low least key that passes; greater than {@code high} if none does
     * @param high greatest key that passes
     * @param first least key of the domain
     * @param last greatest key of the domain
     */
    record Range(long low, long high, long first, long last) implements OfKey {
        /** Returns a range cut to its domain. */
        static Range of(long low, long high, long first, long last) {
            long least = Math.max(low, first);
            long most = Math.min(high, last);
            return least <= most
                    ? new Range(least, most, first, last)
                    : new Range(Long.MAX_VALUE, Long.MIN_VALUE, first, last);
        }

        static Range of(Conditions.Range range) {
            return of(range.low(), range.high(), range.first(), range.last());
        }

        /** Returns the range with a narrower domain above. */
        Range knownUpTo(long greatest) {
            return of(low, high, first, Math.min(last, greatest));
        }

        @Override
        public boolean holds(long key) {
            return key >= low && key <= high;
        }

        @Override
        public boolean excludes(long key) {
            return key >= first && key <= last && (key < low || key > high);
        }

        /** Returns whether no value passes. */
        boolean isEmpty() {
            return low > high;
        }

        /** Returns whether exactly one key passes. */
        boolean isPoint() {
            return low == high;
        }

        /** Returns whether some keys of the domain fail on one side of those that pass only, or on no side. */
        boolean isOneSided() {
            return isEmpty() || low == first || high == last;
        }

        /** Returns the range of the keys that fail; there is one if the range {@link #isOneSided}. */
        Range complement() {
            if (isEmpty()) {
                return of(first, last, first, last);
            } else if (low == first) {
                return high == last ? of(1, 0, first, last) : of(high + 1, last, first, last);
            }
            return of(first, low - 1, first, last);
        }

        @Override
        public double likelihood() {
            return isEmpty() ? 0 : isPoint() ? (last - first == 1 ? 0.5 : 0.1) : isOneSided() ? 0.4 : 0.25;
        }

        @Override
        public long cost() {
            return 1;
        }
    }

    /**
     * A key in a set.
     *
     * @param keys ascending, two or more
     * @param first least key of the domain
     * @param last greatest key of the domain
     */
    record OneOf(List<Long> keys, long first, long last) implements OfKey {
        /** Returns the test for one or more keys of the domain. */
        static OfKey of(NavigableSet<Long> keys, long first, long last) {
            return keys.size() == 1
                    ? Range.of(keys.first(), keys.first(), first, last)
                    : new OneOf(List.copyOf(keys), first, last);
        }

        @Override
        public boolean holds(long key) {
            int low = 0;
            int high = keys.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                long found = keys.get(middle);
                if (found == key) {
                    return true;
                } else if (found < key) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return false;
        }

        @Override
        public boolean excludes(long key) {
            return key >= first && key <= last && !holds(key);
        }

        @Override
        public double likelihood() {
            return Math.min(0.6, 0.1 * keys.size());
        }

        @Override
        public long cost() {
            return 2;
        }
    }

    /**
     * There is a value: false, and not unknown, where it is absent.
     *
     * @param last greatest key that is visible; what lies above counts as absent
     */
    record Present(long last) implements OfKey, OfText, OfSet {
        @Override
        public boolean excludesAbsent() {
            return true;
        }

        @Override
        public boolean holds(long key) {
            return key <= last;
        }

        @Override
        public boolean excludes(long key) {
            return key > last;
        }

        @Override
        public boolean holds(String text) {
            return true;
        }

        @Override
        public boolean holds(String[] members) {
            return true;
        }

        @Override
        public double likelihood() {
            return 0.8;
        }

        @Override
        public long cost() {
            return 1;
        }
    }

    /**
     * A text that is one of several.
     *
     * @param texts ascending by code point, one or more
     */
    record AnyOf(List<String> texts) implements OfText {
        static AnyOf of(Iterable<String> texts) {
            NavigableSet<String> sorted = new TreeSet<>(TextOrder.BY_CODE_POINT);
            texts.forEach(sorted::add);
            return new AnyOf(List.copyOf(sorted));
        }

        @Override
        public boolean holds(String text) {
            if (texts.size() > 8) {
                return Collections.binarySearch(texts, text, TextOrder.BY_CODE_POINT) >= 0;
            }
            for (int i = 0; i < texts.size(); i++) {
                if (texts.get(i).equals(text)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public double likelihood() {
            return Math.min(0.6, 0.1 * texts.size());
        }

        @Override
        public long cost() {
            return 3;
        }
    }

    /**
     * A text on one side of another, by code point.
     *
     * @param comparison one of the four that order
     */
    record Beside(Expr.Comparison comparison, String bound) implements OfText {
        @Override
        public boolean holds(String text) {
            return comparison.accepts(TextOrder.compare(text, bound));
        }

        @Override
        public double likelihood() {
            return 0.4;
        }

        @Override
        public long cost() {
            return 4;
        }
    }

    /** A text with a beginning, an end or a part. */
    record Match(Expr.MatchKind kind, String part) implements OfText {
        @Override
        public boolean holds(String text) {
            return switch (kind) {
                case STARTS -> text.startsWith(part);
                case ENDS -> text.endsWith(part);
                case CONTAINS -> text.contains(part);
                case LIKE -> throw new IllegalStateException("a pattern is a Like");
            };
        }

        @Override
        public double likelihood() {
            return 0.2;
        }

        @Override
        public long cost() {
            return 5;
        }
    }

    /** A text that a pattern of {@code like} matches. */
    record Like(String pattern, LikePattern compiled) implements OfText {
        static Like of(String pattern) {
            return new Like(pattern, LikePattern.of(pattern));
        }

        @Override
        public boolean holds(String text) {
            return compiled.matches(text);
        }

        @Override
        public double likelihood() {
            return 0.2;
        }

        @Override
        public long cost() {
            return 10;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Like like && pattern.equals(like.pattern);
        }

        @Override
        public int hashCode() {
            return pattern.hashCode();
        }
    }

    /** A text in the form of an e-mail address. */
    record Email() implements OfText {
        @Override
        public boolean holds(String text) {
            return Texts.isEmail(text);
        }

        @Override
        public double likelihood() {
            return 0.9;
        }

        @Override
        public long cost() {
            return 30;
        }
    }

    /**
     * A set with each, or with at least one, of several members.
     *
     * @param all whether each is needed
     * @param items ascending by code point, one or more; {@code all} is false where there is one
     */
    record Members(boolean all, List<String> items) implements OfSet {
        static Members of(boolean all, Iterable<String> items) {
            NavigableSet<String> sorted = new TreeSet<>(TextOrder.BY_CODE_POINT);
            items.forEach(sorted::add);
            return new Members(all && sorted.size() > 1, List.copyOf(sorted));
        }

        /** Copies the list. */
        public Members {
            items = List.copyOf(items);
        }

        @Override
        public boolean holds(String[] members) {
            for (int i = 0; i < items.size(); i++) {
                if (isMember(members, items.get(i)) != all) {
                    return !all;
                }
            }
            return all;
        }

        /** Looks at one member after the other where they are few: comparing for equality is cheaper than for order. */
        static boolean isMember(String[] members, String item) {
            if (members.length > 8) {
                return Arrays.binarySearch(members, item, TextOrder.BY_CODE_POINT) >= 0;
            }
            for (String member : members) {
                if (member.equals(item)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public double likelihood() {
            return all ? 0.1 : Math.min(0.6, 0.2 * items.size());
        }

        @Override
        public long cost() {
            return 4L * items.size();
        }
    }
}
