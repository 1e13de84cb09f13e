package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Region;
import org.tidings.core.SourceText;

class SendTimesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Region REGION = Region.parse("US-MA");
    private static final HolidayCalendar HOLIDAYS =
            HolidayCalendar.of(Map.of(REGION, Set.of(LocalDate.of(2024, 10, 14), LocalDate.of(2025, 1, 1))));

    private static final String WINDOWS = """
            {
              "channels": {
                "sms": {"days": "mon-sat", "hours": "09:00-20:00", "holidays": {"region": "US-MA"}},
                "email": {"hours": "07:00-21:00", "holidays": {"region": "US-MA", "skip": false}},
                "letter": {"days": "mon-fri", "hours": "08:00-16:00", "zone": "agency", "holidays": {"region": "US-MA"}},
                "push": {"hours": {"mon-fri": ["08:00-10:00", "22:00-24:00"], "sat": "10:00-12:00"},
                         "crisisHours": "00:00-24:00", "holidays": {"region": "US-MA"}}
              },
              "alternatives": {"evening": {"hours": "18:00-20:00", "channels": ["sms", "email"]}},
              "quietHours": [{"hours": "23:00-07:30", "channels": ["email", "push"]}]
            }
            """;

    private static SendTimes sendTimes(String windows) {
        return SendTimes.of(ContactWindows.read(new SourceText("windows.json", windows)), HOLIDAYS, NEW_YORK);
    }

    @ParameterizedTest(name = "{0} {1} in {2} at {3}")
    @CsvSource(nullValues = "-", textBlock = """
            # channel, window, zone, notBefore, at, reason
            SMS, '', America/New_York, 2024-10-01T13:00:00Z, 2024-10-01T13:00:00Z, ON_TIME
            SMS, '', America/New_York, 2024-10-01T12:59:59.5Z, 2024-10-01T13:00:00Z, MOVED_TO_WINDOW
            SMS, '', America/New_York, 2024-10-01T23:59:59.999Z, 2024-10-01T23:59:59.999Z, ON_TIME
            SMS, '', America/New_York, 2024-10-02T00:00:00Z, 2024-10-02T13:00:00Z, MOVED_TO_WINDOW
            SMS, '', America/New_York, 2024-10-06T04:00:00Z, 2024-10-07T13:00:00Z, MOVED_TO_WINDOW
            SMS, '', America/New_York, 2024-10-13T04:00:00Z, 2024-10-15T13:00:00Z, MOVED_PAST_HOLIDAY
            SMS, evening, America/New_York, 2024-10-01T13:00:00Z, 2024-10-01T22:00:00Z, MOVED_TO_WINDOW
            SMS, evening, America/New_York, 2024-10-06T13:00:00Z, 2024-10-07T22:00:00Z, MOVED_TO_WINDOW
            SMS, unheard-of, America/New_York, 2024-10-01T13:00:00Z, 2024-10-01T13:00:00Z, ON_TIME
            SMS, '', Asia/Tokyo, 2024-10-01T13:00:00Z, 2024-10-02T00:00:00Z, MOVED_TO_WINDOW
            EMAIL, '', America/New_York, 2024-10-14T04:00:00Z, 2024-10-14T11:30:00Z, MOVED_TO_WINDOW
            LETTER, evening, Asia/Tokyo, 2024-10-01T13:00:00Z, 2024-10-01T13:00:00Z, ON_TIME
            LETTER, '', Asia/Tokyo, 2024-10-04T20:00:00Z, 2024-10-07T12:00:00Z, MOVED_TO_WINDOW
            PUSH, '', America/New_York, 2024-10-01T14:00:00Z, 2024-10-02T02:00:00Z, MOVED_TO_WINDOW
            PUSH, '', America/New_York, 2024-10-02T03:00:00Z, 2024-10-02T12:00:00Z, MOVED_TO_WINDOW
            PUSH, '', America/New_York, 2024-10-05T04:00:00Z, 2024-10-05T14:00:00Z, MOVED_TO_WINDOW
            """)
    void earliest_knownCases(
            Channel channel, String window, ZoneId zone, Instant notBefore, Instant at, SendSlot.Reason reason) {
        Optional<SendSlot> slot = sendTimes(WINDOWS).earliest(SlotRequest.of(channel, window, zone, notBefore));

        assertThat(slot).isPresent();
        assertThat(slot.get().at()).isEqualTo(at);
        assertThat(slot.get().reason()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            # zone, hours, notBefore, at
            # the window begins in the hour that is left out: right after it
            America/New_York, 02:30-04:00, 2024-03-10T05:00:00Z, 2024-03-10T07:00:00Z
            # the window lies in the hour that is left out: next day
            America/New_York, 02:15-02:45, 2024-03-10T05:00:00Z, 2024-03-11T06:15:00Z
            # the hour is there twice: first time, and second time for who asks after the first
            America/New_York, 01:15-01:45, 2024-11-03T04:00:00Z, 2024-11-03T05:15:00Z
            America/New_York, 01:15-01:45, 2024-11-03T05:45:00Z, 2024-11-03T06:15:00Z
            # half an hour only
            Australia/Lord_Howe, 02:10-03:00, 2024-10-05T10:00:00Z, 2024-10-05T15:30:00Z
            # two hours: the window is gone on that day
            Antarctica/Troll, 01:30-02:30, 2024-03-31T00:30:00Z, 2024-03-31T23:30:00Z
            # midnight itself is left out: the day begins at one
            Africa/Cairo, 00:30-02:00, 2024-04-25T20:00:00Z, 2024-04-25T22:00:00Z
            America/Santiago, 00:00-00:30, 2024-09-07T05:00:00Z, 2024-09-09T03:00:00Z
            # a whole day is left out
            Pacific/Apia, 09:00-10:00, 2011-12-29T20:00:00Z, 2011-12-30T19:00:00Z
            """)
    void earliest_clockChanges(ZoneId zone, String hours, Instant notBefore, Instant at) {
        SendTimes times = sendTimes("{\"channels\": {\"sms\": {\"hours\": \"" + hours + "\"}}}");

        assertThat(times.earliest(SlotRequest.of(Channel.SMS, "", zone, notBefore))
                        .map(SendSlot::at))
                .contains(at);
    }

    @Test
    void earliest_instantsOutsideTheTable_useTheRulesOfTheZone() {
        SendTimes times = sendTimes(WINDOWS);

        assertThat(times.earliest(SlotRequest.of(Channel.SMS, "", NEW_YORK, Instant.parse("1985-07-01T00:00:00Z")))
                        .map(SendSlot::at))
                .contains(Instant.parse("1985-07-01T13:00:00Z"));
        assertThat(times.earliest(SlotRequest.of(Channel.SMS, "", NEW_YORK, Instant.parse("2090-12-18T03:00:00Z")))
                        .map(SendSlot::at))
                .contains(Instant.parse("2090-12-18T14:00:00Z"));
    }

    @Test
    void earliest_channelWithoutWindow_isRefused() {
        SlotRequest request = SlotRequest.of(Channel.SOCIAL, "", NEW_YORK, Instant.parse("2024-10-01T13:00:00Z"));

        assertThat(sendTimes(WINDOWS).earliest(request)).isEmpty();
        assertThat(sendTimes(WINDOWS).backward(request, LocalDate.of(2024, 10, 1)))
                .isEmpty();
        assertThat(sendTimes(WINDOWS).refusal(request)).isEqualTo(SendTimes.Refusal.CHANNEL_WITHOUT_WINDOW);
    }

    @Test
    void earliest_everyDayAHoliday_isRefusedAfterABoundedSearch() {
        SendTimes times = SendTimes.of(
                ContactWindows.read(new SourceText("windows.json", WINDOWS)), (day, region) -> true, NEW_YORK);
        SlotRequest request = SlotRequest.of(Channel.SMS, "", NEW_YORK, Instant.parse("2024-10-01T13:00:00Z"));

        assertThat(times.earliest(request)).isEmpty();
        assertThat(times.backward(request.withNotBefore(Instant.MIN), LocalDate.of(2024, 10, 1)))
                .isEmpty();
        assertThat(times.refusal(request)).isEqualTo(SendTimes.Refusal.NEVER_OPEN);
        assertThat(times.refusal(StepRequest.of(
                        Channel.SMS, "", NEW_YORK, LocalDate.of(2024, 10, 1), LocalDate.of(2024, 10, 2))))
                .isEqualTo(SendTimes.Refusal.NEVER_OPEN);
    }

    @Test
    void earliest_quietOnAnotherClockCoversTheDay_isRefused() {
        SendTimes times = sendTimes("{\"channels\": {\"sms\": {\"hours\": \"09:00-10:00\", \"zone\": \"agency\"}},"
                + " \"quietHours\": {\"hours\": \"00:00-24:00\", \"zone\": \"recipient\"}}");
        SlotRequest request = SlotRequest.of(Channel.SMS, "", NEW_YORK, Instant.parse("2024-10-01T13:00:00Z"));

        assertThat(times.earliest(request)).isEmpty();
    }

    @Test
    void earliest_crisis_quietHoursDoNotCountAndCrisisHoursDo() {
        Instant holidayNight = Instant.parse("2024-10-14T06:00:00Z");
        SendTimes times = sendTimes(WINDOWS);

        SlotRequest push =
                SlotRequest.of(Channel.PUSH, "", NEW_YORK, holidayNight).withCrisis();
        SlotRequest email =
                SlotRequest.of(Channel.EMAIL, "", NEW_YORK, holidayNight).withCrisis();
        SlotRequest evening =
                SlotRequest.of(Channel.EMAIL, "evening", NEW_YORK, holidayNight).withCrisis();

        assertThat(times.earliest(push).map(SendSlot::at)).contains(holidayNight);
        assertThat(times.earliest(email).map(SendSlot::at)).contains(Instant.parse("2024-10-14T11:00:00Z"));
        assertThat(times.earliest(evening).map(SendSlot::at)).contains(Instant.parse("2024-10-14T22:00:00Z"));
    }

    @ParameterizedTest(name = "{0} {2} before {3}")
    @CsvSource(textBlock = """
            # channel, zone, nominal day, deadline, at, reason
            SMS, America/New_York, 2025-01-24, 2025-01-31, 2025-01-24T14:00:00Z, ON_TIME
            # a Sunday
            SMS, America/New_York, 2025-03-30, 2025-04-02, 2025-03-31T13:00:00Z, MOVED_TO_WINDOW
            SMS, America/New_York, 2025-03-30, 2025-03-31, 2025-03-29T13:00:00Z, MOVED_BEFORE_DEADLINE
            LETTER, America/New_York, 2025-03-30, 2025-03-31, 2025-03-28T12:00:00Z, MOVED_BEFORE_DEADLINE
            SMS, America/New_York, 2025-01-01, 2025-01-10, 2025-01-02T14:00:00Z, MOVED_PAST_HOLIDAY
            SMS, America/New_York, 2025-01-01, 2025-01-02, 2024-12-31T14:00:00Z, MOVED_BEFORE_DEADLINE
            # a step on the deadline itself goes out the day before
            SMS, America/New_York, 2025-01-24, 2025-01-24, 2025-01-23T14:00:00Z, MOVED_BEFORE_DEADLINE
            # the day begins earlier in Tokyo than in the agency's zone
            LETTER, Asia/Tokyo, 2025-01-24, 2025-01-31, 2025-01-23T15:00:00Z, ON_TIME
            """)
    void forStep_knownCases(
            Channel channel, ZoneId zone, LocalDate nominal, LocalDate deadline, Instant at, SendSlot.Reason reason) {
        Optional<SendSlot> slot = sendTimes(WINDOWS).forStep(StepRequest.of(channel, "", zone, nominal, deadline));

        assertThat(slot).isPresent();
        assertThat(slot.get().at()).isEqualTo(at);
        assertThat(slot.get().reason()).isEqualTo(reason);
    }

    @Test
    void forStep_notBefore_movesTheSlotButNotPastTheDeadline() {
        SendTimes times = sendTimes(WINDOWS);
        StepRequest request =
                StepRequest.of(Channel.SMS, "", NEW_YORK, LocalDate.of(2025, 1, 24), LocalDate.of(2025, 1, 27));
        StepRequest later = request.withNotBefore(Instant.parse("2025-01-25T15:00:00Z"));
        StepRequest tooLate = request.withNotBefore(Instant.parse("2025-01-26T01:00:00Z"));

        assertThat(times.forStep(later).map(SendSlot::at)).contains(Instant.parse("2025-01-25T15:00:00Z"));
        assertThat(times.forStep(tooLate)).isEmpty();
        assertThat(times.refusal(tooLate)).isEqualTo(SendTimes.Refusal.DEADLINE_TOO_NEAR);
    }

    @Test
    void forStep_crisis_takesTheHoursForACrisis() {
        StepRequest request = StepRequest.of(
                        Channel.PUSH, "", NEW_YORK, LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 2))
                .withCrisis();

        assertThat(sendTimes(WINDOWS).forStep(request).map(SendSlot::at))
                .contains(Instant.parse("2025-01-01T05:00:00Z"));
    }

    @Test
    void backward_notBeforeWithinTheDay_isTheFirstInstantLeft() {
        SlotRequest request = SlotRequest.of(Channel.SMS, "", NEW_YORK, Instant.parse("2025-01-24T18:00:00.25Z"));

        assertThat(sendTimes(WINDOWS)
                        .backward(request, LocalDate.of(2025, 1, 24))
                        .map(SendSlot::at))
                .contains(Instant.parse("2025-01-24T18:00:00.25Z"));
        assertThat(sendTimes(WINDOWS).backward(request, LocalDate.of(2025, 1, 23)))
                .isEmpty();
    }

    @Test
    void candidates_oneDay_areAStepApartAndEnd() {
        SlotRequest request = SlotRequest.of(Channel.SMS, "evening", NEW_YORK, Instant.parse("2024-10-01T13:00:00Z"));

        Iterator<SendSlot> slots = sendTimes(WINDOWS)
                .candidates(request, Instant.parse("2024-10-02T04:00:00Z"), Duration.ofMinutes(90))
                .iterator();

        assertThat(slots.next().at()).isEqualTo(Instant.parse("2024-10-01T22:00:00Z"));
        SendSlot second = slots.next();
        assertThat(second.at()).isEqualTo(Instant.parse("2024-10-01T23:30:00Z"));
        assertThat(second.reason()).isEqualTo(SendSlot.Reason.CHOSEN_LATER);
        assertThat(slots.hasNext()).isFalse();
        assertThatThrownBy(slots::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void candidates_noStep_isRefused() {
        SlotRequest request = SlotRequest.of(Channel.SMS, "", NEW_YORK, Instant.EPOCH);

        assertThatThrownBy(() -> sendTimes(WINDOWS).candidates(request, Instant.MAX, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leads nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        // Monday 14 October 2024 is a holiday, and so has Sunday's hours.
        "SMS, 2024-10-14T04:00:00Z, 2024-10-14T15:00:00Z, MOVED_TO_WINDOW",
        "SMS, 2024-10-14T20:00:00Z, 2024-10-15T13:00:00Z, MOVED_TO_WINDOW",
        // Sunday has none.
        "PUSH, 2024-10-14T04:00:00Z, 2024-10-15T13:00:00Z, MOVED_PAST_HOLIDAY",
        // One of two regions is enough.
        "EMAIL, 2024-10-14T04:00:00Z, 2024-10-15T13:00:00Z, MOVED_PAST_HOLIDAY"
    })
    void earliest_onAHoliday_hasTheHoursOfTheDayThatItCountsAs(
            Channel channel, Instant notBefore, Instant at, SendSlot.Reason reason) {
        SendTimes times = sendTimes("""
                { "channels": {
                  "sms": {"hours": {"mon-sat": "09:00-20:00", "sun": "11:00-15:00"}, "holidays": {"region": "US-MA", "as": "sun"}},
                  "push": {"hours": {"mon-sat": "09:00-20:00"}, "holidays": {"region": "US-MA", "as": "sun"}},
                  "email": {"hours": {"mon-sat": "09:00-20:00"}, "holidays": ["US-NY", "US-MA"]}
                } }
                """);

        Optional<SendSlot> slot = times.earliest(SlotRequest.of(channel, "", NEW_YORK, notBefore));

        assertThat(slot).map(SendSlot::at).contains(at);
        assertThat(slot).map(SendSlot::reason).contains(reason);
    }
}
