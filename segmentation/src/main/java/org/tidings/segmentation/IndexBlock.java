package org.tidings.segmentation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to 16,384 rules of an index as bit vectors, 64 rules a word: for each cell of each dimension the rules that a person
 * in that cell can pass (Lakshman and Stiliadis, SIGCOMM 1998). Immutable.
 *
 * <p>The block is small enough that a vector stays in the first cache, and large enough that it streams from the others.
 */
final class IndexBlock {
    /** Words of a full vector. */
    static final int WORDS = 256;

    /** Rules of a full block. */
    static final int RULES = 64 * WORDS;

    private final long[] live;
    private final Layer units;
    private final List<Layer> refuting;
    private final long @Nullable [] unsure;
    private final Plan[] plans;
    private final int[] places;
    private final boolean straight;
    private final int size;

    /**
     * Creates a block.
     *
     * @param live the rules that are not removed
     * @param unsure the rules whose plan decides after all, or null if there is none
     * @param plans plan of each rule, if one is unsure
     * @param places place of each rule in the index
     */
    IndexBlock(long[] live, Layer units, List<Layer> refuting, long @Nullable [] unsure, Plan[] plans, int[] places) {
        this.live = live;
        this.units = units;
        this.refuting = refuting;
        this.unsure = unsure;
        this.plans = plans;
        this.places = places;
        int count = 0;
        for (long word : live) {
            count += Long.bitCount(word);
        }
        this.size = count;
        boolean ascending = places.length > 0 && places[0] % 64 == 0;
        for (int i = 0; i < places.length && ascending; i++) {
            ascending = places[i] == places[0] + i;
        }
        this.straight = ascending;
    }

    /**
     * Vectors of the terms that stand in the same conjunction.
     *
     * @param users the rules that have such a conjunction
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record Layer(long[] users, CellTable cells, FactTable[] facts) {
        /** Leaves those of some rules whose conjunction is true. */
        private void restrict(IndexScratch scratch, long[] rules) {
            cells.restrict(scratch, rules);
            for (FactTable table : facts) {
                table.restrict(scratch, rules);
            }
        }

        private long restrictWord(IndexScratch scratch, int word, long rules) {
            long result = cells.restrictWord(scratch, word, rules);
            for (int i = 0; i < facts.length && result != 0; i++) {
                result = facts[i].restrictWord(scratch, word, result);
            }
            return result;
        }

        private boolean addTouched(IndexDelta delta, IndexScratch after, long[] out) {
            if (!cells.addTouched(delta, after, out)) {
                return false;
            }
            for (FactTable table : facts) {
                if (!table.addTouched(delta, out)) {
                    return false;
                }
            }
            return true;
        }

