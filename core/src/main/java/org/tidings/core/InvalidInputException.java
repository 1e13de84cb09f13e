package org.tidings.core;

import java.util.List;
import java.util.stream.Collectors;

/** Signals that a file or text which people wrote cannot be used; carries every diagnostic that was found. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /** Creates the exception; its message is the rendered diagnostics, one after the other. */
    public InvalidInputException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Returns the diagnostics, errors and warnings, in the order in which they were found. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
