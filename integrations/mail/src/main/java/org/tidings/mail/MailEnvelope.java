package org.tidings.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * To whom an email goes, and what its headers say besides.
 *
 * @param to address of the reader, as it stands in the data
 * @param reference names the message and nobody in it: letters, digits, dots, dashes and underscores; the message id is made
 *     from it, so that a message that is handed over twice can be recognised
 * @param date when it is sent
 * @param zone zone in which the header states the date
 * @param language language of the text
 * @param unsubscribe how the reader stops such emails; needed for what people can object to
 * @param calendar content of a calendar file to attach
 */
public record MailEnvelope(
        String to,
        String reference,
        Instant date,
        ZoneId zone,
        Locale language,
        Optional<MailUnsubscribe> unsubscribe,
        Optional<String> calendar) {
    /**
     * Checks the reference; what comes from data is checked when the message is made.
     *
     * @throws IllegalArgumentException if the reference has other characters, or none
     */
    public MailEnvelope {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(unsubscribe, "unsubscribe");
        Objects.requireNonNull(calendar, "calendar");
        if (!reference.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
            throw new IllegalArgumentException("a reference has letters, digits, dots, dashes and underscores");
        }
    }

    /** Returns an envelope without a way to unsubscribe and without a calendar file. */
    public static MailEnvelope of(String to, String reference, Instant date, ZoneId zone, Locale language) {
        return new MailEnvelope(to, reference, date, zone, language, Optional.empty(), Optional.empty());
    }

    /** Returns a copy with a way to unsubscribe. */
    public MailEnvelope withUnsubscribe(MailUnsubscribe way) {
        return new MailEnvelope(to, reference, date, zone, language, Optional.of(way), calendar);
    }

    /** Returns a copy with a calendar file, see {@link org.tidings.templating.CalendarEntry#ics}. */
    public MailEnvelope withCalendar(String ics) {
        return new MailEnvelope(to, reference, date, zone, language, unsubscribe, Optional.of(ics));
    }
}
