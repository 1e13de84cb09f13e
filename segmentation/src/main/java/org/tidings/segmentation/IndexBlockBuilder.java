package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.segmentation.IndexBlock.CellRows;
import org.tidings.segmentation.IndexBlock.FactRows;
import org.tidings.segmentation.IndexBlock.Layer;
import org.tidings.segmentation.IndexBlock.Patch;
import org.tidings.segmentation.IndexTerm.Place;
import org.tidings.segmentation.IndexTerm.Source;
import org.tidings.segmentation.IndexTerm.Terms;

/** Makes the bit vectors of one block. */
final class IndexBlockBuilder {
    /**
     * Vectors of one dimension that are stored whole before others are stored as differences: half a megabyte. A vector
     * that is a difference takes several accesses to memory, so this is for rules with very many bounds only.
     */
    private static final int WHOLE_ROWS = 1_024;

    /** Rules in which a vector may differ from the one that it is stored as a difference to; less than 64. */
    private static final int MOST_DIFFERENCES = 12;

    private static final int RULE_BITS = 12;

    private final IndexDimension[] dimensions;
    private final Map<Source, Integer> ordinals;
    private final int words;

    /**
     * Creates a builder.
     *
     * @param ordinals place of each source among the dimensions
     */
    IndexBlockBuilder(IndexDimension[] dimensions, Map<Source, Integer> ordinals, int rules) {
        this.dimensions = dimensions;
        this.ordinals = ordinals;
        this.words = (rules + 63) >>> 6;
    }

