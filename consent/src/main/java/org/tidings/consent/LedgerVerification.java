package org.tidings.consent;

import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostic;

/**
 * What the check of an export has found.
 *
 * @param events number of events read
 * @param checkpoint the export's checkpoint, if its line could be read
 * @param findings everything that is wrong
 */
public record LedgerVerification(long events, Optional<Checkpoint> checkpoint, List<Diagnostic> findings) {
    /** Copies the list. */
    public LedgerVerification {
        findings = List.copyOf(findings);
    }

    /** Returns whether the export is what the ledger wrote. */
    public boolean isIntact() {
        return findings.isEmpty();
    }
}
