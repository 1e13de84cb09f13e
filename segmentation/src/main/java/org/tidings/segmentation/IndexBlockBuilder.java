package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.segmentation.IndexBlock.Layer;
import org.tidings.segmentation.IndexTerm.Place;
import org.tidings.segmentation.IndexTerm.Source;
import org.tidings.segmentation.IndexTerm.Terms;

/** Makes blocks of rules. */
final class IndexBlockBuilder {
    private final IndexDimension[] dimensions;
    private final Map<Source, Integer> ordinals;

    /**
     * Creates a builder.
     *
     * @param ordinals place of each source among the dimensions
     */
    IndexBlockBuilder(IndexDimension[] dimensions, Map<Source, Integer> ordinals) {
        this.dimensions = dimensions;
        this.ordinals = ordinals;
    }

    /** A rule that is not impossible, with its plan and its place in the index. */
    record Placed(int place, Plan plan, IndexRule rule) {}

    /** Builds as few blocks of some rules as possible. */
    List<IndexBlock> build(List<Placed> rules) {
        List<IndexBlock> blocks = new ArrayList<>();
        for (int from = 0; from < rules.size(); from += IndexBlock.RULES) {
            List<Placed> some = rules.subList(from, Math.min(rules.size(), from + IndexBlock.RULES));
            blocks.add(new One(some.size()).build(some));
        }
        return blocks;
    }

    /** Makes one block. */
    private final class One {
        private final int words;

        private One(int rules) {
            this.words = (rules + 63) >>> 6;
        }

        private IndexBlock build(List<Placed> rules) {
            long[] live = new long[words];
            long[] unsure = new long[words];
            boolean anyUnsure = false;
            Terms[] required = new Terms[rules.size()];
            List<@Nullable Terms[]> refuting = new ArrayList<>();
            for (int i = 0; i < rules.size(); i++) {
                IndexRule rule = rules.get(i).rule();
                live[i >>> 6] |= 1L << i;
                if (!rule.isComplete()) {
                    unsure[i >>> 6] |= 1L << i;
                    anyUnsure = true;
                }
                required[i] = rule.required();
                for (int layer = 0; layer < rule.refuting().size(); layer++) {
                    if (layer == refuting.size()) {
                        refuting.add(new Terms[rules.size()]);
                    }
                    refuting.get(layer)[i] = rule.refuting().get(layer);
                }
            }
            return new IndexBlock(
                    live,
                    layer(required),
                    refuting.stream().map(this::layer).toList(),
                    anyUnsure ? unsure : null,
                    anyUnsure ? rules.stream().map(Placed::plan).toArray(Plan[]::new) : new Plan[0],
                    rules.stream().mapToInt(Placed::place).toArray());
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
            CellTableBuilder cells = new CellTableBuilder(words);
            List<FactTable> facts = new ArrayList<>();
            byPlace.forEach((place, asked) -> {
                int dimension = Objects.requireNonNull(ordinals.get(place.source()));
                if (dimensions[dimension] instanceof IndexDimension.Cells known) {
                    cells.add(
                            dimension,
                            known,
                            asked.stream()
                                    .map(one -> new CellTableBuilder.Asked(
                                            one.rule(), ((IndexTerm.In) one.term()).values()))
                                    .toList());
                } else {
                    facts.add(facts(dimension, (IndexDimension.Facts) dimensions[dimension], place.none(), asked));
                }
            });
            return new Layer(users, cells.build(), facts.toArray(FactTable[]::new));
        }

        private long[] others(List<Asked> asked) {
            long[] others = new long[words];
            Arrays.fill(others, -1L);
            asked.forEach(one -> others[one.rule() >>> 6] &= ~(1L << one.rule()));
            return others;
        }

        private FactTable facts(int dimension, IndexDimension.Facts known, boolean none, List<Asked> asked) {
            int[][] rulesOf = new int[known.size()][0];
            int[] counts = new int[rulesOf.length];
            for (Asked one : asked) {
                Set<Object> named =
                        one.term() instanceof IndexTerm.Any any ? any.facts() : ((IndexTerm.None) one.term()).facts();
                for (Object fact : named) {
                    int number = known.number(fact);
                    if (counts[number] == rulesOf[number].length) {
                        rulesOf[number] = Arrays.copyOf(rulesOf[number], counts[number] * 2 + 1);
                    }
                    rulesOf[number][counts[number]++] = one.rule();
                }
            }
            for (int i = 0; i < counts.length; i++) {
                rulesOf[i] = Arrays.copyOf(rulesOf[i], counts[i]);
            }
            return new FactTable(dimension, none, rulesOf, others(asked));
        }
    }
}
