package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;

class SpacingAndCapTest {
    private static final Instant NOON = Instant.parse("2024-10-01T12:00:00Z");

    @Test
    void spacing_otherMessageNear_waitsExactlyThatLong() {
        Spacing spacing = new Spacing(Duration.ofDays(3));

        assertThat(spacing.earliest(NOON, NOON.minusSeconds(3_600))).isEqualTo(NOON.plusSeconds(71 * 3_600));
        assertThat(spacing.earliest(NOON, NOON.minus(Duration.ofDays(9)))).isEqualTo(NOON);
    }

    @Test
    void spacing_negative_isRefused() {
        assertThatThrownBy(() -> new Spacing(Duration.ofHours(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cap_fewerMessagesThanAllowed_doesNotWait() {
        assertThat(FrequencyCap.of(2, Duration.ofDays(7)).earliest(NOON, List.of(NOON)))
                .isEqualTo(NOON);
    }

    @Test
    void cap_full_waitsUntilTheOldestLeavesTheStretch() {
        FrequencyCap cap = FrequencyCap.of(2, Duration.ofDays(7));
        Instant first = NOON.minus(Duration.ofDays(3));
        Instant second = NOON.minus(Duration.ofDays(1));

        assertThat(cap.earliest(NOON, List.of(second, first))).isEqualTo(first.plus(Duration.ofDays(7)));
    }

    @Test
    void cap_messagePlannedForLater_countsAsWell() {
        FrequencyCap cap = FrequencyCap.of(1, Duration.ofDays(2));
        Instant planned = NOON.plus(Duration.ofDays(1));

        assertThat(cap.earliest(NOON, List.of(planned))).isEqualTo(planned.plus(Duration.ofDays(2)));
        assertThat(cap.earliest(NOON.minus(Duration.ofDays(1)), List.of(planned)))
                .isEqualTo(NOON.minus(Duration.ofDays(1)));
    }

    @Test
    void cap_channels_countOnlyThose() {
        FrequencyCap cap = new FrequencyCap(1, Duration.ofDays(1), Set.of(Channel.SMS));

        assertThat(cap.counts(Channel.SMS)).isTrue();
        assertThat(cap.counts(Channel.LETTER)).isFalse();
        assertThat(FrequencyCap.of(1, Duration.ofDays(1)).counts(Channel.LETTER))
                .isTrue();
    }

    @Test
    void cap_senseless_isRefused() {
        assertThatThrownBy(() -> FrequencyCap.of(0, Duration.ofDays(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrequencyCap.of(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Hours as instants, so that every hour can be tried. */
    record CapCase(int messages, int hours, List<Integer> sent, int notBefore) {}

    @Test
    void cap_anyMessages_isTheFirstHourThatKeepsWithinIt() {
        Property.forAll(source -> new CapCase(
                        source.intBetween(1, 4),
                        source.intBetween(1, 30),
                        source.list(s -> s.intBetween(0, 100), 0, 12),
                        source.intBetween(0, 100)))
                .withTries(2_000)
                .check(given -> {
                    FrequencyCap cap = FrequencyCap.of(given.messages(), Duration.ofHours(given.hours()));
                    List<Instant> sent =
                            given.sent().stream().map(SpacingAndCapTest::hour).toList();
                    int expected = given.notBefore();
                    while (!keepsWithin(given, expected)) {
                        expected++;
                    }

                    assertThat(cap.earliest(hour(given.notBefore()), sent)).isEqualTo(hour(expected));
                });
    }

    /** Counts the messages of every stretch that holds the candidate. */
    private static boolean keepsWithin(CapCase given, int candidate) {
        for (int start = candidate - given.hours() + 1; start <= candidate; start++) {
            int count = 1;
            for (int sent : given.sent()) {
                count += sent >= start && sent < start + given.hours() ? 1 : 0;
            }
            if (count > given.messages()) {
                return false;
            }
        }
        return true;
    }

    private static Instant hour(int hour) {
        return NOON.plusSeconds(hour * 3_600L);
    }

    @Test
    void steps_anyOrder_areOrderedFromTheFarthest() {
        ReminderSteps.Step near = new ReminderSteps.Step("T1", 1);
        ReminderSteps.Step far = new ReminderSteps.Step("T30", 30);

        ReminderSteps steps = new ReminderSteps(List.of(near, far));

        assertThat(steps.steps()).containsExactly(far, near);
        assertThat(far.nominalDay(LocalDate.of(2025, 3, 31))).isEqualTo(LocalDate.of(2025, 3, 1));
    }

    @Test
    void steps_sameNameOrAfterTheDeadline_areRefused() {
        List<ReminderSteps.Step> twice = new ArrayList<>(Collections.nCopies(2, new ReminderSteps.Step("T1", 1)));

        assertThatThrownBy(() -> new ReminderSteps(twice)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderSteps.Step("late", -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void earliestSendTime_candidates_takesTheFirst() {
        SendSlot first = new SendSlot(NOON, ZoneOffset.UTC, LocalDate.of(2024, 10, 1), SendSlot.Reason.ON_TIME);
        SendSlot second = new SendSlot(
                NOON.plusSeconds(3_600), ZoneOffset.UTC, LocalDate.of(2024, 10, 1), SendSlot.Reason.CHOSEN_LATER);

        SendChoice choice = SendTimeModel.earliest().choose("p1", Channel.SMS, List.of(first, second));

        assertThat(choice).isEqualTo(new SendChoice(first, 1, 1, "earliest"));
        assertThatThrownBy(() -> SendTimeModel.earliest().choose("p1", Channel.SMS, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SendChoice(first, 1, 0, "never")).isInstanceOf(IllegalArgumentException.class);
    }
}
