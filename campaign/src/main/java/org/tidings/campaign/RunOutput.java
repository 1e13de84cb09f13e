package org.tidings.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tidings.core.json.JsonOutput;

/**
 * The lists and records of a run. Every file is written under another name and moved at the end, so that an output folder
 * never holds half a list. Owned by one thread.
 */
final class RunOutput implements AutoCloseable {
    private static final String UNFINISHED = ".unfinished";
    private static final String RECORDS = "records.jsonl";
    private static final String WITHHELD = "withheld.jsonl";

    private final Path folder;
    private final Writer recordsWriter;
    private final RecordChain records;
    private final Csv messages = new Csv(
            "campaign",
            "recipient_id",
            "channel",
            "language",
            "variant",
            "send_at",
            "subjects",
            "subject_ids",
            "status",
            "detail");

    RunOutput(Path folder) {
        this.folder = folder;
        this.recordsWriter = writer(RECORDS);
        this.records = new RecordChain(recordsWriter);
    }

    /** Notes a message that goes out. */
    void delivered(SentMessage message) {
        records.add(message.record());
        messages.row(
                message.step(),
                message.recipient(),
                message.channel().id(),
                message.language(),
                message.style(),
                message.sendAt().toString(),
                Integer.toString(message.subjects().size()),
                String.join(" ", message.subjects()),
                String.join("/", message.statuses()),
                String.join(" ", message.details()));
    }

    /** Writes everything but the summary, and returns what the summary says of it. */
    ChainEnds finish(OutcomeBook book) {
        Csv eligible = new Csv("campaign", "person_id", "status", "detail");
        Csv suppressed = new Csv("campaign", "subject_id", "recipient_id", "reason");
        Csv exceptions = new Csv("campaign", "subject_id", "recipient_id", "reason", "detail", "decisions");
        int failedMandatory = 0;
        String withheldEnd;
        try (Writer out = writer(WITHHELD)) {
            RecordChain withheld = new RecordChain(out);
            for (OutcomeBook.Entry entry : book.entries()) {
                Meant meant = entry.meant();
                if (meant.eligible()) {
                    eligible.row(meant.step().label(), meant.personId(), meant.status(), meant.detail());
                }
                for (OutcomeBook.Gone gone : entry.gone()) {
                    suppressed.row(
                            meant.step().label(),
                            meant.personId(),
                            gone.candidate().map(Candidate::recipientId).orElse(""),
                            gone.reason().name());
                    withheld.add(withheld(meant, gone));
                    if (meant.step().campaign().purpose().mustSend()) {
                        failedMandatory++;
                        exceptions.row(
                                meant.step().label(),
                                meant.personId(),
                                gone.candidate().map(Candidate::recipientId).orElse(""),
                                gone.reason().name(),
                                gone.reason().detail(),
                                decisions(gone));
                    }
                }
            }
            withheldEnd = withheld.last();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
        write("eligible.csv", eligible.text());
        write("suppressed.csv", suppressed.text());
        write("exceptions.csv", exceptions.text());
        write("messages.csv", messages.text());
        publish(RECORDS);
        publish(WITHHELD);
        return new ChainEnds(records.last(), withheldEnd, failedMandatory);
    }

    /** Writes how messages were planned together. */
    void plan(String json, String html) {
        write("plan.json", json + "\n");
        write("plan.html", html);
    }

    /** Writes the summary, the last file of a run. */
    void summary(RunSummary summary) {
        write("summary.json", summary.json() + "\n");
        write("summary.txt", summary.text());
    }

    /** The hashes of the last records, and the number of mandatory notices that did not go out. */
    record ChainEnds(String records, String withheld, int exceptions) {}

    @Override
    public void close() {
        try {
            recordsWriter.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the channels that could not be used, each with what stood in the way. */
    private static String decisions(OutcomeBook.Gone gone) {
        List<String> decisions = new ArrayList<>();
        gone.candidate()
                .ifPresent(candidate -> candidate
                        .trials()
                        .forEach(trial -> trial.obstacle()
                                .ifPresent(obstacle ->
                                        decisions.add(trial.channel().id() + ":" + obstacle))));
        return String.join(" ", decisions);
    }

    private static String withheld(Meant meant, OutcomeBook.Gone gone) {
        return JsonOutput.object(json -> {
            json.field("step", meant.step().label()).field("subject", meant.personId());
            gone.candidate()
                    .ifPresent(candidate -> json.field("recipient", candidate.recipientId())
                            .field("relation", candidate.relation().name().toLowerCase(Locale.ROOT)));
            json.field("reason", gone.reason().name())
                    .field("detail", gone.reason().detail())
                    .field("evaluated_at", meant.context().instant().toString());
            json.beginArray("channels");
            gone.candidate()
                    .ifPresent(candidate -> candidate.trials().forEach(trial -> {
                        json.beginObject()
                                .field("channel", trial.channel().id())
                                .field("verdict", trial.verdict().name().toLowerCase(Locale.ROOT));
                        trial.decision()
                                .ifPresent(decision -> json.field(
                                                "decision", decision.code().name())
                                        .field("consent_version", decision.consentVersion()));
                        json.end();
                    }));
            json.end();
        });
    }

    private Writer writer(String name) {
        try {
            return Files.newBufferedWriter(folder.resolve(name + UNFINISHED), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name + UNFINISHED), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        publish(name);
    }

    private void publish(String name) {
        try {
            Files.move(folder.resolve(name + UNFINISHED), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
