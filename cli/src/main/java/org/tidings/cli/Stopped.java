package org.tidings.cli;

import java.util.List;
import org.tidings.core.Diagnostic;

/** Ends a command with diagnostics and an exit code. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<Diagnostic> diagnostics;

    Stopped(int exitCode, List<Diagnostic> diagnostics) {
        super("exit code " + exitCode);
        this.exitCode = exitCode;
        this.diagnostics = List.copyOf(diagnostics);
    }

    int exitCode() {
        return exitCode;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
