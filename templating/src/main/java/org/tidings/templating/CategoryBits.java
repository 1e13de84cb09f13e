package org.tidings.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tidings.core.ConsentDecision;

/**
 * Numbers the categories that a variant touches, so that a decision becomes one word per message and asking it about a
 * value one operation. Filled while a variant is compiled, unchanged afterwards.
 */
final class CategoryBits {
    /** The bit of all categories after the first 63; whoever meets it asks the decision itself. */
    private static final long SHARED = 1L << 63;

    private final List<String> categories = new ArrayList<>();

    /** For each category, itself and those that cover it. */
    private final List<String[]> lines = new ArrayList<>();

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
        long bits = 0;
        for (int i = 0; i < lines.size() && !denied.isEmpty(); i++) {
            // Not by a loop over the set: that would allocate an iterator for every message.
            for (String category : lines.get(i)) {
                if (denied.contains(category)) {
                    bits |= 1L << Math.min(i, 63);
                }
            }
        }
        return bits;
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
}
