package org.tidings.segmentation;

import java.util.List;
import org.tidings.core.EventField;
import org.tidings.segmentation.internal.columns.CodeRanges;
import org.tidings.segmentation.internal.columns.Coding;
import org.tidings.segmentation.internal.columns.EventTable;
import org.tidings.segmentation.internal.columns.Packed;
import org.tidings.segmentation.internal.columns.PackedColumn;
import org.tidings.segmentation.internal.columns.Program;
import org.tidings.segmentation.internal.columns.Store;

/** Makes the inputs of a program that look at one person after the other. */
final class BulkInputs {
    private BulkInputs() {}

    /** Asks about the person at a position. */
    @FunctionalInterface
    interface Question {
        boolean holds(int position);

        /** Returns the input that asks about each person who is wanted. */
        default Program.Input input() {
            return (first, wanted, width, to) -> {
                for (int word = 0; word < width; word++) {
                    long found = 0;
                    for (long left = wanted[word]; left != 0; left &= left - 1) {
                        if (holds(first + (word << 6) + Long.numberOfTrailingZeros(left))) {
                            found |= left & -left;
                        }
                    }
                    to[word] = found;
                }
            };
        }
    }

    /** Returns whether compiled code is definitely what is asked. */
    static Question code(
            PersonReader reader, CompiledRules rules, Plan.Reads reads, Code.Condition code, boolean truth) {
        return position -> {
            Frame frame = Frame.of(rules, reader.person(reads, position));
            return truth ? code.isTrue(frame) : code.isFalse(frame);
        };
    }

    /** Returns whether the person's bucket is in a range. */
    static Question bucket(Population population, Plan.InBucket bucket) {
        return position -> {
            double value = Buckets.bucket(population.idHash(position), bucket.salt());
            return bucket.test().holds(ValueTest.numberKey(Double.doubleToRawLongBits(value)));
        };
    }

    /** Returns whether enough events pass; tests of fields have become sets of codes. */
    static Question events(Store store, Plan.EventsAtLeast wanted) {
        EventQuery query = wanted.events();
        EventTable table = store.tables().get(query.stream().index());
        PackedColumn times = table.fields().get(query.stream().timeColumn());
        Coding coding = times.coding();
        long first = coding.ceiling(query.first());
        long end = query.last() == Long.MAX_VALUE ? coding.end() : coding.ceiling(query.last() + 1);
        List<FieldCodes> tests =
                query.where().stream().map(test -> fieldCodes(table, test)).toList();
        return position -> atLeast(table.offsets(), times.codes(), first, end, tests, position, wanted.least());
    }

    /** The codes of a field that pass. */
    private record FieldCodes(Packed codes, CodeRanges.Membership passing) {}

    private static FieldCodes fieldCodes(EventTable table, EventQuery.FieldTest test) {
        EventField field = test.field();
        PackedColumn column = table.fields().get(field.column());
        CodeRanges passing = TestedCodes.of(column.coding(), test.test(), !test.negated());
        return new FieldCodes(column.codes(), passing.membership(column.coding().end()));
    }

    private static boolean atLeast(
            Packed offsets, Packed times, long first, long end, List<FieldCodes> tests, int position, long least) {
        long missing = least;
        int begin = (int) offsets.get(position);
        // The newest first: rules ask for what has happened of late.
        for (int event = (int) offsets.get(position + 1) - 1; event >= begin; event--) {
            long time = times.get(event);
            if (time < first) {
                return false;
            } else if (time < end && passes(tests, event) && --missing == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(List<FieldCodes> tests, int event) {
        for (int i = 0; i < tests.size(); i++) {
            FieldCodes test = tests.get(i);
            if (!test.passing().contains(test.codes().get(event))) {
                return false;
            }
        }
        return true;
    }
}
