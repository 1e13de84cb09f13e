package org.tidings.files;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.core.Diagnostic;

/**
 * What became of the rows of all files. Holds no personal data beyond counts.
 *
 * @param files the files, in the order in which they were read
 * @param held people who are held back, because something about them could not be read
 * @param rejects number of rejects per code
 * @param notes warnings, such as an optional file that is absent
 */
public record LoadReport(List<FileReport> files, int held, SortedMap<String, Integer> rejects, List<Diagnostic> notes) {
    /** Copies the collections. */
    public LoadReport {
        files = List.copyOf(files);
        rejects = Collections.unmodifiableSortedMap(new TreeMap<>(rejects));
        notes = List.copyOf(notes);
    }

    /** Returns the report of a load of nothing. */
    public static LoadReport empty() {
        return new LoadReport(List.of(), 0, new TreeMap<>(), List.of());
    }

    /** Returns the number of rejects. */
    public int rejectCount() {
        return rejects.values().stream().mapToInt(Integer::intValue).sum();
    }
}
