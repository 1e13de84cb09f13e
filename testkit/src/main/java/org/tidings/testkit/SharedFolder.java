package org.tidings.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.opentest4j.TestAbortedException;

/**
 * The folder of test data that is not kept in the repository: populations, conformance suites, expected results.
 *
 * <p>Its place is the system property {@code tidings.shared}; a relative path starts at the root of the build
 * ({@code tidings.root}), not at the module. Another folder of the same form may be given, with other people and other
 * cases. A test that asks for a file that is absent is reported as skipped; with
 * {@code -Dtidings.shared.required=true} it fails.
 */
public final class SharedFolder {
    private static final String PLACE = "tidings.shared";
    private static final String REQUIRED = "tidings.shared.required";
    private static final String BUILD_ROOT = "tidings.root";
    private static final String DEFAULT_PLACE = "../shared";

    private SharedFolder() {}

    /** Returns the folder, or nothing if it is absent. */
    public static Optional<Path> find() {
        Path root = place();
        return Files.isDirectory(root) ? Optional.of(root) : Optional.empty();
    }

    /** Returns whether absence is a failure. */
    public static boolean isRequired() {
        return Boolean.getBoolean(REQUIRED);
    }

    /**
     * Returns the folder, for a test that cannot do without it.
     *
     * @throws TestAbortedException if it is absent: the test is reported as skipped
     * @throws AssertionError if it is absent and required
     */
    public static Path assumeAvailable() {
        return find().orElseThrow(() -> absent(place()));
    }

    /**
     * Returns the folder, for a test that must not be skipped wherever it runs.
     *
     * @throws AssertionError if it is absent
     */
    public static Path required() {
        return find().orElseThrow(() -> new AssertionError(message(place())));
    }

    /**
     * Returns a file or folder in the shared folder.
     *
     * @param path for instance {@code conformance/consent-cases.json}
     * @throws TestAbortedException if it is absent: the test is reported as skipped
     * @throws AssertionError if it is absent and required
     */
    public static Path path(String path) {
        Path file = place().resolve(path);
        if (!Files.exists(file)) {
            throw absent(file);
        }
        return file;
    }

    /** Returns the text of a UTF-8 file; one that ends in {@code .gz} is unpacked. Absence is as in {@link #path}. */
    public static String text(String path) {
        Path file = path(path);
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Opens a UTF-8 file that may be large; one that ends in {@code .gz} is unpacked. Absence as in {@link #path}. */
    public static BufferedReader reader(String path) {
        Path file = path(path);
        try {
            return new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!file.toString().endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Path place() {
        String place = System.getProperty(PLACE, DEFAULT_PLACE);
        return buildRoot().resolve(place).normalize();
    }

    /** The build tells it; a test started by an editor looks upwards for the folder that marks the root. */
    private static Path buildRoot() {
        Path here = Path.of(System.getProperty(BUILD_ROOT, "")).toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        return here;
    }

    private static RuntimeException absent(Path file) {
        if (isRequired()) {
            throw new AssertionError(message(file));
        }
        return new TestAbortedException(message(file));
    }

    private static String message(Path file) {
        return "Shared test data is absent: " + file + "; name its folder with -D" + PLACE + "=...";
    }
}
