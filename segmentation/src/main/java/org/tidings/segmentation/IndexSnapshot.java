package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.segmentation.IndexTerm.Source;
import org.tidings.segmentation.IndexTerm.Terms;

/**
 * All of an index at one moment. Immutable; successors share the blocks and dimensions that did not change.
 *
 * @param ordinals place of each source among the dimensions
 * @param size number of places, free ones included
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
record IndexSnapshot(
        BoundRules rules, IndexDimension[] dimensions, Map<Source, Integer> ordinals, List<Chunk> chunks, int size) {

    /** A block with what it was made of; a place without a condition is free. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    record Chunk(
            IndexBlock block,
            @Nullable String[] names,
            @Nullable Expression[] conditions) {}

    /** A named condition. */
    record Named(String name, Expression condition) {}

    static IndexSnapshot empty(BoundRules rules) {
        return new IndexSnapshot(rules, new IndexDimension[0], Map.of(), List.of(), 0);
    }

    @Nullable
    String name(int place) {
        return chunks.get(place / IndexBlock.RULES).names()[place % IndexBlock.RULES];
    }

    /** Returns the number of words of a vector over all blocks. */
    int words() {
        return (size + 63) >>> 6;
    }

    /** Returns a snapshot with conditions in some places, or with those places free where a condition is null. */
    IndexSnapshot with(Map<Integer, @Nullable Named> changes) {
        int newSize = changes.keySet().stream().mapToInt(place -> place + 1).reduce(size, Math::max);
        Map<Integer, Map<Integer, @Nullable Named>> byChunk = new LinkedHashMap<>();
        changes.forEach(
                (place, named) -> byChunk.computeIfAbsent(place / IndexBlock.RULES, chunk -> new LinkedHashMap<>())
                        .put(place % IndexBlock.RULES, named));
        int count = (newSize + IndexBlock.RULES - 1) / IndexBlock.RULES;
        @Nullable Forms[] forms = new Forms[count];
        for (Map.Entry<Integer, Map<Integer, @Nullable Named>> entry : byChunk.entrySet()) {
            int chunk = entry.getKey();
            int rules = Math.min(IndexBlock.RULES, newSize - chunk * IndexBlock.RULES);
            forms[chunk] = forms(chunk < chunks.size() ? chunks.get(chunk) : null, rules, entry.getValue());
        }
        for (int chunk = chunks.size(); chunk < count; chunk++) {
            if (forms[chunk] == null) {
                forms[chunk] = forms(null, Math.min(IndexBlock.RULES, newSize - chunk * IndexBlock.RULES), Map.of());
            }
        }
        IndexSnapshot wider = withDimensions(forms);
        List<Chunk> result = new ArrayList<>(wider.chunks);
        for (int i = 0; i < count; i++) {
            Forms changed = forms[i];
            if (changed != null) {
                IndexBlock block = new IndexBlockBuilder(wider.dimensions, wider.ordinals, changed.names.length)
                        .build(changed.plans, changed.rules);
                Chunk chunk = new Chunk(block, changed.names, changed.conditions);
                if (i < result.size()) {
                    result.set(i, chunk);
                } else {
                    result.add(chunk);
                }
            }
        }
        return new IndexSnapshot(rules, wider.dimensions, wider.ordinals, List.copyOf(result), newSize);
    }

    /** What the rules of one block are made of. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
    private record Forms(
            @Nullable String[] names,
            @Nullable Expression[] conditions,
            @Nullable Plan[] plans,
            @Nullable IndexRule[] rules) {}

    private Forms forms(@Nullable Chunk before, int count, Map<Integer, @Nullable Named> changed) {
        @Nullable String[] names = before == null ? new String[count] : Arrays.copyOf(before.names, count);
        @Nullable
        Expression[] conditions = before == null ? new Expression[count] : Arrays.copyOf(before.conditions, count);
        changed.forEach((place, named) -> {
            names[place] = named == null ? null : named.name();
            conditions[place] = named == null ? null : named.condition();
        });
        @Nullable Plan[] plans = new Plan[count];
        @Nullable IndexRule[] made = new IndexRule[count];
        for (int i = 0; i < count; i++) {
            Expression condition = conditions[i];
            if (condition != null) {
                Plan plan = rules.plans().of(condition);
                plans[i] = plan;
                made[i] = IndexRule.of(plan);
            }
        }
        return new Forms(names, conditions, plans, made);
    }

    /** Returns a snapshot whose dimensions have the values of more rules, and its blocks moved to the new cells. */
    private IndexSnapshot withDimensions(@Nullable Forms[] forms) {
        Map<Source, List<IndexTerm>> terms = new LinkedHashMap<>();
        for (Forms changed : forms) {
            for (IndexRule rule : changed == null ? new IndexRule[0] : changed.rules) {
                if (rule != null && !rule.isImpossible()) {
                    collect(rule.required(), terms);
                    rule.refuting().forEach(refuting -> collect(refuting, terms));
                }
            }
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
        List<Chunk> kept = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            // A block that is built anew afterwards need not move.
            kept.add(
                    anyMoved && forms[i] == null
                            ? new Chunk(
                                    chunk.block().moved(dimensions, array, moved), chunk.names(), chunk.conditions())
                            : chunk);
        }
        return new IndexSnapshot(rules, array, places, kept, size);
    }

    private org.tidings.core.Attribute attribute(int slot) {
        return rules.rulebook().definitions().stored().attributes().get(slot);
    }

    private static void collect(Terms from, Map<Source, List<IndexTerm>> terms) {
        from.byPlace()
                .forEach((place, term) -> terms.computeIfAbsent(place.source(), source -> new ArrayList<>())
                        .add(term));
    }

    /** Returns the places and conditions that are not free. */
    Map<Integer, @Nullable Named> all() {
        Map<Integer, @Nullable Named> all = new LinkedHashMap<>();
        for (int place = 0; place < size; place++) {
            Chunk chunk = chunks.get(place / IndexBlock.RULES);
            String name = chunk.names()[place % IndexBlock.RULES];
            Expression condition = chunk.conditions()[place % IndexBlock.RULES];
            if (name != null && condition != null) {
                all.put(place, new Named(name, condition));
            }
        }
        return all;
    }

    /** Returns a snapshot in which some places are free; the vectors keep what stood there, and live rules are fewer. */
    IndexSnapshot without(Collection<Integer> places) {
        List<Chunk> result = new ArrayList<>(chunks);
        Map<Integer, List<Integer>> byChunk = new LinkedHashMap<>();
        places.forEach(place -> byChunk.computeIfAbsent(place / IndexBlock.RULES, chunk -> new ArrayList<>())
                .add(place % IndexBlock.RULES));
        byChunk.forEach((at, removed) -> {
            Chunk chunk = chunks.get(at);
            @Nullable String[] names = chunk.names.clone();
            @Nullable Expression[] conditions = chunk.conditions.clone();
            removed.forEach(rule -> {
                names[rule] = null;
                conditions[rule] = null;
            });
            result.set(at, new Chunk(chunk.block.without(removed), names, conditions));
        });
        return new IndexSnapshot(rules, dimensions, ordinals, List.copyOf(result), size);
    }

    /** Returns a snapshot with free places behind its last one. */
    IndexSnapshot withSize(int wanted) {
        Map<Integer, @Nullable Named> free = new LinkedHashMap<>();
        for (int place = size; place < wanted; place++) {
            free.put(place, null);
        }
        return with(free);
    }
}
