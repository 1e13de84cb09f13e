package org.tidings.files;

import java.util.SortedMap;

/** Counts what becomes of the rows of one file. */
final class Tally {
    private final String file;
    private final Rejects rejects;
    private final SortedMap<String, Integer> codes;
    private long rows;
    private long used;
    private long skipped;
    private long ofHeldPeople;
    private long rejected;

    Tally(String file, Rejects rejects, SortedMap<String, Integer> codes) {
        this.file = file;
        this.rejects = rejects;
        this.codes = codes;
    }

    String file() {
        return file;
    }

    void row() {
        rows++;
    }

    void used() {
        used++;
    }

    void skipped() {
        skipped++;
    }

    void ofHeldPerson() {
        ofHeldPeople++;
    }

    /** Counts a rejected row, whose problems are added one by one. */
    void rejected() {
        rejected++;
    }

    void add(Reject reject) {
        codes.merge(reject.problem().code(), 1, Integer::sum);
        rejects.add(reject);
    }

    FileReport report() {
        return new FileReport(file, rows, used, skipped, ofHeldPeople, rejected);
    }
}
