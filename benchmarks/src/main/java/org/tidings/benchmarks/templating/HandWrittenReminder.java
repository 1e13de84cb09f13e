package org.tidings.benchmarks.templating;

import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Stream;
import org.tidings.core.Attribute;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.internal.SlotProfile;

/**
 * The reminder as an engineer would write it by hand, over the slots of the same profiles: bytes known before, copied into
 * a buffer that is used again, values encoded in place.
 *
 * <p>It can do nothing else: no other language, no value that is denied, no line break or letter from right to left in a
 * value, no trace.
 */
final class HandWrittenReminder extends HandWrittenBytes {
    private static final byte[][] MONTHS = Stream.of(Month.values())
            .map(month -> utf8(". " + month.getDisplayName(TextStyle.FULL, Locale.GERMAN) + " "))
            .toArray(byte[][]::new);
    private static final byte[] QUOT = utf8("&quot;");
    private static final byte[] APOS = utf8("&#39;");

    private final byte[][] pieces;
    private final byte[] named;
    private final byte[] nameless;
    private final boolean html;
    private final Attribute firstName;
    private final Attribute lastName;
    private final int childName;
    private final int vaccine;
    private final int due;
    private final int place;
    private final int phone;
    private final int reference;

    /** Cuts a text of {@link ReminderTexts} at its values. */
    HandWrittenReminder(Schema schema, String text, boolean html) {
        super(4096);
        String[] parts = text.split("\\{\\{[^}]*}}", -1);
        // In turn: before the section, its words around two names, the fall-back, then a piece around each value.
        this.pieces = Stream.concat(Stream.of(parts[0]), Stream.of(parts).skip(6))
                .map(HandWrittenBytes::utf8)
                .toArray(byte[][]::new);
        this.named = utf8(parts[1]);
        this.nameless = utf8(parts[5]);
        this.html = html;
        this.firstName = schema.attribute("firstName").orElseThrow();
        this.lastName = schema.attribute("lastName").orElseThrow();
        this.childName = index(schema, "childName");
        this.vaccine = index(schema, "vaccine");
        this.due = index(schema, "due");
        this.place = index(schema, "place");
        this.phone = index(schema, "phone");
        this.reference = index(schema, "reference");
    }

    /** Returns the reminder in UTF-8. */
    byte[] render(Profile profile) {
        SlotProfile values = SlotProfile.of(profile);
        length = 0;
        put(pieces[0]);
        if (values.isPresent(firstName.slot())) {
            put(named);
            put(values.text(firstName.index()));
            bytes[length++] = ' ';
            put(values.text(lastName.index()));
        } else {
            put(nameless);
        }
        put(pieces[1]);
        put(values.text(childName));
        put(pieces[2]);
        put(values.text(vaccine));
        put(pieces[3]);
        put(LocalDate.ofEpochDay(values.primitive(due)));
        put(pieces[4]);
        put(values.text(place));
        put(pieces[5]);
        put(values.text(phone));
        put(pieces[6]);
        put(values.text(reference));
        put(pieces[7]);
        return copy();
    }

    private void put(LocalDate date) {
        put(date.getDayOfMonth());
        put(MONTHS[date.getMonthValue() - 1]);
        put(date.getYear());
    }

    private void put(String value) {
        byte[] target = bytes;
        int at = length;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (html && (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')) {
                byte[] instead = c == '&' ? AMP : c == '<' ? LT : c == '>' ? GT : c == '"' ? QUOT : APOS;
                System.arraycopy(instead, 0, target, at, instead.length);
                at += instead.length;
            } else {
                target[at++] = (byte) c;
            }
        }
        length = at;
    }
}
