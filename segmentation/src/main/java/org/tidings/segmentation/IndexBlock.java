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
     * @param rows vectors one behind the other
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record Layer(long[] users, CellRows[] cells, FactRows[] facts, long[] rows) {}

    /**
     * Vectors of a dimension of cells.
     *
     * @param rowOf per cell where its vector begins, or the complement of an index of {@code patches}. Cells that were
     *     added since are like cell 1, that of other texts
     * @param users the rules that ask something in the dimension
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record CellRows(int dimension, int[] rowOf, Patch[] patches, long[] users) {
        int row(int cell) {
            return rowOf[cell < rowOf.length ? cell : 1];
        }
    }

    /**
     * A vector that differs little from another one: memory for many distinct bounds stays linear in their number.
     *
     * @param row where the other vector begins
     * @param added rules that pass in addition
     * @param removed rules that do not pass
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record Patch(int row, short[] added, short[] removed) {}

    /**
     * Rules of a dimension of facts.
     *
     * @param none whether the rules pass while none of their facts is true; if not, when one is
     * @param rulesOf per fact the rules that name it, if they are few; null if not
     * @param rowOf per fact where the vector of the rules that name it begins; -1 if there is none
     * @param users the rules that ask something in the dimension
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record FactRows(int dimension, boolean none, short[] @Nullable [] rulesOf, int[] rowOf, long[] users) {}

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

    int words() {
        return words;
    }

    @Nullable
    Plan[] plans() {
        return plans;
    }

    Layer units() {
        return units;
    }

    List<Layer> refuting() {
        return refuting;
    }

    long @Nullable [] unsure() {
        return unsure;
    }

    long[] live() {
        return live;
    }

    /** Writes the rules that are true for the person to an array, from an offset on. */
    void match(IndexScratch scratch, long[] out, int offset) {
        System.arraycopy(live, 0, out, offset, words);
        restrict(units, scratch, out, offset);
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
        restrict(layer, scratch, refuted, 0);
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

    /** Leaves the rules whose conjunction in a layer is true. */
    private void restrict(Layer layer, IndexScratch scratch, long[] out, int offset) {
        int[] offsets = scratch.offsets();
        int count = 0;
        for (CellRows cells : layer.cells) {
            int row = cells.row(scratch.cell(cells.dimension));
            if (row >= 0) {
                offsets[count++] = row;
            } else {
                patch(cells.patches[~row], layer.rows, out, offset);
            }
        }
        intersect(layer.rows, offsets, count, out, offset);
        for (FactRows facts : layer.facts) {
            restrict(facts, layer.rows, scratch, out, offset);
        }
    }

    /** Four vectors at a time: the result is read and written a quarter as often. */
    private void intersect(long[] rows, int[] offsets, int count, long[] out, int offset) {
        int size = words;
        int at = 0;
        for (; at + 3 < count; at += 4) {
            int a = offsets[at];
            int b = offsets[at + 1];
            int c = offsets[at + 2];
            int d = offsets[at + 3];
            for (int i = 0; i < size; i++) {
                out[offset + i] &= rows[a + i] & rows[b + i] & rows[c + i] & rows[d + i];
            }
        }
        for (; at < count; at++) {
            int a = offsets[at];
            for (int i = 0; i < size; i++) {
                out[offset + i] &= rows[a + i];
            }
        }
    }

    private void patch(Patch patch, long[] rows, long[] out, int offset) {
        long kept = 0;
        short[] added = patch.added;
        for (int i = 0; i < added.length; i++) {
            kept |= (out[offset + (added[i] >>> 6)] >>> added[i] & 1L) << i;
        }
        for (int i = 0; i < words; i++) {
            out[offset + i] &= rows[patch.row + i];
        }
        for (int i = 0; i < added.length; i++) {
            out[offset + (added[i] >>> 6)] |= (kept >>> i & 1L) << added[i];
        }
        for (short rule : patch.removed) {
            out[offset + (rule >>> 6)] &= ~(1L << rule);
        }
    }

    private void restrict(FactRows facts, long[] rows, IndexScratch scratch, long[] out, int offset) {
        int[] found = scratch.facts(facts.dimension);
        int count = scratch.factCount(facts.dimension);
        long[] named = scratch.named();
        boolean any = false;
        Arrays.fill(named, 0, words, 0);
        for (int i = 0; i < count; i++) {
            any |= add(facts, found[i], rows, named);
        }
        if (!facts.none) {
            for (int i = 0; i < words; i++) {
                out[offset + i] &= named[i] | ~facts.users[i];
            }
        } else if (any) {
            for (int i = 0; i < words; i++) {
                out[offset + i] &= ~named[i];
            }
        }
    }

    /** Adds the rules that name a fact, and returns whether there is one. */
    private boolean add(FactRows facts, int fact, long[] rows, long[] out) {
        if (fact >= facts.rowOf.length) {
            return false;
        }
        short[] rules = facts.rulesOf[fact];
        if (rules != null) {
            for (short rule : rules) {
                out[rule >>> 6] |= 1L << rule;
            }
            return true;
        }
        int row = facts.rowOf[fact];
        if (row < 0) {
            return false;
        }
        for (int i = 0; i < words; i++) {
            out[i] |= rows[row + i];
        }
        return true;
    }

    /**
     * Adds the rules for which a change of a person can make a difference: those with a term that the change turns.
     *
     * @param out receives the rules from its beginning on
     * @return whether there is one
     */
    boolean addTouched(IndexDelta delta, IndexScratch after, long[] out) {
        Arrays.fill(out, 0, words, 0);
        addTouched(units, delta, after, out);
        for (int i = 0; i < refuting.size(); i++) {
            addTouched(refuting.get(i), delta, after, out);
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

    private void addTouched(Layer layer, IndexDelta delta, IndexScratch after, long[] out) {
        for (CellRows cells : layer.cells) {
            int before = delta.cellBefore(cells.dimension);
            if (before >= 0) {
                int from = cells.row(before);
                int to = cells.row(after.cell(cells.dimension));
                if (from != to) {
                    addDifference(cells, layer.rows, from, to, out, delta.difference());
                }
            }
        }
        for (FactRows facts : layer.facts) {
            int count = delta.factCount(facts.dimension);
            for (int i = 0; i < count; i++) {
                add(facts, delta.facts(facts.dimension)[i], layer.rows, out);
            }
        }
    }

    private void addDifference(CellRows cells, long[] rows, int from, int to, long[] out, long[] difference) {
        int a = from >= 0 ? from : cells.patches[~from].row;
        int b = to >= 0 ? to : cells.patches[~to].row;
        for (int i = 0; i < words; i++) {
            difference[i] = rows[a + i] ^ rows[b + i];
        }
        toggle(cells, from, difference);
        toggle(cells, to, difference);
        for (int i = 0; i < words; i++) {
            out[i] |= difference[i];
        }
    }

    private static void toggle(CellRows cells, int row, long[] out) {
        if (row < 0) {
            for (short rule : cells.patches[~row].added) {
                out[rule >>> 6] ^= 1L << rule;
            }
            for (short rule : cells.patches[~row].removed) {
                out[rule >>> 6] ^= 1L << rule;
            }
        }
    }

    /** Returns those of some rules of one word that {@link #match} finds. */
    long matchWord(IndexScratch scratch, int word, long rules) {
        long result = restrictWord(units, scratch, word, rules & live[word]);
        for (int i = 0; i < refuting.size() && result != 0; i++) {
            long refuted = refuting.get(i).users[word] & result;
            result &= refuted == 0 ? -1L : ~restrictWord(refuting.get(i), scratch, word, refuted);
        }
        if (unsure != null) {
            for (long open = unsure[word] & result; open != 0; open &= open - 1) {
                Plan plan = Objects.requireNonNull(plans[word * 64 + Long.numberOfTrailingZeros(open)]);
                result &= plan.isTrue(scratch.frame()) ? -1L : ~(open & -open);
            }
        }
        return result;
    }

    private static long restrictWord(Layer layer, IndexScratch scratch, int word, long rules) {
        long result = rules;
        for (int i = 0; i < layer.cells.length && result != 0; i++) {
            CellRows cells = layer.cells[i];
            int row = cells.row(scratch.cell(cells.dimension));
            if (row >= 0) {
                result &= layer.rows[row + word];
            } else {
                Patch patch = cells.patches[~row];
                result &= (layer.rows[patch.row + word] & ~ofWord(patch.removed, word)) | ofWord(patch.added, word);
            }
        }
        for (int i = 0; i < layer.facts.length && result != 0; i++) {
            FactRows facts = layer.facts[i];
            long named = namedWord(facts, layer.rows, scratch, word);
            result &= facts.none ? ~named : named | ~facts.users[word];
        }
        return result;
    }

    private static long ofWord(short[] rules, int word) {
        long result = 0;
        for (short rule : rules) {
            result |= rule >>> 6 == word ? 1L << rule : 0;
        }
        return result;
    }

    private static long namedWord(FactRows facts, long[] rows, IndexScratch scratch, int word) {
        int[] found = scratch.facts(facts.dimension);
        int count = scratch.factCount(facts.dimension);
        long named = 0;
        for (int i = 0; i < count; i++) {
            if (found[i] < facts.rowOf.length) {
                short[] rules = facts.rulesOf[found[i]];
                int row = facts.rowOf[found[i]];
                named |= rules != null ? ofWord(rules, word) : row >= 0 ? rows[row + word] : 0;
            }
        }
        return named;
    }
}
