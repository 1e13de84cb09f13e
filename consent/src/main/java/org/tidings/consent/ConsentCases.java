package org.tidings.consent;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.tidings.core.Catalogue;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;

/**
 * A file of questions about consent with the answers that its authors expect, and the catalogue that they rest on; the form
 * {@code consent-cases/1} stands in the guide. Immutable.
 *
 * <p>An agency writes such a file for its own policy and runs it whenever the catalogue changes.
 */
public final class ConsentCases {
    private final Catalogue catalogue;
    private final List<ConsentCase> cases;
    private final List<Diagnostic> warnings;

    ConsentCases(Catalogue catalogue, List<ConsentCase> cases, List<Diagnostic> warnings) {
        this.catalogue = catalogue;
        this.cases = List.copyOf(cases);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file of cases.
     *
     * @throws InvalidInputException with everything that is wrong with it
     */
    public static ConsentCases read(SourceText file) {
        return ConsentCaseReader.read(file);
    }

    /** Returns the catalogue of the file. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Returns the number of cases. */
    public int size() {
        return cases.size();
    }

    /** Returns what the author of the file should look at although it can be run. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /** Runs every case, in the order of the file. */
    public List<Result> run() {
        return run(UnaryOperator.identity());
    }

    /** Runs every case with its events arranged in another way, which must not matter. */
    List<Result> run(UnaryOperator<List<ConsentEvent>> arrangement) {
        ConsentDecider decider = ConsentDecider.of(catalogue);
        return cases.stream().map(one -> one.run(decider, arrangement)).toList();
    }

    /**
     * What came of a case.
     *
     * @param id id of the case
     * @param title what the case is about
     * @param differences what is otherwise than expected, one sentence each; empty if the case has passed
     */
    public record Result(String id, String title, List<String> differences) {
        /** Copies the list. */
        public Result {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(title, "title");
            differences = List.copyOf(differences);
        }

        /** Returns whether everything came out as expected. */
        public boolean passed() {
            return differences.isEmpty();
        }
    }
}
