package org.tidings.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;

/**
 * Keeps decisions as long as they are right. Safe for use by several threads.
 *
 * <p>Nothing is ever invalidated, because a removal that meets a load that is going on may be lost. Instead every hit is
 * checked: it counts only if neither person's consent version nor the facts have changed, and if the instant lies between
 * the one that was decided for and the decision's {@code validUntil}. So the answer is always that of
 * {@link ConsentDecider#decide} now.
 */
public final class DecisionCache {
    private final ConsentDecider decider;
    private final ConsentRecords records;
    private final Cache<Key, Entry> entries;

    private DecisionCache(ConsentDecider decider, ConsentRecords records, long most) {
        this.decider = decider;
        this.records = records;
        // Upkeep runs on the calling thread: an embedded library starts no threads of its own.
        this.entries =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /**
     * Returns an empty cache.
     *
     * @param most number of decisions that are kept; each takes about 500 bytes
     * @throws IllegalArgumentException if that is negative
     */
    public static DecisionCache of(ConsentDecider decider, ConsentRecords records, long most) {
        return new DecisionCache(
                Objects.requireNonNull(decider, "decider"), Objects.requireNonNull(records, "records"), most);
    }

    /**
     * What is asked about many people: made once, because its hash is.
     *
     * @param purpose id of the purpose
     * @param channel channel
     * @param uses categories of the subject's data that the message and the rule behind it use
     * @param jurisdiction jurisdiction whose law applies
     */
    public record Question(String purpose, Channel channel, List<CategoryUse> uses, Optional<String> jurisdiction) {
        /** Copies the list. */
        public Question {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(jurisdiction, "jurisdiction");
            uses = List.copyOf(uses);
        }

        private DecisionRequest request(String subject, String recipient, String contactPoint, Instant now) {
            return new DecisionRequest(
                    subject,
                    recipient,
                    purpose,
                    channel,
                    uses,
                    jurisdiction,
                    now,
                    now,
                    contactPoint.isEmpty() ? Optional.empty() : Optional.of(contactPoint));
        }
    }

    /**
     * Decides with everything that is known now.
     *
     * @param question what is asked; the same object for many people is the fast way
     * @param subject id of the person whose data the message is about
     * @param recipient id of the person who reads it
     * @param contactPoint address or number; empty where it is not named
     * @param now instant of decision and of knowledge
     */
    public ConsentDecision decide(
            Question question, String subject, String recipient, String contactPoint, Instant now) {
        Key key = new Key(question, subject, recipient, contactPoint);
        // Versions are read before the records: what changes in between makes the entry old, never wrong.
        boolean isSelf = subject.equals(recipient);
        long ofSubject = records.version(subject);
        long ofRecipient = isSelf ? ofSubject : records.version(recipient);
        long ofFacts = records.factsVersion(subject);
        Entry found = entries.getIfPresent(key);
        if (found != null && found.holds(ofSubject, ofRecipient, ofFacts, now)) {
            return found.decision;
        }
        ConsentHistory own = records.history(subject);
        ConsentHistory others = isSelf ? own : records.history(recipient);
        DecisionRequest request = question.request(subject, recipient, contactPoint, now);
        ConsentDecision decision = records.facts(subject)
                .map(facts -> decider.decide(request, own, others, facts))
                .orElseGet(() -> decider.decide(request, own, others));
        Instant until = decision.validUntil().orElse(Instant.MAX);
        until = earlier(until, firstUnseen(own, now));
        until = isSelf ? until : earlier(until, firstUnseen(others, now));
        entries.put(key, new Entry(decision, ofSubject, ofRecipient, ofFacts, now, until));
        return decision;
    }

    /** When the first event that the decision did not see comes into its view: one that is dated ahead. */
    private static Instant firstUnseen(ConsentHistory history, Instant now) {
        Instant first = Instant.MAX;
        for (ConsentEvent event : history.events()) {
            if (event.occurredAt().isAfter(now)) {
                first = earlier(first, event.occurredAt());
            }
            if (event.recordedAt().isAfter(now)) {
                first = earlier(first, event.recordedAt());
            }
        }
        return first;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static final class Key {
        private final Question question;
        private final String subject;
        private final String recipient;
        private final String contactPoint;

        Key(Question question, String subject, String recipient, String contactPoint) {
            this.question = question;
            this.subject = subject;
            this.recipient = recipient;
            this.contactPoint = contactPoint;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && subject.equals(key.subject)
                    && recipient.equals(key.recipient)
                    && contactPoint.equals(key.contactPoint)
                    && question.equals(key.question);
        }

        @Override
        public int hashCode() {
            // The uses are left out: few questions of one purpose and channel differ in them, and a list costs time.
            int hash = subject.hashCode() * 31 + recipient.hashCode();
            hash = hash * 31 + contactPoint.hashCode();
            return (hash * 31 + question.purpose.hashCode()) * 31 + question.channel.hashCode();
        }
    }

    private static final class Entry {
        private final ConsentDecision decision;
        private final long ofSubject;
        private final long ofRecipient;
        private final long ofFacts;
        private final Instant from;
        private final Instant until;

        Entry(ConsentDecision decision, long ofSubject, long ofRecipient, long ofFacts, Instant from, Instant until) {
            this.decision = decision;
            this.ofSubject = ofSubject;
            this.ofRecipient = ofRecipient;
            this.ofFacts = ofFacts;
            this.from = from;
            this.until = until;
        }

        boolean holds(long subject, long recipient, long facts, Instant now) {
            return ofSubject == subject
                    && ofRecipient == recipient
                    && ofFacts == facts
                    && !now.isBefore(from)
                    && now.isBefore(until);
        }
    }
}
