package org.tidings.templating;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class CalendarEntryTest {
    private static final Instant STAMP = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void deadline_isADayOnWhichPeopleStayFree() {
        String ics = CalendarEntry.deadline("d@agency.example", LocalDate.of(2026, 3, 31), "Renew; or return, both")
                .withReminder(Duration.ofDays(2))
                .ics(STAMP);

        assertThat(ics)
                .isEqualTo(Stream.of(
                                "BEGIN:VCALENDAR",
                                "VERSION:2.0",
                                "PRODID:-//Tidings//Tidings//EN",
                                "METHOD:PUBLISH",
                                "BEGIN:VEVENT",
                                "UID:d@agency.example",
                                "DTSTAMP:20260201T120000Z",
                                "SEQUENCE:0",
                                "DTSTART;VALUE=DATE:20260331",
                                "DTEND;VALUE=DATE:20260401",
                                "SUMMARY:Renew\\; or return\\, both",
                                "TRANSP:TRANSPARENT",
                                "STATUS:CONFIRMED",
                                "BEGIN:VALARM",
                                "ACTION:DISPLAY",
                                "DESCRIPTION:Renew\\; or return\\, both",
                                "TRIGGER:-PT48H",
                                "END:VALARM",
                                "END:VEVENT",
                                "END:VCALENDAR")
                        .map(line -> line + "\r\n")
                        .reduce("", String::concat));
    }

    @Test
    void appointment_cancelled_takesTheEarlierOneOut() {
        CalendarEntry entry = CalendarEntry.appointment(
                        "a@agency.example", STAMP, STAMP.plus(Duration.ofMinutes(30)), "Talk")
                .withAddress("https://agency.example/talk?id=1");

        VEvent event = event(entry.withRevision(2).cancelled().ics(STAMP));

        assertThat(event.getStatus().isCancelled()).isTrue();
        assertThat(event.getSequence().getValue()).isEqualTo(2);
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(STAMP);
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(STAMP.plus(Duration.ofMinutes(30)));
        assertThat(event.getUrl().getValue()).isEqualTo("https://agency.example/talk?id=1");
    }

    @Test
    void ics_anyTexts_readBackByAnotherImplementation() {
        Property.forAll((Source source) -> source.text(80)
                        + source.pick(List.of("", "\nBEGIN:VALARM\n", "\\n;,:", "\r\n x", "\uD83D\uDE00".repeat(40)))
                        + source.text(80))
                .check(raw -> {
                    String text = raw.replaceAll(
                            "[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", "");
                    String ics = CalendarEntry.deadline("d", LocalDate.of(2026, 1, 1), "s" + text)
                            .withDescription("d" + text)
                            .withLocation("l" + text)
                            .ics(STAMP);
                    String kept = text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\n\t]]", "");

                    for (String line : ics.split("\r\n", -1)) {
                        assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(75);
                        assertThat(line).doesNotContain("\r", "\n");
                    }
                    ICalendar calendar = Biweekly.parse(ics).first();
                    assertThat(calendar.getEvents()).hasSize(1);
                    VEvent event = calendar.getEvents().get(0);
                    assertThat(event.getAlarms()).isEmpty();
                    assertThat(lines(event.getSummary().getValue())).isEqualTo("s" + kept);
                    assertThat(lines(event.getDescription().getValue())).isEqualTo("d" + kept);
                    assertThat(lines(event.getLocation().getValue())).isEqualTo("l" + kept);
                });
    }

    private static VEvent event(String ics) {
        return Biweekly.parse(ics).first().getEvents().get(0);
    }

    /** The other implementation reads a line break as that of the platform. */
    private static String lines(String text) {
        return text.replace(System.lineSeparator(), "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX:1", "a;b"})
    void id_withOtherCharacters_isRefused(String id) {
        assertThatThrownBy(() -> CalendarEntry.deadline(id, LocalDate.EPOCH, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://a.example", "https://a.example/ x", "https://a.example\r\nX:1", "javascript:alert(1)"})
    void address_thatIsNone_isRefused(String address) {
        assertThatThrownBy(
                        () -> CalendarEntry.deadline("d", LocalDate.EPOCH, "x").withAddress(address))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
