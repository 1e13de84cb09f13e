package org.tidings.consent;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;

/**
 * A consent event as a {@link LedgerStore} keeps it. Nothing in it identifies anybody without the host's own table of
 * subjects, or without the key under which {@code sealed} is encrypted. Times are whole microseconds.
 *
 * @param subject surrogate of the person
 * @param version position among the person's events: 1, 2, 3 without gaps
 * @param type what the event does
 * @param purpose purpose it speaks about; absent means every purpose
 * @param exact whether it speaks about that purpose alone
 * @param channels channels it speaks about; empty means all
 * @param categories categories it speaks about; empty means all
 * @param explicit whether a yes was given in express words
 * @param actorRole who acted
 * @param jurisdiction jurisdiction of the act
 * @param notice notice that the person saw
 * @param noticeVersion version of that notice
 * @param occurredAt when the act took place
 * @param recordedAt when it was recorded
 * @param validFrom first instant at which a yes counts
 * @param validUntil instant from which a yes no longer counts
 * @param blockReason why a channel was blocked
 * @param joinedWith for a MERGE, surrogate of the other record
 * @param idempotencyKey key under which it was handed in
 * @param payloadHash keyed hash of what was handed in, which tells a repetition from a conflict
 * @param sealed actor, evidence, references and contact point, encrypted under the person's key; hexadecimal
 * @param previousHash hash of the person's event before it
 * @param hash hash over the previous one and the stored form
 */
public record StoredEvent(
        String subject,
        long version,
        ConsentEventType type,
        Optional<String> purpose,
        boolean exact,
        Set<Channel> channels,
        Set<String> categories,
        boolean explicit,
        ActorRole actorRole,
        Optional<String> jurisdiction,
        Optional<String> notice,
        Optional<String> noticeVersion,
        Instant occurredAt,
        Instant recordedAt,
        Optional<Instant> validFrom,
        Optional<Instant> validUntil,
        Optional<BlockReason> blockReason,
        Optional<String> joinedWith,
        String idempotencyKey,
        String payloadHash,
        String sealed,
        String previousHash,
        String hash) {

    /** Names the form, so that a later one cannot be taken for this one. */
    static final String FORM = "tidings-event/1";

    /** The names of the fields, in the order in which the hash takes them. */
    static final List<String> FIELDS = List.of(
            "form",
            "subject",
            "version",
            "type",
            "purpose",
            "exact",
            "channels",
            "categories",
            "explicit",
            "actorRole",
            "jurisdiction",
            "notice",
            "noticeVersion",
            "occurredAt",
            "recordedAt",
            "validFrom",
            "validUntil",
            "blockReason",
            "joinedWith",
            "idempotencyKey",
            "payloadHash",
            "sealed");

    /** Copies the sets. */
    public StoredEvent {
        channels = channels.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(channels));
        categories = categories.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(categories));
    }

    /**
     * Returns the stored form: every field but the hashes, by name, in the order in which the hash takes them. Sets are
     * sorted and joined by commas; an empty set is absent.
     */
    public Map<String, Optional<String>> fields() {
        List<Optional<String>> values = List.of(
                Optional.of(FORM),
                Optional.of(subject),
                Optional.of(Long.toString(version)),
                Optional.of(type.name()),
                purpose,
                flag(exact),
                list(channels.stream().map(Channel::name).toList()),
                list(categories),
                flag(explicit),
                Optional.of(actorRole.name()),
                jurisdiction,
                notice,
                noticeVersion,
                Optional.of(occurredAt.toString()),
                Optional.of(recordedAt.toString()),
                validFrom.map(Instant::toString),
                validUntil.map(Instant::toString),
                blockReason.map(BlockReason::name),
                joinedWith,
                Optional.of(idempotencyKey),
                Optional.of(payloadHash),
                Optional.of(sealed));
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            fields.put(FIELDS.get(i), values.get(i));
        }
        return fields;
    }

    /** Returns the hash of the stored form as a leaf of the hash tree. */
    public String leafHash() {
        return MerkleTree.leafHash(encoded());
    }

    byte[] encoded() {
        return HashChain.encode(List.copyOf(fields().values()));
    }

    /** Returns a copy that carries its own hash. */
    StoredEvent chained() {
        return new StoredEvent(
                subject,
                version,
                type,
                purpose,
                exact,
                channels,
                categories,
                explicit,
                actorRole,
                jurisdiction,
                notice,
                noticeVersion,
                occurredAt,
                recordedAt,
                validFrom,
                validUntil,
                blockReason,
                joinedWith,
                idempotencyKey,
                payloadHash,
                sealed,
                previousHash,
                HashChain.link(previousHash, encoded()));
    }

    private static Optional<String> flag(boolean value) {
        return value ? Optional.of("yes") : Optional.empty();
    }

    private static Optional<String> list(Iterable<String> values) {
        String text = String.join(",", values);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
