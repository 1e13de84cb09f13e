package org.tidings.timing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Remembers for each person, or each person and channel, at which local hours there was activity: 56 bytes a row.
 *
 * <p>A row holds 48 counters of eight bits in units of an eighth, one for each hour of a working day and of a day off,
 * then the last local hour and how many hours of that day were counted, then three spare bytes. There is no other time
 * stamp in it, and an erased row is 56 zeros. Rows lie in pages of {@code long[]}, seven to a row, so that millions of
 * people are a few hundred objects to the collector.
 *
 * <p>A counter fades by half in {@link #HALF_LIFE_DAYS} days, and the i-th hour of one day adds {@code sqrt(i) -
 * sqrt(i - 1)}, because the hours of one session are no independent witnesses. Both are rounded to an eighth up or down
 * by chance, so that the expectation is exact. The chance comes from the seed, the row and the hour alone: the same
 * events give the same bytes, in whatever order the rows are visited.
 *
 * <p>Not safe for use by several threads if one of them changes something; different instances are independent.
 */
public final class ActivityStates {
    /** Bytes of one row. */
    public static final int ROW_BYTES = 56;

    /** Counters of one row: 24 hours of a working day, then 24 of a day off. */
    public static final int CELLS = 48;

    /** Hours of a day. */
    public static final int HOURS = 24;

    /** After how many days a counter is worth half. */
    public static final int HALF_LIFE_DAYS = 365;

    /** Units in which one event is counted. */
    static final int UNIT = 8;

    static final int WORDS = ROW_BYTES / Long.BYTES;
    static final int COUNTER_WORDS = CELLS / Long.BYTES;

    private static final int PAGE_BITS = 13;
    private static final int PAGE_ROWS = 1 << PAGE_BITS;
    private static final int COUNTER_MAX = 255;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Past this age nothing is left of a full counter. */
    private static final int FADED_DAYS = 14 * HALF_LIFE_DAYS;

    /** 2^(-days/365) in units of 1/65536. */
    private static final int[] FADE = fade();

    /** 8 (sqrt(i) - sqrt(i - 1)) in units of 1/65536. A day whose clock is set back has 25 hours. */
    private static final int[] GAIN = gain();

    private final long seed;
    private long[][] pages = new long[0][];
    private int size;

    private ActivityStates(long seed) {
        this.seed = seed;
    }

    /** Returns an empty store whose rounding is drawn from a seed. */
    public static ActivityStates withSeed(long seed) {
        return new ActivityStates(seed);
    }

    /** Returns the number of rows. */
    public int size() {
        return size;
    }

    /** Returns the seed of the rounding. */
    public long seed() {
        return seed;
    }

    /** Returns the bytes that the rows occupy, room for rows to come on the last page included. */
    public long allocatedBytes() {
        return (long) pages.length * PAGE_ROWS * ROW_BYTES;
    }

    /** Adds a row without activity and returns its number; rows are numbered from 0. */
    public int add() {
        if (size == pages.length << PAGE_BITS) {
            pages = Arrays.copyOf(pages, pages.length + 1);
            pages[pages.length - 1] = new long[PAGE_ROWS * WORDS];
        }
        return size++;
    }

