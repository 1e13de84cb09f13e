package org.tidings.files;

import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Where a column goes.
 *
 * @param column name of the column, or an empty text for a constant
 * @param constant value of a constant
 * @param target index of the target in the plan of the file
 * @param conversion how the text becomes a value
 * @param format how a date is written, unless in ISO 8601
 * @param values what texts stand for; empty where they stand for themselves
 * @param optional whether a file may lack the column
 */
record ColumnPlan(
        String column,
        String constant,
        int target,
        Conversion conversion,
        Optional<DateTimeFormatter> format,
        Map<String, String> values,
        boolean optional) {
    ColumnPlan {
        values = Map.copyOf(values);
    }

    boolean isConstant() {
        return column.isEmpty();
    }
}
