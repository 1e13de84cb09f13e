package org.tidings.benchmarks.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Rules as trees of closures over arrays, asked row by row: what an application without an engine does. */
final class BulkClosures implements BulkCounter {
    private final BulkPeople people;
    private final List<IntPredicate> rules = new ArrayList<>();

    BulkClosures(BulkPeople people, List<BulkPredicate> predicates) {
        this.people = people;
        predicates.forEach(predicate -> rules.add(closure(predicate)));
    }

    private IntPredicate closure(BulkPredicate predicate) {
        if (predicate instanceof BulkPredicate.All all) {
            IntPredicate[] operands = all.operands().stream().map(this::closure).toArray(IntPredicate[]::new);
            return row -> {
                for (IntPredicate operand : operands) {
                    if (!operand.test(row)) {
                        return false;
                    }
                }
                return true;
            };
        } else if (predicate instanceof BulkPredicate.Any any) {
            IntPredicate[] operands = any.operands().stream().map(this::closure).toArray(IntPredicate[]::new);
            return row -> {
                for (IntPredicate operand : operands) {
                    if (operand.test(row)) {
                        return true;
                    }
                }
                return false;
            };
        } else if (predicate instanceof BulkPredicate.Fails fails) {
            IntPredicate holds = closure(fails.operand());
            if (fails.operand() instanceof BulkPredicate.Visited) {
                return holds.negate();
            }
            int[] values = people.column(fails.operand().column()).values();
            boolean presence = fails.operand() instanceof BulkPredicate.Known;
            return row -> (presence || values[row] != BulkColumn.MISSING) && !holds.test(row);
        }
        return test((BulkPredicate.Test) predicate);
    }

    private IntPredicate test(BulkPredicate.Test test) {
        if (test instanceof BulkPredicate.Visited visited) {
            BulkVisits visits = people.visits();
            int bits = visited.kinds().stream().mapToInt(kind -> 1 << kind).sum();
            return row -> visits.isAtLeast(row, visited.firstDay(), bits, visited.least());
        }
        int[] values = people.column(test.column()).values();
        if (test instanceof BulkPredicate.Between between) {
            int low = between.low();
            int high = between.high();
            return row -> values[row] != BulkColumn.MISSING && values[row] >= low && values[row] <= high;
        } else if (test instanceof BulkPredicate.OneOf oneOf) {
            int[] numbers = oneOf.numbers().stream().mapToInt(Integer::intValue).toArray();
            return row -> {
                int value = values[row];
                for (int number : numbers) {
                    if (value == number) {
                        return true;
                    }
                }
                return false;
            };
        } else if (test instanceof BulkPredicate.HasAny hasAny) {
            int bits = hasAny.bits();
            return row -> values[row] != BulkColumn.MISSING && (values[row] & bits) != 0;
        }
        return row -> values[row] != BulkColumn.MISSING;
    }

    @Override
    public long[] counts() {
        long[] counts = new long[rules.size()];
        for (int i = 0; i < counts.length; i++) {
            IntPredicate rule = rules.get(i);
            for (int row = 0; row < people.count(); row++) {
                if (rule.test(row)) {
                    counts[i]++;
                }
            }
        }
        return counts;
    }
}
