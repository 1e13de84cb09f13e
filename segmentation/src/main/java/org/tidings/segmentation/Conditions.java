package org.tidings.segmentation;

import java.util.List;

/** Codes of conditions that are made of conditions. */
final class Conditions {
    private Conditions() {}

    /** A condition that is computed as a whole, because both sides take the same work. */
    @FunctionalInterface
    interface Whole extends Code.Condition {
        @Override
        int truth(Frame frame);

        @Override
        default boolean isTrue(Frame frame) {
            return truth(frame) == TRUE;
        }

        @Override
        default boolean isFalse(Frame frame) {
            return truth(frame) == FALSE;
        }
    }

    /** A condition that is never unknown. */
    @FunctionalInterface
    interface Certain extends Code.Condition {
        @Override
        boolean isTrue(Frame frame);

        @Override
        default boolean isFalse(Frame frame) {
            return !isTrue(frame);
        }

        @Override
        default int truth(Frame frame) {
            return isTrue(frame) ? TRUE : FALSE;
        }
    }

    static Code.Condition not(Code.Condition operand) {
        return Constants.foldCondition(new Not(operand), operand);
    }

    static Code.Condition and(List<Code.Condition> operands) {
        Code.Condition[] array = operands.toArray(Code.Condition[]::new);
        return Constants.foldCondition(new And(array), array);
    }

    static Code.Condition or(List<Code.Condition> operands) {
        Code.Condition[] array = operands.toArray(Code.Condition[]::new);
        return Constants.foldCondition(new Or(array), array);
    }

    private record Not(Code.Condition operand) implements Code.Condition {
        @Override
        public boolean isTrue(Frame frame) {
            return operand.isFalse(frame);
        }

        @Override
        public boolean isFalse(Frame frame) {
            return operand.isTrue(frame);
        }

        @Override
        public int truth(Frame frame) {
            int truth = operand.truth(frame);
            return truth == UNKNOWN ? UNKNOWN : 1 - truth;
        }
    }

    private static final class And implements Code.Condition {
        private final Code.Condition[] operands;

        And(Code.Condition[] operands) {
            this.operands = operands;
        }

        @Override
        public boolean isTrue(Frame frame) {
            for (Code.Condition operand : operands) {
                if (!operand.isTrue(frame)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean isFalse(Frame frame) {
            for (Code.Condition operand : operands) {
                if (operand.isFalse(frame)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int truth(Frame frame) {
            int result = TRUE;
            for (Code.Condition operand : operands) {
                int truth = operand.truth(frame);
                if (truth == FALSE) {
                    return FALSE;
                }
                result = truth == UNKNOWN ? UNKNOWN : result;
            }
            return result;
        }
    }

    private static final class Or implements Code.Condition {
        private final Code.Condition[] operands;

        Or(Code.Condition[] operands) {
            this.operands = operands;
        }

        @Override
        public boolean isTrue(Frame frame) {
            for (Code.Condition operand : operands) {
                if (operand.isTrue(frame)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean isFalse(Frame frame) {
            for (Code.Condition operand : operands) {
                if (!operand.isFalse(frame)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int truth(Frame frame) {
            int result = FALSE;
            for (Code.Condition operand : operands) {
                int truth = operand.truth(frame);
                if (truth == TRUE) {
                    return TRUE;
                }
                result = truth == UNKNOWN ? UNKNOWN : result;
            }
            return result;
        }
    }

    /** A value in a range of longs; values outside the domain count as missing. */
    record InRange(Code.Primitive value, Range range) implements Code.Condition {
        @Override
        public boolean isTrue(Frame frame) {
            long found = value.get(frame);
            return frame.present && range.holds(found);
        }

        @Override
        public boolean isFalse(Frame frame) {
            long found = value.get(frame);
            return frame.present && range.excludes(found);
        }

        @Override
        public int truth(Frame frame) {
            long found = value.get(frame);
            return frame.present ? range.truth(found) : UNKNOWN;
        }
    }

    /** {@link InRange} of a stored attribute, without a call in between: the most frequent atom. */
    record AttributeInRange(int slot, int index, Range range) implements Code.Condition {
        @Override
        public boolean isTrue(Frame frame) {
            return frame.profile.isPresent(slot) && range.holds(frame.profile.primitive(index));
        }

        @Override
        public boolean isFalse(Frame frame) {
            return frame.profile.isPresent(slot) && range.excludes(frame.profile.primitive(index));
        }

        @Override
        public int truth(Frame frame) {
            return frame.profile.isPresent(slot) ? range.truth(frame.profile.primitive(index)) : UNKNOWN;
        }
    }

    /**
     * The values for which an atom is true, within those for which it is known.
     *
     * @param low least value that is true; greater than {@code high} where none is
     * @param high greatest value that is true
     * @param first least value that is known
     * @param last greatest value that is known
     */
    record Range(long low, long high, long first, long last) {
        static Range of(long low, long high) {
            return new Range(low, high, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        /** Returns the range with a narrower domain above. */
        Range knownUpTo(long greatest) {
            return new Range(low, Math.min(high, greatest), first, Math.min(last, greatest));
        }

        boolean holds(long value) {
            return value >= low && value <= high;
        }

        boolean excludes(long value) {
            return value >= first && value <= last && (value < low || value > high);
        }

        int truth(long value) {
            return holds(value) ? Code.Condition.TRUE : excludes(value) ? Code.Condition.FALSE : Code.Condition.UNKNOWN;
        }
    }
}
