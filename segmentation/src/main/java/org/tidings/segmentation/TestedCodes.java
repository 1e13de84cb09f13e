package org.tidings.segmentation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tidings.core.TextOrder;
import org.tidings.segmentation.internal.columns.CodeRanges;
import org.tidings.segmentation.internal.columns.Coding;
import org.tidings.segmentation.internal.columns.Dictionary;

/** Finds the codes of a column for whose values a test holds, or which it excludes: each different value is asked once. */
final class TestedCodes {
    private TestedCodes() {}

    /**
     * Returns the codes for which a test is definitely what is asked.
     *
     * @param truth whether the test shall hold, or exclude
     */
    static CodeRanges of(Coding coding, ValueTest test, boolean truth) {
        if (truth) {
            return coding.type().isPrimitive() ? holding(coding, test) : holdingReferences(coding, test);
        }
        CodeRanges excluded = new CodeRanges();
        if (coding.optional() && test.excludesAbsent()) {
            excluded.add(0, 0);
        }
        CodeRanges within = coding.type().isPrimitive()
                ? excludedKeys(coding, test)
                : holdingReferences(coding, test).without(coding.first(), coding.end() - 1);
        long[] ranges = within.toArray();
        for (int i = 0; i < ranges.length; i += 2) {
            excluded.add(ranges[i], ranges[i + 1]);
        }
        return excluded;
    }

    /** Returns the code after the last whose key is at most this one. */
    private static long after(Coding coding, long key) {
        return key == Long.MAX_VALUE ? coding.end() : coding.ceiling(key + 1);
    }

    private static CodeRanges holding(Coding coding, ValueTest test) {
        CodeRanges codes = new CodeRanges();
        if (test instanceof ValueTest.Range range) {
            if (!range.isEmpty()) {
                codes.add(coding.ceiling(range.low()), after(coding, range.high()) - 1);
            }
        } else if (test instanceof ValueTest.OneOf oneOf) {
            for (long key : oneOf.keys()) {
                codes.add(coding.ceiling(key), after(coding, key) - 1);
            }
        } else if (test instanceof ValueTest.Present present) {
            codes.add(coding.first(), after(coding, present.last()) - 1);
        } else {
            throw new IllegalStateException("no test of keys: " + test.getClass());
        }
        return codes;
    }

    private static CodeRanges excludedKeys(Coding coding, ValueTest test) {
        CodeRanges held = holding(coding, test);
        if (test instanceof ValueTest.Range range) {
            return held.without(coding.ceiling(range.first()), after(coding, range.last()) - 1);
        } else if (test instanceof ValueTest.OneOf oneOf) {
            return held.without(coding.ceiling(oneOf.first()), after(coding, oneOf.last()) - 1);
        }
        return held.without(coding.first(), coding.end() - 1);
    }

    private static CodeRanges holdingReferences(Coding coding, ValueTest test) {
        CodeRanges codes = new CodeRanges();
        Object[] values = ((Dictionary.References) coding.dictionary()).values();
        if (test instanceof ValueTest.AnyOf anyOf) {
            for (String text : anyOf.texts()) {
                int index = Arrays.binarySearch(values, text, (a, b) -> TextOrder.compare((String) a, (String) b));
                codes.add(coding.first() + index, index < 0 ? -1 : coding.first() + index);
            }
            return codes;
        }
        for (int i = 0; i < values.length; i++) {
            if (holds(test, values[i])) {
                codes.add(coding.first() + i, coding.first() + i);
            }
        }
        return codes;
    }

    private static boolean holds(ValueTest test, @Nullable Object value) {
        return value instanceof String text
                ? ((ValueTest.OfText) test).holds(text)
                : value instanceof String[] set && ((ValueTest.OfSet) test).holds(set);
    }
}
