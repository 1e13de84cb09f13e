package org.tidings.cli;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;
import org.tidings.core.Suggestions;
import org.tidings.files.Records;
import org.tidings.files.RowFormat;
import org.tidings.timing.research.ActivityLog;
import org.tidings.timing.research.MentionLog;
import org.tidings.timing.research.PolicyLog;
import org.tidings.timing.research.PolicyRow;

/**
 * Reads files of activity, of mentions and of decisions: CSV or JSON Lines, packed or not, with the columns that the guide names.
 *
 * <p>A row that cannot be read stops the command, after all of them were told: a figure about half of a file is none.
 */
final class ActivityFiles {
    private ActivityFiles() {}

    /**
     * Reads {@code id}, {@code unix} and, where it is there, {@code offmin}.
     *
     * @throws Stopped if the file is absent or a row is not valid
     */
    static ActivityLog activity(Path file) {
        ActivityLog.Builder log = ActivityLog.builder();
        Rows rows = new Rows(file);
        int offset = rows.optionalColumn("offmin");
        rows.read(List.of("id", "unix"), (reader, columns) -> {
            long second = number(reader, columns[1]);
            if (offset < 0) {
                log.add(reader.value(columns[0]), second);
            } else {
                log.add(reader.value(columns[0]), second, Math.toIntExact(number(reader, offset)));
            }
        });
        return rows.finish(log::build);
    }

    /**
     * Reads {@code id}, {@code unix}, {@code prev_s} and {@code next_any_s}.
     *
     * @throws Stopped if the file is absent or a row is not valid
     */
    static MentionLog mentions(Path file) {
        MentionLog.Builder log = MentionLog.builder();
        Rows rows = new Rows(file);
        rows.read(
                List.of("id", "unix", "prev_s", "next_any_s"),
                (reader, columns) -> log.add(
                        reader.value(columns[0]),
                        number(reader, columns[1]),
                        number(reader, columns[2]),
                        number(reader, columns[3])));
        return rows.finish(log::build);
    }

    /**
     * Reads {@code reward}, {@code propensity} and {@code target} and, where they are there, {@code id}, {@code chosen}, and
     * {@code expected} with {@code expected_target}.
     *
     * @throws Stopped if the file is absent or a row is not valid
     */
    static PolicyLog policies(Path file) {
        Rows rows = new Rows(file);
        PolicyLog.Builder log = PolicyLog.builder(rows.name);
        int person = rows.optionalColumn("id");
        int chosen = rows.optionalColumn("chosen");
        List<String> names = new ArrayList<>(List.of("reward", "propensity", "target"));
        boolean hasModel = rows.optionalColumn("expected") >= 0 || rows.optionalColumn("expected_target") >= 0;
        if (hasModel) {
            names.addAll(List.of("expected", "expected_target"));
        }
        rows.read(names, (reader, columns) -> {
            PolicyRow row =
                    PolicyRow.of(decimal(reader, columns[0]), decimal(reader, columns[1]), decimal(reader, columns[2]));
            if (hasModel) {
                row = row.withModel(decimal(reader, columns[3]), decimal(reader, columns[4]));
            }
            if (chosen >= 0) {
                row = row.withChosen(flag(reader, chosen));
            }
            log.add(reader.line(), person < 0 ? Optional.empty() : Optional.of(reader.value(person)), row);
        });
        return rows.finish(log::build);
    }

    private static double decimal(RecordReader reader, int column) {
        try {
            return new BigDecimal(reader.value(column)).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + reader.columns().get(column) + "' is no number", e);
        }
    }

    private static boolean flag(RecordReader reader, int column) {
        return switch (reader.value(column)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new IllegalArgumentException("'" + reader.columns().get(column) + "' is neither 0 nor 1");
        };
    }

    private static long number(RecordReader reader, int column) {
        String text = reader.value(column);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + reader.columns().get(column) + "' is no whole number", e);
        }
    }

    /** Takes one row. */
    private interface Row {
        /** Throws {@link IllegalArgumentException} or {@link ArithmeticException} if a value is out of its range. */
        void take(RecordReader reader, int[] columns);
    }

    /** A file that is being read. */
    private static final class Rows {
        private final String name;
        private final RecordReader reader;
        private final Diagnostics diagnostics = new Diagnostics();

        private Rows(Path file) {
            this.name = String.valueOf(file.getFileName());
            if (!Files.isRegularFile(file)) {
                throw new Stopped(ExitCodes.DATA, List.of(fault("CLI-011", "There is no such file", Optional.empty())));
            }
            try {
                this.reader = Records.open(file, name, RowFormat.ofName(name).orElse(RowFormat.csv()));
            } catch (InvalidInputException e) {
                throw new Stopped(ExitCodes.DATA, e.diagnostics());
            }
        }

        private int optionalColumn(String column) {
            return reader.columns().indexOf(column);
        }

        private void read(List<String> names, Row row) {
            try (reader) {
                int[] columns = new int[names.size()];
                List<Diagnostic> missing = new ArrayList<>();
                for (int i = 0; i < columns.length; i++) {
                    String column = names.get(i);
                    columns[i] = reader.columns().indexOf(column);
                    if (columns[i] < 0) {
                        missing.add(fault(
                                "CLI-012",
                                "The file has no column '" + column + "'",
                                Suggestions.didYouMean(column, reader.columns())));
                    }
                }
                if (!missing.isEmpty()) {
                    throw new Stopped(ExitCodes.DATA, missing);
                }
                while (reader.next()) {
                    take(row, columns);
                }
            } catch (InvalidInputException e) {
                throw new Stopped(ExitCodes.DATA, e.diagnostics());
            }
        }

        /** Returns what was built, unless a row was not valid or the parts do not fit. */
        private <T> T finish(Supplier<T> build) {
            Optional<T> built = Optional.empty();
            try {
                built = Optional.of(build.get());
            } catch (InvalidInputException e) {
                diagnostics.addAll(e.diagnostics());
            }
            if (diagnostics.hasErrors()) {
                throw new Stopped(ExitCodes.DATA, diagnostics.list());
            }
            return built.orElseThrow();
        }

        private void take(Row row, int[] columns) {
            Optional<Diagnostic> fault = reader.fault();
            if (fault.isPresent()) {
                diagnostics.add(fault.get());
                return;
            }
            try {
                row.take(reader, columns);
            } catch (IllegalArgumentException | ArithmeticException e) {
                diagnostics.add(
                        Diagnostic.inRow(name, reader.line(), 0, "CLI-013", "The row is not valid: " + e.getMessage()));
            }
        }

        private Diagnostic fault(String code, String message, Optional<String> hint) {
            return new Diagnostic(code, Diagnostic.Severity.ERROR, message, name, 0, 0, "", 1, hint);
        }
    }
}
