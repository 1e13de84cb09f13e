package org.tidings.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tidings.files.FileReport;
import org.tidings.files.LoadReport;
import org.tidings.files.Reject;
import org.tidings.files.Rejects;

/** Tells what became of the rows of the data, and keeps the first few rejects to show. */
final class DataReport implements Rejects {
    /** More than these are better read in the file of rejects. */
    private static final int SHOWN = 10;

    private final Rejects next;
    private final List<Reject> first = new ArrayList<>();

    /** Passes every reject on. */
    DataReport(Rejects next) {
        this.next = next;
    }

    @Override
    public void add(Reject reject) {
        if (first.size() < SHOWN) {
            first.add(reject);
        }
        next.add(reject);
    }

    /** Prints rejects and notes of the loads, if there were any; the rows themselves are not shown. */
    void print(Console console, List<LoadReport> reports, String where) {
        reports.forEach(report -> console.print(report.notes()));
        int count = reports.stream().mapToInt(LoadReport::rejectCount).sum();
        if (count == 0) {
            return;
        }
        first.forEach(reject -> console.note(reject.problem().render()));
        if (count > first.size()) {
            console.note("... and " + Console.count(count - first.size(), "more reject"));
        }
        console.note("");
        for (LoadReport report : reports) {
            for (FileReport file : report.files()) {
                if (file.rejected() > 0) {
                    console.note(String.format(
                            Locale.ROOT, "%-32s %,d of %,d rows rejected", file.file(), file.rejected(), file.rows()));
                }
            }
            if (report.rejectCount() > 0) {
                console.note("By code: "
                        + report.rejects().entrySet().stream()
                                .map(code -> String.format(Locale.ROOT, "%s %,d", code.getKey(), code.getValue()))
                                .collect(Collectors.joining(", ")));
            }
            if (report.held() > 0) {
                console.note(Console.people(report.held()) + " held back, because something about them cannot be read");
            }
        }
        console.note(where);
    }
}
