package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.segmentation.IndexBlockBuilder.Placed;
import org.tidings.segmentation.IndexTerm.Source;
import org.tidings.segmentation.IndexTerm.Terms;

/**
 * All of an index at one moment. Immutable; successors share the blocks and dimensions that did not change.
 *
 * <p>Blocks are kept as in a log-structured merge: what is added becomes a block of its own, together with the last blocks
 * as long as these are neither larger than what came together so far nor more than half full. So there are few blocks, and
 * a rule is built anew as often as the number of rules doubles. A rule that can be true for nobody is in no block.
 *
 * @param ordinals place of each source among the dimensions
 * @param pages the segments by place, {@link #PAGE} a page, null where a place is free
 * @param size number of places, free ones included
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
record IndexSnapshot(
        BoundRules rules,
        IndexDimension[] dimensions,
        Map<Source, Integer> ordinals,
        List<IndexBlock> blocks,
        List<@Nullable Named[]> pages,
        int size) {

    private static final int PAGE = 1_024;

    /** Rules that are always built anew with what is added: fewer are no cheaper to match. */
    private static final int SMALL_BLOCK = 256;

    /** A named condition. */
    record Named(String name, Expression condition) {}

    static IndexSnapshot empty(BoundRules rules) {
        return new IndexSnapshot(rules, new IndexDimension[0], Map.of(), List.of(), List.of(), 0);
    }

    @Nullable
    String name(int place) {
        Named named = named(place);
        return named == null ? null : named.name();
    }

    private @Nullable Named named(int place) {
        return pages.get(place / PAGE)[place % PAGE];
    }

    /** Returns the number of words of a vector over all places. */
    int words() {
        return (size + 63) >>> 6;
    }

    /** Returns the number of words of the vectors of all blocks. */
    int blockWords() {
        int words = 0;
        for (int i = 0; i < blocks.size(); i++) {
            words += blocks.get(i).words();
        }
        return words;
    }

    /** Returns a snapshot with conditions in some places that are free. */
    IndexSnapshot with(Map<Integer, Named> added) {
        int newSize = added.keySet().stream().mapToInt(place -> place + 1).reduce(size, Math::max);
        BitSet open = new BitSet();
        added.keySet().forEach(open::set);
        return new IndexSnapshot(rules, dimensions, ordinals, blocks, paged(added, newSize), newSize).built(open);
    }

    /** Returns a snapshot in which some places are free; the vectors keep what stood there, and live rules are fewer. */
    IndexSnapshot without(Collection<Integer> places) {
        Map<Integer, @Nullable Named> changes = new LinkedHashMap<>();
        BitSet removed = new BitSet();
        for (int place : places) {
            changes.put(place, null);
            removed.set(place);
        }
        List<IndexBlock> kept = new ArrayList<>();
        BitSet open = new BitSet();
        for (IndexBlock block : blocks) {
            IndexBlock left = block.without(removed);
            if (left != block && left.size() * 2 <= left.capacity()) {
                left.addPlaces(open);
            } else {
                kept.add(left);
            }
        }
        IndexSnapshot fewer = new IndexSnapshot(rules, dimensions, ordinals, kept, paged(changes, size), size);
        return open.isEmpty() ? fewer : fewer.built(open);
    }

    /** Returns a snapshot with free places behind its last one. */
    IndexSnapshot withSize(int wanted) {
        return new IndexSnapshot(rules, dimensions, ordinals, blocks, paged(Map.of(), wanted), wanted);
    }

    private List<@Nullable Named[]> paged(Map<Integer, ? extends @Nullable Named> changes, int places) {
        List<@Nullable Named[]> result = new ArrayList<>(pages);
        while (result.size() * PAGE < places) {
            result.add(new Named[PAGE]);
        }
        BitSet copied = new BitSet();
        changes.forEach((place, named) -> {
            int page = place / PAGE;
            if (!copied.get(page)) {
                copied.set(page);
                result.set(page, result.get(page).clone());
            }
            result.get(page)[place % PAGE] = named;
        });
        return List.copyOf(result);
    }

    /** Returns a snapshot with blocks for some places that are in none, and last blocks that are not larger. */
    private IndexSnapshot built(BitSet open) {
        List<IndexBlock> kept = new ArrayList<>(blocks);
        int count = open.cardinality();
        while (!kept.isEmpty()
                && kept.get(kept.size() - 1).size() <= Math.min(IndexBlock.RULES / 2, Math.max(SMALL_BLOCK, count))) {
            IndexBlock last = kept.remove(kept.size() - 1);
            last.addPlaces(open);
            count += last.size();
        }
        List<Placed> placed = new ArrayList<>();
        for (int place = open.nextSetBit(0); place >= 0; place = open.nextSetBit(place + 1)) {
            Named named = named(place);
            if (named != null) {
                Plan plan = rules.plans().of(named.condition());
                IndexRule rule = IndexRule.of(plan);
                if (!rule.isImpossible()) {
                    placed.add(new Placed(place, plan, rule));
                }
            }
        }
        IndexSnapshot wider = withDimensions(placed, kept);
        List<IndexBlock> result = new ArrayList<>(wider.blocks);
        result.addAll(new IndexBlockBuilder(wider.dimensions, wider.ordinals).build(placed));
        return new IndexSnapshot(rules, wider.dimensions, wider.ordinals, List.copyOf(result), pages, size);
    }

    /** Returns a snapshot whose dimensions have the values of more rules, with some blocks, moved to the new cells. */
    private IndexSnapshot withDimensions(List<Placed> placed, List<IndexBlock> kept) {
        Map<Source, List<IndexTerm>> terms = new LinkedHashMap<>();
        for (Placed one : placed) {
            collect(one.rule().required(), terms);
            one.rule().refuting().forEach(refuting -> collect(refuting, terms));
        }
        Map<Source, Integer> places = new LinkedHashMap<>(ordinals);
        List<IndexDimension> all = new ArrayList<>(Arrays.asList(dimensions));
        boolean[] moved = new boolean[dimensions.length];
        boolean anyMoved = false;
        for (Map.Entry<Source, List<IndexTerm>> entry : terms.entrySet()) {
            Integer known = places.get(entry.getKey());
            IndexDimension before = known != null ? all.get(known) : IndexDimension.of(entry.getKey(), this::attribute);
            IndexDimension after = before.with(entry.getValue());
            if (known == null) {
                places.put(entry.getKey(), all.size());
                all.add(after);
            } else if (after != before) {
                all.set(known, after);
                moved[known] = after instanceof IndexDimension.Keys;
                anyMoved |= moved[known];
            }
        }
        IndexDimension[] array = all.toArray(IndexDimension[]::new);
        List<IndexBlock> result = kept;
        if (anyMoved) {
            result = kept.stream()
                    .map(block -> block.moved(dimensions, array, moved))
                    .toList();
        }
        return new IndexSnapshot(rules, array, places, result, pages, size);
    }

    private org.tidings.core.Attribute attribute(int slot) {
        return rules.rulebook().definitions().stored().attributes().get(slot);
    }

    private static void collect(Terms from, Map<Source, List<IndexTerm>> terms) {
        from.byPlace()
                .forEach((place, term) -> terms.computeIfAbsent(place.source(), source -> new ArrayList<>())
                        .add(term));
    }

    /** Returns the segments by their places. */
    Map<Integer, Named> all() {
        Map<Integer, Named> all = new LinkedHashMap<>();
        for (int place = 0; place < size; place++) {
            Named named = named(place);
            if (named != null) {
                all.put(place, named);
            }
        }
        return all;
    }
}
