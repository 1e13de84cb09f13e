package org.tidings.segmentation.internal.columns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Schema;

/** The file form of a {@link Store}. The numbers here are part of the format, which the guide describes. */
public final class StoreFile {
    /** The octets {@code TIDINGSP}, as a little-endian word. */
    static final long MAGIC = 0x5053474E49444954L;

    static final long VERSION = 1;

    /** Words of the header: magic, version, schema, people, words of directory and of body, checksum, 0. */
    static final int HEADER = 8;

    /** The word of the header that holds the CRC-32C of everything else. */
    static final int CHECKSUM = 6;

    static final long STEPS = 1;
    static final long LISTED = 2;
    static final long REFERENCES = 3;

    private StoreFile() {}

    /** Writes a store; a file of that name is replaced when the new one is complete. */
    public static void write(Store store, Path file) throws IOException {
        Path complete = file.toAbsolutePath();
        Path begun = complete.resolveSibling(complete.getFileName() + ".part");
        try {
            StoreWriter.write(store, begun);
            Files.move(begun, complete, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    /**
     * Maps a store; the file must not change as long as the store is used.
     *
     * @throws InvalidInputException if the file is not a whole and sound population of this schema
     */
    public static Store map(Schema schema, Path file) throws IOException {
        try {
            return StoreReader.read(schema, file);
        } catch (UnsoundException e) {
            throw fault(file, "SEG-606", e.what, Optional.of("write the population again from its source"));
        }
    }

    static InvalidInputException fault(Path file, String code, String message, Optional<String> hint) {
        Path name = file.getFileName();
        return new InvalidInputException(List.of(new Diagnostic(
                code,
                Diagnostic.Severity.ERROR,
                message,
                name == null ? file.toString() : name.toString(),
                0,
                0,
                "",
                1,
                hint)));
    }

    /** Signals inside the reader that parts of a file contradict each other. */
    static final class UnsoundException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String what;

        UnsoundException(String what) {
            super(what);
            this.what = what;
        }
    }
}
