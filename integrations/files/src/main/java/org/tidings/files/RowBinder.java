package org.tidings.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.RecordReader;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;
import org.tidings.core.Values;

/**
 * Goes through the rows of a file and binds each to its targets. Used by one thread.
 *
 * <p>A row that cannot be read as such is rejected here. A row with a bad value is handed out with its {@linkplain
 * #hasProblems problems}, because whose row it is decides what follows.
 */
final class RowBinder implements AutoCloseable {
    private static final int NOT_THERE = -1;

    private final FilePlan plan;
    private final RecordReader reader;
    private final ZoneId zone;
    private final Tally tally;
    private final TextPool texts;

    /** Per planned column its index in the file; a column of JSON Lines turns up when a row names it. */
    private final int[] indexes;

    private final Map<Integer, Set<String>> only = new HashMap<>();
    private final long[] bits;
    private final @Nullable String[] values;
    private final boolean[] present;
    private final List<Reject> problems = new ArrayList<>();
    private int personIndex = NOT_THERE;
    private int knownColumns;
    private String person = "";

    private RowBinder(FilePlan plan, RecordReader reader, ZoneId zone, Tally tally, TextPool texts) {
        this.plan = plan;
        this.reader = reader;
        this.zone = zone;
        this.tally = tally;
        this.texts = texts;
        this.indexes = new int[plan.columns().size()];
        Arrays.fill(indexes, NOT_THERE);
        int targets = plan.targets().size();
        this.bits = new long[targets];
        this.values = new String[targets];
        this.present = new boolean[targets];
    }

    /**
     * Starts with a reader; the binder closes it.
     *
     * @throws InvalidInputException if a column that is needed is absent
     */
    static RowBinder of(
            FilePlan plan, RecordReader reader, RowFormat format, ZoneId zone, Tally tally, TextPool texts) {
        if (format.kind() == RowFormat.Kind.CSV) {
            try {
                requireColumns(plan, reader);
            } catch (InvalidInputException e) {
                reader.close();
                throw e;
            }
        }
        return new RowBinder(plan, reader, zone, tally, texts);
    }

    private static void requireColumns(FilePlan plan, RecordReader reader) {
        Set<String> needed = new LinkedHashSet<>();
        if (!plan.person().isEmpty()) {
            needed.add(plan.person());
        }
        for (ColumnPlan column : plan.columns()) {
            if (!column.isConstant() && !column.optional()) {
                needed.add(column.column());
            }
        }
        needed.addAll(plan.only().keySet());
        needed.removeAll(reader.columns());
        if (!needed.isEmpty()) {
            List<String> spare = reader.columns().stream()
                    .filter(column -> !plan.knows(column))
                    .toList();
            throw new InvalidInputException(needed.stream()
                    .map(column -> new Diagnostic(
                            "SRC-006",
                            Diagnostic.Severity.ERROR,
                            "The file has no column '" + column + "'",
                            reader.source(),
                            1,
                            0,
                            "",
                            1,
                            Suggestions.didYouMean(column, spare).or(() -> otherSeparator(reader.columns()))))
                    .toList());
        }
    }

    /** A header that is one field with another separator in it was written with that one. */
    private static Optional<String> otherSeparator(List<String> columns) {
        return columns.size() != 1
                ? Optional.empty()
                : RowFormat.SEPARATORS
                        .chars()
                        .filter(separator -> columns.get(0).indexOf(separator) >= 0)
                        .mapToObj(separator -> separator == '\t' ? "\\t" : Character.toString(separator))
                        .findFirst()
                        .map(separator -> "if its columns are separated by '" + separator
                                + "', say so in the sources with \"separator\": \"" + separator + "\"");
    }

    /** Moves to the next row whose fields can be read and that counts; returns false behind the last one. */
    boolean next() {
        noticeColumns();
        while (reader.next()) {
            tally.row();
            problems.clear();
            Optional<Diagnostic> fault = reader.fault();
            if (fault.isPresent()) {
                tally.add(new Reject(fault.get(), "", reader.raw()));
                tally.rejected();
                continue;
            }
            noticeColumns();
            if (!counts()) {
                tally.skipped();
                continue;
            }
            bind();
            return true;
        }
        return false;
    }

    /** Returns the id of the person whose row it is; an empty text where it is missing. */
    String person() {
        return person;
    }

    /** Returns the name of the column that holds the id. */
    String personColumn() {
        return plan.person();
    }

    /** Returns the 1-based line of the row. */
    long line() {
        return reader.line();
    }

    /** Returns the name of the file. */
    String file() {
        return reader.source();
    }

    boolean has(int target) {
        return present[target];
    }

    /** Returns the value of a target of a primitive type; undefined where it has none. */
    long bits(int target) {
        return bits[target];
    }

    /** Returns the text of a target, with the members of a set divided by a bar; empty where it has none. */
    String text(int target) {
        String text = values[target];
        return text == null ? "" : text;
    }

    /** Returns whether something in the row cannot be used. */
    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** Returns the first problem of a row that has one. */
    Diagnostic firstProblem() {
        return problems.get(0).problem();
    }

    /** Returns a number that is the same for rows which say the same, and as good as never for others. */
    long fingerprint() {
        long sum = 0;
        for (int target = 0; target < present.length; target++) {
            sum = mixed(sum, present[target] ? 1 : 0);
            if (present[target] && plan.targets().get(target).type().isPrimitive()) {
                sum = mixed(sum, bits[target]);
            } else if (present[target]) {
                String text = text(target);
                sum = mixed(sum, text.length());
                for (int i = 0; i < text.length(); i++) {
                    sum = mixed(sum, text.charAt(i));
                }
            }
        }
        return sum;
    }

