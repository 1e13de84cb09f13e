package org.tidings.segmentation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.tidings.segmentation.IndexTerm.Kind;
import org.tidings.segmentation.IndexTerm.Source;

/**
 * The order in which an index keeps rules: next to each other stand those whose sharpest term, the one that the fewest
 * people pass, asks for neighbouring cells of the same dimension. Of such neighbours nearly always all fail at once, and
 * a match is done with them after one access to memory.
 */
final class RuleOrder {
    /** Facts of one dimension that are true of a person at a time, as a guess. */
    private static final int FACTS_AT_A_TIME = 2;

    private final IndexDimension[] dimensions;
    private final Map<Source, Integer> ordinals;

    RuleOrder(IndexDimension[] dimensions, Map<Source, Integer> ordinals) {
        this.dimensions = dimensions;
        this.ordinals = ordinals;
    }

    /**
     * What a rule is put in its place for.
     *
     * @param dimension the dimension of the sharpest term, or -1 if no term is sharp
     * @param sharpness how many times half of the cells fail
     * @param first the first cell that passes
     * @param last the cell after the last one that passes
     */
    record Key(int dimension, int sharpness, int first, int last) {
        private static final Key NONE = new Key(-1, 0, 0, 0);
    }

    /** Returns the indexes of some rules in the order in which they are kept, and the key of each in {@code keys}. */
    int[] of(IndexRule[] rules, Key[] keys) {
        Integer[] order = new Integer[rules.length];
        for (int i = 0; i < rules.length; i++) {
            order[i] = i;
            keys[i] = key(rules[i]);
        }
        Arrays.sort(
                order,
                Comparator.comparing(
                        (Integer i) -> keys[i],
                        Comparator.comparingInt(Key::dimension)
                                .thenComparingInt(Key::sharpness)
                                .thenComparingInt(Key::first)
                                .thenComparingInt(Key::last)));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private Key key(IndexRule rule) {
        Passing best = new Passing();
        best.likelihood = 1;
        for (Map.Entry<IndexTerm.Place, IndexTerm> entry :
                rule.required().byPlace().entrySet()) {
            Source source = entry.getKey().source();
            int ordinal = Objects.requireNonNull(ordinals.get(source));
            Passing passing = new Passing();
            if (entry.getValue() instanceof IndexTerm.In in) {
                IndexDimension.Cells cells = (IndexDimension.Cells) dimensions[ordinal];
                cells.addRuns(in.values(), passing);
                passing.likelihood = (double) passing.count / cells.size();
            } else if (entry.getValue() instanceof IndexTerm.Any any && source.kind() != Kind.LEAVES) {
                IndexDimension.Facts facts = (IndexDimension.Facts) dimensions[ordinal];
                any.facts().forEach(fact -> passing.add(facts.number(fact), facts.number(fact) + 1));
                passing.likelihood = Math.min(1, (double) FACTS_AT_A_TIME * passing.count / facts.size());
            } else {
                continue;
            }
            if (passing.likelihood < best.likelihood) {
                passing.dimension = ordinal;
                best = passing;
            }
        }
        return best.dimension < 0
                ? Key.NONE
                : new Key(best.dimension, -Math.getExponent(best.likelihood), best.first, best.last);
    }

    /** The cells or facts with which a term is true. */
    private static final class Passing implements IndexDimension.Runs {
        private int dimension = -1;
        private int first = Integer.MAX_VALUE;
        private int last;
        private int count;
        private double likelihood;

        @Override
        public void add(int from, int to) {
            first = Math.min(first, from);
            last = Math.max(last, to);
            count += to - from;
        }
    }
}
