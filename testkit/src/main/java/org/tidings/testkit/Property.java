package org.tidings.testkit;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Checks that a law holds for many generated values.
 *
 * <pre>
 * Property.forAll(Source::text).check(text -&gt; assertThat(parse(print(text))).isEqualTo(text));
 * </pre>
 *
 * <p>The seed is fixed, so a run gives the same values every time. Sizes grow with the tries. When a value breaks the
 * law, smaller sizes are searched for a smaller value that breaks it too, and the failure tells seed, try, size and
 * value. A law may abort a try that does not interest it with JUnit's assumptions.
 *
 * <p>Two system properties change a run from outside: {@code property.seed} replaces the seed, and
 * {@code property.tries} (500 if absent) the number of tries. A property that asked for its own number of tries gets
 * more or fewer in the same proportion.
 *
 * @param <T> type of the values
 */
public final class Property<T> {
    static final long DEFAULT_SEED = 0x71D1_2607L;
    static final int DEFAULT_TRIES = 500;
    static final int DEFAULT_MAX_SIZE = 50;

    /** How many other values are tried at each smaller size after a failure. */
    private static final int SHRINK_TRIES = 20;

    private final Gen<? extends T> gen;
    private final long seed;
    private final int tries;
    private final int maxSize;

    private Property(Gen<? extends T> gen, long seed, int tries, int maxSize) {
        this.gen = gen;
        this.seed = seed;
        this.tries = tries;
        this.maxSize = maxSize;
    }

    /**
     * What must hold for a value.
     *
     * @param <T> type of the value
     */
    @FunctionalInterface
    public interface Law<T> {
        /**
         * Returns if the law holds for the value, and throws anything if not.
         *
         * @throws Exception if the law does not hold; errors and unchecked exceptions mean the same
         */
        void check(T value) throws Exception;
    }

    /** Starts a property over the values of a generator. */
    public static <T> Property<T> forAll(Gen<? extends T> gen) {
        Objects.requireNonNull(gen, "gen");
        int tries = Math.toIntExact(setting("property.tries").orElse((long) DEFAULT_TRIES));
        return new Property<>(gen, setting("property.seed").orElse(DEFAULT_SEED), tries, DEFAULT_MAX_SIZE);
    }

    /** Returns a copy with another seed; the system property still wins. */
    public Property<T> withSeed(long newSeed) {
        return new Property<>(gen, setting("property.seed").orElse(newSeed), tries, maxSize);
    }

    /**
     * Returns a copy with another number of tries, for a law that is slow or a space that is large.
     *
     * @param newTries at least 1; meant for a run with 500 tries by default, and scaled with {@code property.tries}
     */
    public Property<T> withTries(int newTries) {
        if (newTries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, not " + newTries);
        }
        long scaled = newTries * setting("property.tries").orElse((long) DEFAULT_TRIES) / DEFAULT_TRIES;
        return new Property<>(gen, seed, Math.toIntExact(Math.max(1, scaled)), maxSize);
    }

    /** Returns a copy whose last tries have another size than 50. */
    public Property<T> withMaxSize(int newMaxSize) {
        if (newMaxSize < 0) {
            throw new IllegalArgumentException("size must not be negative, not " + newMaxSize);
        }
        return new Property<>(gen, seed, tries, newMaxSize);
    }

    /** Checks that a condition is true for every value. */
    public void holds(Predicate<? super T> condition) {
        check(value -> {
            if (!condition.test(value)) {
                throw new AssertionError("the condition is false");
            }
        });
    }

    /**
     * Checks the law on every value.
     *
     * @throws AssertionError if a value breaks it, or if the law aborted nine tries of ten
     */
    public void check(Law<? super T> law) {
        int aborted = 0;
        for (int i = 0; i < tries; i++) {
            int size = tries == 1 ? maxSize : (int) ((long) maxSize * i / (tries - 1));
            Outcome outcome = attempt(law, trySeed(i), size);
            if (outcome.failure() != null) {
                throw failure(i, size, smallest(law, i, size).orElse(outcome));
            }
            aborted += outcome.aborted() ? 1 : 0;
        }
        if (tries >= 10 && aborted > tries * 0.9) {
            throw new AssertionError("The law aborted " + aborted + " of " + tries
                    + " tries; generate values that fit instead of refusing those that do not");
        }
    }

    /** Looks for a failure from size 0 upwards: first with the chance that failed, then with some other. */
    private Optional<Outcome> smallest(Law<? super T> law, int failedTry, int failedSize) {
        for (int size = 0; size < failedSize; size++) {
            long next = trySeed(failedTry);
            for (int k = 0; k <= SHRINK_TRIES; k++) {
                Outcome outcome = attempt(law, next, size);
                if (outcome.failure() != null) {
                    return Optional.of(outcome);
                }
                next = Source.mix(next + k + 1);
            }
        }
        return Optional.empty();
    }

    /** Makes a value and tries the law. Whatever either throws is a finding, a stack overflow included. */
    private Outcome attempt(Law<? super T> law, long trySeed, int size) {
        T value;
        try {
            value = gen.next(Source.of(trySeed, size));
        } catch (Throwable failure) {
            return new Outcome(size, false, "(the generator failed)", failure);
        }
        try {
            law.check(value);
            return new Outcome(size, false, "", null);
        } catch (TestAbortedException aborted) {
            return new Outcome(size, true, "", null);
        } catch (Throwable failure) {
            return new Outcome(size, false, shown(value), failure);
        }
    }

    private AssertionError failure(int failedTry, int failedSize, Outcome outcome) {
        String shrunk = outcome.size() < failedSize ? " (first seen at size " + failedSize + ")" : "";
        String message = "The property fails at try " + (failedTry + 1) + " of " + tries + ", size " + outcome.size()
                + shrunk
                + System.lineSeparator() + "  value: " + outcome.value()
                + System.lineSeparator() + "  cause: " + outcome.failure()
                + System.lineSeparator() + "  again: -Dproperty.seed=" + seed + tryOption();
        return new AssertionError(message, outcome.failure());
    }

    private String tryOption() {
        return setting("property.tries").map(n -> " -Dproperty.tries=" + n).orElse("");
    }

    private long trySeed(int index) {
        return Source.mix(seed + index);
    }

    /** Shows a value so that nothing in it is invisible. */
    private static String shown(Object value) {
        String text;
        try {
            text = StandardRepresentation.STANDARD_REPRESENTATION.toStringOf(value);
        } catch (RuntimeException e) {
            text = "(toString failed: " + e + ")";
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || isVisible(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static Optional<Long> setting(String name) {
        String text = System.getProperty(name);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.decode(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + name + " must be a number, not '" + text + "'", e);
        }
    }

    /** What came of one value; the text of the value is made for failures only. */
    private record Outcome(
            int size,
            boolean aborted,
            String value,
            @Nullable Throwable failure) {}
}
