package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tidings.core.Channel;

/**
 * The contact points that must not be used, whoever they belong to. It survives the erasure of a person, because it knows
 * contact points by keyed hashes only.
 *
 * <p>Keys are rotated without the contact points: the hash under the next key is taken of the hash under the key before
 * it. An old key stays in the list for that reason, but whoever learns it alone can no longer try numbers out. Safe for
 * use by several threads.
 */
public final class SuppressionList {
    private static final int BATCH = 1_000;

    private final LedgerStore store;
    private final InstantSource clock;
    private final List<byte[]> keys;

    SuppressionList(LedgerStore store, InstantSource clock, List<byte[]> keys) {
        this.store = store;
        this.clock = clock;
        this.keys = keys.stream().map(byte[]::clone).toList();
    }

    /** Adds a contact point; nothing happens if it is there for the same reason. */
    public void add(ContactPoint point, SuppressionReason reason) {
        store.write(transaction -> {
            add(transaction, point, reason);
            return reason;
        });
    }

    /** Returns the reasons for which a contact point must not be used; none if it may. Costs one look-up per key. */
    public List<SuppressionReason> reasons(ContactPoint point) {
        return entries(point).stream()
                .map(Suppression::reason)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns a recipient's history for a message to a contact point: what stands in the list counts as a block of that
     * channel, by the agency's software, since it was added. So the decision says what it comes to: a mandatory notice
     * takes another way, a warning of danger passes a STOP, and a later yes of the person that names the channel, or her
     * START, opens it again; an import opens nothing. The version stays that of the record. Costs one look-up per key; a
     * ledger that was opened without keys has no list, and returns the history as it is.
     *
     * @throws LedgerException with STORE_UNAVAILABLE
     */
    public ConsentHistory addTo(ConsentHistory history, ContactPoint point) {
        if (keys.isEmpty()) {
            return history;
        }
        List<ConsentEvent> blocks =
                entries(point).stream().map(entry -> block(entry, point)).toList();
        return blocks.isEmpty() ? history : history.with(blocks);
    }

    private static ConsentEvent block(Suppression entry, ContactPoint point) {
        boolean isUndeliverable = entry.reason() == SuppressionReason.UNDELIVERABLE;
        return ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, entry.since())
                .actor(ActorRole.SYSTEM)
                .channels(point.channel())
                .blockReason(isUndeliverable ? BlockReason.UNDELIVERABLE : BlockReason.SUBJECT_STOP)
                .contactPoint(point.address())
                .reference("suppression " + entry.reason())
                .build();
    }

    private List<Suppression> entries(ContactPoint point) {
        List<String> hashes = hashes(point);
        return store.read(transaction -> hashes.stream()
                .flatMap(hash -> transaction.suppressions(point.channel(), hash).stream())
                .toList());
    }

    /** Returns whether a contact point must not be used. */
    public boolean contains(ContactPoint point) {
        return !reasons(point).isEmpty();
    }

    /**
     * Hashes everything again that is not yet under the newest key, in several transactions; look-ups find all entries
     * meanwhile, and it may be broken off and started again.
     *
     * @return the number of entries that were written anew
     */
    public int rehash() {
        int done = 0;
        int batch;
        do {
            batch = store.write(transaction -> {
                List<Suppression> old = transaction.suppressionsBefore(keys.size(), BATCH);
                for (Suppression entry : old) {
                    transaction.removeSuppression(entry);
                    transaction.suppress(new Suppression(
                            entry.channel(),
                            onwards(entry.hash(), entry.generation()),
                            keys.size(),
                            entry.reason(),
                            entry.since()));
                }
                return old.size();
            });
            done += batch;
        } while (batch == BATCH);
        return done;
    }

    void add(LedgerTransaction transaction, ContactPoint point, SuppressionReason reason) {
        List<String> hashes = hashes(point);
        transaction.suppress(new Suppression(
                point.channel(),
                hashes.get(hashes.size() - 1),
                hashes.size(),
                reason,
                EventSealer.micros(clock.instant())));
    }

    private List<String> hashes(ContactPoint point) {
        requireKeys();
        List<String> hashes = new ArrayList<>();
        // The channel stands on its own in the list; the first key hashes the address, each later one the hash before.
        byte[] hash = point.address().getBytes(StandardCharsets.UTF_8);
        for (byte[] key : keys) {
            hash = EventSealer.hmac(key, hash);
            hashes.add(HexFormat.of().formatHex(hash));
        }
        return hashes;
    }

    private String onwards(String hash, int generation) {
        byte[] value = HexFormat.of().parseHex(hash);
        for (byte[] key : keys.subList(generation, keys.size())) {
            value = EventSealer.hmac(key, value);
        }
        return HexFormat.of().formatHex(value);
    }

    private void requireKeys() {
        if (keys.isEmpty()) {
            throw new LedgerException(LedgerFault.KEY_UNAVAILABLE, "The ledger was opened without suppression keys");
        }
    }

    /** Returns the contact points that a block names, on each channel that it speaks about. */
    static List<ContactPoint> of(ConsentEvent event) {
        if (event.contactPoint().isEmpty()) {
            return List.of();
        }
        String address = event.contactPoint().get();
        return (event.channels().isEmpty() ? List.of(Channel.values()) : List.copyOf(event.channels()))
                .stream().map(channel -> new ContactPoint(channel, address)).toList();
    }
}
