package org.tidings.cli;

/** What the program tells the shell. */
final class ExitCodes {
    /** Everything was done; rejected rows and withheld messages are part of that. */
    static final int OK = 0;

    /** A case of consent did not come out as its author expects. */
    static final int CASES = 1;

    /** The command line is not understood. */
    static final int USAGE = 2;

    /** A file of the programme is not valid. */
    static final int PROGRAMME = 3;

    /** The data cannot be used: a file or column is absent, a person is unknown, or a row is rejected in strict mode. */
    static final int DATA = 4;

    /** The output cannot be written, or the program itself is at fault. */
    static final int FAILED = 5;

    private ExitCodes() {}
}
