package org.tidings.consent;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;

/**
 * The question whether a message about a subject may go to a recipient.
 *
 * @param subject id of the person whose data the message is about
 * @param recipient id of the person who reads it; the subject herself, a guardian or a representative
 * @param purpose id of the purpose
 * @param channel channel on which it would go out
 * @param uses categories of the subject's data that the message and the rule behind it use
 * @param jurisdiction jurisdiction whose law applies, where it is known
 * @param at instant for which is asked
 * @param asOf instant of knowledge: what was recorded later is not seen
 * @param contactPoint address or number that it would go to, in the form in which blocks name it
 */
public record DecisionRequest(
        String subject,
        String recipient,
        String purpose,
        Channel channel,
        List<CategoryUse> uses,
        Optional<String> jurisdiction,
        Instant at,
        Instant asOf,
        Optional<String> contactPoint) {

    /** Copies the list. */
    public DecisionRequest {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(jurisdiction, "jurisdiction");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(contactPoint, "contactPoint");
        uses = List.copyOf(uses);
    }

    /** Asks without naming the address or number. */
    public DecisionRequest(
            String subject,
            String recipient,
            String purpose,
            Channel channel,
            List<CategoryUse> uses,
            Optional<String> jurisdiction,
            Instant at,
            Instant asOf) {
        this(subject, recipient, purpose, channel, uses, jurisdiction, at, asOf, Optional.empty());
    }

    /** Returns a copy for another channel. */
    public DecisionRequest withChannel(Channel other) {
        return new DecisionRequest(subject, recipient, purpose, other, uses, jurisdiction, at, asOf, contactPoint);
    }

    /** Returns a copy with other uses of data. */
    public DecisionRequest withUses(List<CategoryUse> others) {
        return new DecisionRequest(subject, recipient, purpose, channel, others, jurisdiction, at, asOf, contactPoint);
    }

    /** Returns a copy for another instant. */
    public DecisionRequest withAt(Instant other) {
        return new DecisionRequest(subject, recipient, purpose, channel, uses, jurisdiction, other, asOf, contactPoint);
    }

    /** Returns a copy for another knowledge. */
    public DecisionRequest withAsOf(Instant other) {
        return new DecisionRequest(subject, recipient, purpose, channel, uses, jurisdiction, at, other, contactPoint);
    }

    /** Returns a copy for an address or number. */
    public DecisionRequest withContactPoint(String point) {
        return new DecisionRequest(
                subject, recipient, purpose, channel, uses, jurisdiction, at, asOf, Optional.of(point));
    }
}
