package org.tidings.segmentation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Up to 4,096 rules of an index as bit vectors, 64 rules a word: for each cell of each dimension the rules that a person
 * in that cell can pass (Lakshman and Stiliadis, SIGCOMM 1998). Immutable.
 *
 * <p>The block is small enough that its vectors and the working space stay in the first cache, and that adding a rule
 * copies one block only.
 */
final class IndexBlock {
    /** Words of a full vector. */
    static final int WORDS = 64;

    /** Rules of a full block. */
    static final int RULES = 64 * WORDS;

    private final int words;
    private final long[] live;
    private final Layer units;
    private final List<Layer> refuting;
    private final long @Nullable [] unsure;
    private final @Nullable Plan[] plans;

    /**
     * Creates a block.
     *
     * @param live the rules that are not removed and can be true
     * @param unsure the rules whose plan decides after all, or null if there is none
     * @param plans plan of each rule, null where a place is free
     */
    IndexBlock(
            int words,
            long[] live,
            Layer units,
            List<Layer> refuting,
            long @Nullable [] unsure,
            @Nullable Plan[] plans) {
        this.words = words;
        this.live = live;
        this.units = units;
        this.refuting = refuting;
        this.unsure = unsure;
        this.plans = plans;
    }

    /**
     * Vectors of the terms that stand in the same conjunction.
     *
     * @param users the rules that have such a conjunction
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record Layer(long[] users, CellTable cells, FactTable[] facts) {
        /** Leaves the rules whose conjunction is true. */
        void restrict(IndexScratch scratch, long[] out, int offset) {
            cells.restrict(scratch, out, offset);
            for (FactTable table : facts) {
                table.restrict(scratch, out, offset);
            }
        }

        private long restrictWord(IndexScratch scratch, int word, long rules) {
            long result = cells.restrictWord(scratch, word, rules);
            for (int i = 0; i < facts.length && result != 0; i++) {
                result = facts[i].restrictWord(scratch, word, result);
            }
            return result;
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

    /** Returns the block without some rules. */
    IndexBlock without(List<Integer> rules) {
        long[] left = live.clone();
        @Nullable Plan[] leftPlans = plans.clone();
        for (int rule : rules) {
            left[rule >>> 6] &= ~(1L << rule);
            leftPlans[rule] = null;
        }
        return new IndexBlock(words, left, units, refuting, unsure, leftPlans);
    }

    /** Returns the block for dimensions some of which have more cells than before. */
    IndexBlock moved(IndexDimension[] before, IndexDimension[] after, boolean[] moved) {
        return new IndexBlock(
                words,
                live,
                units.moved(before, after, moved),
                refuting.stream()
                        .map(layer -> layer.moved(before, after, moved))
                        .toList(),
                unsure,
                plans);
    }

    int words() {
        return words;
    }

    Layer units() {
        return units;
    }

    /** Writes the rules that are true for the person to an array, from an offset on. */
    void match(IndexScratch scratch, long[] out, int offset) {
        System.arraycopy(live, 0, out, offset, words);
        units.restrict(scratch, out, offset);
        for (int i = 0; i < refuting.size(); i++) {
            refute(refuting.get(i), scratch, out, offset);
        }
        if (unsure != null) {
            verify(unsure, scratch, out, offset);
        }
    }

    private void refute(Layer layer, IndexScratch scratch, long[] out, int offset) {
        long[] refuted = scratch.words();
        long any = 0;
        for (int i = 0; i < words; i++) {
            refuted[i] = layer.users[i] & out[offset + i];
            any |= refuted[i];
        }
        if (any == 0) {
            return;
        }
        layer.restrict(scratch, refuted, 0);
        for (int i = 0; i < words; i++) {
            out[offset + i] &= ~refuted[i];
        }
    }

    private void verify(long[] mask, IndexScratch scratch, long[] out, int offset) {
        for (int i = 0; i < words; i++) {
            long open = mask[i] & out[offset + i];
            while (open != 0) {
                int bit = Long.numberOfTrailingZeros(open);
                open &= open - 1;
                if (!Objects.requireNonNull(plans[i * 64 + bit]).isTrue(scratch.frame())) {
                    out[offset + i] &= ~(1L << bit);
                }
            }
        }
    }

    /**
     * Adds the rules for which a change of a person can make a difference: those with a term that the change turns.
     *
     * @param out receives the rules from its beginning on
     * @return whether there is one
     */
    boolean addTouched(IndexDelta delta, IndexScratch after, long[] out) {
        Arrays.fill(out, 0, words, 0);
        units.addTouched(delta, after, out);
        for (int i = 0; i < refuting.size(); i++) {
            refuting.get(i).addTouched(delta, after, out);
        }
        long any = 0;
        for (int i = 0; i < words; i++) {
            for (long open = unsure == null ? 0 : unsure[i] & live[i]; open != 0; open &= open - 1) {
                Plan plan = Objects.requireNonNull(plans[i * 64 + Long.numberOfTrailingZeros(open)]);
                out[i] |= delta.touches(plan.reads()) ? open & -open : 0;
            }
            out[i] &= live[i];
            any |= out[i];
        }
        return any != 0;
    }

    /** Returns those of some rules of one word that {@link #match} finds. */
    long matchWord(IndexScratch scratch, int word, long rules) {
        long result = units.restrictWord(scratch, word, rules & live[word]);
        for (int i = 0; i < refuting.size() && result != 0; i++) {
            long refuted = refuting.get(i).users[word] & result;
            result &= refuted == 0 ? -1L : ~refuting.get(i).restrictWord(scratch, word, refuted);
        }
        if (unsure != null) {
            for (long open = unsure[word] & result; open != 0; open &= open - 1) {
                Plan plan = Objects.requireNonNull(plans[word * 64 + Long.numberOfTrailingZeros(open)]);
                result &= plan.isTrue(scratch.frame()) ? -1L : ~(open & -open);
            }
        }
        return result;
    }
}
