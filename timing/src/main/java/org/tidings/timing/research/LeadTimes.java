package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides messages by how long before its deadline each went out, for {@link Uplift}. Immutable.
 *
 * <p>{@code LeadTimes.upTo(2, 6, 13)} makes the strata "after the deadline", "0-2 days", "3-6 days", "7-13 days" and "14
 * days and more".
 */
public final class LeadTimes {
    private final int[] bounds;
    private final List<String> names;

    private LeadTimes(int[] bounds) {
        this.bounds = bounds;
        List<String> made = new ArrayList<>(List.of("after the deadline"));
        int from = 0;
        for (int bound : bounds) {
            made.add(from == bound ? count(bound) : from + "-" + count(bound));
            from = bound + 1;
        }
        made.add(count(from) + " and more");
        this.names = List.copyOf(made);
    }

    /**
     * Returns the strata that end with these numbers of days, and one above them.
     *
     * @throws IllegalArgumentException if they are none, negative or not in ascending order
     */
    public static LeadTimes upTo(int... days) {
        int[] bounds = days.clone();
        if (bounds.length == 0 || bounds[0] < 0) {
            throw new IllegalArgumentException("the first stratum must end 0 or more days before the deadline");
        }
        for (int i = 1; i < bounds.length; i++) {
            if (bounds[i] <= bounds[i - 1]) {
                throw new IllegalArgumentException("the bounds " + Arrays.toString(bounds) + " do not ascend");
            }
        }
        return new LeadTimes(bounds);
    }

    /** Returns the names of the strata, the one nearest to the deadline first. */
    public List<String> names() {
        return names;
    }

    /** Returns the stratum of a message that went out a number of days before its deadline; negative is after it. */
    public String of(long daysBefore) {
        if (daysBefore < 0) {
            return names.get(0);
        }
        int i = 0;
        while (i < bounds.length && daysBefore > bounds[i]) {
            i++;
        }
        return names.get(i + 1);
    }

    private static String count(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
