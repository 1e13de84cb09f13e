package org.tidings.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A copy of the programme and the data of a small town, which a test can spoil and run. */
final class Workspace {
    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /** Copies the town into a folder. */
    static Workspace in(Path folder) {
        try {
            Path town = Path.of(Workspace.class.getResource("/town").toURI());
            try (Stream<Path> files = Files.walk(town)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = folder.resolve(town.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
            return new Workspace(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    String text(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workspace write(String file, byte[] bytes) {
        try {
            Files.createDirectories(path(file).getParent());
            Files.write(path(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Workspace write(String file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    Workspace append(String file, String text) {
        return write(file, text(file) + text);
    }

    /** Replaces a text that must be there. */
    Workspace replace(String file, String before, String after) {
        String text = text(file);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(file + " does not hold '" + before + "'");
        }
        return write(file, text.replace(before, after));
    }

    Workspace delete(String file) {
        try {
            Files.delete(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Packs a file and deletes the plain one. */
    Workspace pack(String file) {
        byte[] packed = packed(text(file));
        return delete(file).write(file + ".gz", packed);
    }

    static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What a command printed, with the folder of the test left out. */
    record Result(int exitCode, String out, String err) {
        String text() {
            return "exit code " + exitCode + "\n--- standard error\n" + err + "--- standard output\n" + out;
        }
    }

    /** Runs a command line; {@code @} stands for the folder. */
    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.of(args)
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toArray(String[]::new);
        int exitCode = Main.execute(words, new PrintWriter(out), new PrintWriter(err));
        return new Result(exitCode, neutral(out), neutral(err));
    }

    /** Runs the programme over the data. */
    Result run() {
        return run("run", "@programme", "--data", "@data", "--out", "@out", "--quiet");
    }

    List<String> lines(String file) {
        return text(file).lines().toList();
    }

    private String neutral(StringWriter text) {
        return text.toString().replace(folder.toString(), "@").replace(System.lineSeparator(), "\n");
    }
}
