package org.tidings.segmentation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** A set of values of one attribute, in which "no value" may be. Immutable. */
sealed interface ValueSet {
    /** Returns whether a missing value is in the set. */
    boolean absent();

    /** Returns the values that are not in the set. */
    ValueSet complement();

    /** Returns the values that are in both sets, which are of one kind. */
    ValueSet and(ValueSet other);

    /** Returns the values that are in one of the sets, which are of one kind. */
    default ValueSet or(ValueSet other) {
        return complement().and(other.complement()).complement();
    }

    /** Keys of a primitive attribute, as intervals that neither overlap nor touch. */
    final class Keys implements ValueSet {
        static final Keys NONE = new Keys(new long[0], false);

        /** First and last key of each interval, ascending. */
        private final long[] bounds;

        private final boolean absent;

        private Keys(long[] bounds, boolean absent) {
            this.bounds = bounds;
            this.absent = absent;
        }

        static Keys between(long low, long high) {
            return low <= high ? new Keys(new long[] {low, high}, false) : NONE;
        }

        Keys withAbsent() {
            return new Keys(bounds, true);
        }

        int intervals() {
            return bounds.length / 2;
        }

        long low(int interval) {
            return bounds[2 * interval];
        }

        long high(int interval) {
            return bounds[2 * interval + 1];
        }

        @Override
        public boolean absent() {
            return absent;
        }

        @Override
        public Keys complement() {
            long[] gaps = new long[bounds.length + 2];
            int count = 0;
            long next = Long.MIN_VALUE;
            boolean open = true;
            for (int i = 0; i < intervals(); i++) {
                if (low(i) > next) {
                    gaps[count++] = next;
                    gaps[count++] = low(i) - 1;
                }
                open = high(i) < Long.MAX_VALUE;
                next = open ? high(i) + 1 : next;
            }
            if (open) {
                gaps[count++] = next;
                gaps[count++] = Long.MAX_VALUE;
            }
            return new Keys(Arrays.copyOf(gaps, count), !absent);
        }

        @Override
        public Keys and(ValueSet other) {
            Keys right = (Keys) other;
            long[] both = new long[bounds.length + right.bounds.length];
            int count = 0;
            int i = 0;
            int j = 0;
            while (i < intervals() && j < right.intervals()) {
                long low = Math.max(low(i), right.low(j));
                long high = Math.min(high(i), right.high(j));
                if (low <= high) {
                    both[count++] = low;
                    both[count++] = high;
                }
                if (high(i) < right.high(j)) {
                    i++;
                } else {
                    j++;
                }
            }
            return new Keys(Arrays.copyOf(both, count), absent && right.absent);
        }
    }

    /**
     * Texts.
     *
     * @param listed texts in the set; or those that are not, if {@code others}
     * @param others whether every text that is not listed is in the set
     */
    record Texts(Set<String> listed, boolean others, boolean absent) implements ValueSet {
        static final Texts KNOWN = new Texts(Set.of(), true, false);

        /** Copies the set. */
        public Texts {
            listed = Set.copyOf(listed);
        }

        @Override
        public Texts complement() {
            return new Texts(listed, !others, !absent);
        }

        @Override
        public Texts and(ValueSet other) {
            Texts right = (Texts) other;
            boolean none = absent && right.absent;
            Set<String> result = new HashSet<>(listed);
            if (others && right.others) {
                result.addAll(right.listed);
                return new Texts(result, true, none);
            } else if (others) {
                return right.minus(listed, none);
            } else if (right.others) {
                return minus(right.listed, none);
            }
            result.retainAll(right.listed);
            return new Texts(result, false, none);
        }

        private Texts minus(Set<String> excluded, boolean none) {
            Set<String> rest = new HashSet<>(listed);
            rest.removeAll(excluded);
            return new Texts(rest, false, none);
        }
    }
}
