package org.tidings.segmentation.internal;

import java.util.Arrays;
import java.util.Optional;

/**
 * A regular expression that is searched for in time proportional to the length of the text, whatever the pattern.
 *
 * <p>The pattern becomes a program whose threads advance together over the text, one step per code point (Thompson,
 * "Regular Expression Search Algorithm", CACM 1968; the form with two thread lists follows Pike). There is no
 * backtracking, so a pattern from people with little trust cannot stall an evaluation. What needs backtracking, back
 * references and look-around, is refused.
 */
public final class TextPattern {
    /** UTF-16 units of a pattern. */
    public static final int MAX_LENGTH = 1_000;

    /** Instructions of a program; a counted repetition is written out. */
    static final int MAX_PROGRAM = 5_000;

    /** One step of the program: what it does, and where it goes on. */
    sealed interface Step {
        /** Consumes a code point of a class. */
        record Take(PatternClass accepted) implements Step {}

        /** Goes on at two places. */
        record Split(int first, int second) implements Step {}

        /** Goes on elsewhere. */
        record Jump(int target) implements Step {}

        /** Goes on where a condition on the place holds. */
        record At(Place place) implements Step {}

        /** The pattern is found. */
        record Found() implements Step {}
    }

    /** A condition on a place between two code points. */
    enum Place {
        TEXT_START,
        TEXT_END,
        LINE_START,
        LINE_END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY
    }

    private final Step[] program;

    private TextPattern(Step[] program) {
        this.program = program;
    }

    /** Returns the pattern of a text, or nothing if it is none; see {@link #faultOf}. */
    public static Optional<TextPattern> of(String pattern) {
        try {
            return Optional.of(new TextPattern(PatternParser.program(pattern)));
        } catch (PatternParser.Fault e) {
            return Optional.empty();
        }
    }

    /** Returns what is wrong with a pattern, as the rest of a sentence, or nothing if it is sound. */
    public static Optional<String> faultOf(String pattern) {
        try {
            PatternParser.program(pattern);
            return Optional.empty();
        } catch (PatternParser.Fault e) {
            return Optional.of(e.what());
        }
    }

    /** Returns whether the pattern is found anywhere in a text. Time is the product of both lengths at most. */
    public boolean isIn(String text) {
        Threads now = new Threads(program.length);
        Threads next = new Threads(program.length);
        int at = 0;
        while (true) {
            // A new search begins at every place, until one has succeeded.
            if (add(now, 0, text, at)) {
                return true;
            }
            if (at == text.length()) {
                return false;
            }
            int codePoint = text.codePointAt(at);
            int after = at + Character.charCount(codePoint);
            for (int i = 0; i < now.count; i++) {
                int step = now.steps[i];
                if (program[step] instanceof Step.Take take
                        && take.accepted().accepts(codePoint)
                        && add(next, step + 1, text, after)) {
                    return true;
                }
            }
            Threads free = now;
            now = next;
            next = free;
            next.count = 0;
            at = after;
        }
    }

    /** A list of steps without doubles, which is emptied in one move (Briggs and Torczon's sparse set). */
    private static final class Threads {
        private final int[] steps;
        private final int[] place;
        private final int[] open;
        private int count;

        Threads(int size) {
            this.steps = new int[size];
            this.place = new int[size];
            this.open = new int[2 * size];
        }

        boolean add(int step) {
            int known = place[step];
            if (known < count && steps[known] == step) {
                return false;
            }
            place[step] = count;
            steps[count++] = step;
            return true;
        }
    }

    /** Adds a step and all that it leads to without a code point; returns whether the pattern is found. */
    private boolean add(Threads threads, int start, String text, int at) {
        int[] open = threads.open;
        int size = 0;
        open[size++] = start;
        while (size > 0) {
            int index = open[--size];
            if (!threads.add(index)) {
                continue;
            }
            Step step = program[index];
            if (step instanceof Step.Found) {
                return true;
            } else if (step instanceof Step.Jump jump) {
                open[size++] = jump.target();
            } else if (step instanceof Step.Split split) {
                open[size++] = split.second();
                open[size++] = split.first();
            } else if (step instanceof Step.At condition && holds(condition.place(), text, at)) {
                open[size++] = index + 1;
            }
        }
        return false;
    }

    private static boolean holds(Place place, String text, int at) {
        return switch (place) {
            case TEXT_START -> at == 0;
            case TEXT_END -> at == text.length();
            case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
            case LINE_END -> at == text.length() || text.charAt(at) == '\n';
            case WORD_BOUNDARY -> isWord(text, at - 1) != isWord(text, at);
            case NO_WORD_BOUNDARY -> isWord(text, at - 1) == isWord(text, at);
        };
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && PatternClass.WORD.accepts(text.charAt(at));
    }

    /** Returns the number of steps, which bounds the cost per code point. */
    public int size() {
        return program.length;
    }

    @Override
    public String toString() {
        return Arrays.toString(program);
    }
}
