package org.tidings.templating;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.ConsentDecision;

/**
 * Remembers which bits the decisions of late deny: thousands of readers share a few sets of denied categories, though each
 * has a decision of its own. Owned by one thread.
 */
final class Denials {
    private static final int REMEMBERED = 64;

    private final @Nullable Answer[] answers = new Answer[REMEMBERED];

    /** Returns the bits of the categories that a decision denies; see {@link CategoryBits#denied}. */
    long of(CategoryBits categories, ConsentDecision decision) {
        Set<String> denied = decision.deniedCategories();
        if (denied.isEmpty() || !decision.permits()) {
            return categories.denied(decision);
        }
        int slot = (System.identityHashCode(categories) + denied.hashCode()) & (REMEMBERED - 1);
        Answer known = answers[slot];
        if (known == null || !known.is(categories, denied)) {
            known = new Answer(categories, denied.toArray(String[]::new), categories.denied(decision));
            answers[slot] = known;
        }
        return known.bits;
    }

    @SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
    private record Answer(CategoryBits categories, String[] denied, long bits) {
        /** Compares without an iterator, which would be made for every message. */
        @SuppressWarnings("ReferenceEquality") // numbers of categories mean something within one variant only
        boolean is(CategoryBits otherCategories, Set<String> otherDenied) {
            if (categories != otherCategories || denied.length != otherDenied.size()) {
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
