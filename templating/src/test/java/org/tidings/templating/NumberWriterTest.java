package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class NumberWriterTest {
    private static final List<Locale> LOCALES = Arrays.stream(Locale.getAvailableLocales())
            .sorted(Comparator.comparing(Locale::toLanguageTag))
            .toList();

    private record Case(Locale locale, boolean money, boolean grouped, int min, int max, long whole, double number) {}

    @Test
    void number_inAnyLocale_isWrittenAsTheFormatWritesIt() {
        Property.forAll(NumberWriterTest::randomCase).withTries(2_000).check(random -> {
            NumberFormat format = format(random);
            Optional<NumberWriter> writer = NumberWriter.of(format, random.money);
            if (writer.isPresent()) {
                RenderBuffer buffer = new RenderBuffer();
                buffer.begin(1_000);

                assertThat(writer.get().write(random.whole, buffer)).isTrue();
                assertThat(buffer.text(0, buffer.length())).isEqualTo(format.format(random.whole));
                buffer.begin(1_000);
                boolean written = writer.get().write(random.number, buffer);
                assertThat(buffer.text(0, buffer.length())).isEqualTo(written ? format.format(random.number) : "");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "de-AT", "en-US", "fr", "es", "it", "pl", "tr", "uk", "sv", "hi"})
    void number_ofTwoDecimals_isWrittenInTheLanguagesOfEurope(String tag) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.forLanguageTag(tag));
        RenderBuffer buffer = new RenderBuffer();
        buffer.begin(100);

        assertThat(NumberWriter.of(format, false).orElseThrow().write(-1234.56, buffer))
                .isTrue();
        assertThat(buffer.text(0, buffer.length())).isEqualTo(format.format(-1234.56));
    }

    @Test
    void number_thatMustBeRounded_isLeftToTheFormat() {
        NumberWriter writer = NumberWriter.of(NumberFormat.getNumberInstance(Locale.US), false)
                .orElseThrow();

        for (double number : new double[] {0.0005, 1 / 3.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e15}) {
            RenderBuffer buffer = new RenderBuffer();
            buffer.begin(100);

            assertThat(writer.write(number, buffer)).isFalse();
            assertThat(buffer.length()).isZero();
        }
    }

    private static NumberFormat format(Case random) {
        NumberFormat format = random.money
                ? NumberFormat.getCurrencyInstance(random.locale)
                : NumberFormat.getNumberInstance(random.locale);
        format.setMinimumFractionDigits(random.min);
        format.setMaximumFractionDigits(random.max);
        format.setGroupingUsed(random.grouped);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }

    private static Case randomCase(Source source) {
        int min = source.intBetween(0, 3);
        double[] numbers = {
            source.intBetween(-2_000_000, 2_000_000) / 100.0,
            source.intBetween(-2_000, 2_000) / 1000.0,
            source.intBetween(0, 9),
            source.doubleBetween(-1e6, 1e6),
            source.doubleBetween(-1, 1) * 1e11
        };
        return new Case(
                source.pick(LOCALES),
                source.bool(),
                source.bool(),
                min,
                Math.max(min, source.pick(List.of(0, 1, 2, 3, 15))),
                source.longBetween(-1_000_000_000_000L, 1_000_000_000_000L),
                numbers[source.intBetween(0, numbers.length - 1)]);
    }
}
