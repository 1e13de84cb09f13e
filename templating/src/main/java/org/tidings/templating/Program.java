package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A compiled text: a flat list of instructions over segments that are encoded already.
 *
 * <p>What an operand means is the business of the {@link Frame} that runs it: slots of profiles for messages, names for
 * plain Mustache. Sections are jumps, so that nothing recurses but {@code CALL}.
 *
 * @param <O> type of the operands
 */
final class Program<O> {
    private static final int END = 0;
    /** segment. */
    private static final int TEXT = 1;
    /** operand. */
    private static final int VALUE = 2;
    /** operand, where to go if the section does not run. */
    private static final int SECTION = 3;
    /** operand, where the section's body begins. */
    private static final int AGAIN = 4;
    /** operand, where to go if the inverted section does not run. */
    private static final int INVERTED = 5;
    /** operand, number of targets, targets. */
    private static final int SELECT = 6;
    /** target. */
    private static final int JUMP = 7;
    /** operand. */
    private static final int CALL = 8;
    /** segment, operand: the two most frequent in one, which saves a jump for each value. */
    private static final int TEXT_VALUE = 9;

    private final int[] code;
    private final byte[][] segments;
    private final O[] operands;

    private Program(int[] code, byte[][] segments, O[] operands) {
        this.code = code;
        this.segments = segments;
        this.operands = operands;
    }

    /** Runs the program; returns false when the frame stopped it. */
    boolean run(Frame<O> frame, RenderBuffer out) {
        int pc = 0;
        while (true) {
            switch (code[pc]) {
                case TEXT -> {
                    if (!out.append(segments[code[pc + 1]])) {
                        return frame.overflow();
                    }
                    pc += 2;
                }
                case VALUE -> {
                    if (!frame.write(operands[code[pc + 1]], out)) {
                        return false;
                    }
                    pc += 2;
                }
                case TEXT_VALUE -> {
                    if (!out.append(segments[code[pc + 1]])) {
                        return frame.overflow();
                    }
                    if (!frame.write(operands[code[pc + 2]], out)) {
                        return false;
                    }
                    pc += 3;
                }
                case SECTION -> {
                    boolean body = frame.open(operands[code[pc + 1]]);
                    if (frame.isStopped()) {
                        return false;
                    }
                    pc = body ? pc + 3 : code[pc + 2];
                }
                case AGAIN -> {
                    boolean more = frame.again(operands[code[pc + 1]]);
                    if (more && !out.turn()) {
                        return frame.overflow();
                    }
                    pc = more ? code[pc + 2] : pc + 3;
                }
                case INVERTED -> {
                    boolean body = frame.isAbsent(operands[code[pc + 1]]);
                    if (frame.isStopped()) {
                        return false;
                    }
                    pc = body ? pc + 3 : code[pc + 2];
                }
                case SELECT -> {
                    int choice = frame.select(operands[code[pc + 1]]);
                    if (frame.isStopped()) {
                        return false;
                    }
                    pc = code[pc + 3 + choice];
                }
                case JUMP -> pc = code[pc + 1];
                case CALL -> {
                    if (!out.turn()) {
                        return frame.overflow();
                    }
                    if (!frame.call(operands[code[pc + 1]], out)) {
                        return false;
                    }
                    pc += 2;
                }
                default -> {
                    return true;
                }
            }
        }
    }

    /** Writes instructions. Mutable, owned by one thread. */
    static final class Writer<O> {
        private int[] code = new int[64];
        private int length;
        private final List<byte[]> segments = new ArrayList<>();
        private final List<O> operands = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();

        /** Adds text; neighbours become one segment. */
        void text(String text) {
            pending.append(text);
        }

        void value(O operand) {
            if (pending.length() == 0) {
                emit(VALUE, operand(operand));
            } else {
                emit(TEXT_VALUE, segment(), operand(operand));
            }
        }

        /** Begins a section; returns the place for {@link #endSection}. */
        int section(O operand) {
            flush();
            emit(SECTION, operand(operand), 0);
            return length;
        }

        void endSection(int body) {
            flush();
            emit(AGAIN, code[body - 2], body);
            code[body - 1] = length;
        }

        /** Begins an inverted section; returns the place for {@link #endInverted}. */
        int inverted(O operand) {
            flush();
            emit(INVERTED, operand(operand), 0);
            return length;
        }

        void endInverted(int body) {
            flush();
            code[body - 1] = length;
        }

        /** Begins a choice; returns the place of its first target. */
        int select(O operand, int targets) {
            flush();
            emit(SELECT, operand(operand), targets);
            int table = length;
            for (int i = 0; i < targets; i++) {
                emit(0);
            }
            return table;
        }

        /** Sets a target of a choice to what comes next. */
        void target(int table, int index) {
            flush();
            code[table + index] = length;
        }

        /** Jumps to a place that is not known yet; returns it for {@link #land}. */
        int jump() {
            flush();
            emit(JUMP, 0);
            return length - 1;
        }

        void land(int jump) {
            flush();
            code[jump] = length;
        }

        void call(O operand) {
            flush();
            emit(CALL, operand(operand));
        }

        /** Returns the number of words so far, which grows with the nodes of the text. */
        int size() {
            return length;
        }

        @SuppressWarnings("unchecked") // the array holds what the list of O held, and is only read
        Program<O> finish() {
            flush();
            emit(END);
            return new Program<>(
                    Arrays.copyOf(code, length), segments.toArray(new byte[0][]), (O[]) operands.toArray());
        }

        private void flush() {
            if (pending.length() > 0) {
                emit(TEXT, segment());
            }
        }

        private int segment() {
            segments.add(pending.toString().getBytes(StandardCharsets.UTF_8));
            pending.setLength(0);
            return segments.size() - 1;
        }

        private int operand(O operand) {
            operands.add(operand);
            return operands.size() - 1;
        }

        private void emit(int... words) {
            if (length + words.length > code.length) {
                code = Arrays.copyOf(code, Math.max(code.length * 2, length + words.length));
            }
            System.arraycopy(words, 0, code, length, words.length);
            length += words.length;
        }
    }
}
