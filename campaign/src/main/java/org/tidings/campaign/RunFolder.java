package org.tidings.campaign;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.json.JsonOutput;

/**
 * An output folder that belongs to one run until it is closed, so that nobody else writes into it meanwhile.
 *
 * <p>{@link CampaignRun#into(Path)} opens and closes one by itself. Who writes files of its own into the folder before
 * the run, such as rejected rows, opens it first and hands it to {@link CampaignRun#into(RunFolder)}. The lock is the
 * operating system's on the folder's journal; it ends with the process at the latest.
 */
public final class RunFolder implements AutoCloseable {
    private static final String JOURNAL = "journal.jsonl";

    private final Path path;
    private final FileChannel journal;
    private final String head;

    private RunFolder(Path path, FileChannel journal, String head) {
        this.path = path;
        this.journal = journal;
        this.head = head;
    }

    /**
     * Locks a folder, which is created where it is not there. Nothing else in it is changed.
     *
     * @throws InvalidInputException if another run is using the folder, if it belongs to another programme, version or
     *     instant, or if neither the programme nor the options name an instant
     * @throws UncheckedIOException if the folder cannot be used
     */
    public static RunFolder open(Path path, Programme programme, RunOptions options) {
        return open(path, new RunSetting(programme, options));
    }

    static RunFolder open(Path path, RunSetting setting) {
        try {
            Files.createDirectories(path);
            FileChannel journal = FileChannel.open(
                    path.resolve(JOURNAL),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            RunFolder folder = new RunFolder(path, journal, head(setting));
            try {
                folder.lock();
                folder.check(setting);
            } catch (RuntimeException | IOException e) {
                journal.close();
                throw e;
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path of the folder. */
    public Path path() {
        return path;
    }

    /** Lets others write into the folder. */
    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file of the journal, open for reading and writing. */
    FileChannel journal() {
        return journal;
    }

    /** Returns the first line of the journal. */
    String head() {
        return head;
    }

    /** Refuses a run of another programme, version or instant than the folder holds. */
    void check(RunSetting setting) throws IOException {
        String own = head(setting);
        String first = firstLine();
        if (!own.equals(head) || (!first.isEmpty() && !first.equals(own))) {
            throw refusal(
                    CampaignCodes.OTHER_PROGRAMME,
                    "This folder holds a run of another programme, version or instant: "
                            + (first.isEmpty() ? head : first),
                    1);
        }
    }

    /** Returns what is thrown for a folder that cannot be used. */
    InvalidInputException refusal(String code, String message, int line) {
        return new InvalidInputException(List.of(new Diagnostic(
                code,
                Diagnostic.Severity.ERROR,
                message,
                path.resolve(JOURNAL).toString(),
                line,
                0,
                "",
                1,
                Optional.of("choose another folder"))));
    }

    private void lock() throws IOException {
        try {
            if (journal.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Another run in this process; reported like one in another process.
        }
        throw refusal(CampaignCodes.FOLDER_IN_USE, "Another run is writing into this folder", 0);
    }

    /** Returns the first line of the journal; empty where no whole line is there. */
    private String firstLine() throws IOException {
        FileTail.cutTornLine(journal);
        journal.position(0);
        StringBuilder line = new StringBuilder();
        // Closing the reader would close the file, and with it the lock.
        Reader reader = Channels.newReader(journal, StandardCharsets.UTF_8);
        for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static String head(RunSetting setting) {
        Programme programme = setting.programme();
        return JsonOutput.object(json -> json.field("programme", programme.id())
                .field("version", programme.version())
                .field("at", setting.at().toString()));
    }
}
