package org.tidings.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.SourceText;

/**
 * The files that a programme consists of, by their path below the programme's folder, with {@code /} between the parts.
 *
 * <p>{@link #folder} reads a folder; {@link #of} holds texts in memory. Paths never lead out of the folder.
 */
public interface ProgrammeFiles {
    /** Returns the name under which people know the whole, such as the folder's. */
    String name();

    /**
     * Returns a file, or nothing if there is none.
     *
     * @throws org.tidings.core.InvalidInputException if it exists and cannot be read as UTF-8 text
     */
    Optional<SourceText> read(String path);

    /** Returns the paths of the files directly in a folder, in order; empty where there is no such folder. */
    List<String> list(String folder);

    /** Returns the files of a folder on disk. */
    static ProgrammeFiles folder(Path folder) {
        return new FolderFiles(folder);
    }

    /** Returns files that are held in memory, by path. */
    static ProgrammeFiles of(String name, Map<String, String> texts) {
        Map<String, String> copy = new TreeMap<>(texts);
        return new ProgrammeFiles() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<SourceText> read(String path) {
                return Optional.ofNullable(copy.get(path)).map(text -> new SourceText(path, text));
            }

            @Override
            public List<String> list(String folder) {
                String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
                return copy.keySet().stream()
                        .filter(path -> path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0)
                        .toList();
            }
        };
    }
}
