package org.tidings.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.tidings.core.Diagnostic;

/**
 * Where a command prints: results to one writer, everything about the run to the other.
 *
 * @param out takes results
 * @param err takes diagnostics and notes
 * @param interactive whether a person sees both at once, so that colours and a progress bar make sense
 */
record Console(PrintWriter out, PrintWriter err, boolean interactive) {
    private static final String RED = "\u001B[31m";
    private static final String YELLOW = "\u001B[33m";
    private static final String RESET = "\u001B[0m";

    /** Prints diagnostics and how many there are. */
    void print(List<Diagnostic> diagnostics) {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.size() - errors;
        for (Diagnostic diagnostic : diagnostics) {
            err.println(coloured(diagnostic));
            err.println();
        }
        if (errors > 0 || warnings > 0) {
            String counted = errors == 0 ? "" : count(errors, "error");
            String and = errors > 0 && warnings > 0 ? ", " : "";
            err.println(counted + and + (warnings == 0 ? "" : count(warnings, "warning")) + ".");
        }
    }

    /** Prints one diagnostic of the program itself, such as a folder that cannot be written. */
    void problem(String code, String message) {
        err.println(paint(code, RED) + ": " + message);
    }

    /** Prints a remark about the run. */
    void note(String message) {
        err.println(message);
    }

    private String coloured(Diagnostic diagnostic) {
        String text = diagnostic.render();
        String code = diagnostic.code();
        return paint(code, diagnostic.isError() ? RED : YELLOW) + text.substring(code.length());
    }

    private String paint(String text, String colour) {
        return interactive ? colour + text + RESET : text;
    }

    /** Returns "1 row" or "1,234 rows". */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** Returns "1 person" or "1,234 people". */
    static String people(long number) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? "person" : "people");
    }
}
