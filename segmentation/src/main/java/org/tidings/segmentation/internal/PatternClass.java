package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of code points as ranges, with a mark whether it is turned round. */
final class PatternClass {
    static final PatternClass DIGIT = of('0', '9');
    static final PatternClass WORD = of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
    static final PatternClass SPACE = of('\t', '\r', ' ', ' ');
    static final PatternClass ANY = of(0, Character.MAX_CODE_POINT);
    static final PatternClass NO_NEWLINE = of('\n', '\n').inverted();

    private final int[] bounds;
    private final boolean inverted;
    private final boolean folded;

    private PatternClass(int[] bounds, boolean inverted, boolean folded) {
        this.bounds = bounds;
        this.inverted = inverted;
        this.folded = folded;
    }

    /** Returns the class of the code points between pairs of bounds, both included. */
    static PatternClass of(int... bounds) {
        return new PatternClass(bounds.clone(), false, false);
    }

    PatternClass inverted() {
        return new PatternClass(bounds, !inverted, folded);
    }

    /** Returns the class that takes no account of upper and lower case. */
    PatternClass folded() {
        return new PatternClass(bounds, inverted, true);
    }

    /** Returns the class of what one of several accepts. */
    static PatternClass union(List<PatternClass> parts) {
        List<int[]> all = new ArrayList<>();
        for (PatternClass part : parts) {
            all.add(part.inverted ? complement(part.bounds) : part.bounds);
        }
        return of(all.stream().flatMapToInt(Arrays::stream).toArray());
    }

    private static int[] complement(int[] bounds) {
        List<int[]> sorted = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            sorted.add(new int[] {bounds[i], bounds[i + 1]});
        }
        sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
        List<Integer> result = new ArrayList<>();
        int next = 0;
        for (int[] range : sorted) {
            if (range[0] > next) {
                result.add(next);
                result.add(range[0] - 1);
            }
            next = Math.max(next, range[1] + 1);
        }
        if (next <= Character.MAX_CODE_POINT) {
            result.add(next);
            result.add(Character.MAX_CODE_POINT);
        }
        return result.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean accepts(int codePoint) {
        boolean found = contains(codePoint);
        if (!found && folded) {
            int upper = Character.toUpperCase(codePoint);
            found = contains(upper)
                    || contains(Character.toLowerCase(upper))
                    || contains(Character.toLowerCase(codePoint));
        }
        return found != inverted;
    }

    /** Returns the one code point of the class, or -1 if it is not just one. */
    int onlyMember() {
        return !inverted && bounds.length == 2 && bounds[0] == bounds[1] ? bounds[0] : -1;
    }

    private boolean contains(int codePoint) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (codePoint >= bounds[i] && codePoint <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return (inverted ? "not " : "") + Arrays.toString(bounds) + (folded ? " folded" : "");
    }
}
