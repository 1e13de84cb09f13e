package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;

class SendTimesPropertyTest {
    private static final Gen<RandomWindows> OPEN =
            ((Gen<RandomWindows>) RandomWindows::next).filter(w -> !w.isNeverOpen());

    /** How far the plain search steps; a week and a few holidays lie within it. */
    private static final Duration HORIZON = Duration.ofDays(10);

    private static final long STEP = 300;

    @Test
    void earliest_anyWindowAroundClockChanges_isFirstAllowedInstant() {
        Property.forAll(OPEN).withTries(1_000).check(windows -> {
            Optional<Instant> found =
                    windows.sendTimes().earliest(windows.request()).map(SendSlot::at);

            assertThat(found.filter(at -> at.isBefore(windows.notBefore().plus(HORIZON))))
                    .as(windows.json())
                    .isEqualTo(firstAllowed(
                            windows, windows.notBefore(), windows.notBefore().plus(HORIZON)));
            found.ifPresent(at -> assertThat(windows.isAllowed(at)).isTrue());
        });
    }

    @Test
    void earliest_anyWindow_slotTellsZoneAndLocalDay() {
        Property.forAll(OPEN)
                .check(windows -> windows.sendTimes()
                        .earliest(windows.request())
                        .ifPresent(slot -> {
                            assertThat(slot.zone()).isEqualTo(windows.windowZone());
                            assertThat(slot.day()).isEqualTo(LocalDate.ofInstant(slot.at(), slot.zone()));
                            assertThat(slot.reason() == SendSlot.Reason.ON_TIME)
                                    .isEqualTo(slot.at().equals(windows.notBefore()));
                        }));
    }

    @Test
    void backward_anyWindow_isFirstAllowedInstantOfLastAllowedDay() {
        Property.forAll(OPEN).withTries(300).check(windows -> {
            LocalDate day = LocalDate.ofInstant(windows.notBefore(), windows.windowZone());
            SlotRequest request = windows.request().withNotBefore(Instant.MIN);

            Optional<Instant> found = windows.sendTimes().backward(request, day).map(SendSlot::at);

            LocalDate oldest = day.minusDays(9);
            assertThat(found.filter(
                            at -> !LocalDate.ofInstant(at, windows.windowZone()).isBefore(oldest)))
                    .as(windows.json())
                    .isEqualTo(lastOpening(windows, day, oldest));
        });
    }

    @Test
    void forStep_anyWindow_liesBeforeTheDeadlineAndIsFirstOrOnAnEarlierDay() {
        Property.forAll(OPEN).withTries(300).check(windows -> {
            LocalDate nominal = LocalDate.ofInstant(windows.notBefore(), windows.recipientZone());
            int daysBefore = (int) Math.floorMod(windows.notBefore().getEpochSecond(), 4L);
            StepRequest request =
                    StepRequest.of(Channel.SMS, "", windows.recipientZone(), nominal, nominal.plusDays(daysBefore));

            Optional<SendSlot> found = windows.sendTimes().forStep(request);

            found.ifPresent(slot -> {
                assertThat(slot.day()).isBefore(request.deadline());
                assertThat(windows.isAllowed(slot.at())).isTrue();
                if (slot.reason() == SendSlot.Reason.MOVED_BEFORE_DEADLINE) {
                    assertThat(slot.day()).isBeforeOrEqualTo(nominal);
                } else {
                    Instant start =
                            nominal.atStartOfDay(windows.recipientZone()).toInstant();
                    assertThat(firstAllowed(windows, start, slot.at().plusSeconds(60)))
                            .contains(slot.at());
                }
            });
        });
    }

    @Test
    void candidates_anyWindow_areAllowedInOrderAndAStepApart() {
        Property.forAll(OPEN).withTries(200).check(windows -> {
            Instant before = windows.notBefore().plus(HORIZON);
            List<SendSlot> slots = new ArrayList<>();
            windows.sendTimes()
                    .candidates(windows.request(), before, Duration.ofHours(1))
                    .forEach(slots::add);

            assertThat(slots.stream().findFirst())
                    .isEqualTo(windows.sendTimes()
                            .earliest(windows.request())
                            .filter(slot -> slot.at().isBefore(before)));
            for (int i = 0; i < slots.size(); i++) {
                assertThat(windows.isAllowed(slots.get(i).at())).isTrue();
                assertThat(slots.get(i).at()).isBefore(before);
                assertThat(i == 0
                                || !slots.get(i)
                                        .at()
                                        .isBefore(slots.get(i - 1).at().plus(Duration.ofHours(1))))
                        .isTrue();
            }
        });
    }

    /** Steps five minutes, because the random hours begin, and all the clocks change, at whole five minutes. */
    private static Optional<Instant> firstAllowed(RandomWindows windows, Instant from, Instant before) {
        if (windows.isAllowed(from)) {
            return Optional.of(from);
        }
        Instant at = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), STEP) * STEP + STEP);
        for (; at.isBefore(before); at = at.plusSeconds(STEP)) {
            if (windows.isAllowed(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> lastOpening(RandomWindows windows, LocalDate latest, LocalDate oldest) {
        for (LocalDate day = latest; !day.isBefore(oldest); day = day.minusDays(1)) {
            // Wide enough for every offset and for clocks that are set back over midnight.
            Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(16 * 3_600);
            for (Instant at = from; at.isBefore(from.plus(Duration.ofHours(58))); at = at.plusSeconds(STEP)) {
                if (LocalDate.ofInstant(at, windows.windowZone()).equals(day) && windows.isAllowed(at)) {
                    return Optional.of(at);
                }
            }
        }
        return Optional.empty();
    }
}
