package org.tidings.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What is allowed in a zone in 2024 to 2030, written a second time and as plainly as possible: the local time of every
 * quarter of an hour is that of java.time, and the quarter is allowed or it is not. Nothing is said of clock changes.
 */
final class ZoneDays {
    static final int QUARTER = 900;
    static final int QUARTERS_OF_A_DAY = 96;
    static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    static final LocalDate LAST_DAY = LocalDate.of(2030, 12, 31);

    /** The search runs on a little before and after; local days are counted from one more day before. */
    private static final int MARGIN = 9;

    private static final int DAYS = (int) (LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay()) + 2 * MARGIN + 2;
    private static final int ZERO_DAY = (int) FIRST_DAY.toEpochDay() - MARGIN - 1;
    private static final long START = FIRST_DAY.minusDays(MARGIN).toEpochDay() * 86_400;
    private static final int QUARTERS = (DAYS - 2) * QUARTERS_OF_A_DAY;
    private static final int NONE = -1;

    /** Local day of each quarter, counted from the zero day, and local time in quarters since midnight. */
    private final short[] days = new short[QUARTERS];

    private final byte[] times = new byte[QUARTERS];

    /** The first quarter of each local day, or of the next one that exists. */
    private final int[] starts = new int[DAYS];

    /** Days on which the clock changes. */
    private final BitSet changes = new BitSet();

    ZoneDays(ZoneRules rules) {
        for (int from = 0; from < QUARTERS; from += QUARTERS_OF_A_DAY) {
            Instant at = Instant.ofEpochSecond(second(from));
            ZoneOffsetTransition change = rules.nextTransition(at);
            boolean isPlain = change == null || change.toEpochSecond() >= second(from + QUARTERS_OF_A_DAY);
            int offset = offset(rules, from);
            for (int quarter = from; quarter < from + QUARTERS_OF_A_DAY; quarter++) {
                int local = quarter + QUARTERS_OF_A_DAY + (isPlain ? offset : offset(rules, quarter)) / QUARTER;
                days[quarter] = (short) (local / QUARTERS_OF_A_DAY);
                times[quarter] = (byte) (local % QUARTERS_OF_A_DAY);
            }
            if (change != null && !isPlain) {
                changes.set(index(change.getDateTimeBefore().toLocalDate()));
            }
        }
        Arrays.fill(starts, NONE);
        for (int quarter = QUARTERS - 1; quarter >= 0; quarter--) {
            starts[days[quarter]] = quarter;
        }
        for (int day = DAYS - 2; day >= 0; day--) {
            starts[day] = starts[day] == NONE ? starts[day + 1] : starts[day];
        }
    }

    /** All offsets of these years are whole quarters, which is what makes a step of a quarter exact. */
    private static int offset(ZoneRules rules, int quarter) {
        int offset = rules.getOffset(Instant.ofEpochSecond(second(quarter))).getTotalSeconds();
        if (offset % QUARTER != 0) {
            throw new IllegalStateException("an offset of " + offset + " s needs a finer step");
        }
        return offset;
    }

    private static long second(int quarter) {
        return START + (long) quarter * QUARTER;
    }

    private static int index(LocalDate day) {
        return (int) day.toEpochDay() - ZERO_DAY;
    }

    /** Returns whether a day lies at most so many days before or after one on which the clock changes. */
    boolean isNearAChange(LocalDate day, int within) {
        int index = index(day);
        int next = changes.nextSetBit(Math.max(0, index - within));
        return next >= 0 && next <= index + within;
    }

    /** Returns the first instant of a day, or of the next one that exists. */
    Instant startOf(LocalDate day) {
        return Instant.ofEpochSecond(second(starts[index(day)]));
    }

    /**
     * Returns what is open at some times of the day in this zone and in another one.
     *
     * @param here whether each quarter of the local day is open
     * @param there whether each quarter of the day in the other zone is open
     */
    Open open(boolean[] here, ZoneDays other, boolean[] there) {
        return new Open(here, other, there);
    }

    /** Which quarters are open, which is the next, and which days have one. */
    final class Open {
        private final int[] next = new int[QUARTERS];
        private final int[] firstOfDay = new int[DAYS];

        private Open(boolean[] here, ZoneDays other, boolean[] there) {
            Arrays.fill(firstOfDay, NONE);
            int found = NONE;
            for (int quarter = QUARTERS - 1; quarter >= 0; quarter--) {
                if (here[times[quarter]] && there[other.times[quarter]]) {
                    found = quarter;
                    firstOfDay[days[quarter]] = quarter;
                }
                next[quarter] = found;
            }
        }

        /** Returns the second of the first open quarter at or after an instant, which lies on a quarter. */
        long from(Instant at) {
            int quarter = next[(int) ((at.getEpochSecond() - START) / QUARTER)];
            return quarter == NONE ? Long.MAX_VALUE : second(quarter);
        }

        /** Returns the second of the first open quarter of the last local day, not after a day, that has one. */
        long lastDayUpTo(LocalDate day) {
            int index = index(day);
            while (index >= 0 && firstOfDay[index] == NONE) {
                index--;
            }
            return index < 0 ? Long.MIN_VALUE : second(firstOfDay[index]);
        }

        boolean hasOpening(LocalDate day) {
            return firstOfDay[index(day)] != NONE;
        }
    }
}
