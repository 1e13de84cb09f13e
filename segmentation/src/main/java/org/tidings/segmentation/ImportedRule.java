package org.tidings.segmentation;

import java.util.List;
import java.util.Set;
import org.tidings.core.Diagnostic;

/**
 * A rule that came from another system.
 *
 * @param rule the rule in this language
 * @param reads names of the attributes and streams that it reads
 * @param warnings what the other system evaluates to nothing and somebody may not have meant, such as an operator that
 *     it does not know
 */
public record ImportedRule(Rule rule, Set<String> reads, List<Diagnostic> warnings) {
    /** Copies the collections. */
    public ImportedRule {
        reads = Set.copyOf(reads);
        warnings = List.copyOf(warnings);
    }
}
