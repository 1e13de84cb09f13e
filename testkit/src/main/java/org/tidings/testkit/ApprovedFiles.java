package org.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * Compares text with files that a person has read and approved. They stand in {@code src/test/resources/approved} of
 * the module under test, in one folder per subject; the comparison is exact, line ends included.
 *
 * <p>With {@code -Dapprove} the files are rewritten instead of compared; the difference is then read in the version
 * control. A folder of pairs, {@code case.in} and {@code case.out}, makes a parameterized test of its
 * {@link #cases()}: adding a test is adding a file.
 */
public final class ApprovedFiles {
    private static final String INPUT = ".in";
    private static final String OUTPUT = ".out";

    private final Path folder;
    private final boolean rewrite;

    private ApprovedFiles(Path folder, boolean rewrite) {
        this.folder = folder;
        this.rewrite = rewrite;
    }

    /** Returns the approved files of one subject, such as {@code diagnostics}, of the module under test. */
    public static ApprovedFiles of(String subject) {
        // Surefire sets basedir; an editor starts tests in the folder of the module.
        Path module = Path.of(System.getProperty("basedir", ""));
        String approve = System.getProperty("approve", "false");
        return in(module.resolve("src/test/resources/approved").resolve(subject), !approve.equals("false"));
    }

    /** Returns the approved files in a folder, to be rewritten or compared. */
    static ApprovedFiles in(Path folder, boolean rewrite) {
        return new ApprovedFiles(folder.toAbsolutePath().normalize(), rewrite);
    }

    /**
     * Compares text with the file of that name, extension included.
     *
     * @throws AssertionError if the text differs or nothing has been approved yet
     */
    public void check(String name, String actual) {
        Path file = folder.resolve(name);
        if (rewrite) {
            write(file, actual);
            return;
        }
        if (!Files.exists(file)) {
            throw new AssertionFailedError(
                    "Nothing approved yet in " + file + "; run with -Dapprove and read the file", "", actual);
        }
        String expected = read(file);
        if (!expected.equals(actual)) {
            throw new AssertionFailedError(
                    name + " differs from what was approved, " + firstDifference(expected, actual)
                            + "; if the new text is right, run with -Dapprove",
                    expected,
                    actual);
        }
    }

    /**
     * Returns the {@code .in} files of the folder, ordered by name.
     *
     * @throws AssertionError if there is none, because a test over nothing proves nothing
     */
    public List<Case> cases() {
        List<Case> cases;
        try (Stream<Path> files = Files.list(folder)) {
            cases = files.filter(file -> nameOf(file).endsWith(INPUT))
                    .map(file -> new Case(this, withoutExtension(nameOf(file)), read(file)))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
        if (cases.isEmpty()) {
            throw new AssertionError("no " + INPUT + " file in " + folder);
        }
        return cases;
    }

    /**
     * One input with its approved output.
     *
     * @param files where both stand
     * @param name name of the file without extension
     * @param input text of the {@code .in} file
     */
    public record Case(ApprovedFiles files, String name, String input) {
        /** Compares text with the {@code .out} file of this case. */
        public void check(String actual) {
            files.check(name + OUTPUT, actual);
        }

        /** Returns the name, which is what a parameterized test shows. */
        @Override
        public String toString() {
            return name;
        }
    }

    private static String firstDifference(String expected, String actual) {
        List<String> wanted = expected.lines().toList();
        List<String> found = actual.lines().toList();
        for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
            String left = i < wanted.size() ? "'" + wanted.get(i) + "'" : "the end";
            String right = i < found.size() ? "'" + found.get(i) + "'" : "the end";
            if (!left.equals(right)) {
                return "first in line " + (i + 1) + ": approved " + left + ", now " + right;
            }
        }
        return "in the line ends only";
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String withoutExtension(String name) {
        return name.substring(0, name.length() - INPUT.length());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
