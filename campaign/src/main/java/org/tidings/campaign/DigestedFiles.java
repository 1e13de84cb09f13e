package org.tidings.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.SourceText;

/** Files that remember what was read from them, so that one digest names all of it. Owned by one thread. */
final class DigestedFiles implements ProgrammeFiles {
    private final ProgrammeFiles files;
    private final Map<String, String> digests = new TreeMap<>();

    DigestedFiles(ProgrammeFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public Optional<SourceText> read(String path) {
        Optional<SourceText> text = files.read(path);
        text.ifPresent(found -> digests.put(path, Digests.sha256(found.text())));
        return text;
    }

    @Override
    public List<String> list(String folder) {
        return files.list(folder);
    }

    /** Returns the digest of the paths and texts of what was read so far, whatever the order. */
    String digest() {
        StringBuilder all = new StringBuilder();
        digests.forEach(
                (path, digest) -> all.append(digest).append(' ').append(path).append('\n'));
        return Digests.sha256(all.toString());
    }
}