    /**
     * Counts activity, in constant time.
     *
     * <p>The same hour again is ignored. An event before the last one fades by its age and does not move the last hour;
     * it cannot be told from one that was counted before, so a stream is to be replayed into an erased row only.
     *
     * @param row number of the row
     * @param localHour hours since 1970-01-01T00:00 on the person's own clock
     * @param dayOff whether that day is a Saturday, a Sunday or, where that is known, a public holiday
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public void record(int row, int localHour, boolean dayOff) {
        long[] page = page(row);
        int base = base(row);
        long tail = page[base + COUNTER_WORDS];
        int counted = (int) (tail >>> Integer.SIZE) & 0xFF;
        int last = (int) tail;
        if (counted > 0 && localHour == last) {
            return;
        }
        long chance = mix((seed + row * GOLDEN) ^ ((long) localHour << 20));
        int day = Math.floorDiv(localHour, HOURS);
        int gain = GAIN[1];
        if (counted == 0) {
            page[base + COUNTER_WORDS] = tail(localHour, 1);
        } else {
            int days = day - Math.floorDiv(last, HOURS);
            if (days > 0) {
                scale(page, base, fadeOf(days), chance);
                page[base + COUNTER_WORDS] = tail(localHour, 1);
            } else if (days == 0) {
                int next = Math.min(counted + 1, GAIN.length - 1);
                gain = GAIN[next];
                page[base + COUNTER_WORDS] = tail(Math.max(localHour, last), next);
            } else {
                gain = (int) (((long) gain * fadeOf(-days)) >>> 16);
            }
        }
        int cell = (dayOff ? HOURS : 0) + localHour - day * HOURS;
        count(page, base, cell, gain, mix(chance + GOLDEN));
    }

    /** Fades a row to a day, and makes that day the last one; a day before it changes nothing. */
    void fadeTo(int row, int localDay) {
        long[] page = page(row);
        int base = base(row);
        long tail = page[base + COUNTER_WORDS];
        int lastDay = Math.floorDiv((int) tail, HOURS);
        boolean isEmpty = tail >>> Integer.SIZE == 0;
        if (!isEmpty && localDay > lastDay) {
            scale(page, base, fadeOf(localDay - lastDay), mix((seed + row * GOLDEN) ^ ((long) localDay << 20)));
        }
        if (isEmpty || localDay > lastDay) {
            page[base + COUNTER_WORDS] = tail(localDay * HOURS, 1);
        }
    }

    /** Adds to a counter a number of units, in the sense of {@link #UNIT}. */
    void addUnits(int row, int cell, int units) {
        count(page(row), base(row), cell, units << 16, mix(seed + row * GOLDEN + cell));
    }

    /** Returns the last local hour with activity, or {@link Integer#MIN_VALUE} if there was none. */
    public int lastLocalHour(int row) {
        long tail = page(row)[base(row) + COUNTER_WORDS];
        return tail >>> Integer.SIZE == 0 ? Integer.MIN_VALUE : (int) tail;
    }

    /** Returns a counter in events, as it was worth at the last hour with activity. */
    public double count(int row, int cell) {
        Objects.checkIndex(cell, CELLS);
        long word = page(row)[base(row) + (cell >>> 3)];
        return (double) ((word >>> ((cell & 7) * Byte.SIZE)) & 0xFF) / UNIT;
    }

    /** Returns the sum of all counters in events. */
    public double total(int row) {
        long[] page = page(row);
        int base = base(row);
        int sum = 0;
        for (int word = 0; word < COUNTER_WORDS; word++) {
            for (long rest = page[base + word]; rest != 0; rest >>>= Byte.SIZE) {
                sum += (int) (rest & 0xFF);
            }
        }
        return (double) sum / UNIT;
    }

    /** Forgets everything about a row; its 56 bytes are zero afterwards. */
    public void erase(int row) {
        int base = base(row);
        Arrays.fill(page(row), base, base + WORDS, 0);
    }

