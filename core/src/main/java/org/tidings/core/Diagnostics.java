package org.tidings.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects diagnostics, so that a reader can report all faults of an input before it gives up.
 *
 * <p>Mutable and owned by one thread. Past {@link #LIMIT} the rest is counted, not kept.
 */
public final class Diagnostics {
    /** How many diagnostics are kept. */
    public static final int LIMIT = 1_000;

    private final List<Diagnostic> found = new ArrayList<>();
    private int errors;
    private int dropped;

    /** Creates an empty collection. */
    public Diagnostics() {}

    /** Adds a diagnostic. */
    public void add(Diagnostic diagnostic) {
        if (diagnostic.isError()) {
            errors++;
        }
        if (found.size() < LIMIT) {
            found.add(diagnostic);
        } else {
            dropped++;
        }
    }

    /** Adds every diagnostic of a list. */
    public void addAll(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** Adds an error at a place of a text. */
    public void error(SourceText source, Span span, String code, String message) {
        error(source, span, code, message, Optional.empty());
    }

    /** Adds an error at a place of a text, with what would mend it. */
    public void error(SourceText source, Span span, String code, String message, Optional<String> hint) {
        if (found.size() >= LIMIT) {
            // Finding the place costs a walk over the text, which nobody would see.
            errors++;
            dropped++;
            return;
        }
        add(Diagnostic.at(source, span, code, Diagnostic.Severity.ERROR, message, hint));
    }

    /** Adds a warning at a place of a text, with what would mend it. */
    public void warning(SourceText source, Span span, String code, String message, Optional<String> hint) {
        if (found.size() >= LIMIT) {
            dropped++;
            return;
        }
        add(Diagnostic.at(source, span, code, Diagnostic.Severity.WARNING, message, hint));
    }

    /** Returns whether an error was added. */
    public boolean hasErrors() {
        return errors > 0;
    }

    /** Returns the number of errors added, including those not kept. */
    public int errorCount() {
        return errors;
    }

    /** Returns what was kept, in the order of adding. */
    public List<Diagnostic> list() {
        return List.copyOf(found);
    }

    /** Returns how many diagnostics were counted but not kept. */
    public int dropped() {
        return dropped;
    }

    /**
     * Ends reading when an error was found.
     *
     * @throws InvalidInputException with everything that was kept, if there was an error
     */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidInputException(list());
        }
    }
}
