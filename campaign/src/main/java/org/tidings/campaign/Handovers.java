package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes written messages to the carrier, in batches: intents on disk, hand-over, flush, results on disk. Owned by one
 * thread.
 */
final class Handovers {
    /** So many messages wait for the disk together; it is what takes the time. */
    static final int BATCH = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Handovers.class);

    private final Journal journal;
    private final Transport transport;
    private final Sender sender;
    private final Dispatcher rewriter;
    private final RecordMaker records;
    private final OutcomeBook book;
    private final int batch;
    private final Consumer<SentMessage> delivered;
    private final Set<String> left;
    private final List<SentMessage> notPlannedAgain = new ArrayList<>();
    private final List<Stages.Dispatched> waiting = new ArrayList<>();
    private int waitingMessages;
    private int accepted;
    private int before;
    private int unknown;

    /**
     * Creates the last station of a run.
     *
     * @param journal what earlier runs did, after the carrier was asked about what they left open
     * @param sender takes one message to the carrier
     * @param rewriter writes messages again that were lost to some of their people
     * @param records makes their records
     * @param batch number of messages that wait for the disk together
     * @param delivered takes every message that the carrier has, also those of an earlier run
     */
    Handovers(
            Journal journal,
            Transport transport,
            Sender sender,
            Dispatcher rewriter,
            RecordMaker records,
            OutcomeBook book,
            int batch,
            Consumer<SentMessage> delivered) {
        this.journal = journal;
        this.transport = transport;
        this.sender = sender;
        this.rewriter = rewriter;
        this.records = records;
        this.book = book;
        this.batch = batch;
        this.delivered = delivered;
        this.left = journal.handedOverBefore();
    }

    int accepted() {
        return accepted;
    }

    int before() {
        return before;
    }

    int unknown() {
        return unknown;
    }

    /** Takes the messages of some recipients, and hands over what waits once there is enough of it. */
    void take(List<Stages.Dispatched> recipients) {
        waiting.addAll(recipients);
        for (Stages.Dispatched recipient : recipients) {
            waitingMessages += recipient.prepared().messages().size();
        }
        if (waitingMessages >= batch) {
            handOverWaiting();
        }
    }

    /** Hands over the rest, and tells of what earlier runs handed over and this one did not come upon. */
    void finish() {
        handOverWaiting();
        for (String reference : left) {
            SentMessage message = journal.sentBefore(reference).orElseThrow();
            before++;
            notPlannedAgain.add(message);
            delivered.accept(message);
        }
        left.clear();
    }

    /** Returns, after the end, what earlier runs handed over and this one did not plan. */
    List<SentMessage> notPlannedAgain() {
        return notPlannedAgain;
    }

    /** Asks the carrier about a message; nothing where it does not know, or cannot even be asked. */
    static Optional<Transport.Handover> ask(Transport carrier, String reference) {
        try {
            return switch (carrier.lookUp(reference)) {
                case HANDED_OVER -> Optional.of(Transport.Handover.ACCEPTED);
                case NOT_HANDED_OVER -> Optional.of(Transport.Handover.REFUSED);
                case UNKNOWN -> Optional.empty();
            };
        } catch (RuntimeException e) {
            LOG.warn("The carrier cannot be asked about message {}: {}", reference, Failures.place(e));
            return Optional.empty();
        }
    }

    /** A message with its record. */
    private record Written(ReadyMessage message, DecisionRecord record) {}

    /** Hands over what waits, and notes what became of each person. */
    private void handOverWaiting() {
        List<Written> written = new ArrayList<>(waitingMessages);
        for (Stages.Dispatched recipient : waiting) {
            List<ReadyMessage> messages = recipient.prepared().messages();
            for (int i = 0; i < messages.size(); i++) {
                written.add(new Written(messages.get(i), recipient.records().get(i)));
            }
        }
        Batch first = new Batch(written);
        List<Written> again = new ArrayList<>();
        for (Stages.Dispatched recipient : waiting) {
            Dispatcher.Prepared prepared = recipient.prepared();
            prepared.dropped().forEach(gone -> book.withheld(gone.member(), gone.reason()));
            prepared.messages().forEach(message -> first.note(message, again));
        }
        waiting.clear();
        waitingMessages = 0;
        // Every message that is written again is about fewer people, so that this ends.
        while (!again.isEmpty()) {
            List<Written> round = List.copyOf(again);
            again.clear();
            Batch batchOfRest = new Batch(round);
            round.forEach(rest -> batchOfRest.note(rest.message(), again));
        }
    }

    /** Messages that were handed over together. */
    private final class Batch {
        private final Map<String, SentMessage> granted = new LinkedHashMap<>();
        private final Map<String, Sender.Result> results;

        Batch(List<Written> written) {
            List<ReadyMessage> messages = new ArrayList<>();
            for (Written one : written) {
                if (one.message().state() == HandoverGate.State.GRANTED) {
                    messages.add(one.message());
                    granted.put(one.message().reference(), SentMessage.of(one.message(), one.record()));
                }
            }
            results = handOver(messages, granted.values());
        }

        /** Notes what became of a message, and adds what is to be handed over in its place. */
        void note(ReadyMessage message, List<Written> again) {
            Sender.Result result = results.get(message.reference());
            if (result instanceof Sender.Result.Accepted || message.before().isPresent()) {
                delivered(message);
            } else if (result instanceof Sender.Result.Refused refused) {
                message.bundle().members().forEach(member -> book.withheld(member, refused.reason()));
            } else if (result instanceof Sender.Result.Without without) {
                without.lost().values().forEach(lost -> book.withheld(lost.member(), lost.reason()));
                rest(message, without.lost(), again);
            } else {
                unknown++;
                Reason reason = Reason.of(ReasonCode.HANDOVER_UNKNOWN, message.reference());
                message.bundle().members().forEach(member -> book.withheld(member, reason));
            }
        }

        private void delivered(ReadyMessage message) {
            if (message.before().isPresent()) {
                left.remove(message.reference());
                before++;
            } else {
                accepted++;
            }
            book.delivered(message);
            delivered.accept(message.before().orElseGet(() -> granted(message)));
        }

        private SentMessage granted(ReadyMessage message) {
            return Objects.requireNonNull(granted.get(message.reference()), "granted");
        }
    }

    /** Writes a message again for those whom it is still about. */
    private void rest(ReadyMessage message, Map<Integer, Sender.Lost> lost, List<Written> again) {
        List<Bundle.Member> rest = Sender.rest(message, lost);
        if (rest.isEmpty()) {
            return;
        }
        Optional<ReadyMessage> rewritten = rewriter.rewrite(message, rest);
        if (rewritten.isPresent()) {
            again.add(new Written(rewritten.get(), records.record(rewritten.get())));
        } else {
            Reason reason = Reason.of(ReasonCode.HANDOVER_BROKEN_OFF);
            rest.forEach(member -> book.withheld(member, reason));
        }
    }

    /** Returns what became of each message, by reference; what may be out stays open in the journal. */
    private Map<String, Sender.Result> handOver(List<ReadyMessage> messages, Collection<SentMessage> intents) {
        Map<String, Sender.Result> results = new LinkedHashMap<>();
        if (messages.isEmpty()) {
            return results;
        }
        journal.open(intents);
        for (ReadyMessage message : messages) {
            results.put(message.reference(), sender.send(message));
        }
        if (sender.flushes()) {
            flush(results);
        }
        Map<String, Transport.Handover> answers = new LinkedHashMap<>();
        results.forEach((reference, result) -> {
            if (result instanceof Sender.Result.Accepted) {
                answers.put(reference, Transport.Handover.ACCEPTED);
            } else if (!(result instanceof Sender.Result.Unknown)) {
                answers.put(reference, Transport.Handover.REFUSED);
            }
        });
        journal.close(answers);
        return results;
    }

    private void flush(Map<String, Sender.Result> results) {
        try {
            transport.flush();
        } catch (RuntimeException e) {
            LOG.warn("The carrier failed to confirm {} messages: {}", results.size(), Failures.place(e));
            // Nothing is certain any more, neither about those that were accepted.
            results.replaceAll((reference, result) -> result instanceof Sender.Result.Accepted
                    ? ask(transport, reference).map(Sender::of).orElseGet(Sender.Result.Unknown::new)
                    : result);
        }
    }
}
