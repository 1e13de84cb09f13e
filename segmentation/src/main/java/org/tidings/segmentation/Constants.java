package org.tidings.segmentation;

import org.jspecify.annotations.Nullable;

/** Codes whose value is the same for everybody. */
final class Constants {
    static final Code.Primitive MISSING = new Long64(0, false);
    static final Code.Reference MISSING_REFERENCE = new Any(null);

    private Constants() {}

    static Code.Primitive of(long value) {
        return new Long64(value, true);
    }

    static Code.Reference of(@Nullable Object value) {
        return new Any(value);
    }

    static Code.Condition condition(int truth) {
        return new Fixed(truth);
    }

    /** Returns the constant that a code amounts to if all it reads is constant; the code itself if not. */
    static Code.Primitive foldPrimitive(Code.Primitive code, Code... operands) {
        if (!areConstant(operands)) {
            return code;
        }
        Frame frame = Frame.empty();
        long value = code.get(frame);
        return frame.present ? of(value) : MISSING;
    }

    /** Returns the constant that a code amounts to if all it reads is constant; the code itself if not. */
    static Code.Reference foldReference(Code.Reference code, Code... operands) {
        return areConstant(operands) ? of(code.get(Frame.empty())) : code;
    }

    /** Returns the constant that a condition amounts to if all it reads is constant; the condition itself if not. */
    static Code.Condition foldCondition(Code.Condition code, Code... operands) {
        return areConstant(operands) ? condition(code.truth(Frame.empty())) : code;
    }

    private static boolean areConstant(Code... operands) {
        for (Code operand : operands) {
            if (!operand.isConstant()) {
                return false;
            }
        }
        return true;
    }

    /** A constant held in a {@code long}. */
    record Long64(long value, boolean known) implements Code.Primitive {
        @Override
        public long get(Frame frame) {
            frame.present = known;
            return value;
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    private record Any(@Nullable Object value) implements Code.Reference {
        @Override
        public @Nullable Object get(Frame frame) {
            return value;
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    private record Fixed(int truth) implements Code.Condition {
        @Override
        public boolean isTrue(Frame frame) {
            return truth == TRUE;
        }

        @Override
        public boolean isFalse(Frame frame) {
            return truth == FALSE;
        }

        @Override
        public int truth(Frame frame) {
            return truth;
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }
}