    private static long mixed(long sum, long next) {
        long product = (sum ^ next) * 0x9E37_79B9_7F4A_7C15L;
        return product ^ (product >>> 32);
    }

    /** Adds a problem of the row. */
    void problem(String code, String column, String message) {
        problems.add(new Reject(Diagnostic.inRow(reader.source(), reader.line(), 0, code, message), column, ""));
    }

    /** Adds a problem with the value of a target. */
    void problem(String code, int target, String message) {
        problem(code, columnOf(target), message);
    }

    /** Hands the row with its problems to the rejects. */
    void reject(boolean holdsPerson) {
        String raw = reader.raw();
        for (Reject found : problems) {
            Diagnostic problem = found.problem();
            String message = holdsPerson ? problem.message() + "; the person is held back" : problem.message();
            tally.add(new Reject(
                    Diagnostic.inRow(problem.source(), problem.line(), 0, problem.code(), message),
                    found.column(),
                    raw));
        }
        tally.rejected();
    }

    void used() {
        tally.used();
    }

    void ofHeldPerson() {
        tally.ofHeldPerson();
    }

    @Override
    public void close() {
        reader.close();
    }

    private String columnOf(int target) {
        for (ColumnPlan column : plan.columns()) {
            if (column.target() == target) {
                return column.column();
            }
        }
        return "";
    }

    private void noticeColumns() {
        List<String> columns = reader.columns();
        for (; knownColumns < columns.size(); knownColumns++) {
            String name = columns.get(knownColumns);
            if (name.equals(plan.person())) {
                personIndex = knownColumns;
            }
            for (int i = 0; i < indexes.length; i++) {
                if (plan.columns().get(i).column().equals(name)) {
                    indexes[i] = knownColumns;
                }
            }
            if (plan.only().containsKey(name)) {
                only.put(knownColumns, plan.only().get(name));
            }
            if (!plan.knows(name)) {
                String message = "The sources do not know the column '" + name + "'; it is not used";
                long line = Math.max(1, reader.line());
                tally.add(
                        new Reject(Diagnostic.inRow(reader.source(), line, 0, "SRC-207", message), name, reader.raw()));
            }
        }
    }

    private boolean counts() {
        if (only.size() < plan.only().size()) {
            // A JSON row that does not name the column has no value in it.
            return false;
        }
        for (Map.Entry<Integer, Set<String>> choice : only.entrySet()) {
            if (!choice.getValue().contains(reader.value(choice.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private void bind() {
        person = personIndex == NOT_THERE ? "" : reader.value(personIndex);
        if (person.isEmpty() && !plan.person().isEmpty()) {
            problem("SRC-203", plan.person(), "The row names no person");
        }
        Arrays.fill(present, false);
        for (int i = 0; i < indexes.length; i++) {
            ColumnPlan column = plan.columns().get(i);
            String text = column.isConstant() ? column.constant() : fileText(i);
            if (!column.values().isEmpty()) {
                String mapped = column.values().get(text);
                if (mapped == null && !text.isEmpty()) {
                    problem("SRC-202", column.column(), named(column) + " holds a text that its 'values' do not list");
                    continue;
                }
                text = mapped == null ? "" : mapped;
            }
            set(column, plan.targets().get(column.target()), text);
        }
    }

    private String fileText(int column) {
        return indexes[column] == NOT_THERE ? "" : reader.value(indexes[column]);
    }

    private void set(ColumnPlan column, Target target, String text) {
        if (text.isEmpty()) {
            if (target.required()) {
                problem("SRC-204", column.column(), named(column) + " is empty; '" + target.name() + "' needs a value");
            }
            return;
        }
        ValueType input = column.conversion().inputOf(target.type());
        if (input.isPrimitive()) {
            Optional<Long> parsed = parse(column, input, text);
            if (parsed.isEmpty()) {
                String expected = column.format().isPresent() ? "a date as its format says" : Values.example(input);
                problem("SRC-201", column.column(), named(column) + " does not hold " + expected);
                return;
            }
            bits[column.target()] = parsed.get();
        } else if (!target.terms().isEmpty() && !target.terms().contains(text)) {
            problem(
                    "SRC-208",
                    column.column(),
                    named(column) + " holds no known " + target.name() + "; one of " + String.join(", ", target.terms())
                            + " was expected");
            return;
        } else {
            values[column.target()] = texts.pooled(text);
        }
        present[column.target()] = true;
    }

    private Optional<Long> parse(ColumnPlan column, ValueType input, String text) {
        Optional<Long> value = column.format().isEmpty() ? Values.parseBits(input, text) : formatted(column, text);
        if (value.isEmpty()) {
            return value;
        }
        try {
            return Optional.of(
                    switch (column.conversion()) {
                        case NONE -> value.get();
                        case LOCAL_DATE ->
                            Values.fromMicros(value.get())
                                    .atZone(zone)
                                    .toLocalDate()
                                    .toEpochDay();
                        case START_OF_DAY -> startOf(value.get());
                        case END_OF_DAY -> startOf(value.get() + 1);
                    });
        } catch (DateTimeException | ArithmeticException e) {
            // A date that no instant can express, such as one in the year 999999999.
            return Optional.empty();
        }
    }

    private static Optional<Long> formatted(ColumnPlan column, String text) {
        try {
            return column.format().map(format -> LocalDate.parse(text, format).toEpochDay());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private long startOf(long epochDay) {
        return Values.toMicros(LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant());
    }

    private static String named(ColumnPlan column) {
        return column.isConstant() ? "A constant" : "Column '" + column.column() + "'";
    }
}