    /** Returns a copy of a row's 56 bytes, for a file or a database. */
    public byte[] bytes(int row) {
        ByteBuffer out = ByteBuffer.allocate(ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.asLongBuffer().put(page(row), base(row), WORDS);
        return out.array();
    }

    /**
     * Puts bytes of {@link #bytes} into a row.
     *
     * @throws IllegalArgumentException if they are not 56, a spare byte is not zero, or there are counts without an hour
     */
    public void restore(int row, byte[] bytes) {
        System.arraycopy(check(bytes), 0, page(row), base(row), WORDS);
    }

    /**
     * Returns the words of a row.
     *
     * @throws IllegalArgumentException if the bytes are no row
     */
    static long[] check(byte[] bytes) {
        if (bytes.length != ROW_BYTES) {
            throw new IllegalArgumentException("a row has " + ROW_BYTES + " bytes, not " + bytes.length);
        }
        long[] words = new long[WORDS];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        long tail = words[COUNTER_WORDS];
        int counted = (int) (tail >>> Integer.SIZE & 0xFF);
        boolean empty = Arrays.stream(words).allMatch(word -> word == 0);
        if ((tail >>> (Integer.SIZE + Byte.SIZE)) != 0 || counted >= GAIN.length || (counted == 0 && !empty)) {
            throw new IllegalArgumentException("the bytes are not a row of activity");
        }
        return words;
    }

    /** Returns the page that holds a row. */
    long[] page(int row) {
        Objects.checkIndex(row, size);
        return pages[row >>> PAGE_BITS];
    }

    /** Returns where in its page a row begins. */
    static int base(int row) {
        return (row & PAGE_ROWS - 1) * WORDS;
    }

    /** Adds to a counter; where it is full, all of the row are halved first, which keeps their proportions. */
    private static void count(long[] page, int base, int cell, int gain, long chance) {
        int shift = (cell & 7) * Byte.SIZE;
        int index = base + (cell >>> 3);
        int add = round(gain, (int) chance & 0xFFFF);
        int now = (int) (page[index] >>> shift & 0xFF);
        if (now + add > COUNTER_MAX) {
            scale(page, base, 1 << 15, mix(chance + GOLDEN));
            add = round(gain >>> 1, (int) chance & 0xFFFF);
            now = (int) (page[index] >>> shift & 0xFF);
        }
        page[index] = (page[index] & ~(0xFFL << shift)) | ((long) (now + add) << shift);
    }

    /** Multiplies every counter of a row by a factor in units of 1/65536, rounding by chance. */
    private static void scale(long[] page, int base, int factor, long chance) {
        long bits = chance;
        int left = 4;
        for (int index = base; index < base + COUNTER_WORDS; index++) {
            long rest = page[index];
            long scaled = 0;
            // Most counters are zero: jump from one that is not to the next.
            while (rest != 0) {
                int shift = Long.numberOfTrailingZeros(rest) & ~7;
                long byteMask = 0xFFL << shift;
                if (left == 0) {
                    chance += GOLDEN;
                    bits = mix(chance);
                    left = 4;
                }
                int value = (int) ((rest & byteMask) >>> shift);
                scaled |= (long) round(value * factor, (int) bits & 0xFFFF) << shift;
                bits >>>= 16;
                left--;
                rest &= ~byteMask;
            }
            page[index] = scaled;
        }
    }

    /** Rounds a value in units of 1/65536 to a whole number, up with the probability of its fraction. */
    private static int round(int value, int chance) {
        // The sum carries into the upper half exactly if the chance lies within the fraction.
        return (value + chance) >>> 16;
    }

    private static long tail(int localHour, int counted) {
        return ((long) counted << Integer.SIZE) | (localHour & 0xFFFF_FFFFL);
    }

    private static int fadeOf(int days) {
        return days < FADE.length ? FADE[days] : 0;
    }

    private static int[] fade() {
        int[] table = new int[FADED_DAYS];
        for (int days = 0; days < table.length; days++) {
            table[days] = (int) Math.round(65_536 * StrictMath.pow(2, (double) -days / HALF_LIFE_DAYS));
        }
        return table;
    }

    private static int[] gain() {
        int[] table = new int[HOURS + 2];
        for (int i = 1; i < table.length; i++) {
            table[i] = (int) Math.round(UNIT * 65_536 * (Math.sqrt(i) - Math.sqrt(i - 1.0)));
        }
        return table;
    }

    /** Mixes the bits of a number (Stafford's variant 13, as in {@link java.util.SplittableRandom}). */
    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
