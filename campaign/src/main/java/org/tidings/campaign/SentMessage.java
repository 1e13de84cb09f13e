package org.tidings.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonOutput;

/**
 * Everything that the lists, the records and the summary of a run say about a message.
 *
 * <p>It is made once, before the message is handed over, and stands in the journal. A later run over the same folder takes
 * it from there: what has left is told as it left, whatever has changed since.
 *
 * @param reference name of the message
 * @param keys names of the pairs of recipient and subject, for the gate
 * @param step label of the campaign step
 * @param recipient id of who reads it
 * @param subjects ids of the people it is about, in its order
 * @param statuses their statuses, in the same order
 * @param details their details, in the same order
 * @param channel channel
 * @param language language tag of the text
 * @param style style of the text
 * @param sendAt when it goes out
 * @param day local day of that instant
 * @param moved what moved the time
 * @param record JSON form of the decision record
 */
record SentMessage(
        String reference,
        List<String> keys,
        String step,
        String recipient,
        List<String> subjects,
        List<String> statuses,
        List<String> details,
        Channel channel,
        String language,
        String style,
        Instant sendAt,
        LocalDate day,
        List<String> moved,
        String record) {

    SentMessage {
        keys = List.copyOf(keys);
        subjects = List.copyOf(subjects);
        statuses = List.copyOf(statuses);
        details = List.copyOf(details);
        moved = List.copyOf(moved);
    }

    static SentMessage of(ReadyMessage message, DecisionRecord record) {
        Bundle bundle = message.bundle();
        List<String> subjects = new ArrayList<>(bundle.members().size());
        List<String> statuses = new ArrayList<>(bundle.members().size());
        List<String> details = new ArrayList<>(bundle.members().size());
        for (Bundle.Member member : bundle.members()) {
            subjects.add(member.meant().personId());
            statuses.add(member.meant().status());
            details.add(member.meant().detail());
        }
        return new SentMessage(
                message.reference(),
                message.keys(),
                bundle.step().label(),
                bundle.recipientId(),
                subjects,
                statuses,
                details,
                bundle.channel(),
                bundle.contact().variant().language(),
                bundle.contact().variant().style(),
                message.slot().at(),
                message.slot().day(),
                message.time().notes().stream().map(TimeNote::toString).toList(),
                record.json());
    }

    Delivery delivery() {
        return new Delivery(reference, recipient, channel, sendAt);
    }

    /** Writes the members of the journal's line. */
    void write(JsonOutput json) {
        json.field("open", reference)
                .field("keys", keys)
                .field("step", step)
                .field("recipient", recipient)
                .field("subjects", subjects)
                .field("statuses", statuses)
                .field("details", details)
                .field("channel", channel.id())
                .field("language", language)
                .field("style", style)
                .field("send_at", sendAt.toString())
                .field("day", day.toString())
                .field("moved", moved)
                .field("record", record);
    }

    /** Reads a line of the journal; nothing where something is missing, which is then reported to the fields. */
    static Optional<SentMessage> read(JsonFields fields) {
        String reference = fields.text("open");
        List<String> keys = fields.texts("keys");
        String step = fields.text("step");
        String recipient = fields.text("recipient");
        List<String> subjects = fields.texts("subjects");
        List<String> statuses = fields.texts("statuses");
        List<String> details = fields.texts("details");
        Optional<Channel> channel =
                fields.parsed("channel", "a channel", id -> Channel.of(id).orElseThrow());
        String language = fields.text("language");
        String style = fields.text("style");
        Optional<Instant> sendAt = fields.parsed("send_at", "an instant", Instant::parse);
        Optional<LocalDate> day = fields.parsed("day", "a day", LocalDate::parse);
        List<String> moved = fields.texts("moved");
        String record = fields.text("record");
        fields.done();
        boolean complete = !record.isEmpty()
                && !subjects.isEmpty()
                && keys.size() == subjects.size()
                && statuses.size() == subjects.size()
                && details.size() == subjects.size();
        if (channel.isEmpty()
                || sendAt.isEmpty()
                || day.isEmpty()
                || !complete
                || fields.diagnostics().hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new SentMessage(
                reference,
                keys,
                step,
                recipient,
                subjects,
                statuses,
                details,
                channel.get(),
                language,
                style,
                sendAt.get(),
                day.get(),
                moved,
                record));
    }
}
