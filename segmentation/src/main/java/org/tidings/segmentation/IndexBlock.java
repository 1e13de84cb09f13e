package org.tidings.segmentation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to 16,384 rules of an index as bit vectors, 64 rules a word: for each cell of each dimension the rules that a person
 * in that cell can pass (Lakshman and Stiliadis, SIGCOMM 1998). Immutable.
 *
 * <p>The block is small enough that a vector stays in the first cache. Its rules stand in an order of its own, in which
 * rules that fail together are neighbours.
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
            for (FactTable table : facts) {
                table.restrictKeyLines(scratch, rules);
            }
            cells.restrict(scratch, rules);
            for (FactTable table : facts) {
                table.restrictOtherLines(scratch, rules);
            }
        }

        private void addTouched(IndexDelta delta, IndexScratch after, long[] out) {
            cells.addTouched(delta, after, out);
            for (FactTable table : facts) {
                table.addTouched(delta, out);
            }
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
        restrict(scratch, out);
    }

    /** Leaves those of some rules, none of which is removed, that are true for the person. */
    void restrict(IndexScratch scratch, long[] rules) {
        units.restrict(scratch, rules);
        for (int i = 0; i < refuting.size(); i++) {
            refute(refuting.get(i), scratch, rules);
        }
        if (unsure != null) {
            verify(unsure, scratch, rules);
        }
    }

    private void refute(Layer layer, IndexScratch scratch, long[] rules) {
        long[] refuted = scratch.refuted();
        long any = 0;
        for (int i = 0; i < live.length; i++) {
            refuted[i] = layer.users[i] & rules[i];
            any |= refuted[i];
        }
        if (any == 0) {
            return;
        }
        layer.restrict(scratch, refuted);
        for (int i = 0; i < live.length; i++) {
            rules[i] &= ~refuted[i];
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
            for (int i = places.length + 63 >>> 6; --i >= 0; ) {
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

    /** Returns the place of a rule of the block. */
    int place(int rule) {
        return places[rule];
    }

    /**
     * Adds the rules for which a change of a person can make a difference: those with a term that the change turns.
     *
     * @param out receives the rules from its beginning on
     * @return whether there is one
     */
    boolean addTouched(IndexDelta delta, IndexScratch after, long[] out) {
        Arrays.fill(out, 0, live.length, 0);
        units.addTouched(delta, after, out);
        for (int i = 0; i < refuting.size(); i++) {
            refuting.get(i).addTouched(delta, after, out);
        }
        long any = 0;
        for (int i = 0; i < live.length; i++) {
            for (long open = unsure == null ? 0 : unsure[i] & live[i]; open != 0; open &= open - 1) {
                Plan plan = plans[i * 64 + Long.numberOfTrailingZeros(open)];
                out[i] |= delta.touches(plan.reads()) ? open & -open : 0;
            }
            out[i] &= live[i];
            any |= out[i];
        }
        return any != 0;
    }

    /** Writes the rules that are not removed to an array. */
    void copyLive(long[] out) {
        System.arraycopy(live, 0, out, 0, live.length);
    }
}
