package org.tidings.segmentation;

import java.util.List;
import java.util.Objects;

/**
 * A piece of SQL with a {@code ?} for each value. Nothing that stands in a rule is in the text itself.
 *
 * @param text the SQL; names of tables and columns are quoted, every {@code ?} has its type by a cast
 * @param parameters the values, in the order of the {@code ?}
 */
public record SqlText(String text, List<SqlParameter> parameters) {
    /** Copies the list. */
    public SqlText {
        Objects.requireNonNull(text, "text");
        parameters = List.copyOf(parameters);
    }

    /** Returns the text alone; the parameters can be personal data. */
    @Override
    public String toString() {
        return text;
    }
}
