package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.SourceText;

/**
 * Every zone of the tz database on every day of 2024 to 2030: no message in quiet hours, none twice where a clock is set
 * back, none lost where it is set forward.
 *
 * <p>The first instant of each day is asked for and compared with a plain search by quarters of an hour, for four
 * channels: an ordinary one, one that begins at midnight, one that lies in the hour that most changes skip or repeat, and
 * one on the agency's clock that respects the recipient's night. Steps before a deadline, the search backwards and the
 * lists of candidates are compared as well: the first two on every day within two days of a change and on every 29th day
 * besides, the lists within one day of a change.
 */
class EveryZoneTest {
    private static final ZoneId AGENCY = ZoneId.of("Europe/Berlin");
    private static final List<Channel> CHANNELS = List.of(Channel.SMS, Channel.PUSH, Channel.EMAIL, Channel.LETTER);
    private static final int SAMPLE = 29;
    private static final Duration STEP = Duration.ofSeconds(ZoneDays.QUARTER);

    private static final SendTimes TIMES =
            SendTimes.of(ContactWindows.read(new SourceText("windows.json", """
                    {
                      "channels": {
                        "sms": {"hours": "06:00-22:00"},
                        "push": {"hours": ["00:00-03:30", "23:45-24:00"]},
                        "email": {"hours": "02:00-02:30"},
                        "letter": {"hours": "08:00-18:00", "zone": "agency"}
                      },
                      "quietHours": [
                        {"hours": "21:00-07:00", "channels": ["sms", "letter"]},
                        {"hours": "23:00-00:30", "channels": ["push"]}
                      ]
                    }
                    """)), HolidayCalendar.none(), AGENCY);

    /** The same once more: the quarters of the local day on which each channel is open to the recipient. */
    private static final Map<Channel, boolean[]> LOCAL = Map.of(
            Channel.SMS, quarters("07:00", "21:00"),
            Channel.PUSH, quarters("00:30", "03:30"),
            Channel.EMAIL, quarters("02:00", "02:30"),
            Channel.LETTER, quarters("07:00", "21:00"));

    private static final boolean[] ALWAYS = quarters("00:00", "24:00");
    private static final boolean[] OFFICE = quarters("08:00", "18:00");

    private static boolean[] quarters(String from, String until) {
        boolean[] result = new boolean[ZoneDays.QUARTERS_OF_A_DAY];
        Arrays.fill(result, quarter(from), quarter(until), true);
        return result;
    }

