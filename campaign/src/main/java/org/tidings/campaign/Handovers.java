package org.tidings.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param batch number of messages that wait for the disk together
     * @param delivered takes every message that the carrier has, also those of an earlier run
     */
    Handovers(Journal journal, Transport transport, OutcomeBook book, int batch, Consumer<SentMessage> delivered) {
        this.journal = journal;
        this.transport = transport;
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

    /** Hands over what waits, and notes what became of each person. */
    private void handOverWaiting() {
        List<OutgoingMessage> outgoing = new ArrayList<>();
        Map<String, SentMessage> granted = new LinkedHashMap<>();
        for (Stages.Dispatched recipient : waiting) {
            List<ReadyMessage> messages = recipient.prepared().messages();
            for (int i = 0; i < messages.size(); i++) {
                ReadyMessage message = messages.get(i);
                if (message.state() == HandoverGate.State.GRANTED) {
                    outgoing.add(message.outgoing());
                    granted.put(
                            message.reference(),
                            SentMessage.of(message, recipient.records().get(i)));
                }
            }
        }
        Map<String, Transport.Handover> answers = handOver(outgoing, granted);
        for (Stages.Dispatched recipient : waiting) {
            Dispatcher.Prepared prepared = recipient.prepared();
            prepared.dropped().forEach(gone -> book.withheld(gone.member(), gone.reason()));
            for (ReadyMessage message : prepared.messages()) {
                note(message, Optional.ofNullable(granted.get(message.reference())), answers);
            }
        }
        waiting.clear();
        waitingMessages = 0;
    }

    private void note(ReadyMessage message, Optional<SentMessage> granted, Map<String, Transport.Handover> answers) {
        Transport.Handover answer = answers.get(message.reference());
        Optional<SentMessage> sent = answer == Transport.Handover.ACCEPTED ? granted : message.before();
        if (sent.isPresent()) {
            if (message.before().isPresent()) {
                left.remove(message.reference());
                before++;
            } else {
                accepted++;
            }
            book.delivered(message);
            delivered.accept(sent.get());
            return;
        }
        ReasonCode code =
                answer == Transport.Handover.REFUSED ? ReasonCode.CARRIER_REFUSED : ReasonCode.HANDOVER_UNKNOWN;
        if (code == ReasonCode.HANDOVER_UNKNOWN) {
            unknown++;
        }
        for (Bundle.Member member : message.bundle().members()) {
            book.withheld(member, Reason.of(code, message.reference()));
        }
    }

    /** Returns what the carrier said, by reference; what nobody knows is absent and stays open in the journal. */
    private Map<String, Transport.Handover> handOver(List<OutgoingMessage> messages, Map<String, SentMessage> intents) {
        Map<String, Transport.Handover> answers = new LinkedHashMap<>();
        if (messages.isEmpty()) {
            return answers;
        }
        journal.open(intents.values());
        for (OutgoingMessage message : messages) {
            try {
                answers.put(message.reference(), transport.send(message));
            } catch (RuntimeException e) {
                LOG.warn("The carrier failed to take message {}: {}", message.reference(), Failures.place(e));
                ask(transport, message.reference()).ifPresent(answer -> answers.put(message.reference(), answer));
            }
        }
        try {
            transport.flush();
        } catch (RuntimeException e) {
            LOG.warn("The carrier failed to confirm {} messages: {}", answers.size(), Failures.place(e));
            // Nothing is certain any more, neither about those that were accepted.
            for (String reference : List.copyOf(answers.keySet())) {
                if (answers.get(reference) == Transport.Handover.ACCEPTED) {
                    answers.remove(reference);
                    ask(transport, reference).ifPresent(answer -> answers.put(reference, answer));
                }
            }
        }
        journal.close(answers);
        return answers;
    }
}
