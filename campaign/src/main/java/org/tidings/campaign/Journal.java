package org.tidings.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * be continued, and a later one can tell what has left.
 *
 * <p>JSON Lines: a head, then {@code open} with a {@link SentMessage} before it is handed over, {@code sent} or
 * {@code refused} after; {@code sender} is the folder's name in a ledger of consent. What is open at the end of the file is a question to the carrier. The last line may be torn; it
 * then says nothing. Messages of earlier runs stay on disk and are read when they are asked for.
 */
final class Journal implements HandoverGate {
    /** A line is as long as the message has people; it was written here, so that its length says nothing about it. */
    private static final Limits LIMITS = Limits.defaults().withMaxSourceLength(Integer.MAX_VALUE);

    private final RunFolder folder;
    private final FileChannel channel;
    private final Set<String> steps;
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, List<String>> open = new LinkedHashMap<>();
    private final Map<String, Line> earlier = new LinkedHashMap<>();
    private Optional<String> sender = Optional.empty();

    private Journal(RunFolder folder, RunSetting setting) {
        this.folder = folder;
        this.channel = folder.journal();
        this.steps =
                setting.programme().steps().stream().map(ProgrammeStep::label).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads the journal of an output folder, or begins one.
     *
     * @throws InvalidInputException if the folder belongs to another programme or instant, or its journal is damaged
     */
    static Journal of(RunFolder folder, RunSetting setting) {
        Journal journal = new Journal(folder, setting);
        try {
            folder.check(setting);
            journal.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return journal;
    }

    /** Asks the carrier about every message of which only the intent is known. */
    void reconcile(Transport transport) {
        Map<String, Transport.Handover> answers = new LinkedHashMap<>();
        for (String reference : open.keySet()) {
            Handovers.ask(transport, reference)
                    .ifPresentOrElse(
                            answer -> answers.put(reference, answer), () -> states.put(reference, State.UNKNOWN));
        }
        close(answers);
    }

    /** Returns the name of the folder in a ledger, by which its claims are told from those of other folders. */
    synchronized String sender() {
        if (sender.isEmpty()) {
            // Nobody else may have the name, and nothing that is decided depends on it.
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String name = HexFormat.of().formatHex(random);
            append(new StringBuilder(JsonOutput.object(json -> json.field("sender", name))).append('\n'));
            sender = Optional.of(name);
        }
        return sender.get();
    }

    /** Returns the messages of which only the intent is known. */
    synchronized Set<String> begun() {
        return Set.copyOf(open.keySet());
    }

    /** Returns the messages that earlier runs handed over, in the order in which they left. */
    synchronized Set<String> handedOverBefore() {
        Set<String> result = new LinkedHashSet<>(earlier.keySet());
        result.removeIf(reference -> states.get(reference) != State.DONE);
        return result;
    }

    /** Returns the messages of some steps that earlier runs handed over, or may have handed over, by reference. */
    Map<String, SentMessage> placedBefore(Set<String> ofSteps) {
        Map<String, SentMessage> result = new LinkedHashMap<>();
        if (ofSteps.isEmpty()) {
            return result;
        }
        for (String reference : earlier.keySet()) {
            if (states.containsKey(reference)) {
                sentBefore(reference)
                        .filter(message -> ofSteps.contains(message.step()))
                        .ifPresent(message -> result.put(reference, message));
            }
        }
        return result;
    }

    /** Returns a message that an earlier run handed over; nothing for one of this run. */
    synchronized Optional<SentMessage> sentBefore(String reference) {
        Line line = earlier.get(reference);
        if (line == null) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate(line.length);
            while (bytes.hasRemaining() && channel.read(bytes, line.offset + bytes.position()) >= 0) {
                // Reads on until the line is whole.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return Optional.of(message(fields(text, line.number), line.number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Claim claim(String reference, List<String> keys) {
        State known = states.get(reference);
        if (known != null) {
            return new Claim(known, Set.of(), known == State.DONE ? sentBefore(reference) : Optional.empty());
        }
        Set<String> taken = new HashSet<>();
        for (String key : keys) {
            if (holders.containsKey(key)) {
                taken.add(key);
            }
        }
        if (!taken.isEmpty()) {
            return Claim.taken(taken);
        }
        keys.forEach(key -> holders.put(key, reference));
        return Claim.of(State.GRANTED);
    }

    /** Writes down, before anything else happens, that messages are about to be handed over. */
    synchronized void open(Collection<SentMessage> messages) {
        StringBuilder lines = new StringBuilder();
        for (SentMessage message : messages) {
            open.put(message.reference(), message.keys());
            lines.append(JsonOutput.object(message::write)).append('\n');
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

    private void settle(String reference, boolean accepted) {
        List<String> keys = open.remove(reference);
        if (accepted) {
            states.put(reference, State.DONE);
        } else if (keys != null) {
            keys.forEach(holders::remove);
        }
    }

    private void load() throws IOException {
        if (channel.size() == 0) {
            append(new StringBuilder(folder.head()).append('\n'));
            return;
        }
        channel.position(0);
        // Closing the reader would close the file, and with it the lock.
        BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        long offset = 0;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            int length = line.getBytes(StandardCharsets.UTF_8).length;
            if (++number > 1) {
                read(line, new Line(offset, length, number));
            }
            offset += length + 1L;
        }
        channel.position(channel.size());
    }

    private void read(String text, Line line) {
        JsonFields fields = fields(text, line.number);
        if (fields.has("open")) {
            SentMessage message = message(fields, line.number);
            if (!steps.contains(message.step())) {
                throw folder.refusal(
                        CampaignCodes.OTHER_PROGRAMME,
                        "This folder holds a message of '" + message.step() + "', which the programme does not have",
                        line.number);
            }
            open.put(message.reference(), message.keys());
            earlier.put(message.reference(), line);
            message.keys().forEach(key -> holders.put(key, message.reference()));
            return;
        }
        if (fields.has("sender")) {
            sender = fields.optionalText("sender").or(() -> {
                throw damaged(line.number);
            });
            return;
        }
        Optional<String> sent = fields.optionalText("sent");
        Optional<String> refused = fields.optionalText("refused");
        fields.done();
        String reference = sent.or(() -> refused).orElse("");
        if (fields.diagnostics().hasErrors() || !open.containsKey(reference)) {
            throw damaged(line.number);
        }
        settle(reference, sent.isPresent());
    }

    private JsonFields fields(String text, int number) {
        SourceText source = new SourceText("journal line " + number, text);
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, LIMITS);
        return JsonFields.of(source, diagnostics, object.orElseThrow(() -> damaged(number)));
    }

    private SentMessage message(JsonFields fields, int number) {
        return SentMessage.read(fields).orElseThrow(() -> damaged(number));
    }

    private InvalidInputException damaged(int number) {
        return folder.refusal(CampaignCodes.BAD_JOURNAL, "This line of the journal cannot be read", number);
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

    /** Where an open message of an earlier run stands. */
    private record Line(long offset, int length, int number) {}
}
