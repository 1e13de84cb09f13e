package org.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PropertyTest {
    private final SystemProperties properties = new SystemProperties("property.seed", "property.tries");

    @BeforeEach
    void clearSettings() {
        properties.clear();
    }

    @AfterEach
    void restoreSettings() {
        properties.restore();
    }

    @Test
    void check_default_runs500TriesOfGrowingSize() {
        List<Integer> sizes = new ArrayList<>();

        Property.forAll(Source::size).check(sizes::add);

        assertThat(sizes).hasSize(500).isSorted().startsWith(0).endsWith(50);
    }

    @Test
    void check_twice_givesTheSameValues() {
        assertThat(valuesOf(Property.forAll(Source::text))).isEqualTo(valuesOf(Property.forAll(Source::text)));
    }

    @Test
    void check_otherSeed_givesOtherValues() {
        assertThat(valuesOf(Property.forAll(Source::bits).withSeed(1)))
                .doesNotContainAnyElementsOf(
                        valuesOf(Property.forAll(Source::bits).withSeed(2_000_000)));
    }

    @Test
    void check_lawBroken_reportsTheSmallestSizeSeedAndValue() {
        Property<List<Boolean>> lists = Property.<List<Boolean>>forAll(source -> source.list(Source::bool))
                .withTries(10);

        AssertionError error = catchThrowableOfType(
                AssertionError.class, () -> lists.check(list -> assertThat(list).hasSizeLessThan(5)));

        assertThat(error)
                .hasMessageContaining("of 10, size 5 (first seen at size ")
                .hasMessageContaining("  value: [")
                .hasMessageContaining("  again: -Dproperty.seed=" + Property.DEFAULT_SEED)
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void check_seedOfAFailure_failsAgainInTheSameWay() {
        String first = failureOf(Property.forAll(Source::anyInt).withSeed(77));

        System.setProperty("property.seed", "77");

        assertThat(failureOf(Property.forAll(Source::anyInt))).isEqualTo(first);
    }

    @Test
    void check_invisibleCharacters_areEscaped() {
        assertThatThrownBy(() -> Property.forAll(Gen.constant("a\u202E\0\uD83D\uDE00\uDBFF\uDFFF"))
                        .check(text -> assertThat(text).isEmpty()))
                .hasMessageContaining("\"a\\u{202e}\\u{0}\uD83D\uDE00\\u{10ffff}\"");
    }

    @Test
    void check_generatorFails_saysSo() {
        Property<Integer> property = Property.forAll(source -> {
            throw new IllegalStateException("no value");
        });

        assertThatThrownBy(() -> property.check(value -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(the generator failed)");
    }

    @Test
    void check_stackOverflow_isAFinding() {
        assertThatThrownBy(() -> Property.forAll(Source::size).check(PropertyTest::endless))
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void check_someTriesAborted_passes() {
        Property.forAll(Source::bool).check(value -> assumeTrue(value));
    }

    @Test
    void check_nearlyAllTriesAborted_fails() {
        assertThatThrownBy(() -> Property.forAll(Source::size).check(size -> assumeTrue(size == 50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The law aborted");
    }

    @Test
    void holds_conditionFalse_fails() {
        assertThatThrownBy(() -> Property.forAll(Source::size).holds(size -> size < 3))
                .hasMessageContaining("size 3" + System.lineSeparator())
                .hasMessageContaining("value: 3");
    }

    @Test
    void withTries_settingGiven_isScaled() {
        System.setProperty("property.tries", "5000");

        assertThat(valuesOf(Property.forAll(Source::size).withTries(20))).hasSize(200);
        assertThat(valuesOf(Property.forAll(Source::size))).hasSize(5000);
    }

    @Test
    void withMaxSize_oneTry_isTakenAtOnce() {
        assertThat(valuesOf(Property.forAll(Source::size).withMaxSize(7).withTries(1)))
                .containsExactly(7);
    }

    @Test
    void settings_noNumber_fails() {
        System.setProperty("property.seed", "lucky");

        assertThatThrownBy(() -> Property.forAll(Source::size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dproperty.seed must be a number, not 'lucky'");
    }

    @Test
    void options_outOfRange_fail() {
        Property<Integer> property = Property.forAll(Source::size);

        assertThatThrownBy(() -> property.withTries(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> property.withMaxSize(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> List<T> valuesOf(Property<T> property) {
        List<T> values = new ArrayList<>();
        property.check(values::add);
        return values;
    }

    private static String failureOf(Property<Integer> property) {
        AssertionError error = catchThrowableOfType(AssertionError.class, () -> property.holds(n -> n < 1_000_000));
        return String.valueOf(error.getMessage());
    }

    @SuppressWarnings("InfiniteRecursion") // overflowing the stack is its purpose
    private static void endless(int n) {
        endless(n + 1);
    }
}
