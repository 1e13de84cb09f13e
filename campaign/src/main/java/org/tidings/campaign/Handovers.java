package org.tidings.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Takes written messages to the carrier, in pieces: intents on disk, hand-over, flush, results on disk. Owned by one
 * thread.
 */
final class Handovers {
    private final Journal journal;
    private final Transport transport;
    private final OutcomeBook book;
    private final BiConsumer<ReadyMessage, DecisionRecord> delivered;
    private int accepted;
    private int before;
    private int unknown;

    /**
     * Creates the last station of a run.
     *
     * @param delivered takes every message that the carrier has, also those of an earlier run
     */
    Handovers(
            Journal journal,
            Transport transport,
            OutcomeBook book,
            BiConsumer<ReadyMessage, DecisionRecord> delivered) {
        this.journal = journal;
        this.transport = transport;
        this.book = book;
        this.delivered = delivered;
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

    /** Hands the messages of some recipients over and notes what became of each person. */
    void take(List<Stages.Dispatched> recipients) {
        List<ReadyMessage> granted = new ArrayList<>();
        for (Stages.Dispatched recipient : recipients) {
            recipient.prepared().messages().stream()
                    .filter(message -> message.state() == HandoverGate.State.GRANTED)
                    .forEach(granted::add);
        }
        Map<String, Transport.Handover> answers = handOver(granted);
        for (Stages.Dispatched recipient : recipients) {
            Dispatcher.Prepared prepared = recipient.prepared();
            prepared.dropped().forEach(gone -> book.withheld(gone.member(), gone.reason()));
            for (int i = 0; i < prepared.messages().size(); i++) {
                note(prepared.messages().get(i), recipient.records().get(i), answers);
            }
        }
    }

    private void note(ReadyMessage message, DecisionRecord record, Map<String, Transport.Handover> answers) {
        boolean handedOverBefore = message.state() == HandoverGate.State.DONE;
        Transport.Handover answer = answers.get(message.reference());
        if (handedOverBefore || answer == Transport.Handover.ACCEPTED) {
            if (handedOverBefore) {
                before++;
            } else {
                accepted++;
            }
            book.delivered(message);
            delivered.accept(message, record);
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
    private Map<String, Transport.Handover> handOver(List<ReadyMessage> messages) {
        Map<String, Transport.Handover> answers = new LinkedHashMap<>();
        if (messages.isEmpty()) {
            return answers;
        }
        journal.open(messages);
        for (ReadyMessage message : messages) {
            try {
                answers.put(message.reference(), transport.send(message.outgoing()));
            } catch (RuntimeException e) {
                ask(message.reference(), answers);
            }
        }
        try {
            transport.flush();
        } catch (RuntimeException e) {
            // Nothing is certain any more, neither about those that were accepted.
            List<String> references = List.copyOf(answers.keySet());
            references.forEach(reference -> {
                if (answers.remove(reference) == Transport.Handover.REFUSED) {
                    answers.put(reference, Transport.Handover.REFUSED);
                } else {
                    ask(reference, answers);
                }
            });
        }
        journal.close(answers);
        return answers;
    }

    private void ask(String reference, Map<String, Transport.Handover> answers) {
        try {
            switch (transport.lookUp(reference)) {
                case HANDED_OVER -> answers.put(reference, Transport.Handover.ACCEPTED);
                case NOT_HANDED_OVER -> answers.put(reference, Transport.Handover.REFUSED);
                case UNKNOWN -> {
                    // Left out, and so left open.
                }
            }
        } catch (RuntimeException e) {
            // A carrier that cannot even be asked leaves the message open; the next run asks again.
            answers.remove(reference);
        }
    }
}
