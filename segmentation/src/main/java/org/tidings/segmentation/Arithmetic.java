package org.tidings.segmentation;

import org.tidings.core.Values;
import org.tidings.segmentation.internal.Expr.Operation;
import org.tidings.segmentation.internal.Function;

/** Codes of arithmetic. What passes the range of its type, and what is divided by zero, is missing. */
final class Arithmetic {
    /** Least number that is greater than every integer. */
    private static final double TWO_TO_63 = 0x1p63;

    private Arithmetic() {}

    static Code.Primitive ofIntegers(Operation operation, Code.Primitive left, Code.Primitive right) {
        return frame -> {
            long a = left.get(frame);
            if (!frame.present) {
                return 0;
            }
            long b = right.get(frame);
            if (!frame.present) {
                return 0;
            }
            return switch (operation) {
                case ADD -> {
                    long sum = a + b;
                    frame.present = ((a ^ sum) & (b ^ sum)) >= 0;
                    yield sum;
                }
                case SUBTRACT -> {
                    long difference = a - b;
                    frame.present = ((a ^ b) & (a ^ difference)) >= 0;
                    yield difference;
                }
                case MULTIPLY -> {
                    long product = a * b;
                    frame.present = Math.multiplyHigh(a, b) == product >> 63;
                    yield product;
                }
                case REMAINDER -> {
                    frame.present = b != 0;
                    yield b == 0 ? 0 : a % b;
                }
                case DIVIDE -> throw new IllegalStateException("a quotient is a number");
            };
        };
    }

    static Code.Primitive ofNumbers(Operation operation, Code.Primitive left, Code.Primitive right) {
        return frame -> {
            double a = Double.longBitsToDouble(left.get(frame));
            if (!frame.present) {
                return 0;
            }
            double b = Double.longBitsToDouble(right.get(frame));
            if (!frame.present) {
                return 0;
            }
            // Dividing by zero gives infinity or not-a-number, which are missing as overflow is.
            double result = switch (operation) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case REMAINDER -> a % b;
            };
            frame.present = Double.isFinite(result);
            return Values.numberBits(result);
        };
    }

    static Code.Primitive negateInteger(Code.Primitive operand) {
        return frame -> {
            long value = operand.get(frame);
            frame.present &= value != Long.MIN_VALUE;
            return -value;
        };
    }

    static Code.Primitive negateNumber(Code.Primitive operand) {
        return frame -> Values.numberBits(-Double.longBitsToDouble(operand.get(frame)));
    }

    /** Returns the code of {@code abs}, {@code round}, {@code floor} or {@code ceil}. */
    static Code.Primitive function(Function function, Type type, Code.Primitive operand) {
        if (function == Function.ABS) {
            return type == Type.NUMBER
                    ? frame -> Values.numberBits(Math.abs(Double.longBitsToDouble(operand.get(frame))))
                    : frame -> {
                        long value = operand.get(frame);
                        frame.present &= value != Long.MIN_VALUE;
                        return Math.abs(value);
                    };
        }
        return type == Type.INTEGER
                ? operand
                : frame -> {
                    double value = Double.longBitsToDouble(operand.get(frame));
                    if (!frame.present) {
                        return 0;
                    }
                    double whole = whole(function, value);
                    frame.present = whole >= -TWO_TO_63 && whole < TWO_TO_63;
                    return (long) whole;
                };
    }

    private static double whole(Function function, double value) {
        return switch (function) {
            case FLOOR -> Math.floor(value);
            case CEIL -> Math.ceil(value);
            default -> rounded(value);
        };
    }

    /** Rounds halves away from zero; adding one half first would round 0.49999999999999994 up. */
    private static double rounded(double value) {
        double below = Math.floor(Math.abs(value));
        double whole = Math.abs(value) - below >= 0.5 ? below + 1 : below;
        return Math.copySign(whole, value);
    }
}
