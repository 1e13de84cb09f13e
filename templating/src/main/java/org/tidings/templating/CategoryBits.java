package org.tidings.templating;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.core.ConsentDecision;

/**
 * Numbers the categories that a variant touches, so that a decision becomes one word per message and asking it about a
 * value one operation. Filled while a variant is compiled; afterwards it may be shared between threads.
 */
final class CategoryBits {
    /** The bit of all categories after the first 63; whoever meets it asks the decision itself. */
    private static final long SHARED = 1L << 63;

    private static final int REMEMBERED = 16;

    private final List<String> categories = new ArrayList<>();

    /** For each category, itself and those that cover it. */
    private final List<String[]> lines = new ArrayList<>();

    /**
     * What was answered lately: thousands of readers share a few sets of denied categories, though each has a decision of its
     * own. Threads may overwrite each other's answers, which costs one of them a second look.
     */
    private final @Nullable Answer[] answers = new Answer[REMEMBERED];

    private final @Nullable Names[] names = new Names[REMEMBERED];

    /** Returns the bits of some categories. */
    long of(Set<String> some) {
        long bits = 0;
        for (String category : some) {
            int number = categories.indexOf(category);
            if (number < 0) {
                number = categories.size();
                categories.add(category);
                lines.add(line(category));
            }
            bits |= 1L << Math.min(number, 63);
        }
        return bits;
    }

    /** Returns the bits of the categories that a decision denies. */
    long denied(ConsentDecision decision) {
        if (!decision.permits()) {
            return -1;
        }
        Set<String> denied = decision.deniedCategories();
        if (denied.isEmpty()) {
            return 0;
        }
        int slot = denied.hashCode() & (REMEMBERED - 1);
        Answer known = answers[slot];
        if (known == null || !known.isFor(denied)) {
            known = new Answer(denied.toArray(String[]::new), bits(denied));
            answers[slot] = known;
        }
        return known.bits;
    }

    private long bits(Set<String> denied) {
        long bits = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (String category : lines.get(i)) {
                if (denied.contains(category)) {
                    bits |= 1L << Math.min(i, 63);
                }
            }
        }
        return bits;
    }

    /**
     * Returns the categories of some bits, sorted and not to be changed; nothing where the bits do not tell them all.
     *
     * @param bits of values that are {@link #of} this object
     */
    Optional<Set<String>> names(long bits) {
        if ((bits & SHARED) != 0) {
            return Optional.empty();
        }
        int slot = (int) ((bits * 0x9E3779B97F4A7C15L) >>> 60);
        Names known = names[slot];
        if (known == null || known.bits != bits) {
            Set<String> sorted = new TreeSet<>();
            for (int i = 0; i < categories.size(); i++) {
                if (i < 63 && (bits & (1L << i)) != 0) {
                    sorted.add(categories.get(i));
                }
            }
            known = new Names(bits, Optional.of(Collections.unmodifiableSet(sorted)));
            names[slot] = known;
        }
        return known.categories;
    }

    private static String[] line(String category) {
        List<String> line = new ArrayList<>(List.of(category));
        for (int dot = category.lastIndexOf('.'); dot > 0; dot = category.lastIndexOf('.', dot - 1)) {
            line.add(category.substring(0, dot));
        }
        return line.toArray(String[]::new);
    }

    /** Returns whether a decision, of which the denied bits are given, permits a value. */
    static boolean permits(Ref ref, long denied, ConsentDecision decision) {
        long hit = ref.categoryBits() & denied;
        if (hit == 0) {
            return true;
        }
        return hit == SHARED && ref.categories().stream().allMatch(decision::permits);
    }

    private record Names(long bits, Optional<Set<String>> categories) {}

    @SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
    private record Answer(String[] denied, long bits) {
        /** Compares without an iterator, which would be made for every message. */
        boolean isFor(Set<String> otherDenied) {
            if (denied.length != otherDenied.size()) {
                return false;
            }
            for (String category : denied) {
                if (!otherDenied.contains(category)) {
                    return false;
                }
            }
            return true;
        }
    }
}
