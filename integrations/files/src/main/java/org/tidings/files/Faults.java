package org.tidings.files;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;

/** Makes diagnostics of data files. */
final class Faults {
    private static final int SHOWN_OF_LONG_ROW = 1_000;

    private Faults() {}

    /** Returns the beginning of a row that is too long to be kept. */
    static String shortened(RowBuffer buffer) {
        int shown = Math.min(SHOWN_OF_LONG_ROW, buffer.available());
        return Utf8.visible(buffer.array(), buffer.base(), shown) + "...";
    }

    /** Returns the exception that ends a load with one diagnostic. */
    static InvalidInputException fatal(Diagnostic diagnostic) {
        return new InvalidInputException(List.of(diagnostic));
    }

    /** Returns a diagnostic about a file as a whole. */
    static Diagnostic ofFile(String file, String code, String message, Optional<String> hint) {
        return new Diagnostic(code, Diagnostic.Severity.ERROR, message, file, 0, 0, "", 1, hint);
    }

    /** Returns why reading failed, in a few words and without a path. */
    static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no such file";
        } else if (e instanceof java.nio.file.AccessDeniedException) {
            return "access is denied";
        } else if (e instanceof java.io.EOFException) {
            return "it ends in the middle";
        } else if (e instanceof java.util.zip.ZipException) {
            return "its packed content is broken";
        }
        return e.getClass().getSimpleName();
    }
}
