package org.tidings.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A repeatable source of chance with a size. The size says how large a generated value should become: tries begin with
 * small sizes and grow.
 *
 * <p>The stream of numbers is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA
 * 2014), written out here so that a seed means the same on every JDK. Methods named {@code any...} prefer the values at
 * which programs break: bounds, zero, not-a-number, leap days, clock changes. Not safe for use by several threads.
 */
public final class Source {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private static final List<Long> EDGE_LONGS = List.of(
            0L,
            1L,
            -1L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            Integer.MAX_VALUE + 1L,
            Integer.MIN_VALUE - 1L,
            1L << 53,
            (1L << 53) + 1,
            -(1L << 53) - 1);

    private static final List<Integer> EDGE_INTS =
            List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 1, Integer.MIN_VALUE + 1);

    private static final List<Double> EDGE_DOUBLES = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            0x1p53,
            0x1p53 + 2,
            0x1p63);

    private static final List<Double> NOT_FINITE =
            List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** With and without clock changes, whole and broken offsets, far ends, a skipped day, changes at midnight. */
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Europe/Vienna"),
            ZoneId.of("Europe/London"),
            ZoneId.of("America/New_York"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("Africa/Casablanca"),
            ZoneId.of("Asia/Beirut"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Asia/Tehran"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("-11:30"));

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String PLAIN = LETTERS + "0123456789      ";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String FOREIGN = "äöüÄÖÜßéèñçøåœğşıİžłőЖщΩςאשسلامกำ日本語한글½€£–—“”‘’…";
    private static final int[] TRICKY = {
        0x0000, 0x0009, 0x000A, 0x000D, 0x007F, 0x0085, 0x00A0, 0x00AD, 0x0301, 0x061C, 0x200B, 0x200D, 0x200F, 0x2028,
        0x202E, 0x2066, 0x2069, 0xFE0F, 0xFEFF, 0xFFFD, 0xFFFF
    };
    /** Outside the basic plane: two UTF-16 units each. */
    private static final int[] ASTRAL = {0x1F600, 0x1F468, 0x1F3FD, 0x1F1E9, 0x10400, 0x1D54F, 0x20000, 0x10FFFF};

    private final int size;
    private long state;

    private Source(long seed, int size) {
        this.state = seed;
        this.size = size;
    }

    /**
     * Returns a source whose values depend on the two arguments only.
     *
     * @param size at least 0; how large generated values should become
     */
    public static Source of(long seed, int size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative, not " + size);
        }
        return new Source(mix(seed + GAMMA), size);
    }

    /** Returns how large a value should become: the number of elements of a list, the number of nodes of a tree. */
    public int size() {
        return size;
    }

    /**
     * Runs a generator at half of this source's size. Generators of trees use it for the branches, which ends the
     * recursion.
     */
    public <T> T smaller(Gen<T> gen) {
        return gen.next(new Source(bits(), size / 2));
    }

    /** Returns 64 random bits, for instance a seed for the code under test. */
    public long bits() {
        state += GAMMA;
        return mix(state);
    }

    /** Returns true half of the time. */
    public boolean bool() {
        return bits() < 0;
    }

    /** Returns true with the given probability, which lies between 0 and 1. */
    public boolean chance(double probability) {
        return fraction() < probability;
    }

    /** Returns a number between the bounds, both included. */
    public int intBetween(int min, int max) {
        return (int) longBetween(min, max);
    }

    /** Returns a number between the bounds, both included. */
    public long longBetween(long min, long max) {
        if (min > max) {
            throw new IllegalArgumentException("no number lies between " + min + " and " + max);
        }
        long range = max - min + 1;
        if (range == 0) {
            return bits();
        }
        // Unsigned remainder: its bias is at most range / 2^64 and of no interest to a test.
        return min + Long.remainderUnsigned(bits(), range);
    }

    /** Returns any number: one third near zero, one third at a bound, the rest spread over all bits. */
    public int anyInt() {
        return switch (intBetween(0, 2)) {
            case 0 -> intBetween(-size, size);
            case 1 -> pick(EDGE_INTS);
            default -> (int) bits();
        };
    }

    /** Returns any number: one third near zero, one third at a bound (of int, double and long), the rest anywhere. */
    public long anyLong() {
        return switch (intBetween(0, 2)) {
            case 0 -> longBetween(-size, size);
            case 1 -> pick(EDGE_LONGS);
            default -> bits() >> intBetween(0, 63);
        };
    }

    /** Returns a number from the first bound (included) to the second (excluded, unless they are equal). */
    public double doubleBetween(double min, double max) {
        if (!(min <= max)) {
            throw new IllegalArgumentException("no number lies between " + min + " and " + max);
        }
        double value = min + fraction() * (max - min);
        return value < max ? value : min;
    }

    /** Returns any finite number, negative zero and the bounds included. */
    public double finiteDouble() {
        return switch (intBetween(0, 3)) {
            case 0 -> intBetween(-size, size);
            case 1 -> pick(EDGE_DOUBLES);
            case 2 -> doubleBetween(-size - 1.0, size + 1.0);
            default -> {
                double value = Double.longBitsToDouble(bits());
                yield Double.isFinite(value) ? value : 0.0;
            }
        };
    }

    /** Returns any number; one in ten is not-a-number or infinite. */
    public double anyDouble() {
        return chance(0.1) ? pick(NOT_FINITE) : finiteDouble();
    }

    /** Returns one of the values, each as often as the others. */
    public <T> T pick(List<? extends T> values) {
        return values.get(intBetween(0, values.size() - 1));
    }

    /** Returns one of the constants of an enum. */
    public <E extends Enum<E>> E pick(Class<E> type) {
        return pick(List.of(type.getEnumConstants()));
    }

    /** Runs one of the choices, each as often as its weight says. */
    public <T> T oneOf(List<? extends Gen.Choice<? extends T>> choices) {
        long total = choices.stream().mapToLong(Gen.Choice::weight).sum();
        long ticket = longBetween(0, total - 1);
        for (Gen.Choice<? extends T> choice : choices) {
            ticket -= choice.weight();
            if (ticket < 0) {
                return choice.gen().next(this);
            }
        }
        throw new AssertionError("the weights do not add up");
    }

    /** Returns a value half of the time. */
    public <T> Optional<T> maybe(Gen<? extends T> gen) {
        return bool() ? Optional.of(gen.next(this)) : Optional.empty();
    }

    /** Returns a list of up to {@link #size()} elements. */
    public <T> List<T> list(Gen<? extends T> gen) {
        return list(gen, 0, size);
    }

    /** Returns a list whose number of elements lies between the bounds, both included. */
    public <T> List<T> list(Gen<? extends T> gen, int minSize, int maxSize) {
        int count = intBetween(minSize, maxSize);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(gen.next(this));
        }
        return Collections.unmodifiableList(values);
    }

    /** Returns the different elements of a list of up to {@link #size()} elements, in the order of their making. */
    public <T> Set<T> set(Gen<? extends T> gen) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(list(gen)));
    }

    /** Returns the values in a random order. */
    public <T> List<T> shuffled(List<? extends T> values) {
        List<T> copy = new ArrayList<>(values);
        for (int i = copy.size() - 1; i > 0; i--) {
            Collections.swap(copy, i, intBetween(0, i));
        }
        return Collections.unmodifiableList(copy);
    }

    /** Returns letters and digits that begin with a letter: at least 1 character, at most 1 + {@link #size()}. */
    public String identifier() {
        StringBuilder text = new StringBuilder().append(charOf(LETTERS));
        int more = intBetween(0, size);
        for (int i = 0; i < more; i++) {
            text.append(charOf(PLAIN.stripTrailing()));
        }
        return text.toString();
    }

    /** Returns printable ASCII of up to {@link #size()} characters. */
    public String ascii() {
        int length = intBetween(0, size);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) intBetween(' ', '~'));
        }
        return text.toString();
    }

    /**
     * Returns well-formed text of up to {@link #size()} code points: mostly plain letters, with punctuation, letters of
     * other scripts, control and direction characters, and characters that take two UTF-16 units.
     */
    public String text() {
        return text(size);
    }

    /** Returns text as {@link #text()} does, of up to the given number of code points. */
    public String text(int maxCodePoints) {
        int length = intBetween(0, maxCodePoints);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    /** Returns text that may also contain halves of surrogate pairs, which no encoding to UTF-8 can keep. */
    public String brokenText() {
        StringBuilder text = new StringBuilder(text());
        int halves = intBetween(0, 2);
        for (int i = 0; i < halves; i++) {
            text.insert(intBetween(0, text.length()), (char) intBetween(0xD800, 0xDFFF));
        }
        return text.toString();
    }

    /** Returns one code point of the kinds that {@link #text()} is made of. */
    public int codePoint() {
        int kind = intBetween(0, 99);
        if (kind < 60) {
            return charOf(PLAIN);
        }
        if (kind < 75) {
            return charOf(PUNCTUATION);
        }
        if (kind < 87) {
            return charOf(FOREIGN);
        }
        return kind < 94 ? TRICKY[intBetween(0, TRICKY.length - 1)] : ASTRAL[intBetween(0, ASTRAL.length - 1)];
    }

    /** Returns any day from 1900 to 2100; every third one is 29 February, the end or the begin of a month. */
    public LocalDate date() {
        LocalDate day = LocalDate.ofEpochDay(longBetween(
                LocalDate.of(1900, 1, 1).toEpochDay(),
                LocalDate.of(2100, 12, 31).toEpochDay()));
        return switch (intBetween(0, 8)) {
            case 0 -> LocalDate.of(1904 + 4 * intBetween(0, 48), 2, 29);
            case 1 -> YearMonth.from(day).atEndOfMonth();
            case 2 -> YearMonth.from(day).atDay(1);
            default -> day;
        };
    }

    /** Returns a day between the bounds, both included; each bound itself comes up once in ten. */
    public LocalDate dateBetween(LocalDate first, LocalDate last) {
        return switch (intBetween(0, 9)) {
            case 0 -> first;
            case 1 -> last;
            default -> LocalDate.ofEpochDay(longBetween(first.toEpochDay(), last.toEpochDay()));
        };
    }

    /** Returns a time of day: whole hours, minutes, or any nanosecond. */
    public LocalTime time() {
        LocalTime time = LocalTime.ofNanoOfDay(longBetween(0, LocalTime.MAX.toNanoOfDay()));
        return switch (intBetween(0, 3)) {
            case 0 -> LocalTime.of(time.getHour(), 0);
            case 1 -> LocalTime.of(time.getHour(), time.getMinute());
            case 2 -> pick(List.of(LocalTime.MIN, LocalTime.NOON, LocalTime.MAX));
            default -> time;
        };
    }

    /** Returns a zone: none of them is rare, but together they have every odd kind of offset and clock change. */
    public ZoneId zone() {
        return pick(ZONES);
    }

    /** Returns an instant of the years 1970 to 2100, in whole seconds, milliseconds or nanoseconds. */
    public Instant instant() {
        long seconds = longBetween(0, Instant.parse("2100-12-31T23:59:59Z").getEpochSecond());
        return switch (intBetween(0, 2)) {
            case 0 -> Instant.ofEpochSecond(seconds);
            case 1 -> Instant.ofEpochSecond(seconds, intBetween(0, 999) * 1_000_000L);
            default -> Instant.ofEpochSecond(seconds, intBetween(0, 999_999_999));
        };
    }

    /**
     * Returns an instant of the years 1970 to 2100 that lies within three hours of a clock change in the zone, often at
     * the change or one nanosecond beside it. A zone without changes gives {@link #instant()}.
     */
    public Instant instantNearClockChange(ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(instant());
        if (change == null) {
            return instant();
        }
        return switch (intBetween(0, 4)) {
            case 0 -> change.getInstant();
            case 1 -> change.getInstant().minusNanos(1);
            case 2 -> change.getInstant().plusNanos(1);
            default -> change.getInstant().plus(Duration.ofSeconds(longBetween(-10_800, 10_800)));
        };
    }

    private char charOf(String alphabet) {
        return alphabet.charAt(intBetween(0, alphabet.length() - 1));
    }

    /** Returns a number from 0 to 1, the latter excluded, with all 53 bits of precision. */
    private double fraction() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Scrambles the bits of a seed; also makes the seed of a try out of the seed of a run. */
    static long mix(long seed) {
        long bits = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
