package org.tidings.consent;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.DataCategory;

/**
 * One act about consent, objection, blocking, restriction or erasure. Made with {@link #builder}.
 *
 * <p>Two times: {@code occurredAt} is when the person acted, {@code recordedAt} when the agency came to know of it. A
 * decision sees an event if neither is later than it asks for.
 *
 * @param reference name of the record, which traces and explanations show
 * @param type what the event does
 * @param purpose purpose it speaks about, with everything below it in the purpose tree; absent means every purpose
 * @param exact whether it speaks about that purpose alone, without what is below it
 * @param channels channels it speaks about; empty means all
 * @param categories categories of data it speaks about, with what they cover; empty means all
 * @param explicit whether a yes was given in express words, as special categories need
 * @param actorRole who acted
 * @param actor id of who acted, where it was not the person herself
 * @param jurisdiction jurisdiction in which the act took place
 * @param notice id of the notice that the person saw
 * @param noticeVersion version of that notice
 * @param occurredAt when the act took place
 * @param recordedAt when it was recorded
 * @param validFrom first instant at which a yes counts; absent means from {@code occurredAt}
 * @param validUntil instant from which a yes no longer counts; absent means no end, and one before {@code occurredAt}
 *     means that the yes never counted
 * @param evidence reference to the proof of the act
 * @param refersTo reference of the event that this one answers; a lifting that names one lifts that one and no other
 * @param idempotencyKey key under which the event was handed in, so that handing it in twice records it once
 * @param blockReason why a channel was blocked; absent means that the person said STOP
 * @param contactPoint address or number that a block is about, in whatever form the agency keeps it; absent means all
 */
