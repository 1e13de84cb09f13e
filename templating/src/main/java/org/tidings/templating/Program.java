package org.tidings.templating;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    /** where the segment begins, its length. */
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
    /** where the segment begins, its length, operand: the two most frequent in one, which saves a jump for each value. */
    private static final int TEXT_VALUE = 9;
    /** the words of a {@link Stretch}. */
    private static final int STRETCH = 10;
    /** as SECTION, and the words of a {@link QuickValue}. */
    private static final int QUICK_SECTION = 11;
    /** as INVERTED, and the words of a {@link QuickValue}. */
    private static final int QUICK_INVERTED = 12;

    /** operand, where to go if the section does not run, 1 if it runs when a condition holds, a {@link QuickValue}. */
    private static final int TEST = 13;

    private final int[] code;
    /** All segments, one behind the other, and some padding. */
    private final byte[] segments;

    private final O[] operands;

    private Program(int[] code, byte[] segments, O[] operands) {
        this.code = code;
        this.segments = segments;
        this.operands = operands;
    }

    int[] code() {
        return code;
    }

    byte[] segments() {
        return segments;
    }

    O operand(int number) {
        return operands[number];
    }

    /** Runs the program; returns false when the frame stopped it. */
    boolean run(Frame<O> frame, RenderBuffer out) {
        int pc = 0;
        while (true) {
            switch (code[pc]) {
                case TEXT -> {
                    if (!out.appendPadded(segments, code[pc + 1], code[pc + 2])) {
                        return frame.overflow();
                    }
                    pc += 3;
                }
                case VALUE -> {
                    if (!frame.write(operands[code[pc + 1]], out)) {
                        return false;
                    }
                    pc += 2;
                }
                case TEXT_VALUE -> {
                    if (!out.appendPadded(segments, code[pc + 1], code[pc + 2])) {
                        return frame.overflow();
                    }
                    if (!frame.write(operands[code[pc + 3]], out)) {
                        return false;
                    }
                    pc += 4;
                }
                case STRETCH -> {
                    int end = Stretch.end(code, pc + 1);
                    int at = Stretch.begin(pc + 1);
                    boolean ready = frame.isReady(code, pc + 1);
                    while (at < end) {
                        int stop = ready ? frame.writeStretch(this, at, end, out) : at;
                        if (stop < end) {
                            if (!out.appendPadded(segments, Stretch.segment(code, stop), Stretch.length(code, stop))) {
                                return frame.overflow();
                            }
                            if (!frame.write(operands[Stretch.operand(code, stop)], out)) {
                                return false;
                            }
                            stop += Stretch.ENTRY;
                        }
                        at = stop;
                    }
                    pc = end;
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
                case QUICK_SECTION -> {
                    boolean body = frame.isQuicklyThere(code, pc + 3, true) || frame.open(operands[code[pc + 1]]);
                    pc = body ? pc + 3 + QuickValue.WORDS : code[pc + 2];
                }
                case QUICK_INVERTED -> {
                    boolean body = !frame.isQuicklyThere(code, pc + 3, false) && frame.isAbsent(operands[code[pc + 1]]);
                    pc = body ? pc + 3 + QuickValue.WORDS : code[pc + 2];
                }
                case TEST -> {
                    int answer = frame.testQuickly(code, pc + 4);
                    O operand = operands[code[pc + 1]];
                    boolean direct = code[pc + 3] != 0;
                    boolean body = answer >= 0
                            ? answer == code[pc + 3]
                            : direct ? frame.open(operand) : frame.isAbsent(operand);
                    if (answer < 0 && frame.isStopped()) {
                        return false;
                    }
                    pc = body ? pc + 4 + QuickValue.WORDS : code[pc + 2];
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
        private final ByteArrayOutputStream segments = new ByteArrayOutputStream();
        private final List<O> operands = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();
        /** Where the words of the stretch stand to which the next value may belong, or -1. */
        private int stretch = -1;
        /** The section that ended where the next instruction will stand, or -1. */
        private int ended = -1;
        /** By the place of an inverted section, the jump over it from the end of the section with the same operand. */
        private final Map<Integer, Integer> jumpsOver = new HashMap<>();

        /** Adds text; neighbours become one segment. */
        void text(String text) {
            pending.append(text);
        }

        void value(O operand) {
            stretch = -1;
            ended = -1;
            if (pending.length() == 0) {
                emit(VALUE, operand(operand));
            } else {
                emit(TEXT_VALUE);
                segment();
                emit(operand(operand));
            }
        }

        /** Adds a value that a frame may know how to write from these words alone. */
        void quickValue(O operand, int... words) {
            ended = -1;
            if (stretch < 0) {
                emit(STRETCH);
                stretch = length;
                emit(new int[Stretch.HEADER]);
            }
            segment();
            emit(operand(operand));
            emit(words);
            Stretch.add(code, stretch, length);
        }

        /**
         * Begins a section; returns the place for {@link #endSection}.
         *
         * @param inverted whether its body runs when there is nothing
         * @param words by which a frame may know that a value is there, or none
         */
        int section(O operand, boolean inverted, int... words) {
            boolean quick = words.length > 0;
            int jump = inverted ? jumpOver(operand) : -1;
            flush();
            emit(inverted ? quick ? QUICK_INVERTED : INVERTED : quick ? QUICK_SECTION : SECTION, operand(operand), 0);
            return begun(jump, words);
        }

        /**
         * Begins a section on a condition, which runs at most once; returns the place for {@link #endSection}.
         *
         * @param inverted whether its body runs when the condition does not hold
         * @param words by which a frame may know the condition
         */
        int test(O operand, boolean inverted, int... words) {
            int jump = inverted ? jumpOver(operand) : -1;
            flush();
            emit(TEST, operand(operand), 0);
            int section = begun(jump, inverted ? 0 : 1);
            emit(words);
            return section;
        }

        private int begun(int jump, int... words) {
            int section = length;
            if (jump >= 0) {
                jumpsOver.put(section, jump);
            }
            emit(words);
            return section;
        }

        /** Where a section with this operand has just run, there is no need to ask whether it did not; returns -1 elsewhere. */
        private int jumpOver(O operand) {
            int section = ended;
            if (section < 0
                    || pending.length() > 0
                    || !operands.get(code[section - 2]).equals(operand)) {
                return -1;
            }
            int jump = jump();
            code[section - 1] = length;
            return jump;
        }

        /**
         * Ends a section.
         *
         * @param repeats whether it may run more than once
         */
        void endSection(int section, boolean repeats) {
            flush();
            if (repeats) {
                emit(AGAIN, code[section - 2], section);
            }
            code[section - 1] = length;
            Integer jump = jumpsOver.remove(section);
            if (jump != null) {
                land(jump);
            }
            ended = repeats || jump != null || isInverted(section) ? -1 : section;
        }

        /** After an inverted section that ran, another on the same operand runs too. */
        private boolean isInverted(int section) {
            int instruction = code[section - 3];
            return instruction == INVERTED
                    || instruction == QUICK_INVERTED
                    || (instruction == TEST && code[section] == 0);
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

        @SuppressWarnings("unchecked") // the array holds what the list of O held, and is only read
        Program<O> finish() {
            flush();
            emit(END);
            segments.writeBytes(new byte[RenderBuffer.PADDING]);
            return new Program<>(Arrays.copyOf(code, length), segments.toByteArray(), (O[]) operands.toArray());
        }

        private void flush() {
            stretch = -1;
            ended = -1;
            if (pending.length() > 0) {
                emit(TEXT);
                segment();
            }
        }

        private void segment() {
            byte[] utf8 = pending.toString().getBytes(StandardCharsets.UTF_8);
            emit(segments.size(), utf8.length);
            segments.writeBytes(utf8);
            pending.setLength(0);
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
