package org.tidings.benchmarks.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.roaringbitmap.RangeBitmap;
import org.roaringbitmap.RoaringBitmap;
import org.tidings.core.ValueType;

/**
 * An inverted index as one writes it with <a href="https://github.com/RoaringBitmap/RoaringBitmap">RoaringBitmap</a>: a
 * bitmap per value of a text, a yes or no, and a member of a set, the library's <a
 * href="https://github.com/RoaringBitmap/RoaringBitmap#range-bitmap">RangeBitmap</a> for what has an order, and a bitmap
 * of those who have a value. Bitmaps are compressed by runs. In a run over many rules each different test is asked once;
 * conjunctions begin with the fewest people, and the last step counts without making a bitmap.
 */
final class BulkRoaring implements BulkCounter {
    private final List<BulkPredicate> rules;
    private final Map<String, RoaringBitmap> present = new HashMap<>();
    private final Map<String, Map<Integer, RoaringBitmap>> byValue = new HashMap<>();
    private final Map<String, RangeBitmap> ranges = new HashMap<>();
    private final Map<String, Integer> least = new HashMap<>();
    private final RoaringBitmap everybody;

    BulkRoaring(BulkPeople people, List<BulkPredicate> rules) {
        this.rules = rules;
        this.everybody = RoaringBitmap.bitmapOfRange(0, people.count());
        people.columns().forEach(this::index);
    }

    private void index(BulkColumn column) {
        int[] values = column.values();
        RoaringBitmap known = new RoaringBitmap();
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int row = 0; row < values.length; row++) {
            if (!column.isMissing(row)) {
                known.add(row);
                min = Math.min(min, values[row]);
                max = Math.max(max, values[row]);
            }
        }
        known.runOptimize();
        present.put(column.name(), known);
        switch (column.type()) {
            case TEXT, TEXT_SET, BOOL -> byValue.put(column.name(), inverted(column));
            case INTEGER, NUMBER, DATE, INSTANT -> {
                RangeBitmap.Appender appender = RangeBitmap.appender(max - (long) min);
                for (int row = 0; row < values.length; row++) {
                    appender.add(column.isMissing(row) ? 0 : values[row] - (long) min);
                }
                ranges.put(column.name(), appender.build());
                least.put(column.name(), min);
            }
        }
    }

    private static Map<Integer, RoaringBitmap> inverted(BulkColumn column) {
        Map<Integer, RoaringBitmap> bitmaps = new HashMap<>();
        boolean isSet = !column.texts().isEmpty() && column.type() == ValueType.TEXT_SET;
        for (int row = 0; row < column.values().length; row++) {
            int value = column.values()[row];
            if (column.isMissing(row)) {
                continue;
            } else if (!isSet) {
                bitmaps.computeIfAbsent(value, key -> new RoaringBitmap()).add(row);
                continue;
            }
            for (int left = value; left != 0; left &= left - 1) {
                bitmaps.computeIfAbsent(left & -left, key -> new RoaringBitmap())
                        .add(row);
            }
        }
        bitmaps.values().forEach(RoaringBitmap::runOptimize);
        return bitmaps;
    }

    @Override
    public long[] counts() {
        Map<BulkPredicate, RoaringBitmap> known = new HashMap<>();
        return rules.stream().mapToLong(rule -> count(rule, known)).toArray();
    }

    private long count(BulkPredicate rule, Map<BulkPredicate, RoaringBitmap> known) {
        List<RoaringBitmap> operands = new ArrayList<>();
        for (BulkPredicate operand : ((BulkPredicate.All) rule).operands()) {
            operands.add(bitmap(operand, known));
        }
        operands.sort(Comparator.comparingInt(RoaringBitmap::getCardinality));
        RoaringBitmap result = operands.get(0);
        for (int i = 1; i < operands.size() - 1 && !result.isEmpty(); i++) {
            result = RoaringBitmap.and(result, operands.get(i));
        }
        return RoaringBitmap.andCardinality(result, operands.get(operands.size() - 1));
    }

    private RoaringBitmap bitmap(BulkPredicate predicate, Map<BulkPredicate, RoaringBitmap> known) {
        RoaringBitmap bitmap = known.get(predicate);
        if (bitmap == null) {
            bitmap = make(predicate, known);
            known.put(predicate, bitmap);
        }
        return bitmap;
    }

    private RoaringBitmap make(BulkPredicate predicate, Map<BulkPredicate, RoaringBitmap> known) {
        if (predicate instanceof BulkPredicate.Any any) {
            return RoaringBitmap.or(any.operands().stream()
                    .map(operand -> bitmap(operand, known))
                    .toArray(RoaringBitmap[]::new));
        } else if (predicate instanceof BulkPredicate.Fails fails) {
            RoaringBitmap from =
                    fails.operand() instanceof BulkPredicate.Known ? everybody : presentIn(fails.operand());
            return RoaringBitmap.andNot(from, bitmap(fails.operand(), known));
        } else if (predicate instanceof BulkPredicate.Between between && ranges.containsKey(between.column())) {
            return range(between);
        } else if (predicate instanceof BulkPredicate.Between flag) {
            return values(flag.column(), List.of(flag.low()));
        } else if (predicate instanceof BulkPredicate.OneOf oneOf) {
            return values(oneOf.column(), oneOf.numbers());
        } else if (predicate instanceof BulkPredicate.HasAny hasAny) {
            List<Integer> members = new ArrayList<>();
            for (int left = hasAny.bits(); left != 0; left &= left - 1) {
                members.add(left & -left);
            }
            return values(hasAny.column(), members);
        }
        if (predicate instanceof BulkPredicate.Known presence) {
            return presentIn(presence);
        }
        throw new IllegalArgumentException("an inverted index of values has no answer to " + predicate);
    }

    private RoaringBitmap presentIn(BulkPredicate.Test test) {
        return present.getOrDefault(test.column(), everybody);
    }

    private RoaringBitmap values(String column, List<Integer> values) {
        Map<Integer, RoaringBitmap> bitmaps = byValue.getOrDefault(column, Map.of());
        RoaringBitmap[] wanted = values.stream()
                .map(value -> bitmaps.getOrDefault(value, new RoaringBitmap()))
                .toArray(RoaringBitmap[]::new);
        return wanted.length == 1 ? wanted[0] : RoaringBitmap.or(wanted);
    }

    private RoaringBitmap range(BulkPredicate.Between between) {
        RangeBitmap bitmap = Objects.requireNonNull(ranges.get(between.column()));
        int min = Objects.requireNonNull(least.get(between.column()));
        RoaringBitmap of = presentIn(between);
        if (between.high() == Integer.MAX_VALUE) {
            return bitmap.gte(Math.max(0, between.low() - (long) min), of);
        } else if (between.high() < min) {
            return new RoaringBitmap();
        } else if (between.low() <= min) {
            return bitmap.lte(between.high() - (long) min, of);
        }
        return bitmap.between(between.low() - (long) min, between.high() - (long) min, of);
    }
}
