package org.tidings.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps rejects in a CSV file with the columns file, line, column, code, message and raw, so that rows can be mended and
 * read again. Holds personal data, as the files do from which the rows come.
 */
public final class RejectFile implements Rejects, AutoCloseable {
    private final Writer out;

    private RejectFile(Writer out) {
        this.out = out;
    }

    /**
     * Creates the file, with its header, in place of an older one.
     *
     * @throws UncheckedIOException if it cannot be written; {@link #add} and {@link #close} throw the same
     */
    public static RejectFile create(Path file) {
        try {
            RejectFile rejects = new RejectFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
            rejects.out.write("file,line,column,code,message,raw\n");
            return rejects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void add(Reject reject) {
        try {
            field(reject.problem().source(), ',');
            field(String.valueOf(reject.problem().line()), ',');
            field(reject.column(), ',');
            field(reject.problem().code(), ',');
            field(reject.problem().message(), ',');
            field(reject.raw(), '\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(String text, char end) throws IOException {
        boolean quoted =
                text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
        out.write(end);
    }
}
