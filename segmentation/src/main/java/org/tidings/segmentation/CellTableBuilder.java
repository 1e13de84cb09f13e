package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the vectors of one block for dimensions of cells. Owned by one thread. */
final class CellTableBuilder {
    /**
     * Rules that may pass in only some cells of one vector, for each word of it. The more there are, the fewer vectors
     * there are and the more rules a match clears one by one; between 1/16 and 1/4 nothing is gained or lost but memory.
     */
    private static final double EXCEPTIONS_PER_WORD = 0.125;

    /** Exceptions after which each vector is stored whole: those of one vector more can be told from the begin still. */
    private static final int ROOM = (1 << CellTable.START_BITS) - (1 << 14);

    private final int words;
    private final int ruleBits;
    private final int mostExceptions;
    private int[] dimensions = new int[0];
    private int[] firsts = new int[1];
    private long[] places = new long[0];
    private short[] exceptions = new short[64];
    private int exceptionCount;
    private final List<long[]> vectors = new ArrayList<>();

    CellTableBuilder(int words) {
        this.words = words;
        this.ruleBits = 32 - Integer.numberOfLeadingZeros(words * 64 - 1);
        this.mostExceptions = (int) Math.min(CellTable.MOST_EXCEPTIONS, words * EXCEPTIONS_PER_WORD);
    }

    /** A rule and the cells that it asks for. */
    record Asked(int rule, ValueSet values) {}

    /** Adds a dimension, with the rules that ask something in it. */
    void add(int dimension, IndexDimension.Cells cells, List<Asked> asked) {
        Toggles toggles = new Toggles(ruleBits);
        long[] passing = new long[words];
        Arrays.fill(passing, -1L);
        for (Asked one : asked) {
            passing[one.rule() >>> 6] &= ~(1L << one.rule());
            toggles.rule = one.rule();
            cells.addRuns(one.values(), toggles);
        }
        Arrays.sort(toggles.all, 0, toggles.count);
        int size = cells.size();
        int part = dimensions.length;
        dimensions = Arrays.copyOf(dimensions, part + 1);
        dimensions[part] = dimension;
        firsts = Arrays.copyOf(firsts, part + 2);
        firsts[part + 1] = firsts[part] + size;
        places = Arrays.copyOf(places, firsts[part + 1]);
        new Sweep(toggles, passing).run(size, firsts[part]);
    }

    CellTable build() {
        return new CellTable(
                words,
                dimensions,
                firsts,
                places,
                Arrays.copyOf(exceptions, exceptionCount),
                vectors.toArray(long[][]::new));
    }

    /** The cells at which rules begin or cease to pass, each with its rule in the low bits. */
    private static final class Toggles implements IndexDimension.Runs {
        private final int ruleBits;
        private long[] all = new long[16];
        private int count;
        private int rule;

        private Toggles(int ruleBits) {
            this.ruleBits = ruleBits;
        }

        @Override
        public void add(int from, int to) {
            if (count + 2 > all.length) {
                all = Arrays.copyOf(all, all.length * 2);
            }
            all[count++] = (long) from << ruleBits | rule;
            all[count++] = (long) to << ruleBits | rule;
        }

        private int cell(int i) {
            return (int) (all[i] >>> ruleBits);
        }

        private int rule(int i) {
            return (int) (all[i] & (1L << ruleBits) - 1);
        }
    }

    /** Goes through the cells of a dimension and stores one vector for as many neighbours as differ in few rules. */
    private final class Sweep {
        private final Toggles toggles;
        private final long[] passing;
        private int next;

        /** Begins with the rules that ask nothing. */
        private Sweep(Toggles toggles, long[] passing) {
            this.toggles = toggles;
            this.passing = passing;
        }

        private void run(int size, int first) {
            for (int cell = 0; cell < size; ) {
                turn(cell);
                int begin = next;
                int end = next;
                int stop = cell + 1;
                int most = exceptionCount < ROOM ? mostExceptions : 0;
                for (int reached = end; stop < size; stop++) {
                    while (reached < toggles.count && toggles.cell(reached) == stop) {
                        reached++;
                    }
                    if (reached - begin > most) {
                        break;
                    }
                    end = reached;
                }
                int vector = store(begin, end);
                long place = place(vector, begin, end);
                for (; cell < stop; cell++) {
                    if (turn(cell)) {
                        place = place(vector, begin, end);
                    }
                    places[first + cell] = place;
                }
            }
        }

        /** Turns the rules of a cell, and returns whether there is one. */
        private boolean turn(int cell) {
            int before = next;
            while (next < toggles.count && toggles.cell(next) == cell) {
                int rule = toggles.rule(next++);
                passing[rule >>> 6] ^= 1L << rule;
            }
            return next > before;
        }

        /** Stores the union of the vectors from here to the last of some toggles: each of these passes somewhere. */
        private int store(int begin, int end) {
            long[] vector = passing.clone();
            for (int i = begin; i < end; i++) {
                vector[toggles.rule(i) >>> 6] |= 1L << toggles.rule(i);
            }
            vectors.add(vector);
            return vectors.size() - 1;
        }

        /** Lists the rules of a union that do not pass here. */
        private long place(int vector, int begin, int end) {
            int start = exceptionCount;
            for (int i = begin; i < end; i++) {
                int rule = toggles.rule(i);
                if ((passing[rule >>> 6] >>> rule & 1) == 0 && !isListed(start, rule)) {
                    if (exceptionCount == exceptions.length) {
                        exceptions = Arrays.copyOf(exceptions, exceptionCount * 2);
                    }
                    exceptions[exceptionCount++] = (short) rule;
                }
            }
            return CellTable.place(vector, start, exceptionCount - start);
        }

        private boolean isListed(int start, int rule) {
            for (int i = start; i < exceptionCount; i++) {
                if (exceptions[i] == rule) {
                    return true;
                }
            }
            return false;
        }
    }
}
