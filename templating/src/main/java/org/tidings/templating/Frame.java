package org.tidings.templating;

/**
 * What a {@link Program} runs against: it knows the values and what its operands mean.
 *
 * @param <O> type of the operands
 */
interface Frame<O> {
    /** Writes a value; returns false when the text must not go on. */
    boolean write(O operand, RenderBuffer out);

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
