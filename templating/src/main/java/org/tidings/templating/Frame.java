package org.tidings.templating;

/**
 * What a {@link Program} runs against: it knows the values and what its operands mean.
 *
 * @param <O> type of the operands
 */
interface Frame<O> {
    /** Writes a value; returns false when the text must not go on. */
    boolean write(O operand, RenderBuffer out);

    /**
     * Returns 1 for a condition that is certainly true and 0 for one that is certainly false, by what the program says about
     * its value, and notes that it chose the text; returns -1, and does nothing, where that takes more than a look.
     *
     * @param code the program; see {@link QuickValue}
     * @param at where the words of the value begin
     */
    int testQuickly(int[] code, int at);

    /**
     * Returns whether all values of a stretch are certainly there and may be shown.
     *
     * @param code the program
     * @param at where the words of the {@link Stretch} begin
     */
    boolean isReady(int[] code, int at);

    /**
     * Writes values that are as most values are, and the texts before them, by what the program says about them.
     *
     * @param from the first entry of a {@link Stretch} whose values are there
     * @param end where the entries end
     * @return the first entry of which nothing is written, because its value takes the long way; or the end
     */
    int writeStretch(Program<O> program, int from, int end, RenderBuffer out);

    /**
     * Returns whether a value is certainly there, by what the program says about it, and notes that it chose the text;
     * returns false, and does nothing, where that takes more than a look.
     *
     * @param code the program; see {@link QuickValue}
     * @param at where the words of the value begin
     * @param then whether the text is for the value that is there, else for one that is not
     */
    boolean isQuicklyThere(int[] code, int at, boolean then);

    /** Returns whether the body of a section runs, and enters it. */
    boolean open(O operand);

    /** Returns whether the body of a section runs once more; leaves it otherwise. */
    boolean again(O operand);

    /** Returns whether the body of an inverted section runs. */
    boolean isAbsent(O operand);

    /** Returns the number of the branch that a choice takes. */
    int select(O operand);

    /** Runs another program in this place; returns false when the text must not go on. */
    boolean call(O operand, RenderBuffer out);

    /** Returns whether the text must not go on. */
    boolean isStopped();

    /** Notes that the output has grown beyond its limit; returns false. */
    boolean overflow();
}
