package org.tidings.templating;

import org.tidings.core.ValueType;

/**
 * What a program itself says about a value of one person, in a few words behind the instruction: enough to look it up, ask
 * the decision, write it and note it without going from object to object.
 */
final class QuickValue {
    /** Number of words. */
    static final int WORDS = 6;

    private static final int OF_SUBJECT = 1;
    private static final int IN_MARKUP = 2;
    private static final int TEXT = 4;
    private static final int[] NONE = {};

    private QuickValue() {}

    /** Returns whether a value is a text, a number or a day of the recipient or of the subject whose turn it is. */
    static boolean fits(Ref ref) {
        boolean ofPerson = ref.source() == Ref.Source.RECIPIENT || ref.source() == Ref.Source.SUBJECT;
        return ofPerson && ref.type() != ValueType.TEXT_SET;
    }

    /** Returns the words of the one value that must be there for a section to run, or none. */
    static int[] words(Operand section) {
        boolean one = section instanceof Operand.Present present
                && present.refs().size() == 1
                && fits(present.refs().get(0));
        return one ? words(((Operand.Present) section).refs().get(0), Escape.TEXT) : NONE;
    }

    /** Returns the words of a value at a place. */
    static int[] words(Ref ref, Escape place) {
        int flags = (ref.source() == Ref.Source.SUBJECT ? OF_SUBJECT : 0)
                | (place.isMarkup() ? IN_MARKUP : 0)
                | (ref.type() == ValueType.TEXT ? TEXT : 0);
        long categories = ref.categoryBits();
        return new int[] {
            flags, ref.slot(), ref.index(), ref.cell(), (int) categories, (int) (categories >>> Integer.SIZE)
        };
    }

    static boolean ofSubject(int[] code, int at) {
        return (code[at] & OF_SUBJECT) != 0;
    }

    static boolean inMarkup(int[] code, int at) {
        return (code[at] & IN_MARKUP) != 0;
    }

    static boolean isText(int[] code, int at) {
        return (code[at] & TEXT) != 0;
    }

    static int slot(int[] code, int at) {
        return code[at + 1];
    }

    static int index(int[] code, int at) {
        return code[at + 2];
    }

    /** Returns the number of the value in the trace. */
    static int cell(int[] code, int at) {
        return code[at + 3];
    }

    /** Returns the bits of its categories. */
    static long categories(int[] code, int at) {
        return Stretch.getLong(code, at + 4);
    }
}
