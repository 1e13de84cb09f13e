package org.tidings.segmentation;

import java.util.Arrays;
import java.util.stream.IntStream;

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

    /** The lines with rules that were put there by a fact of this dimension, and the others in which a rule asks one. */
    private final int[] keyLines;

    private final int[] otherLines;

    /**
     * Creates a table.
     *
     * @param keys the dimension by which each rule was put where it is, or -1
     * @param none whether the rules pass while none of their facts is true; if not, when one is
     * @param rulesOf the rules that name each fact, ascending
     * @param users the rules that ask something in the dimension
     */
    FactTable(int dimension, boolean none, int[][] rulesOf, long[] users, int[] keys) {
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
        boolean[] isKey = new boolean[words / CellTable.LINE];
        for (int rule = 0; !none && rule < keys.length; rule++) {
            isKey[rule / (64 * CellTable.LINE)] |= keys[rule] == dimension;
        }
        this.keyLines = IntStream.range(0, isKey.length)
                .filter(line -> isKey[line] && isAny(users, line))
                .toArray();
        this.otherLines = IntStream.range(0, isKey.length)
                .filter(line -> !isKey[line] && isAny(users, line))
                .toArray();
    }

    private static boolean isAny(long[] rules, int line) {
        long any = 0;
        for (int i = line * CellTable.LINE; i < (line + 1) * CellTable.LINE; i++) {
            any |= rules[i];
        }
        return any != 0;
    }

    private boolean isFew(int[] rules) {
        return rules.length <= users.length / 2;
    }

    private int place(int fact) {
        return fact < places.length ? places[fact] : NOBODY;
    }

    /** Leaves those of some rules that pass, in the lines that stand where they do for a fact of this dimension. */
    void restrictKeyLines(IndexScratch scratch, long[] rules) {
        if (keyLines.length > 0) {
            restrict(keyLines, scratch, rules);
        }
    }

    /** Leaves those of some rules that pass, in the other lines. */
    void restrictOtherLines(IndexScratch scratch, long[] rules) {
        if (otherLines.length > 0) {
            restrict(otherLines, scratch, rules);
        }
    }

    private void restrict(int[] lines, IndexScratch scratch, long[] rules) {
        int[] facts = scratch.facts(dimension);
        int count = scratch.factCount(dimension);
        long[] listed = scratch.named();
        boolean anyListed = false;
        int[] found = scratch.offsets();
        int foundCount = 0;
        for (int i = 0; i < count; i++) {
            int place = place(facts[i]);
            if (place >= 0 && foundCount < found.length) {
                found[foundCount++] = place;
            } else if (place != NOBODY) {
                if (!anyListed) {
                    Arrays.fill(listed, 0, users.length, 0);
                    anyListed = true;
                }
                add(place, listed);
            }
        }
        if (none && foundCount == 0 && !anyListed) {
            return;
        }
        for (int line : lines) {
            int at = line * CellTable.LINE;
            if (isAny(rules, line)) {
                for (int i = at; i < at + CellTable.LINE; i++) {
                    long named = anyListed ? listed[i] : 0;
                    for (int k = 0; k < foundCount; k++) {
                        named |= vectors[found[k] + i];
                    }
                    rules[i] &= none ? ~named : named | ~users[i];
                }
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

    /** Adds the rules that name a fact which turned. */
    void addTouched(IndexDelta delta, long[] out) {
        for (int i = 0; i < delta.factCount(dimension); i++) {
            add(place(delta.facts(dimension)[i]), out);
        }
    }
}
