package org.tidings.templating;

/**
 * An operand in the program of a message. A final class around the interface, because the program hands its operands over
 * as objects: the cast to a final class is one comparison, that to an interface a search.
 */
final class Step {
    private final Operand operand;

    Step(Operand operand) {
        this.operand = operand;
    }

    Operand operand() {
        return operand;
    }
}
