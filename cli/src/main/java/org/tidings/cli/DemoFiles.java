package org.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Unpacks the programme that is part of the program, so that people can read, change and run it. */
final class DemoFiles {
    private static final String MARK = "demo.txt";
    private static final String ENTRY = "programme/programme.json";

    private DemoFiles() {}

    /** Marks a folder as one whose content may be replaced; returns false where it holds something else already. */
    static boolean claim(Path folder) {
        Path mark = folder.resolve(MARK);
        try {
            if (Files.isDirectory(folder) && !Files.exists(mark)) {
                try (Stream<Path> content = Files.list(folder)) {
                    if (content.findAny().isPresent()) {
                        return false;
                    }
                }
            }
            Files.createDirectories(folder);
            Files.writeString(mark, "Made by 'tidings demo', which replaces what stands here.\n");
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the files into a folder; what was there before is replaced. */
    static void unpack(Path folder) {
        URL entry = DemoFiles.class.getResource(ENTRY);
        if (entry == null) {
            throw new IllegalStateException("the program was built without " + ENTRY);
        }
        try {
            URI uri = entry.toURI();
            if (!uri.getScheme().equals("jar")) {
                copy(parent(Path.of(uri)), folder);
                return;
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                String inJar = uri.getSchemeSpecificPart();
                copy(parent(jar.getPath(inJar.substring(inJar.indexOf("!/") + 1))), folder);
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a folder with everything in it, if it exists. */
    static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            // The deepest first, because a folder is deleted when it is empty.
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(parent(target));
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
