package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An appointment or a deadline as a calendar file (iCalendar, RFC 5545) that people add to their own calendar. Immutable.
 *
 * <p>Texts come from a rendered message, such as its subject: a calendar shows them on lock screens and shares them, so that
 * they need a part that may be seen so widely.
 */
public final class CalendarEntry {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9@._:/-]{1,200}");
    private static final Pattern ADDRESS = Pattern.compile("https://[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]{1,2000}");

    /** Octets of a line, without its end (section 3.1). */
    private static final int LINE = 75;

    private final String id;
    private final String start;
    private final String end;
    private final boolean deadline;
    private final String summary;
    private final String description;
    private final String location;
    private final Optional<String> address;
    private final List<Duration> reminders;
    private final int sequence;
    private final boolean cancelled;

    private CalendarEntry(
            String id,
            String start,
            String end,
            boolean deadline,
            String summary,
            String description,
            String location,
            Optional<String> address,
            List<Duration> reminders,
            int sequence,
            boolean cancelled) {
        this.id = id;
        this.start = start;
        this.end = end;
        this.deadline = deadline;
        this.summary = Objects.requireNonNull(summary, "summary");
        this.description = description;
        this.location = location;
        this.address = address;
        this.reminders = List.copyOf(reminders);
        this.sequence = sequence;
        this.cancelled = cancelled;
    }

    /**
     * Returns an appointment, which takes time.
     *
     * @param id the same in every file about this appointment, unique in the world, and no personal data; letters, digits and
     *     {@code @._:/-}, at most 200
     * @throws IllegalArgumentException if the id is none, or the end is not after the start
     */
    public static CalendarEntry appointment(String id, Instant start, Instant end, String summary) {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an appointment ends after it starts");
        }
        return new CalendarEntry(
                checkedId(id),
                "DTSTART:" + INSTANT.format(start),
                "DTEND:" + INSTANT.format(end),
                false,
                summary,
                "",
                "",
                Optional.empty(),
                List.of(),
                0,
                false);
    }

    /**
     * Returns a deadline: a whole day on which people stay free.
     *
     * @param id as for an appointment
     * @param day the last day
     * @throws IllegalArgumentException if the id is none
     */
    public static CalendarEntry deadline(String id, LocalDate day, String summary) {
        return new CalendarEntry(
                checkedId(id),
                "DTSTART;VALUE=DATE:" + DAY.format(day),
                "DTEND;VALUE=DATE:" + DAY.format(day.plusDays(1)),
                true,
                summary,
                "",
                "",
                Optional.empty(),
                List.of(),
                0,
                false);
    }

    private static String checkedId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an id has 1 to 200 letters, digits or @._:/-");
        }
        return id;
    }

    /** Returns a copy with a longer text. */
    public CalendarEntry withDescription(String text) {
        return new CalendarEntry(
                id, start, end, deadline, summary, text, location, address, reminders, sequence, cancelled);
    }

    /** Returns a copy with a place. */
    public CalendarEntry withLocation(String place) {
        return new CalendarEntry(
                id, start, end, deadline, summary, description, place, address, reminders, sequence, cancelled);
    }

    /**
     * Returns a copy with the address of a page about it.
     *
     * @throws IllegalArgumentException if it is no address with https
     */
    public CalendarEntry withAddress(String page) {
        if (!ADDRESS.matcher(page).matches()) {
            throw new IllegalArgumentException("the address of a page begins with https:// and has no blanks");
        }
        return new CalendarEntry(
                id,
                start,
                end,
                deadline,
                summary,
                description,
                location,
                Optional.of(page),
                reminders,
                sequence,
                cancelled);
    }

    /**
     * Returns a copy that reminds people before the start.
     *
     * @param before a positive number of whole minutes
     * @throws IllegalArgumentException if it is not
     */
    public CalendarEntry withReminder(Duration before) {
        if (before.isNegative() || before.isZero() || !before.equals(Duration.ofMinutes(before.toMinutes()))) {
            throw new IllegalArgumentException("a reminder stands whole minutes before the start");
        }
        List<Duration> more = new ArrayList<>(reminders);
        more.add(before);
        return new CalendarEntry(
                id, start, end, deadline, summary, description, location, address, more, sequence, cancelled);
    }

    /**
     * Returns a copy that takes the place of an earlier file with the same id.
     *
     * @param revision 1 for the first change, then 2, and so on
     */
    public CalendarEntry withRevision(int revision) {
        return new CalendarEntry(
                id, start, end, deadline, summary, description, location, address, reminders, revision, cancelled);
    }

    /** Returns a copy that takes the entry out of calendars again; it needs a higher revision. */
    public CalendarEntry cancelled() {
        return new CalendarEntry(
                id, start, end, deadline, summary, description, location, address, reminders, sequence, true);
    }

    /**
     * Returns the file: lines of at most 75 octets, ended by CR and LF, in UTF-8.
     *
     * @param stamp when it was made
     */
    public String ics(Instant stamp) {
        StringBuilder out = new StringBuilder(512);
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Tidings//Tidings//EN");
        line(out, "METHOD:" + (cancelled ? "CANCEL" : "PUBLISH"));
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + id);
        line(out, "DTSTAMP:" + INSTANT.format(stamp));
        line(out, "SEQUENCE:" + sequence);
        line(out, start);
        line(out, end);
        line(out, "SUMMARY:" + escaped(summary));
        optional(out, "DESCRIPTION:", description);
        optional(out, "LOCATION:", location);
        address.ifPresent(page -> line(out, "URL:" + page));
        line(out, "TRANSP:" + (deadline ? "TRANSPARENT" : "OPAQUE"));
        line(out, "STATUS:" + (cancelled ? "CANCELLED" : "CONFIRMED"));
        for (Duration before : reminders) {
            line(out, "BEGIN:VALARM");
            line(out, "ACTION:DISPLAY");
            line(out, "DESCRIPTION:" + escaped(summary));
            line(out, "TRIGGER:-" + before);
            line(out, "END:VALARM");
        }
        line(out, "END:VEVENT");
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private static void optional(StringBuilder out, String name, String text) {
        if (!text.isEmpty()) {
            line(out, name + escaped(text));
        }
    }

    /** Escapes a text (section 3.3.11); a control character but the line break is left out. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            switch (c) {
                case '\\', ';', ',' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    if (!Character.isISOControl(c) || c == '\t') {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /** Appends a line, folded before its 76th octet and never within a character. */
    private static void line(StringBuilder out, String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int c = content.codePointAt(i);
            int width = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + width > LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(c);
            octets += width;
            i += Character.charCount(c);
        }
        out.append("\r\n");
    }
}