    private static int quarter(String time) {
        return (Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3))) / 15;
    }

    @Test
    void everyDayInEveryZone_isServedOnceAndOutsideOfQuietHours() {
        Map<ZoneRules, List<ZoneId>> zones = new HashMap<>();
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            zones.computeIfAbsent(zone.getRules(), any -> new ArrayList<>()).add(zone);
        }
        ZoneDays agency = new ZoneDays(AGENCY.getRules());
        Check check = new Check();
        zones.forEach((rules, ids) -> {
            ZoneDays days = new ZoneDays(rules);
            for (Channel channel : CHANNELS) {
                // An agency's channel counts its days on the agency's clock.
                boolean isAgencys = channel == Channel.LETTER;
                ZoneDays clock = isAgencys ? agency : days;
                boolean[] local = LOCAL.getOrDefault(channel, ALWAYS);
                ZoneDays.Open open = isAgencys ? agency.open(OFFICE, days, local) : days.open(local, agency, ALWAYS);
                ids.forEach(zone -> check.zone(zone, channel, days, clock, open));
            }
        });

        System.out.println(check.summary(zones));
        assertThat(check.failures).isEmpty();
        assertThat(check.zoneDays)
                .isEqualTo(zones.values().stream().mapToInt(List::size).sum() * 2_557L * 4);
    }

    /** Compares and counts; plain code, because there are millions of comparisons. */
    private static final class Check {
        private final List<String> failures = new ArrayList<>();
        private long zoneDays;
        private long nearDays;
        private long withoutOpening;

        void zone(ZoneId zone, Channel channel, ZoneDays days, ZoneDays clock, ZoneDays.Open open) {
            long lastSent = Long.MIN_VALUE;
            for (LocalDate day = ZoneDays.FIRST_DAY; !day.isAfter(ZoneDays.LAST_DAY); day = day.plusDays(1)) {
                zoneDays++;
                Instant start = clock.startOf(day);
                SlotRequest request = SlotRequest.of(channel, "", zone, start);
                Optional<SendSlot> slot = TIMES.earliest(request);
                long sent = slot.map(found -> found.at().getEpochSecond()).orElse(Long.MAX_VALUE);
                long expected = open.from(start);
                // Beyond the years that are looked at the search may go on; it must not stop before.
                if (expected == Long.MAX_VALUE ? sent < start.getEpochSecond() : sent != expected) {
                    fail(zone, channel, day, "earliest", sent, expected);
                }
                if (open.hasOpening(day)) {
                    // One message per day: on its day, and after the one of the day before.
                    if (sent <= lastSent || !slot.map(SendSlot::day).equals(Optional.of(day))) {
                        fail(zone, channel, day, "once", sent, lastSent);
                    }
                    lastSent = sent;
                } else {
                    withoutOpening++;
                }
                if (isNear(days, clock, day, 2) || day.getDayOfYear() % SAMPLE == 0) {
                    nearDays++;
                    backward(zone, channel, day, open);
                    step(zone, channel, day, days, open);
                }
                if (isNear(days, clock, day, 1)) {
                    candidates(request, day, open);
                }
            }
        }

        private static boolean isNear(ZoneDays days, ZoneDays clock, LocalDate day, int within) {
            return days.isNearAChange(day, within) || clock.isNearAChange(day, within);
        }

        private void backward(ZoneId zone, Channel channel, LocalDate day, ZoneDays.Open open) {
            long expected = open.lastDayUpTo(day);
            long found = TIMES.backward(SlotRequest.of(channel, "", zone, Instant.MIN), day)
                    .map(slot -> slot.at().getEpochSecond())
                    .orElse(Long.MIN_VALUE);
            if (expected != Long.MIN_VALUE && found != expected) {
                fail(zone, channel, day, "backward", found, expected);
            }
        }

        /** A reminder that must go out by the end of its day: where the day has no opening, it goes out before. */
        private void step(ZoneId zone, Channel channel, LocalDate day, ZoneDays days, ZoneDays.Open open) {
            LocalDate deadline = day.plusDays(1);
            long first = open.from(days.startOf(day));
            Optional<SendSlot> slot = TIMES.forStep(StepRequest.of(channel, "", zone, day, deadline));
            long found = slot.map(some -> some.at().getEpochSecond()).orElse(Long.MIN_VALUE);
            boolean inTime = first != Long.MAX_VALUE
                    && LocalDate.ofInstant(Instant.ofEpochSecond(first), channel == Channel.LETTER ? AGENCY : zone)
                            .isBefore(deadline);
            long expected = inTime ? first : open.lastDayUpTo(day);
            if (expected != Long.MIN_VALUE && found != expected) {
                fail(zone, channel, day, "step", found, expected);
            }
        }

        /** All that a model may choose from on a day and the next: each open quarter once, in order. */
        private void candidates(SlotRequest request, LocalDate day, ZoneDays.Open open) {
            Instant before = request.notBefore().plus(Duration.ofHours(30));
            Instant next = request.notBefore();
            for (SendSlot slot : TIMES.candidates(request, before, STEP)) {
                long expected = open.from(next);
                if (slot.at().getEpochSecond() != expected) {
                    fail(
                            request.recipientZone(),
                            request.channel(),
                            day,
                            "candidates",
                            slot.at().getEpochSecond(),
                            expected);
                }
                next = slot.at().plus(STEP);
            }
            if (open.from(request.notBefore()) < before.getEpochSecond() && next.equals(request.notBefore())) {
                fail(
                        request.recipientZone(),
                        request.channel(),
                        day,
                        "no candidate",
                        0,
                        open.from(request.notBefore()));
            } else if (open.from(request.notBefore()) < before.getEpochSecond()) {
                SendChoice first = SendTimeModel.earliest()
                        .choose("one", request.channel(), TIMES.candidates(request, before, STEP));
                if (first.slot().at().getEpochSecond() != open.from(request.notBefore())) {
                    fail(
                            request.recipientZone(),
                            request.channel(),
                            day,
                            "model",
                            first.slot().at().getEpochSecond(),
                            open.from(request.notBefore()));
                }
            }
            if (open.from(next) < before.getEpochSecond()) {
                fail(request.recipientZone(), request.channel(), day, "candidates end", 0, open.from(next));
            }
        }

        private void fail(ZoneId zone, Channel channel, LocalDate day, String what, long found, long expected) {
            if (failures.size() < 20) {
                failures.add(zone + " " + channel + " " + day + " " + what + ": " + found + " instead of " + expected);
            }
        }

        String summary(Map<ZoneRules, List<ZoneId>> zones) {
            int count = zones.values().stream().mapToInt(List::size).sum();
            return "zones: " + count + " with " + zones.size() + " different rules; " + zoneDays
                    + " days and channels, " + nearDays + " of them with steps and the search backwards, "
                    + withoutOpening
                    + " without an opening";
        }
    }

    /** A day that ends twice: what opens late on it is open again after its first end. */
    @ParameterizedTest
    @CsvSource({
        "America/Santiago, 2026-04-04, 2026-04-05T02:45:00Z, 2026-04-05T03:00:00Z",
        "Asia/Beirut, 2026-10-24, 2026-10-24T20:45:00Z, 2026-10-24T21:00:00Z",
        "Africa/Cairo, 2026-10-29, 2026-10-29T20:45:00Z, 2026-10-29T21:00:00Z"
    })
    void clockSetBackAcrossMidnight_lastHourOfTheDay_isFoundBothTimes(
            ZoneId zone, LocalDate day, Instant firstEnd, Instant again) {
        SendTimes times =
                SendTimes.of(ContactWindows.read(new SourceText("windows.json", """
                        {"channels": {"sms": {"hours": "23:00-23:30"}}}
                        """)), HolidayCalendar.none(), AGENCY);
        SlotRequest request = SlotRequest.of(Channel.SMS, "", zone, firstEnd);

        assertThat(times.backward(request, day)).map(SendSlot::at).contains(again);
        assertThat(times.backward(request, day)).map(SendSlot::day).contains(day);
        assertThat(times.earliest(request)).map(SendSlot::at).contains(again);
    }

    /** Zones that left out a day: a message of that day goes out the day after, a step the day before. */
    @ParameterizedTest
    @CsvSource({
        "Pacific/Apia, 2011-12-30",
        "Pacific/Fakaofo, 2011-12-30",
        "Pacific/Kwajalein, 1993-08-21",
        "Pacific/Kiritimati, 1994-12-31",
        "Pacific/Enderbury, 1994-12-31",
        "Asia/Manila, 1844-12-31"
    })
    void skippedDay_messageOfIt_isNeitherLostNorTwice(ZoneId zone, LocalDate skipped) {
        LocalDate before = skipped.minusDays(1);
        LocalDate after = skipped.plusDays(1);

        List<LocalDate> days = Stream.of(before, skipped, after)
                .map(day -> SlotRequest.of(
                        Channel.SMS, "", zone, day.atStartOfDay(zone).toInstant()))
                .map(request -> TIMES.earliest(request).orElseThrow())
                .map(SendSlot::day)
                .toList();

        assertThat(days).containsExactly(before, after, after);
        assertThat(TIMES.forStep(StepRequest.of(Channel.SMS, "", zone, skipped, after)))
                .map(SendSlot::day)
                .contains(before);
        assertThat(TIMES.backward(SlotRequest.of(Channel.SMS, "", zone, Instant.MIN), skipped))
                .map(SendSlot::day)
                .contains(before);
    }
}
