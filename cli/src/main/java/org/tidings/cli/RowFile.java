package org.tidings.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;
import org.tidings.core.Suggestions;
import org.tidings.files.Records;
import org.tidings.files.RowFormat;

/**
 * A file of rows with named columns that is read once, from its beginning to its end.
 *
 * <p>Of a CSV file the header tells which columns it has; of JSON Lines this is known behind the last row.
 */
final class RowFile {
    private static final String SEPARATORS = ";\t|";
    private static final int MAX_NAMES = 12;

    private final String name;
    private final RecordReader reader;
    private final boolean hasHeader;
    private final List<String> needed;
    private final Map<String, String> optional;
    private final Diagnostics diagnostics = new Diagnostics();

    /**
     * Opens a file.
     *
     * @param needed columns without which it is of no use
     * @param optional other columns that count, and what it means if one of them is absent
     * @throws Stopped if there is no such file, or a header without the needed columns
     */
    RowFile(Path file, List<String> needed, Map<String, String> optional) {
        this.name = InputFiles.existing(file);
        this.needed = new ArrayList<>(needed);
        this.optional = optional;
        RowFormat format = RowFormat.ofName(name).orElse(RowFormat.csv());
        this.hasHeader = format.kind() == RowFormat.Kind.CSV;
        try {
            this.reader = Records.open(file, name, format);
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }

    /** Takes one row. */
    interface Row {
        /** Throws {@link IllegalArgumentException} or {@link ArithmeticException} if a value is out of its range. */
        void take(RowFile row);
    }

    String name() {
        return name;
    }

    /** Returns the 1-based line of the row at hand. */
    long line() {
        return reader.line();
    }

    /** Returns the field of a needed column in the row at hand. */
    String text(String column) {
        return optional(column).orElseThrow(() -> new IllegalArgumentException("'" + column + "' is empty"));
    }

    /** Returns the field of a column in the row at hand, or nothing if it is empty or there is no such column. */
    Optional<String> optional(String column) {
        int index = reader.columns().indexOf(column);
        return index < 0 ? Optional.empty() : Optional.of(reader.value(index)).filter(text -> !text.isEmpty());
    }

    /** Returns whether the header has a column; false where there is no header. */
    boolean hasColumn(String column) {
        return hasHeader && reader.columns().contains(column);
    }

    /**
     * Makes a column needed if the header has the other of two that mean nothing without each other.
     */
    void requireTogether(String first, String second) {
        if (hasColumn(first) != hasColumn(second)) {
            needed.add(hasColumn(first) ? second : first);
        }
    }

    /**
     * Reads all rows. One that is not valid is kept in mind until {@link #finish}.
     *
     * @throws Stopped if a needed column is absent
     */
    void read(Row row) {
        try (reader) {
            if (hasHeader) {
                requireColumns();
            }
            boolean any = false;
            while (reader.next()) {
                any |= take(row);
            }
            if (!hasHeader && any) {
                requireColumns();
            }
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }

    /**
     * Returns what was built, and warns of columns whose names are nearly those of optional ones.
     *
     * @throws Stopped with everything that is wrong, in the order of the rows, if a row was not valid or the parts do not fit
     */
    <T> T finish(Supplier<T> build, Console console) {
        Optional<T> built = Optional.empty();
        try {
            built = Optional.of(build.get());
        } catch (InvalidInputException e) {
            diagnostics.addAll(e.diagnostics());
        }
        if (diagnostics.hasErrors()) {
            List<Diagnostic> all = new ArrayList<>(diagnostics.list());
            all.sort(Comparator.comparingInt(Diagnostic::line));
            if (diagnostics.dropped() > 0) {
                all.add(fault(
                        "CLI-013",
                        Console.count(diagnostics.dropped(), "further fault") + " not shown",
                        Optional.empty()));
            }
            throw new Stopped(ExitCodes.DATA, all);
        }
        console.print(nearNames());
        return built.orElseThrow();
    }

    /** Returns whether the row could be taken apart. */
    private boolean take(Row row) {
        Optional<Diagnostic> fault = reader.fault();
        if (fault.isPresent()) {
            diagnostics.add(fault.get());
            return false;
        }
        try {
            row.take(this);
        } catch (IllegalArgumentException | ArithmeticException e) {
            diagnostics.add(
                    Diagnostic.inRow(name, reader.line(), 0, "CLI-013", "The row is not valid: " + e.getMessage()));
        }
        return true;
    }

    private void requireColumns() {
        List<String> columns = reader.columns();
        List<String> absent =
                needed.stream().filter(column -> !columns.contains(column)).toList();
        if (absent.isEmpty()) {
            return;
        }
        if (hasHeader && columns.size() == 1) {
            OptionalInt separator = SEPARATORS
                    .chars()
                    .filter(other -> columns.get(0).indexOf(other) >= 0)
                    .findFirst();
            if (separator.isPresent()) {
                throw new Stopped(ExitCodes.DATA, List.of(otherSeparator((char) separator.getAsInt())));
            }
        }
        throw new Stopped(
                ExitCodes.DATA,
                absent.stream()
                        .map(column -> fault(
                                "CLI-012",
                                "The file has no column '" + column + "'",
                                near(column).or(this::columnsThere)))
                        .toList());
    }

    private Diagnostic otherSeparator(char separator) {
        String shown = separator == '\t' ? "tabs" : "'" + separator + "'";
        return fault(
                "CLI-012",
                "The columns are separated by " + shown + "; commas were expected",
                Optional.of("write the file with commas, or with tabs and the ending .tsv"));
    }

    private Optional<String> near(String column) {
        Set<String> known = new HashSet<>(needed);
        known.addAll(optional.keySet());
        return Suggestions.didYouMean(
                column,
                reader.columns().stream()
                        .filter(there -> !known.contains(there))
                        .toList());
    }

    private Optional<String> columnsThere() {
        List<String> columns = reader.columns();
        String shown = String.join(", ", columns.subList(0, Math.min(MAX_NAMES, columns.size())));
        return Optional.of("it has " + shown + (columns.size() > MAX_NAMES ? " and others" : ""))
                .filter(text -> text.length() <= MAX_NAMES * 40);
    }

    private List<Diagnostic> nearNames() {
        return new TreeMap<>(optional)
                .entrySet().stream()
                        .filter(entry -> !reader.columns().contains(entry.getKey()))
                        .flatMap(entry -> near(entry.getKey()).stream()
                                .map(hint -> new Diagnostic(
                                        "CLI-015",
                                        Diagnostic.Severity.WARNING,
                                        "The file has no column '" + entry.getKey() + "'; " + entry.getValue(),
                                        name,
                                        0,
                                        0,
                                        "",
                                        1,
                                        Optional.of(hint))))
                        .toList();
    }

    private Diagnostic fault(String code, String message, Optional<String> hint) {
        return InputFiles.fault(name, code, message, hint);
    }
}
