package org.tidings.campaign;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one message to the carrier. Owned by one thread. */
interface Sender {
    /** Hands a message over, or says why it was not. */
    Result send(ReadyMessage message);

    /** Asks about messages that were begun by a run that is dead. */
    default void reconcile(Iterable<String> references) {}

    /** Returns whether what was accepted still has to be flushed. */
    boolean flushes();

    /** What became of a message. */
    sealed interface Result {
        /** The carrier has it. */
        record Accepted() implements Result {}

        /** It did not go out, and may be tried again by another run. */
        record Refused(Reason reason) implements Result {}

        /** It may be out. */
        record Unknown() implements Result {}

        /**
         * It did not go out, because it is no longer for everybody whom it is about.
         *
         * @param lost whom it is no longer about, by their place in the message, at least one; with the candidate as he or
         *     she is now
         */
        record Without(Map<Integer, Lost> lost) implements Result {
            /** Copies the map. */
            public Without {
                lost = Map.copyOf(lost);
            }
        }
    }

    /** Somebody whom a message is no longer about, and why. */
    record Lost(Bundle.Member member, Reason reason) {}

    /** Returns a sender that calls the carrier and asks nobody else. */
    static Sender direct(Transport transport) {
        Logger log = LoggerFactory.getLogger(Sender.class);
        return new Sender() {
            @Override
            public Result send(ReadyMessage message) {
                try {
                    return of(transport.send(message.outgoing()));
                } catch (RuntimeException e) {
                    log.warn("The carrier failed to take message {}: {}", message.reference(), Failures.place(e));
                    return Handovers.ask(transport, message.reference())
                            .map(Sender::of)
                            .orElseGet(Result.Unknown::new);
                }
            }

            @Override
            public boolean flushes() {
                return true;
            }
        };
    }

    /** Returns what an answer of the carrier means. */
    static Result of(Transport.Handover answer) {
        return answer == Transport.Handover.ACCEPTED
                ? new Result.Accepted()
                : new Result.Refused(Reason.of(ReasonCode.CARRIER_REFUSED));
    }

    /** Returns the members of a message that are still meant. */
    static List<Bundle.Member> rest(ReadyMessage message, Map<Integer, Lost> lost) {
        List<Bundle.Member> members = message.bundle().members();
        return IntStream.range(0, members.size())
                .filter(i -> !lost.containsKey(i))
                .mapToObj(members::get)
                .toList();
    }
}