    /**
     * Builds a block.
     *
     * @param plans plan of each rule, null where a place is free
     * @param rules form of each rule, null where a place is free
     */
    IndexBlock build(@Nullable Plan[] plans, @Nullable IndexRule[] rules) {
        long[] live = new long[words];
        long[] unsure = new long[words];
        boolean anyUnsure = false;
        Terms[] required = new Terms[rules.length];
        List<@Nullable Terms[]> refuting = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            IndexRule rule = rules[i];
            if (rule == null || rule.isImpossible()) {
                continue;
            }
            live[i >>> 6] |= 1L << i;
            if (!rule.isComplete()) {
                unsure[i >>> 6] |= 1L << i;
                anyUnsure = true;
            }
            required[i] = rule.required();
            for (int layer = 0; layer < rule.refuting().size(); layer++) {
                if (layer == refuting.size()) {
                    refuting.add(new Terms[rules.length]);
                }
                refuting.get(layer)[i] = rule.refuting().get(layer);
            }
        }
        return new IndexBlock(
                words,
                live,
                layer(required),
                refuting.stream().map(this::layer).toList(),
                anyUnsure ? unsure : null,
                plans);
    }

    /** A rule and what it asks. */
    private record Asked(int rule, IndexTerm term) {}

    private Layer layer(@Nullable Terms[] terms) {
        long[] users = new long[words];
        Map<Place, List<Asked>> byPlace = new LinkedHashMap<>();
        for (int i = 0; i < terms.length; i++) {
            Terms asked = terms[i];
            if (asked != null) {
                users[i >>> 6] |= 1L << i;
                int rule = i;
                asked.byPlace()
                        .forEach((place, term) -> byPlace.computeIfAbsent(place, p -> new ArrayList<>())
                                .add(new Asked(rule, term)));
            }
        }
        List<CellRows> cells = new ArrayList<>();
        List<FactRows> facts = new ArrayList<>();
        Rows rows = new Rows(words);
        byPlace.forEach((place, asked) -> {
            int dimension = Objects.requireNonNull(ordinals.get(place.source()));
            if (dimensions[dimension] instanceof IndexDimension.Cells known) {
                cells.add(cells(dimension, known, asked, rows));
            } else {
                facts.add(facts(dimension, (IndexDimension.Facts) dimensions[dimension], place.none(), asked, rows));
            }
        });
        return new Layer(users, cells.toArray(CellRows[]::new), facts.toArray(FactRows[]::new), rows.toArray());
    }

    private long[] users(List<Asked> asked) {
        long[] users = new long[words];
        asked.forEach(one -> users[one.rule() >>> 6] |= 1L << one.rule());
        return users;
    }

    private FactRows facts(int dimension, IndexDimension.Facts known, boolean none, List<Asked> asked, Rows rows) {
        List<@Nullable List<Integer>> rulesOf = new ArrayList<>(java.util.Collections.nCopies(known.size(), null));
        for (Asked one : asked) {
            java.util.Set<Object> named =
                    one.term() instanceof IndexTerm.Any any ? any.facts() : ((IndexTerm.None) one.term()).facts();
            for (Object fact : named) {
                int number = known.number(fact);
                List<Integer> rules = rulesOf.get(number);
                if (rules == null) {
                    rules = new ArrayList<>();
                    rulesOf.set(number, rules);
                }
                rules.add(one.rule());
            }
        }
        short[] @Nullable [] listed = new short[known.size()][];
        int[] rowOf = new int[known.size()];
        for (int i = 0; i < listed.length; i++) {
            List<Integer> rules = rulesOf.get(i);
            rowOf[i] = -1;
            if (rules != null && rules.size() <= words / 2) {
                short[] array = new short[rules.size()];
                for (int k = 0; k < array.length; k++) {
                    array[k] = rules.get(k).shortValue();
                }
                listed[i] = array;
            } else if (rules != null) {
                long[] row = new long[words];
                rules.forEach(rule -> row[rule >>> 6] |= 1L << rule);
                rowOf[i] = rows.add(row);
            }
        }
        return new FactRows(dimension, none, listed, rowOf, users(asked));
    }

    private CellRows cells(int dimension, IndexDimension.Cells known, List<Asked> asked, Rows rows) {
        long[] users = users(asked);
        // A rule passes in the cells between two of its toggles.
        long[] toggles = new long[16];
        int count = 0;
        for (Asked one : asked) {
            Runner runner = new Runner(one.rule(), toggles, count);
            known.addRuns(((IndexTerm.In) one.term()).values(), runner);
            toggles = runner.toggles;
            count = runner.count;
        }
        Arrays.sort(toggles, 0, count);
        Sweep sweep = new Sweep(rows, users);
        int[] rowOf = new int[known.size()];
        int next = 0;
        for (int cell = 0; cell < rowOf.length; cell++) {
            boolean changed = cell == 0;
            while (next < count && toggles[next] >>> RULE_BITS == cell) {
                sweep.toggle((int) toggles[next] & IndexBlock.RULES - 1);
                changed = true;
                next++;
            }
            rowOf[cell] = changed ? sweep.row() : rowOf[cell - 1];
        }
        return new CellRows(dimension, rowOf, sweep.patches.toArray(Patch[]::new), users);
    }

    /** Collects the toggles of one rule. */
    private static final class Runner implements IndexDimension.Runs {
        private final int rule;
        private long[] toggles;
        private int count;

        private Runner(int rule, long[] toggles, int count) {
            this.rule = rule;
            this.toggles = toggles;
            this.count = count;
        }

        @Override
        public void add(int from, int to) {
            if (count + 2 > toggles.length) {
                toggles = Arrays.copyOf(toggles, toggles.length * 2);
            }
            toggles[count++] = (long) from << RULE_BITS | rule;
            toggles[count++] = (long) to << RULE_BITS | rule;
        }
    }

    /** Vectors one behind the other. */
    private static final class Rows {
        private final int words;
        private long[] rows = new long[0];
        private int used;

        private Rows(int words) {
            this.words = words;
        }

        int add(long[] row) {
            if (used + words > rows.length) {
                rows = Arrays.copyOf(rows, Math.max(used + words, rows.length * 2));
            }
            System.arraycopy(row, 0, rows, used, words);
            used += words;
            return used - words;
        }

        long[] toArray() {
            return Arrays.copyOf(rows, used);
        }
    }

    /** Goes through the cells of a dimension and stores the vector of each. */
    private static final class Sweep {
        private final Rows rows;
        private final long[] current;
        private final List<Patch> patches = new ArrayList<>();
        private int stored;
        private int last;

        /** Begins with the rules that ask nothing. */
        private Sweep(Rows rows, long[] users) {
            this.rows = rows;
            this.current = new long[users.length];
            for (int i = 0; i < users.length; i++) {
                current[i] = ~users[i];
            }
        }

        void toggle(int rule) {
            current[rule >>> 6] ^= 1L << rule;
        }

        int row() {
            if (stored >= WHOLE_ROWS) {
                Patch patch = patch();
                if (patch != null) {
                    patches.add(patch);
                    return ~(patches.size() - 1);
                }
            }
            stored++;
            last = rows.add(current);
            return last;
        }

        private @Nullable Patch patch() {
            int differences = 0;
            for (int i = 0; i < current.length; i++) {
                differences += Long.bitCount(current[i] ^ rows.rows[last + i]);
            }
            if (differences > MOST_DIFFERENCES) {
                return null;
            }
            short[] added = new short[differences];
            short[] removed = new short[differences];
            int addedCount = 0;
            int removedCount = 0;
            for (int i = 0; i < current.length; i++) {
                long open = current[i] ^ rows.rows[last + i];
                while (open != 0) {
                    int rule = i * 64 + Long.numberOfTrailingZeros(open);
                    if ((current[i] >>> rule & 1) != 0) {
                        added[addedCount++] = (short) rule;
                    } else {
                        removed[removedCount++] = (short) rule;
                    }
                    open &= open - 1;
                }
            }
            return new Patch(last, Arrays.copyOf(added, addedCount), Arrays.copyOf(removed, removedCount));
        }
    }
}
