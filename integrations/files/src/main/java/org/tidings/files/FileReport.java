package org.tidings.files;

import java.util.Objects;

/**
 * What became of the rows of one file: {@code rows = used + skipped + ofHeldPeople + rejected}.
 *
 * @param file name of the file
 * @param rows rows read, without the header
 * @param used rows whose facts were taken
 * @param skipped rows that the sources leave out on purpose
 * @param ofHeldPeople rows without a fault of people who are held back for another row's fault
 * @param rejected rows that could not be used
 */
public record FileReport(String file, long rows, long used, long skipped, long ofHeldPeople, long rejected) {
    /** Checks the name. */
    public FileReport {
        Objects.requireNonNull(file, "file");
    }
}
