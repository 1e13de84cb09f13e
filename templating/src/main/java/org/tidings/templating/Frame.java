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
     * Writes a value that is as most values are, by what the program says about it; returns false, and does nothing, for
     * every other value.
     *
     * @param code the program; see {@link QuickValue}
     * @param at where the words of the value begin
     */
    boolean writeQuickly(int[] code, int at, O operand, RenderBuffer out);

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
