package org.tidings.segmentation;

/**
 * The rules of one block that name each fact of one dimension: as a list where they are few, as a bit vector where not.
 * Immutable.
 */
final class FactTable {
    private static final int NOBODY = -1;

    private final int dimension;
    private final boolean none;

    /** Of each fact where its vector begins, or the complement of where its list begins; {@link #NOBODY}. */
    private final int[] places;

    /** Number of rules, and then the rules, of each fact that has a list. */
    private final short[] lists;

    private final long[] vectors;
    private final long[] users;

    /**
     * Creates a table.
     *
     * @param none whether the rules pass while none of their facts is true; if not, when one is
     * @param rulesOf the rules that name each fact, ascending
     * @param users the rules that ask something in the dimension
     */
    FactTable(int dimension, boolean none, int[][] rulesOf, long[] users) {
        this.dimension = dimension;
        this.none = none;
        this.users = users;
        this.places = new int[rulesOf.length];
        int words = users.length;
        int vectorCount = 0;
        // The first place of a list would be the complement of NOBODY.
        int listed = 1;
        for (int[] rules : rulesOf) {
            vectorCount += isFew(rules) ? 0 : 1;
            listed += isFew(rules) ? rules.length + 1 : 0;
        }
        this.lists = new short[listed];
        this.vectors = new long[vectorCount * words];
        int vector = 0;
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
                places[fact] = vector;
                for (int rule : rules) {
                    vectors[vector + (rule >>> 6)] |= 1L << rule;
                }
                vector += words;
            }
        }
    }

    private boolean isFew(int[] rules) {
        return rules.length <= users.length / 2;
    }

    private int place(int fact) {
        return fact < places.length ? places[fact] : NOBODY;
    }

    /** Leaves the rules that pass. */
    void restrict(IndexScratch scratch, long[] out, int offset) {
        int[] facts = scratch.facts(dimension);
        int count = scratch.factCount(dimension);
        if (none) {
            for (int i = 0; i < count; i++) {
                subtract(place(facts[i]), out, offset);
            }
            return;
        }
        long[] named = scratch.named();
        for (int i = 0; i < users.length; i++) {
            named[i] = ~users[i];
        }
        for (int i = 0; i < count; i++) {
            add(place(facts[i]), named);
        }
        for (int i = 0; i < users.length; i++) {
            out[offset + i] &= named[i];
        }
    }

    private void subtract(int place, long[] out, int offset) {
        if (place < NOBODY) {
            for (int i = ~place + lists[~place]; i > ~place; i--) {
                out[offset + (lists[i] >>> 6)] &= ~(1L << lists[i]);
            }
        } else if (place != NOBODY) {
            for (int i = 0; i < users.length; i++) {
                out[offset + i] &= ~vectors[place + i];
            }
        }
    }

    private void add(int place, long[] out) {
        if (place < NOBODY) {
            for (int i = ~place + lists[~place]; i > ~place; i--) {
                out[lists[i] >>> 6] |= 1L << lists[i];
            }
        } else if (place != NOBODY) {
            for (int i = 0; i < users.length; i++) {
                out[i] |= vectors[place + i];
            }
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
                named |= vectors[place + word];
            } else if (place < NOBODY) {
                for (int k = ~place + lists[~place]; k > ~place; k--) {
                    named |= lists[k] >>> 6 == word ? 1L << lists[k] : 0;
                }
            }
        }
        return rules & (none ? ~named : named | ~users[word]);
    }

    /** Adds the rules that name a fact which turned. */
    void addTouched(IndexDelta delta, long[] out) {
        for (int i = 0; i < delta.factCount(dimension); i++) {
            add(place(delta.facts(dimension)[i]), out);
        }
    }
}
