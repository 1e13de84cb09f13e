package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of one block that name each fact of one dimension: as a list where they are few, as a bit vector where not.
 * Immutable.
 */
final class FactTable {
    private static final int NOBODY = -1;

    /** Vectors that are united in one pass. */
    private static final int MOST_TOGETHER = 3;

    private final int dimension;
    private final boolean none;

    /** Of each fact the number of its vector, or the complement of where its list begins; {@link #NOBODY}. */
    private final int[] places;

    /** Number of rules, and then the rules, of each fact that has a list. */
    private final short[] lists;

    private final long[][] vectors;

    /** The rules that ask nothing in the dimension. */
    private final long[] others;

    /**
     * Creates a table.
     *
     * @param none whether the rules pass while none of their facts is true; if not, when one is
     * @param rulesOf the rules that name each fact
     * @param others the rules that ask nothing in the dimension
     */
    FactTable(int dimension, boolean none, int[][] rulesOf, long[] others) {
        this.dimension = dimension;
        this.none = none;
        this.others = others;
        this.places = new int[rulesOf.length];
        // The complement of the first place of a list would be NOBODY.
        int listed = 1;
        for (int[] rules : rulesOf) {
            listed += isFew(rules) ? rules.length + 1 : 0;
        }
        this.lists = new short[listed];
        List<long[]> made = new ArrayList<>();
        int list = 1;
        for (int fact = 0; fact < places.length; fact++) {
            int[] rules = rulesOf[fact];
            if (rules.length == 0) {
                places[fact] = NOBODY;
            } else if (isFew(rules)) {
                places[fact] = ~list;
                lists[list++] = (short) rules.length;
                for (int rule : rules) {
                    lists[list++] = (short) rule;
                }
            } else {
                places[fact] = made.size();
                long[] vector = new long[others.length];
                for (int rule : rules) {
                    vector[rule >>> 6] |= 1L << rule;
                }
                made.add(vector);
            }
        }
        this.vectors = made.toArray(long[][]::new);
    }

    /** Returns whether a list takes less time and memory than a vector. */
    private boolean isFew(int[] rules) {
        return rules.length <= others.length / 4;
    }

    private int place(int fact) {
        return fact < places.length ? places[fact] : NOBODY;
    }

    /** Leaves those of some rules that pass. */
    @SuppressWarnings("ReferenceEquality") // whether the vector is shared still, or a copy of its own by now
    void restrict(IndexScratch scratch, long[] rules) {
        int[] facts = scratch.facts(dimension);
        int count = scratch.factCount(dimension);
        if (none) {
            for (int i = 0; i < count; i++) {
                subtract(place(facts[i]), rules);
            }
            return;
        }
        // Nearly always one to three vectors and no list: these need no working space.
        int[] found = scratch.numbers();
        int foundCount = 0;
        long[] passing = others;
        for (int i = 0; i < count; i++) {
            int place = place(facts[i]);
            if (place >= 0 && foundCount < MOST_TOGETHER) {
                found[foundCount++] = place;
            } else if (place != NOBODY) {
                if (passing == others) {
                    passing = scratch.named();
                    System.arraycopy(others, 0, passing, 0, others.length);
                }
                add(place, passing);
            }
        }
        restrict(rules, passing, found, foundCount);
    }

    private void restrict(long[] rules, long[] passing, int[] found, int count) {
        int words = others.length;
        switch (count) {
            case 0 -> Vectors.and(rules, words, passing);
            case 1 -> Vectors.andEither(rules, words, passing, vectors[found[0]]);
            case 2 -> Vectors.andEither(rules, words, passing, vectors[found[0]], vectors[found[1]]);
            default ->
                Vectors.andEither(rules, words, passing, vectors[found[0]], vectors[found[1]], vectors[found[2]]);
        }
    }

    private void subtract(int place, long[] rules) {
        if (place < NOBODY) {
            for (int i = ~place + lists[~place]; i > ~place; i--) {
                rules[lists[i] >>> 6] &= ~(1L << lists[i]);
            }
        } else if (place != NOBODY) {
            Vectors.andNot(rules, others.length, vectors[place]);
        }
    }

    private void add(int place, long[] out) {
        if (place < NOBODY) {
            for (int i = ~place + lists[~place]; i > ~place; i--) {
                out[lists[i] >>> 6] |= 1L << lists[i];
            }
        } else if (place != NOBODY) {
            Vectors.or(out, others.length, vectors[place]);
        }
    }

    /** Returns those of some rules of one word that pass. */
    long restrictWord(IndexScratch scratch, int word, long rules) {
        int[] facts = scratch.facts(dimension);
        int count = scratch.factCount(dimension);
        long named = 0;
        for (int i = 0; i < count; i++) {
            int place = place(facts[i]);
            if (place >= 0) {
                named |= vectors[place][word];
            } else if (place < NOBODY) {
                for (int k = ~place + lists[~place]; k > ~place; k--) {
                    named |= lists[k] >>> 6 == word ? 1L << lists[k] : 0;
                }
            }
        }
        return rules & (none ? ~named : named | others[word]);
    }

    /**
     * Adds the rules that name a fact which turned.
     *
     * @return false if these are many; then nothing is known
     */
    boolean addTouched(IndexDelta delta, long[] out) {
        for (int i = 0; i < delta.factCount(dimension); i++) {
            int place = place(delta.facts(dimension)[i]);
            if (place >= 0) {
                return false;
            }
            add(place, out);
        }
        return true;
    }
}
