package org.tidings.campaign;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;

/** The files of a folder on disk. */
final class FolderFiles implements ProgrammeFiles {
    private final Path folder;

    FolderFiles(Path folder) {
        this.folder = folder.normalize();
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public Optional<SourceText> read(String path) {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            // A byte order mark is no part of the text, and editors put it there unasked.
            return Optional.of(new SourceText(file.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public List<String> list(String path) {
        Path sub = folder.resolve(path).normalize();
        if (!sub.startsWith(folder) || !Files.isDirectory(sub)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(sub)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(sub, "cannot be listed: " + e.getClass().getSimpleName());
        }
    }

    private static InvalidInputException unreadable(Path file, String what) {
        return new InvalidInputException(List.of(new Diagnostic(
                CampaignCodes.UNREADABLE,
                Diagnostic.Severity.ERROR,
                "The file " + what,
                file.toString(),
                0,
                0,
                "",
                1,
                Optional.empty())));
    }
}
