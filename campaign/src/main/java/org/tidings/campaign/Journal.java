package org.tidings.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonOutput;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;

/**
 * What was handed over from an output folder, on disk before and after each hand-over, so that a run which was killed can
 * be continued. Also the lock of the folder.
 *
 * <p>JSON Lines: a head, then {@code open} with the keys before messages are handed over, {@code sent} or
 * {@code refused} after. What is open at the end of the file is a question to the carrier. The last line may be torn; it
 * then says nothing.
 */
final class Journal implements HandoverGate, AutoCloseable {
    private static final String FILE = "journal.jsonl";

    private final Path file;
    private final FileChannel channel;
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, List<String>> open = new LinkedHashMap<>();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the journal of an output folder, or begins one.
     *
     * @throws InvalidInputException if the folder belongs to another programme or instant, or another run is using it
     */
    static Journal open(Path folder, RunSetting setting) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            try {
                journal.lock();
                journal.load(setting);
            } catch (RuntimeException | IOException e) {
                channel.close();
                throw e;
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the carrier about every message of which only the intent is known. */
    void reconcile(Transport transport) {
        Map<String, Transport.Handover> answers = new LinkedHashMap<>();
        for (String reference : open.keySet()) {
            switch (transport.lookUp(reference)) {
                case HANDED_OVER -> answers.put(reference, Transport.Handover.ACCEPTED);
                case NOT_HANDED_OVER -> answers.put(reference, Transport.Handover.REFUSED);
                case UNKNOWN -> states.put(reference, State.UNKNOWN);
            }
        }
        close(answers);
    }

    @Override
    public synchronized Claim claim(String reference, List<String> keys) {
        State known = states.get(reference);
        if (known != null) {
            return new Claim(known, Set.of());
        }
        Set<String> taken = new HashSet<>();
        for (String key : keys) {
            if (holders.containsKey(key)) {
                taken.add(key);
            }
        }
        if (!taken.isEmpty()) {
            return new Claim(State.TAKEN, taken);
        }
        keys.forEach(key -> holders.put(key, reference));
        return new Claim(State.GRANTED, Set.of());
    }

    /** Writes down, before anything else happens, that messages are about to be handed over. */
    synchronized void open(List<ReadyMessage> messages) {
        StringBuilder lines = new StringBuilder();
        for (ReadyMessage message : messages) {
            open.put(message.reference(), message.keys());
            lines.append(JsonOutput.object(
                            json -> json.field("open", message.reference()).field("keys", message.keys())))
                    .append('\n');
        }
        append(lines);
    }

    /** Writes down what became of messages that were open. */
    synchronized void close(Map<String, Transport.Handover> answers) {
        StringBuilder lines = new StringBuilder();
        answers.forEach((reference, answer) -> {
            boolean accepted = answer == Transport.Handover.ACCEPTED;
            settle(reference, accepted);
            lines.append(JsonOutput.object(json -> json.field(accepted ? "sent" : "refused", reference)))
                    .append('\n');
        });
        append(lines);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settle(String reference, boolean accepted) {
        List<String> keys = open.remove(reference);
        if (accepted) {
            states.put(reference, State.DONE);
        } else if (keys != null) {
            keys.forEach(holders::remove);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Another run in this process; reported like one in another process.
        }
        throw broken(CampaignCodes.FOLDER_IN_USE, "Another run is writing into this folder", 0);
    }

    private void load(RunSetting setting) throws IOException {
        FileTail.cutTornLine(channel);
        String head = head(setting);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = reader.readLine();
            if (first != null && !first.equals(head)) {
                throw broken(
                        CampaignCodes.OTHER_PROGRAMME,
                        "This folder holds a run of another programme, version or instant: " + first,
                        1);
            }
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                read(line, ++number);
            }
        }
        channel.position(channel.size());
        if (channel.size() == 0) {
            append(new StringBuilder(head).append('\n'));
        }
    }

    private static String head(RunSetting setting) {
        Programme programme = setting.programme();
        return JsonOutput.object(json -> json.field("programme", programme.id())
                .field("version", programme.version())
                .field("at", setting.at().toString()));
    }

    private void read(String line, int number) {
        SourceText source = new SourceText(file.toString(), line);
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        if (object.isEmpty()) {
            throw broken(CampaignCodes.BAD_JOURNAL, "This line of the journal cannot be read", number);
        }
        JsonFields fields = JsonFields.of(source, diagnostics, object.get());
        Optional<String> opened = fields.optionalText("open");
        Optional<String> sent = fields.optionalText("sent");
        Optional<String> refused = fields.optionalText("refused");
        if (opened.isPresent()) {
            List<String> keys = new ArrayList<>(fields.texts("keys"));
            open.put(opened.get(), keys);
            keys.forEach(key -> holders.put(key, opened.get()));
        }
        sent.ifPresent(reference -> settle(reference, true));
        refused.ifPresent(reference -> settle(reference, false));
        fields.done();
        if (diagnostics.hasErrors()) {
            throw broken(CampaignCodes.BAD_JOURNAL, "This line of the journal cannot be read", number);
        }
    }

    private void append(StringBuilder lines) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InvalidInputException broken(String code, String message, int line) {
        return new InvalidInputException(List.of(new Diagnostic(
                code,
                Diagnostic.Severity.ERROR,
                message,
                file.toString(),
                line,
                0,
                "",
                1,
                Optional.of("choose another folder"))));
    }
}
