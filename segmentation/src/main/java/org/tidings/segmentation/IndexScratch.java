package org.tidings.segmentation;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.core.internal.SlotProfile;

/** Where one person stands in each dimension of an index, and working space. Reused; owned by one thread. */
final class IndexScratch {
    private final long[] rules = new long[IndexBlock.WORDS];
    private final long[] refuted = new long[IndexBlock.WORDS];
    private final long[] named = new long[IndexBlock.WORDS];
    private int[] cells = new int[0];
    private int[][] facts = new int[0][];
    private int[] counts = new int[0];
    private int[] numbers = new int[0];
    private int[] marks = new int[0];
    private int mark;
    private @Nullable SlotProfile person;
    private @Nullable CompiledRules compiled;
    private @Nullable Frame frame;

    /** Looks a person up in every dimension. */
    void look(IndexDimension[] dimensions, CompiledRules bound, SlotProfile profile) {
        begin(dimensions, bound, profile);
        for (int i = 0; i < dimensions.length; i++) {
            look(dimensions, i);
        }
    }

    /** Begins with a person who is looked up in some dimensions afterwards. */
    void begin(IndexDimension[] dimensions, CompiledRules bound, SlotProfile profile) {
        if (cells.length < dimensions.length) {
            cells = new int[dimensions.length];
            counts = new int[dimensions.length];
            numbers = new int[dimensions.length + 4];
            facts = new int[dimensions.length][];
        }
        person = profile;
        if (compiled != bound) {
            compiled = bound;
            frame = null;
        } else if (frame != null) {
            frame.reset(profile);
        }
    }

    void look(IndexDimension[] dimensions, int at) {
        IndexDimension dimension = dimensions[at];
        if (dimension instanceof IndexDimension.Keys keys) {
            cells[at] = keys.cell(person());
        } else if (dimension instanceof IndexDimension.Texts texts) {
            cells[at] = texts.cell(person());
        } else {
            facts((IndexDimension.Facts) dimension, at);
        }
    }

    /** Looks the person up in a dimension of facts and returns the numbers of those that are true. */
    int[] facts(IndexDimension.Facts dimension, int at) {
        int[] found = facts[at];
        if (found == null || found.length < dimension.size()) {
            found = new int[dimension.size()];
            facts[at] = found;
        }
        counts[at] = dimension.collect(this, found);
        return found;
    }

    SlotProfile person() {
        return Objects.requireNonNull(person);
    }

    Frame frame() {
        Frame known = frame;
        if (known == null) {
            known = Frame.of(Objects.requireNonNull(compiled), person());
            frame = known;
        }
        return known;
    }

    int cell(int dimension) {
        return cells[dimension];
    }

    int[] facts(int dimension) {
        return facts[dimension];
    }

    int factCount(int dimension) {
        return counts[dimension];
    }

    /** Returns working space for one block. */
    long[] rules() {
        return rules;
    }

    /** Returns more working space for one block. */
    long[] refuted() {
        return refuted;
    }

    /** Returns more working space for one block. */
    long[] named() {
        return named;
    }

    /** Returns working space for one number per dimension, and four more. */
    int[] numbers() {
        return numbers;
    }

    /** Returns marks of which none has the value that {@link #nextMark} returned last. */
    int[] marks(int size) {
        if (marks.length < size) {
            marks = new int[size];
        }
        return marks;
    }

    int nextMark() {
        if (++mark == 0) {
            // After four thousand million people the old marks would come again.
            Arrays.fill(marks, 0);
            mark = 1;
        }
        return mark;
    }
}