public record ConsentEvent(
        String reference,
        ConsentEventType type,
        Optional<String> purpose,
        boolean exact,
        Set<Channel> channels,
        Set<String> categories,
        boolean explicit,
        ActorRole actorRole,
        Optional<String> actor,
        Optional<String> jurisdiction,
        Optional<String> notice,
        Optional<String> noticeVersion,
        Instant occurredAt,
        Instant recordedAt,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        Optional<String> evidence,
        Optional<String> refersTo,
        Optional<String> idempotencyKey,
        Optional<BlockReason> blockReason,
        Optional<String> contactPoint) {

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if the validity ends before it begins, or if a yes names no purpose
     */
    public ConsentEvent {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(actorRole, "actorRole");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(recordedAt, "recordedAt");
        channels = channels.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(channels));
        // Sorted, so that equal events read the same: the order of a history rests on it.
        categories = categories.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(categories));
        if (type.isYes() && purpose.isEmpty()) {
            throw new IllegalArgumentException("a yes names its purpose");
        }
        if (validFrom.isPresent() && validUntil.isPresent() && !validFrom.get().isBefore(validUntil.get())) {
            throw new IllegalArgumentException("a validity ends after it begins");
        }
    }

    /**
     * Starts an event: of every channel and category, recorded when it occurred, an act of the person herself, named by
     * its type and time.
     */
    public static Builder builder(ConsentEventType type, Instant occurredAt) {
        return new Builder(type, occurredAt);
    }

    /** Returns whether the event speaks about a purpose: it names none, that one, or one above it in the tree. */
    public boolean coversPurpose(String id) {
        // The purpose tree is written like the tree of categories: dots between levels.
        return purpose.isEmpty() || (exact ? purpose.get().equals(id) : DataCategory.covers(purpose.get(), id));
    }

    /** Returns whether the event speaks about a channel. */
    public boolean coversChannel(Channel channel) {
        return channels.isEmpty() || channels.contains(channel);
    }

    /** Returns whether the event speaks about a category, or about one above it. */
    public boolean coversCategory(String category) {
        if (categories.isEmpty()) {
            return true;
        }
        for (String own : categories) {
            if (DataCategory.covers(own, category)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a copy by an actor whose id is not named. */
    ConsentEvent by(ActorRole role) {
        return new ConsentEvent(
                reference,
                type,
                purpose,
                exact,
                channels,
                categories,
                explicit,
                role,
                Optional.empty(),
                jurisdiction,
                notice,
                noticeVersion,
                occurredAt,
                recordedAt,
                validFrom,
                validUntil,
                evidence,
                refersTo,
                idempotencyKey,
                blockReason,
                contactPoint);
    }

    /** Collects the parts of a {@link ConsentEvent}; owned by one thread. */
    public static final class Builder {
        private final ConsentEventType type;
        private final Instant occurredAt;
        private String reference;
        private Optional<String> purpose = Optional.empty();
        private boolean exact;
        private Set<Channel> channels = Set.of();
        private Set<String> categories = Set.of();
        private boolean explicit;
        private ActorRole actorRole = ActorRole.SELF;
        private Optional<String> actor = Optional.empty();
        private Optional<String> jurisdiction = Optional.empty();
        private Optional<String> notice = Optional.empty();
        private Optional<String> noticeVersion = Optional.empty();
        private Instant recordedAt;
        private Optional<Instant> validFrom = Optional.empty();
        private Optional<Instant> validUntil = Optional.empty();
        private Optional<String> evidence = Optional.empty();
        private Optional<String> refersTo = Optional.empty();
        private Optional<String> idempotencyKey = Optional.empty();
        private Optional<BlockReason> blockReason = Optional.empty();
        private Optional<String> contactPoint = Optional.empty();

        private Builder(ConsentEventType type, Instant occurredAt) {
            this.type = Objects.requireNonNull(type, "type");
            this.occurredAt = Objects.requireNonNull(occurredAt, "occurredAt");
            this.recordedAt = occurredAt;
            this.reference = type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " at " + occurredAt;
        }

        /** Names the record. */
        public Builder reference(String name) {
            reference = Objects.requireNonNull(name, "reference");
            return this;
        }

        /** Names the purpose. */
        public Builder purpose(String id) {
            purpose = Optional.of(id);
            return this;
        }

        /** Says whether the event speaks about its purpose alone, without what is below it. */
        public Builder exact(boolean itAlone) {
            exact = itAlone;
            return this;
        }

        /** Limits the event to channels. */
        public Builder channels(Channel... only) {
            return channels(Set.of(only));
        }

        /** Limits the event to channels; an empty set means all. */
        public Builder channels(Set<Channel> only) {
            channels = only;
            return this;
        }

        /** Limits the event to categories of data; an empty set means all. */
        public Builder categories(Set<String> only) {
            categories = only;
            return this;
        }

        /** Says whether a yes was given in express words. */
        public Builder explicit(boolean inExpressWords) {
            explicit = inExpressWords;
            return this;
        }

        /** Says who acted, where the id of the actor is not known or not needed. */
        public Builder actor(ActorRole role) {
            actorRole = Objects.requireNonNull(role, "role");
            return this;
        }

        /** Says who acted. */
        public Builder actor(ActorRole role, String id) {
            actor = Optional.of(id);
            return actor(role);
        }

        /** Names the jurisdiction of the act. */
        public Builder jurisdiction(String id) {
            jurisdiction = Optional.of(id);
            return this;
        }

        /** Names the notice that the person saw, in whatever version. */
        public Builder notice(String id) {
            notice = Optional.of(id);
            return this;
        }

        /** Names the notice that the person saw. */
        public Builder notice(String id, String version) {
            notice = Optional.of(id);
            noticeVersion = Optional.of(version);
            return this;
        }

        /** Says when the event was recorded. */
        public Builder recordedAt(Instant instant) {
            recordedAt = Objects.requireNonNull(instant, "recordedAt");
            return this;
        }

        /** Says from when a yes counts. */
        public Builder validFrom(Instant instant) {
            validFrom = Optional.of(instant);
            return this;
        }

        /** Says from when a yes no longer counts. */
        public Builder validUntil(Instant instant) {
            validUntil = Optional.of(instant);
            return this;
        }

        /** Refers to the proof of the act. */
        public Builder evidence(String proof) {
            evidence = Optional.of(proof);
            return this;
        }

        /** Names the event that this one answers. */
        public Builder refersTo(String other) {
            refersTo = Optional.of(other);
            return this;
        }

        /** Gives the key under which the event was handed in. */
        public Builder idempotencyKey(String key) {
            idempotencyKey = Optional.of(key);
            return this;
        }

        /** Says why a channel was blocked. */
        public Builder blockReason(BlockReason reason) {
            blockReason = Optional.of(reason);
            return this;
        }

        /** Names the address or number that a block is about. */
        public Builder contactPoint(String point) {
            contactPoint = Optional.of(point);
            return this;
        }

        /**
         * Returns the event.
         *
         * @throws IllegalArgumentException as the constructor of {@link ConsentEvent}
         */
        public ConsentEvent build() {
            return new ConsentEvent(
                    reference,
                    type,
                    purpose,
                    exact,
                    channels,
                    categories,
                    explicit,
                    actorRole,
                    actor,
                    jurisdiction,
                    notice,
                    noticeVersion,
                    occurredAt,
                    recordedAt,
                    validFrom,
                    validUntil,
                    evidence,
                    refersTo,
                    idempotencyKey,
                    blockReason,
                    contactPoint);
        }
    }
}
