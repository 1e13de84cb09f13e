package org.tidings.benchmarks.templating;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.tidings.core.Attribute;
import org.tidings.core.Schema;
import org.tidings.core.internal.SlotProfile;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.SubjectView;

/**
 * The English reminder of the example's campaign for childhood vaccinations, about two children, as an engineer would
 * write it by hand: bytes known before, copied into a buffer that is used again.
 *
 * <p>It can do nothing else: no other language, no other number of children, no name that is missing, denied or not in
 * ASCII, no trace and no hash.
 */
final class HandWrittenMessage {
    private static final byte[][] MONTHS = Stream.of(Month.values())
            .map(month -> ascii(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "))
            .toArray(byte[][]::new);
    private static final byte[] BEFORE_NAME = ascii("- ");
    private static final byte[] OVERDUE = ascii(": still open; it can be given at any time\n");
    private static final byte[] DUE_ON = ascii(": due on ");
    private static final byte[] DUE_NOW = ascii(": due now\n");
    private static final byte[] COMMA = ascii(", ");
    private static final byte[] LINE_END = ascii("\n");

    private final byte[] opening;
    private final byte[] greeting;
    private final byte[] closing;
    private final Attribute firstName;
    private final Attribute overdue;
    private final Attribute day;
    private byte[] bytes = new byte[256];
    private int length;

    private HandWrittenMessage(Schema schema, String greeting, String opening, String closing) {
        this.opening = ascii(opening);
        this.greeting = ascii(greeting);
        this.closing = ascii(closing);
        this.firstName = schema.attribute("firstName").orElseThrow();
        this.overdue = schema.attribute("vaccinationOverdue").orElseThrow();
        this.day = schema.attribute("vaccinationDay").orElseThrow();
    }

    static HandWrittenMessage sms(Schema schema, Map<String, String> constants) {
        return new HandWrittenMessage(
                schema,
                "",
                constants.get("agency.name") + ": time for a recommended vaccination.\n",
                "Please make an appointment with your doctor. Questions: " + constants.get("agency.phone")
                        + ". Reply STOP to end these messages.");
    }

    static HandWrittenMessage email(Schema schema, Map<String, String> constants) {
        return new HandWrittenMessage(
                schema,
                "A reminder for your familyDear ",
                ",\n\nWe would like to remind you of the recommended vaccinations of 2 children:\n\n",
                String.format(
                        Locale.ROOT,
                        """

                        Please make an appointment with your doctor within the next four weeks. If you have no doctor, \
                        call us: we help you to find one, and there is nothing to pay for recommended vaccinations.

                        If it has been done in the meantime, thank you. Please ask your doctor to report it to us.

                        If you have any questions, call %s or write to %s. We are happy to help, also in other \
                        languages.

                        Kind regards
                        %s

                        --
                        You receive this e-mail because you agreed to reminders by e-mail. You can withdraw your \
                        agreement at any time: reply with the word STOP, or call us. Your care does not depend on \
                        it.""",
                        constants.get("agency.phone"),
                        constants.get("agency.email"),
                        constants.get("agency.name")));
    }

    /** Writes the message and returns its length in bytes; valid until the next call. */
    int write(RenderRequest request) {
        length = 0;
        if (greeting.length > 0) {
            put(greeting);
            put(SlotProfile.of(request.recipient()).text(firstName.index()));
        }
        put(opening);
        for (SubjectView subject : request.subjects()) {
            line(SlotProfile.of(subject.profile()));
        }
        put(closing);
        return length;
    }

    /** Returns what was written last. */
    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void line(SlotProfile child) {
        put(BEFORE_NAME);
        put(child.text(firstName.index()));
        if (child.isPresent(overdue.slot()) && child.primitive(overdue.index()) != 0) {
            put(OVERDUE);
        } else if (child.isPresent(day.slot())) {
            put(DUE_ON);
            put(LocalDate.ofEpochDay(child.primitive(day.index())));
            put(LINE_END);
        } else {
            put(DUE_NOW);
        }
    }

    private void put(LocalDate date) {
        put(MONTHS[date.getMonthValue() - 1]);
        put(date.getDayOfMonth());
        put(COMMA);
        put(date.getYear());
    }

    private void put(int number) {
        if (number >= 10) {
            put(number / 10);
        }
        reserve(1);
        bytes[length++] = (byte) ('0' + number % 10);
    }

    private void put(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    private void put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
