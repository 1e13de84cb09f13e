package org.tidings.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Entry of the {@code tidings} program. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the virtual machine with its exit code. */
    public static void main(String[] args) {
        // Messages hold names in every script, whatever the encoding of the platform is.
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = Tidings.execute(new Console(out, err, isTerminal()), args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /**
     * Runs the program inside another one: no colours, no progress bar, nothing printed elsewhere.
     *
     * @param out takes results
     * @param err takes diagnostics and notes
     * @return the exit code, as the guide lists them
     */
    public static int execute(String[] args, PrintWriter out, PrintWriter err) {
        int exitCode = Tidings.execute(new Console(out, err, false), args);
        out.flush();
        err.flush();
        return exitCode;
    }

    private static boolean isTerminal() {
        String term = System.getenv("TERM");
        boolean plain = System.getenv("NO_COLOR") != null || term == null || term.equals("dumb");
        return !plain
                && Optional.ofNullable(System.console()).map(Main::isTerminal).orElse(false);
    }

    /** From Java 22 on there is a console without a terminal, too; before, there is none. */
    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
