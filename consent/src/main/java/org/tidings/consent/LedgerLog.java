package org.tidings.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.json.JsonOutput;

/**
 * The events of all people in one order, under a hash tree. An event gets its place when a checkpoint is made, so that
 * writers do not wait for each other. Safe for use by several threads.
 */
public final class LedgerLog {
    private static final int PAGE = 1_000;

    private final LedgerStore store;
    private final InstantSource clock;
    private final CheckpointSigner signer;

    LedgerLog(LedgerStore store, InstantSource clock, CheckpointSigner signer) {
        this.store = store;
        this.clock = clock;
        this.signer = signer;
    }

    /**
     * Gives every committed event its place, and signs the size and root of the log. Where nothing was added, the newest
     * checkpoint is returned. Reads one hash per event of the whole log.
     */
    public Checkpoint checkpoint() {
        int placed;
        do {
            placed = store.write(transaction -> {
                List<StoredEvent> events = transaction.unlogged(PAGE);
                long index = transaction.logSize();
                for (StoredEvent event : events) {
                    transaction.log(new LogEntry(index++, event.subject(), event.version(), event.leafHash()));
                }
                return events.size();
            });
        } while (placed == PAGE);
        return store.write(transaction -> {
            long size = transaction.logSize();
            Optional<Checkpoint> newest = transaction.newestCheckpoint();
            if (newest.isPresent() && newest.get().size() == size) {
                return newest.get();
            }
            Checkpoint checkpoint =
                    sign(size, MerkleTree.of(transaction.leaves(0, size)).root());
            transaction.putCheckpoint(checkpoint);
            return checkpoint;
        });
    }

    /**
     * Returns the proof that an event is in the log of a checkpoint, or nothing if it has no place there.
     *
     * @see MerkleTree#includes
     */
    public Optional<InclusionProof> inclusionProof(String subject, long version, Checkpoint checkpoint) {
        return store.read(transaction -> transaction
                .logged(subject, version)
                .filter(entry -> entry.index() < checkpoint.size())
                .map(entry -> new InclusionProof(
                        entry.index(),
                        entry.leafHash(),
                        MerkleTree.of(transaction.leaves(0, checkpoint.size()))
                                .inclusionProof(Math.toIntExact(entry.index()), Math.toIntExact(checkpoint.size())))));
    }

    /**
     * Returns the proof that the log of one checkpoint is the beginning of that of a newer one.
     *
     * @throws IllegalArgumentException if the older one is larger
     * @see MerkleTree#extendsTree
     */
    public List<String> consistencyProof(Checkpoint older, Checkpoint newer) {
        return store.read(transaction -> MerkleTree.of(transaction.leaves(0, newer.size()))
                .consistencyProof(Math.toIntExact(older.size()), Math.toIntExact(newer.size())));
    }

    /**
     * Writes the newest checkpoint and all events before it, one JSON object a line; makes a checkpoint if there is none.
     * The same log gives the same bytes. {@link LedgerVerifier} checks it without the ledger.
     */
    public void export(Writer out) {
        Checkpoint checkpoint = store.read(LedgerTransaction::newestCheckpoint).orElseGet(this::checkpoint);
        try {
            out.write(line(checkpoint));
            for (long from = 0; from < checkpoint.size(); from += PAGE) {
                long start = from;
                long until = Math.min(checkpoint.size(), from + PAGE);
                for (StoredEvent event : store.read(transaction -> transaction.log(start, until))) {
                    out.write(line(event.fields(), event.hash()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String line(Checkpoint checkpoint) {
        return JsonOutput.object(json -> json.field("format", LedgerVerifier.FORMAT)
                        .field("size", Long.toString(checkpoint.size()))
                        .field("root", checkpoint.root())
                        .field("signedAt", checkpoint.signedAt().toString())
                        .field("key", checkpoint.keyId())
                        .field("signature", checkpoint.signature()))
                + "\n";
    }

    static String line(Map<String, Optional<String>> fields, String hash) {
        return JsonOutput.object(json -> {
                    fields.forEach((name, value) -> value.ifPresent(text -> json.field(name, text)));
                    json.field("hash", hash);
                })
                + "\n";
    }

    private Checkpoint sign(long size, String root) {
        Instant now = EventSealer.micros(clock.instant());
        byte[] signature = signer.sign(Checkpoint.statement(size, root, now, signer.keyId()));
        return new Checkpoint(size, root, now, signer.keyId(), HexFormat.of().formatHex(signature));
    }
}
