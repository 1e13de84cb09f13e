package org.tidings.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;

/** Writes the trace of a fault of the program itself to a file, so that one line with a reference can be printed. */
final class FailureLog {
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    /** Takes the folder in which a log belongs. */
    void in(Path outputFolder) {
        folder = outputFolder;
    }

    /** Writes a log and returns the line to print. */
    String write(Throwable fault) {
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text);
        printer.println("tidings " + Version.number() + ", Java " + System.getProperty("java.version"));
        fault.printStackTrace(printer);
        printer.flush();
        // The same fault has the same reference, so that reports of it can be matched.
        CRC32 sum = new CRC32();
        sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
        String reference = String.format(Locale.ROOT, "%08x", sum.getValue());
        Path file = folder.resolve("tidings-error-" + reference + ".log");
        String where;
        try {
            Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
            where = "; the details stand in " + file;
        } catch (IOException e) {
            where = "; the details cannot be written to " + folder;
        }
        return "The program failed (reference " + reference + ")" + where;
    }

    /** Returns what an input or output fault is about, without a trace. */
    static String describe(UncheckedIOException fault) {
        IOException cause = fault.getCause();
        if (cause instanceof FileSystemException files) {
            String reason = files.getReason() == null ? words(files) : files.getReason();
            return files.getFile() + " (" + reason + ")";
        }
        return cause == null ? "unknown fault" : words(cause);
    }

    /** Turns the name of an exception class into words: FileAlreadyExists, AccessDenied and so on. */
    private static String words(IOException fault) {
        String name = fault.getClass().getSimpleName().replaceFirst("Exception$", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
