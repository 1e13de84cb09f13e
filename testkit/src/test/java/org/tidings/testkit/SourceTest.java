package org.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final int MANY = 3_000;

    @Test
    void bits_sameSeed_sameNumbersOnEveryJdk() {
        Source source = Source.of(42, 10);

        assertThat(List.of(source.bits(), source.bits())).containsExactly(6332618229526065668L, -816328817471504299L);
        assertThat(Source.of(42, 99).bits()).isEqualTo(6332618229526065668L);
    }

    @Test
    void longBetween_smallRange_reachesBothBounds() {
        assertThat(many(source -> source.longBetween(-2, 2))).containsOnly(-2L, -1L, 0L, 1L, 2L);
    }

    @Test
    void longBetween_wholeRange_isAllowed() {
        assertThat(many(source -> source.longBetween(Long.MIN_VALUE, Long.MAX_VALUE)))
                .doesNotHaveDuplicates();
    }

    @Test
    void longBetween_boundsCrossed_fails() {
        assertThatThrownBy(() -> Source.of(1, 1).longBetween(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no number lies between 2 and 1");
    }

    @Test
    void anyNumbers_includeTheEdges() {
        assertThat(many(Source::anyInt)).contains(0, Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(many(Source::anyLong)).contains(0L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1);
        assertThat(many(Source::anyDouble)).contains(-0.0, 0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE);
        assertThat(many(Source::finiteDouble)).allMatch(Double::isFinite);
    }

    @Test
    void doubleBetween_stayBelowTheUpperBound() {
        assertThat(many(source -> source.doubleBetween(1, Math.nextUp(1.0)))).containsOnly(1.0);
        assertThat(many(source -> source.doubleBetween(-1, 1))).allMatch(x -> x >= -1 && x < 1);
    }

    @Test
    void oneOf_weights_decideHowOften() {
        Gen<String> gen = Gen.oneOf(Gen.Choice.value(3, "often"), Gen.Choice.value(1, "seldom"));

        long often = many(gen::next).stream().filter("often"::equals).count();

        assertThat(often).isBetween(MANY * 70L / 100, MANY * 80L / 100);
    }

    @Test
    void text_isWellFormedAndLeavesAscii() {
        List<String> texts = many(Source::text);

        assertThat(texts).allMatch(SourceTest::survivesUtf8);
        assertThat(texts).allMatch(text -> text.codePointCount(0, text.length()) <= 10);
        assertThat(texts).anyMatch(text -> text.codePoints().anyMatch(c -> c > 0xFFFF));
        assertThat(texts).contains("");
    }

    @Test
    void brokenText_hasLoneSurrogates() {
        assertThat(many(Source::brokenText)).anyMatch(text -> !survivesUtf8(text));
    }

    @Test
    void identifier_startsWithALetter() {
        assertThat(many(Source::identifier)).allMatch(text -> text.matches("[A-Za-z][A-Za-z0-9]{0,10}"));
    }

    @Test
    void date_hasLeapDaysAndMonthEnds() {
        List<LocalDate> days = many(Source::date);

        assertThat(days).anyMatch(day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29);
        assertThat(days).anyMatch(day -> day.getDayOfMonth() == 31);
        assertThat(days).allMatch(day -> day.getYear() >= 1900 && day.getYear() <= 2100);
    }

    @Test
    void dateBetween_reachesBothBounds() {
        LocalDate first = LocalDate.of(2024, 1, 1);
        LocalDate last = LocalDate.of(2024, 12, 31);

        assertThat(many(source -> source.dateBetween(first, last)))
                .contains(first, last)
                .allMatch(day -> !day.isBefore(first) && !day.isAfter(last));
    }

    @Test
    void instantNearClockChange_zoneWithChanges_isWithinThreeHours() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(many(source -> source.instantNearClockChange(berlin))).allMatch(instant -> {
            Duration around = Duration.ofHours(3).plusNanos(1);
            return !berlin.getRules()
                    .getOffset(instant.minus(around))
                    .equals(berlin.getRules().getOffset(instant.plus(around)));
        });
    }

    @Test
    void instantNearClockChange_zoneWithout_isAnyInstant() {
        assertThat(many(source -> source.instantNearClockChange(ZoneOffset.UTC)))
                .isNotEmpty();
    }

    @Test
    void collections_followTheSize() {
        assertThat(many(source -> source.list(Source::bool).size()))
                .contains(0, 10)
                .allMatch(n -> n <= 10);
        assertThat(many(source -> source.list(Source::bool, 2, 3).size())).containsOnly(2, 3);
        assertThat(many(source -> source.set(Source::bool).size())).containsOnly(0, 1, 2);
        assertThat(many(source -> source.maybe(Source::bool).isPresent())).containsOnly(true, false);
        assertThat(many(source -> source.shuffled(List.of(1, 2, 3))))
                .contains(List.of(1, 2, 3), List.of(3, 2, 1), List.of(2, 3, 1))
                .allMatch(list -> list.size() == 3);
    }

    @Test
    void smaller_halvesTheSize() {
        assertThat(Source.of(1, 9).<Integer>smaller(Source::size)).isEqualTo(4);
    }

    private static <T> List<T> many(Function<Source, T> draw) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            values.add(draw.apply(Source.of(i, 10)));
        }
        return values;
    }

    private static boolean survivesUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }
}
