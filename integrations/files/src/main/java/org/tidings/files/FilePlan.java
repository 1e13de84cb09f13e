package org.tidings.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one file is read.
 *
 * @param file path below the data folder
 * @param required whether the load cannot do without it
 * @param separator separator of CSV fields, where it is not the usual one
 * @param person column that holds the person's id, or an empty text where rows are not about people
 * @param targets what columns can go to
 * @param columns where the columns go
 * @param ignore columns that are known and not used
 * @param only per column the values of the rows that count
 * @param holdOnBadRow whether a bad row holds its person back
 */
record FilePlan(
        String file,
        boolean required,
        Optional<Character> separator,
        String person,
        List<Target> targets,
        List<ColumnPlan> columns,
        Set<String> ignore,
        Map<String, Set<String>> only,
        boolean holdOnBadRow) {
    FilePlan {
        targets = List.copyOf(targets);
        columns = List.copyOf(columns);
        ignore = Set.copyOf(ignore);
        only = Map.copyOf(only);
    }

    FilePlan withHoldOnBadRow(boolean hold) {
        return new FilePlan(file, required, separator, person, targets, columns, ignore, only, hold);
    }

    /** Returns whether a column is used or known. */
    boolean knows(String column) {
        return column.equals(person)
                || ignore.contains(column)
                || only.containsKey(column)
                || columns.stream().anyMatch(plan -> plan.column().equals(column));
    }
}
