package org.tidings.templating;

/**
 * An operand in the program of a message. A final class around the interface, because the program hands its operands over
 * as objects: the cast to a final class is one comparison, that to an interface a search.
 */
record Step(Operand operand) {}
