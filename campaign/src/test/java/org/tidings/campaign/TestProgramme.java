package org.tidings.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The programme of a small library, whose files a test may change before they are read. */
final class TestProgramme {
    private final Map<String, String> texts = new TreeMap<>();

    private TestProgramme() {}

    static TestProgramme library() {
        TestProgramme programme = new TestProgramme();
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                programme.texts.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return programme;
    }

    static Path folder() {
        return Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/programme");
    }

    /** Replaces a part of a file that must be there. */
    TestProgramme change(String path, String from, String to) {
        String text = texts.getOrDefault(path, "");
        if (!text.contains(from)) {
            throw new IllegalArgumentException(path + " does not hold " + from);
        }
        texts.put(path, text.replace(from, to));
        return this;
    }

    /** Sets a whole file. */
    TestProgramme file(String path, String text) {
        texts.put(path, text);
        return this;
    }

    TestProgramme without(String path) {
        texts.remove(path);
        return this;
    }

    ProgrammeFiles files() {
        return ProgrammeFiles.of("library", texts);
    }

    Programme load() {
        return Programme.load(files());
    }
}
