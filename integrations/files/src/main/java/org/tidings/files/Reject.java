package org.tidings.files;

import java.util.Objects;
import org.tidings.core.Diagnostic;

/**
 * A row, or a column, of a data file that cannot be used, with the reason.
 *
 * @param problem what is wrong and where; holds no personal data
 * @param column name of the column that is at fault, or an empty text where it is the row
 * @param raw the row as it stands in the file; a byte that is no UTF-8 is shown as {@code \xHH}. Personal data
 */
public record Reject(Diagnostic problem, String column, String raw) {
    /** Checks that the parts are given. */
    public Reject {
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(raw, "raw");
    }
}
