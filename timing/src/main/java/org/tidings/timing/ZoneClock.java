package org.tidings.timing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * The offsets of a zone as a table: between two changes of the clock local time is the instant plus a constant, so that
 * a search needs no calendar arithmetic at all. Seconds since the epoch, UTC.
 *
 * <p>The table spans {@link #FIRST} to {@link #LAST}; outside of it the zone's rules are asked, which is slower.
 */
final class ZoneClock {
    /** Stands for "no change of the clock follows". */
    static final long NEVER = Long.MAX_VALUE;

    private static final long FIRST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("2070-01-01T00:00:00Z").getEpochSecond();

    private final ZoneId zone;
    private final ZoneRules rules;

    /** Begin of each stretch with one offset; the first entry is FIRST. */
    private final long[] starts;

    private final int[] offsets;

    private ZoneClock(ZoneId zone, long[] starts, int[] offsets) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.starts = starts;
        this.offsets = offsets;
    }

    static ZoneClock of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        long[] starts = new long[64];
        int[] offsets = new int[64];
        starts[0] = FIRST;
        Instant at = Instant.ofEpochSecond(FIRST);
        offsets[0] = rules.getOffset(at).getTotalSeconds();
        int count = 1;
        for (ZoneOffsetTransition change = rules.nextTransition(at);
                change != null && change.toEpochSecond() < LAST;
                change = rules.nextTransition(change.getInstant())) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                offsets = Arrays.copyOf(offsets, count * 2);
            }
            starts[count] = change.toEpochSecond();
            offsets[count] = change.getOffsetAfter().getTotalSeconds();
            count++;
        }
        return new ZoneClock(zone, Arrays.copyOf(starts, count), Arrays.copyOf(offsets, count));
    }

    ZoneId zone() {
        return zone;
    }

    /** Returns the offset in seconds at an instant. */
    int offsetAt(long second) {
        if (second < FIRST || second >= LAST) {
            return rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        }
        return offsets[indexAt(second)];
    }

    /** Returns the first change of the clock after an instant, or {@link #NEVER}. */
    long nextChange(long second) {
        if (second >= FIRST && second < LAST) {
            int next = indexAt(second) + 1;
            if (next < starts.length) {
                return starts[next];
            }
        }
        ZoneOffsetTransition change = rules.nextTransition(Instant.ofEpochSecond(second));
        return change == null ? NEVER : change.toEpochSecond();
    }

    private int indexAt(long second) {
        int found = Arrays.binarySearch(starts, second);
        return found >= 0 ? found : -found - 2;
    }
}
