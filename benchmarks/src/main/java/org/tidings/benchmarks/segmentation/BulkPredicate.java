package org.tidings.benchmarks.segmentation;

import java.util.List;

/** A rule of {@link BulkRules}, for engines that have no rule language of ours. Missing values make a test unknown. */
sealed interface BulkPredicate {
    /** All hold. */
    record All(List<BulkPredicate> operands) implements BulkPredicate {}

    /** One holds. */
    record Any(List<BulkPredicate> operands) implements BulkPredicate {}

    /** The test is false, and not unknown. */
    record Fails(Test operand) implements BulkPredicate {}

    /** A test of one column. */
    sealed interface Test extends BulkPredicate {
        /** Returns the name of the column. */
        String column();
    }

    /** The number lies between two, both included; the least or greatest {@code int} is no bound. */
    record Between(String column, int low, int high) implements Test {}

    /** The text is one of several, by number; ascending. */
    record OneOf(String column, List<Integer> numbers) implements Test {}

    /** The set has one of the members, by bit. */
    record HasAny(String column, int bits) implements Test {}

    /**
     * At least so many visits were of one of several kinds, by number, on a day or after it.
     *
     * @param kinds ascending; all if empty
     */
    record Visited(int firstDay, List<Integer> kinds, int least) implements Test {
        @Override
        public String column() {
            return "visits";
        }
    }

    /** There is a value. */
    record Known(String column) implements Test {}
}
