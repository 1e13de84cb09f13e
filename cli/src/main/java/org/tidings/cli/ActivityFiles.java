package org.tidings.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.InvalidInputException;
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
    private static final String NO_MODEL = "no estimate with a model is made";

    private ActivityFiles() {}

    /**
     * Reads {@code id}, {@code unix} and, where it is there, {@code offmin}.
     *
     * @throws Stopped if the file is absent or a row is not valid
     */
    static ActivityLog activity(Path file, Console console) {
        ActivityLog.Builder log = ActivityLog.builder();
        RowFile rows =
                new RowFile(file, List.of("id", "unix"), Map.of("offmin", "every clock is taken for one of UTC"));
        int[] without = new int[1];
        rows.read(row -> {
            String id = row.text("id");
            long second = number(row, "unix");
            Optional<String> ahead = row.optional("offmin");
            if (ahead.isPresent()) {
                log.add(id, second, minutes(row));
            } else if (row.hasColumn("offmin")) {
                throw new IllegalArgumentException("'offmin' is empty");
            } else {
                log.add(id, second);
                without[0]++;
            }
        });
        return rows.finish(() -> whole(log.build(), without[0], rows.name()), console);
    }

    /** Refuses activity of which a part only tells on whose clock it was. */
    private static ActivityLog whole(ActivityLog log, int without, String file) {
        if (log.hasOffsets() && without > 0) {
            throw new InvalidInputException(List.of(InputFiles.fault(
                    file,
                    "CLI-013",
                    Console.count(without, "row") + " without 'offmin'; all rows or none were expected to have it",
                    Optional.empty())));
        }
        return log;
    }

    /**
     * Reads {@code id}, {@code unix}, {@code prev_s} and {@code next_any_s}.
     *
     * @throws Stopped if the file is absent or a row is not valid
     */
    static MentionLog mentions(Path file, Console console) {
        MentionLog.Builder log = MentionLog.builder();
        RowFile rows = new RowFile(file, List.of("id", "unix", "prev_s", "next_any_s"), Map.of());
        rows.read(
                row -> log.add(row.text("id"), number(row, "unix"), number(row, "prev_s"), number(row, "next_any_s")));
        return rows.finish(log::build, console);
    }

    /**
     * Reads {@code reward}, {@code propensity} and {@code target} and, where they are there, {@code id}, {@code chosen}, and
     * {@code expected} with {@code expected_target}.
     *
     * @throws Stopped if the file is absent or a row is not valid
     */
    static PolicyLog policies(Path file, Console console) {
        RowFile rows = new RowFile(
                file,
                List.of("reward", "propensity", "target"),
                Map.of(
                        "id",
                        "every row is taken for another person",
                        "chosen",
                        "there is no 'replay'",
                        "expected",
                        NO_MODEL,
                        "expected_target",
                        NO_MODEL));
        rows.requireTogether("expected", "expected_target");
        PolicyLog.Builder log = PolicyLog.builder(rows.name());
        rows.read(row -> {
            PolicyRow decision =
                    PolicyRow.of(decimal(row, "reward"), decimal(row, "propensity"), decimal(row, "target"));
            if (row.optional("expected").isPresent()
                    || row.optional("expected_target").isPresent()) {
                decision = decision.withModel(decimal(row, "expected"), decimal(row, "expected_target"));
            }
            if (row.optional("chosen").isPresent()) {
                decision = decision.withChosen(flag(row, "chosen"));
            }
            log.add(row.line(), row.optional("id"), decision);
        });
        return rows.finish(log::build, console);
    }

    private static double decimal(RowFile row, String column) {
        try {
            return new BigDecimal(row.text(column)).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + column + "' is no number such as 0.25", e);
        }
    }

    private static boolean flag(RowFile row, String column) {
        return switch (row.text(column)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new IllegalArgumentException("'" + column + "' is neither 0 nor 1");
        };
    }

    private static int minutes(RowFile row) {
        long minutes = number(row, "offmin");
        if (minutes != (int) minutes) {
            throw new IllegalArgumentException("no clock is " + minutes + " minutes ahead of UTC");
        }
        return (int) minutes;
    }

    private static long number(RowFile row, String column) {
        String text = row.text(column);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + column + "' is no whole number", e);
        }
    }
}