        private Layer moved(IndexDimension[] before, IndexDimension[] after, boolean[] moved) {
            return new Layer(users, cells.moved(before, after, moved), facts);
        }
    }

    /** Returns the block without the rules in some places; itself if it has none of them. */
    IndexBlock without(BitSet removed) {
        long[] left = live.clone();
        for (int i = 0; i < places.length; i++) {
            if (removed.get(places[i])) {
                left[i >>> 6] &= ~(1L << i);
            }
        }
        return Arrays.equals(left, live) ? this : new IndexBlock(left, units, refuting, unsure, plans, places);
    }

    /** Returns the block for dimensions some of which have more cells than before. */
    IndexBlock moved(IndexDimension[] before, IndexDimension[] after, boolean[] moved) {
        return new IndexBlock(
                live,
                units.moved(before, after, moved),
                refuting.stream()
                        .map(layer -> layer.moved(before, after, moved))
                        .toList(),
                unsure,
                plans,
                places);
    }

    int words() {
        return live.length;
    }

    /** Returns how many rules are not removed. */
    int size() {
        return size;
    }

    /** Returns how many rules the vectors have, removed ones included. */
    int capacity() {
        return places.length;
    }

    /** Adds the places of the rules that are not removed. */
    void addPlaces(BitSet to) {
        for (int i = 0; i < places.length; i++) {
            if ((live[i >>> 6] >>> i & 1) != 0) {
                to.set(places[i]);
            }
        }
    }

    Layer units() {
        return units;
    }

    /** Writes the rules that are true for the person to an array, in the order of the block. */
    void match(IndexScratch scratch, long[] out) {
        System.arraycopy(live, 0, out, 0, live.length);
        units.restrict(scratch, out);
        for (int i = 0; i < refuting.size(); i++) {
            refute(refuting.get(i), scratch, out);
        }
        if (unsure != null) {
            verify(unsure, scratch, out);
        }
    }

    private void refute(Layer layer, IndexScratch scratch, long[] rules) {
        long[] refuted = scratch.refuted();
        if (Vectors.intersect(refuted, live.length, layer.users, rules) != 0) {
            layer.restrict(scratch, refuted);
            Vectors.andNot(rules, live.length, refuted);
        }
    }

    private void verify(long[] mask, IndexScratch scratch, long[] rules) {
        for (int i = 0; i < live.length; i++) {
            for (long open = mask[i] & rules[i]; open != 0; open &= open - 1) {
                if (!plans[i * 64 + Long.numberOfTrailingZeros(open)].isTrue(scratch.frame())) {
                    rules[i] &= ~(open & -open);
                }
            }
        }
    }

    /** Adds some rules of the block to bits in the order of the places. */
    void addTo(long[] bits, long[] rules) {
        if (straight) {
            int first = places[0] >>> 6;
            for (int i = (places.length + 63) >>> 6; --i >= 0; ) {
                bits[first + i] |= rules[i];
            }
            return;
        }
        for (int i = 0; i < live.length; i++) {
            for (long open = rules[i]; open != 0; open &= open - 1) {
                int place = places[i * 64 + Long.numberOfTrailingZeros(open)];
                bits[place >>> 6] |= 1L << place;
            }
        }
    }

    /** Returns which rules of one word are not removed and have their bit among those in the order of the places. */
    long among(long[] bits, int word) {
        if (straight) {
            return bits[(places[0] >>> 6) + word] & live[word];
        }
        long result = 0;
        for (long open = live[word]; open != 0; open &= open - 1) {
            int place = places[word * 64 + Long.numberOfTrailingZeros(open)];
            result |= (bits[place >>> 6] >>> place & 1) != 0 ? open & -open : 0;
        }
        return result;
    }

    /** Turns some rules of one word among those in the order of the places, and adds them to the changes. */
    void turn(long[] bits, int word, long entered, long left, SegmentChanges changes) {
        if (straight) {
            int first = places[0] + word * 64;
            bits[first >>> 6] ^= entered | left;
            changes.add(first, entered, left);
            return;
        }
        for (long open = entered | left; open != 0; open &= open - 1) {
            int place = places[word * 64 + Long.numberOfTrailingZeros(open)];
            bits[place >>> 6] ^= 1L << place;
            changes.add(place, (entered & open & -open) != 0);
        }
    }

    /**
     * Finds the rules for which a change of a person can make a difference: those with a term that the change turns.
     * Reads no vector: where one is left for another one it would cost more to compare them than it can save.
     *
     * @param out receives the rules
     * @return false if they may be many; then nothing is known
     */
    boolean findTouched(IndexDelta delta, IndexScratch after, long[] out) {
        Arrays.fill(out, 0, live.length, 0);
        if (!units.addTouched(delta, after, out)) {
            return false;
        }
        for (int i = 0; i < refuting.size(); i++) {
            if (!refuting.get(i).addTouched(delta, after, out)) {
                return false;
            }
        }
        for (int i = 0; i < live.length; i++) {
            for (long open = unsure == null ? 0 : unsure[i] & live[i]; open != 0; open &= open - 1) {
                Plan plan = plans[i * 64 + Long.numberOfTrailingZeros(open)];
                out[i] |= delta.touches(plan.reads()) ? open & -open : 0;
            }
            out[i] &= live[i];
        }
        return true;
    }

    /** Returns those of some rules of one word, none of which is removed, that are true for the person. */
    long restrictWord(IndexScratch scratch, int word, long rules) {
        long result = units.restrictWord(scratch, word, rules);
        for (int i = 0; i < refuting.size() && result != 0; i++) {
            Layer layer = refuting.get(i);
            long refuted = layer.users[word] & result;
            result &= refuted == 0 ? -1L : ~layer.restrictWord(scratch, word, refuted);
        }
        for (long open = unsure == null ? 0 : unsure[word] & result; open != 0; open &= open - 1) {
            Plan plan = plans[word * 64 + Long.numberOfTrailingZeros(open)];
            result &= plan.isTrue(scratch.frame()) ? -1L : ~(open & -open);
        }
        return result;
    }
}
