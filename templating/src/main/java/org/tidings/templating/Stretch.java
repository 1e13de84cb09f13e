package org.tidings.templating;

/**
 * Texts and values in turn, with no branch between them, as the words of a {@link Program}: first what has to be true of
 * all values, so that it is asked once, then an entry for each text and the {@link QuickValue} behind it.
 */
final class Stretch {
    /** Words of an entry: where the text begins, its length, the operand, the value. */
    static final int ENTRY = 3 + QuickValue.WORDS;

    /** Words of what is true of all values of a person: their categories, and their slots among the first 64. */
    private static final int PERSON = 4;

    /** Words before the first entry: where the entries end, whether a slot lies further on, the recipient, the subject. */
    static final int HEADER = 2 + 2 * PERSON;

    private Stretch() {}

    /** Takes in the entry that ends here. */
    static void add(int[] code, int stretch, int end) {
        int value = end - QuickValue.WORDS;
        int person = person(stretch, QuickValue.ofSubject(code, value));
        int slot = QuickValue.slot(code, value);
        code[stretch] = end;
        code[stretch + 1] |= slot < Long.SIZE ? 0 : 1;
        putLong(code, person, getLong(code, person) | QuickValue.categories(code, value));
        putLong(code, person + 2, getLong(code, person + 2) | (slot < Long.SIZE ? 1L << slot : 0));
    }

    /** Returns where the first entry begins. */
    static int begin(int stretch) {
        return stretch + HEADER;
    }

    /** Returns where the entries end. */
    static int end(int[] code, int stretch) {
        return code[stretch];
    }

    /** Returns whether the slots of some values are not among the first 64. */
    static boolean hasFarSlots(int[] code, int stretch) {
        return code[stretch + 1] != 0;
    }

    /** Returns the bits of the categories of all values of the recipient, or of the subject whose turn it is. */
    static long categories(int[] code, int stretch, boolean ofSubject) {
        return getLong(code, person(stretch, ofSubject));
    }

    /** Returns the bits of the slots among the first 64 of all values of the recipient, or of the subject. */
    static long slots(int[] code, int stretch, boolean ofSubject) {
        return getLong(code, person(stretch, ofSubject) + 2);
    }

    private static int person(int stretch, boolean ofSubject) {
        return stretch + 2 + (ofSubject ? PERSON : 0);
    }

    static int segment(int[] code, int entry) {
        return code[entry];
    }

    static int length(int[] code, int entry) {
        return code[entry + 1];
    }

    static int operand(int[] code, int entry) {
        return code[entry + 2];
    }

    /** Returns where the words of the value begin. */
    static int value(int entry) {
        return entry + 3;
    }

    /** Returns two words as one. */
    static long getLong(int[] code, int at) {
        return (code[at] & 0xFFFF_FFFFL) | ((long) code[at + 1] << Integer.SIZE);
    }

    private static void putLong(int[] code, int at, long value) {
        code[at] = (int) value;
        code[at + 1] = (int) (value >>> Integer.SIZE);
    }
}
