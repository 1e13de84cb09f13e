package org.tidings.templating;

import org.tidings.core.ValueType;
import org.tidings.core.internal.SlotProfile;

/**
 * Tests and writes values the way that does for most: those of a person which are there, permitted, and stand in their
 * text as they are. Bound to one message after the other.
 */
final class QuickPath {
    private final People people;
    private final Trace trace;
    private ValueFormats formats;
    private boolean tests = true;
    private boolean writes;
    /** Kinds of a text that take the long way; see {@link PlainText}. */
    private int refused;

    QuickPath(People people, Trace trace, ValueFormats formats) {
        this.people = people;
        this.trace = trace;
        this.formats = formats;
    }

    /**
     * Begins a message.
     *
     * @param rightToLeft whether its text is, so that most values need isolation
     * @param plainAddresses whether a value that reads like an address must not become one
     */
    void begin(ValueFormats formatsOfReader, boolean rightToLeft, boolean plainAddresses) {
        formats = formatsOfReader;
        writes = tests && !rightToLeft;
        refused = PlainText.OTHER | (plainAddresses ? PlainText.ADDRESS : 0);
    }

    /** Writes nothing until the next message begins. */
    void writeNothing() {
        writes = false;
    }

    /** Neither tests nor writes from now on. */
    void close() {
        tests = false;
        writes = false;
    }

    /** Returns whether values may be written as they are: into text from left to right that is not redacted. */
    boolean writes() {
        return writes;
    }

    /** Returns whether a value is certainly there, and then notes that it chose the text; see {@link Frame}. */
    boolean isThere(int[] code, int at, boolean then, int subject) {
        int row = QuickValue.ofSubject(code, at) ? subject + 1 : 0;
        boolean there = tests
                && people.isReadable(row, QuickValue.slot(code, at), QuickValue.categories(code, at))
                && !(QuickValue.isText(code, at)
                        && OneLine.isEmpty(people.profile(row).text(QuickValue.index(code, at))));
        if (there) {
            trace.tested(QuickValue.cell(code, at), row, then);
        }
        return there;
    }

    /** Returns what a condition comes to, and then notes that it chose the text; see {@link Frame}. */
    int test(int[] code, int at, int subject) {
        int row = QuickValue.ofSubject(code, at) ? subject + 1 : 0;
        if (!tests || !people.isReadable(row, QuickValue.slot(code, at), QuickValue.categories(code, at))) {
            return -1;
        }
        boolean holds = people.profile(row).primitive(QuickValue.index(code, at)) != 0;
        trace.tested(QuickValue.cell(code, at), row, holds);
        return holds ? 1 : 0;
    }

    /** Returns whether all values of a stretch are there and permitted. */
    boolean isReady(int[] code, int stretch, int subject) {
        return writes
                && people.areReadable(0, Stretch.slots(code, stretch, false), Stretch.categories(code, stretch, false))
                && people.areReadable(
                        subject + 1, Stretch.slots(code, stretch, true), Stretch.categories(code, stretch, true))
                && (!Stretch.hasFarSlots(code, stretch) || areFarSlotsThere(code, stretch, subject));
    }

    private boolean areFarSlotsThere(int[] code, int stretch, int subject) {
        for (int at = Stretch.begin(stretch); at < Stretch.end(code, stretch); at += Stretch.ENTRY) {
            int value = Stretch.value(at);
            int row = QuickValue.ofSubject(code, value) ? subject + 1 : 0;
            if (!people.profile(row).isPresent(QuickValue.slot(code, value))) {
                return false;
            }
        }
        return true;
    }

    /** Writes entries until one takes the long way; see {@link Frame}. */
    int write(Program<Step> program, int from, int end, int subject, RenderBuffer out) {
        int[] code = program.code();
        byte[] segments = program.segments();
        SlotProfile recipient = people.profile(0);
        SlotProfile other = people.profile(subject + 1);
        int at = from;
        while (at < end) {
            int value = Stretch.value(at);
            SlotProfile profile = QuickValue.ofSubject(code, value) ? other : recipient;
            int index = QuickValue.index(code, value);
            boolean written;
            if (QuickValue.isText(code, value)) {
                int kind = PlainText.kind(profile, index);
                int segment = Stretch.segment(code, at);
                int length = Stretch.length(code, at);
                int special =
                        kind & (QuickValue.inMarkup(code, value) ? PlainText.MARKUP | PlainText.WIDE : PlainText.WIDE);
                String text = profile.text(index);
                written = (kind & refused) == 0
                        && (special == 0
                                ? out.append(segments, segment, length, text)
                                : out.append(segments, segment, length, text, special));
            } else {
                written = writePrimitive(program, at, profile.primitive(index), out);
            }
            if (!written) {
                break;
            }
            at += Stretch.ENTRY;
        }
        if (at > from) {
            trace.shown(code, from, at, subject);
        }
        return at;
    }

    private boolean writePrimitive(Program<Step> program, int at, long bits, RenderBuffer out) {
        int[] code = program.code();
        int before = out.length();
        if (!out.appendPadded(program.segments(), Stretch.segment(code, at), Stretch.length(code, at))) {
            return false;
        }
        Operand.Insert insert =
                (Operand.Insert) program.operand(Stretch.operand(code, at)).operand();
        ValueType type = insert.ref().type();
        if (formats.writeNumber(type, bits, insert.style(), insert.currency(), out)) {
            return true;
        }
        EncodedText plain =
                formats.written(type, bits, insert.style(), insert.currency()).plain();
        if (plain != null && out.append(plain)) {
            return true;
        }
        out.cutTo(before);
        return false;
    }
}
