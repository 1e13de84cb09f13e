package org.tidings.jdbc;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.consent.Checkpoint;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.LedgerTransaction;
import org.tidings.consent.LogEntry;
import org.tidings.consent.StoredEvent;
import org.tidings.consent.SubjectHead;
import org.tidings.consent.Suppression;
import org.tidings.consent.WrappedKey;
import org.tidings.core.Channel;

/** The ledger's reads and writes as statements. */
final class JdbcTransaction implements LedgerTransaction {
    private static final String SELECT_HEAD =
            "SELECT subject_ref, version, chain_hash, inflight, erased_at, merged_into FROM consent_subject";
    private static final String EVENT_COLUMNS = "e.subject_ref, e.version, e.event_type, e.purpose, e.exact_purpose,"
            + " e.channels, e.categories, e.explicit_words, e.actor_role, e.jurisdiction, e.notice_id, e.notice_version,"
            + " e.occurred_at, e.recorded_at, e.valid_from, e.valid_until, e.block_reason, e.joined_with,"
            + " e.idempotency_key, e.payload_hash, e.sealed, e.previous_hash, e.hash";
    private static final String SELECT_DISPATCH = "SELECT d.reference, d.person, d.campaign, d.step, d.policy_version,"
            + " d.decision, d.state, d.claimed_at, d.lease_nanos, d.done_at FROM dispatch d";
    private static final String SELECT_SUPPRESSION =
            "SELECT channel, contact_hash, generation, reason, since FROM suppression";

    private final Sql sql;

    JdbcTransaction(Sql sql) {
        this.sql = sql;
    }

    @Override
    public SubjectHead lock(String subject) {
        String query = sql.dialect().locking(SELECT_HEAD + " WHERE subject_ref = ?");
        return sql.one(query, Rows::head, subject).orElseGet(() -> {
            SubjectHead empty = SubjectHead.empty(subject);
            sql.insertIfAbsent(
                    "INSERT INTO consent_subject (subject_ref, version, chain_hash, inflight) VALUES (?, 0, ?, 0)",
                    subject,
                    empty.chainHash());
            return sql.one(query, Rows::head, subject).orElse(empty);
        });
    }

    @Override
    public Optional<SubjectHead> head(String subject) {
        return sql.one(SELECT_HEAD + " WHERE subject_ref = ?", Rows::head, subject);
    }

    @Override
    public void advance(SubjectHead head) {
        sql.update(
                "UPDATE consent_subject SET version = ?, chain_hash = ?, erased_at = ?, merged_into = ?"
                        + " WHERE subject_ref = ?",
                head.version(),
                head.chainHash(),
                head.erasedAt(),
                head.mergedInto(),
                head.subject());
    }

    @Override
    public List<String> joinedTo(String survivor) {
        return sql.list(
                "SELECT subject_ref FROM consent_subject WHERE merged_into = ? ORDER BY subject_ref",
                row -> row.getString(1),
                survivor);
    }

    @Override
    public void append(StoredEvent event) {
        sql.update(
                "INSERT INTO consent_event (subject_ref, version, event_type, purpose, exact_purpose, channels,"
                        + " categories, explicit_words, actor_role, jurisdiction, notice_id, notice_version, occurred_at,"
                        + " recorded_at, valid_from, valid_until, block_reason, joined_with, idempotency_key,"
                        + " payload_hash, sealed, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Rows.values(event));
    }

    @Override
    public List<StoredEvent> events(String subject) {
        return sql.list(
                "SELECT " + EVENT_COLUMNS + " FROM consent_event e WHERE e.subject_ref = ? ORDER BY e.version",
                Rows::event,
                subject);
    }

    @Override
    public Optional<StoredEvent> event(String subject, String idempotencyKey) {
        return sql.one(
                "SELECT " + EVENT_COLUMNS + " FROM consent_event e WHERE e.subject_ref = ? AND e.idempotency_key = ?",
                Rows::event,
                subject,
                idempotencyKey);
    }

    @Override
    public Optional<WrappedKey> key(String subject) {
        return sql.one(
                "SELECT key_id, wrapped FROM consent_key WHERE subject_ref = ?",
                row -> new WrappedKey(row.getString(1), row.getString(2)),
                subject);
    }

    @Override
    public void putKey(String subject, WrappedKey key) {
        destroyKey(subject);
        sql.update(
                "INSERT INTO consent_key (subject_ref, key_id, wrapped) VALUES (?, ?, ?)",
                subject,
                key.keyId(),
                key.wrapped());
    }

    @Override
    public void destroyKey(String subject) {
        sql.update("DELETE FROM consent_key WHERE subject_ref = ?", subject);
    }

    @Override
    public boolean enter(String subject, long version) {
        return sql.update(
                        "UPDATE consent_subject SET inflight = inflight + 1 WHERE subject_ref = ? AND version = ?"
                                + " AND erased_at IS NULL AND merged_into IS NULL",
                        subject,
                        version)
                == 1;
    }

    @Override
    public void leave(String subject) {
        sql.update("UPDATE consent_subject SET inflight = inflight - 1 WHERE subject_ref = ?", subject);
    }

    @Override
    public boolean open(Dispatch dispatch) {
        boolean opened = insert(dispatch);
        if (!opened && removeReleased(dispatch.key())) {
            opened = insert(dispatch);
        }
        if (opened) {
            dispatch.versions()
                    .forEach((person, version) -> sql.update(
                            "INSERT INTO dispatch_person (reference, subject_ref, version) VALUES (?, ?, ?)",
                            dispatch.reference(),
                            person,
                            version));
        }
        return opened;
    }

    private boolean insert(Dispatch dispatch) {
        return sql.insertIfAbsent(
                "INSERT INTO dispatch (reference, person, campaign, step, policy_version, decision, state, claimed_at,"
                        + " lease_nanos) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                dispatch.reference(),
                dispatch.key().person(),
                dispatch.key().campaign(),
                dispatch.key().step(),
                dispatch.policyVersion(),
                dispatch.decision(),
                dispatch.state(),
                dispatch.claimedAt(),
                dispatch.lease().toNanos());
    }

    private boolean removeReleased(DispatchKey key) {
        return sql.update(
                        "DELETE FROM dispatch WHERE person = ? AND campaign = ? AND step = ? AND state = ?",
                        key.person(),
                        key.campaign(),
                        key.step(),
                        DispatchState.RELEASED)
                == 1;
    }

    @Override
    public void finish(String reference, DispatchState state, Instant at) {
        sql.update("UPDATE dispatch SET state = ?, done_at = ? WHERE reference = ?", state, at, reference);
    }

    @Override
    public Optional<Dispatch> dispatch(DispatchKey key) {
        return dispatches(
                        SELECT_DISPATCH + " WHERE d.person = ? AND d.campaign = ? AND d.step = ?",
                        key.person(),
                        key.campaign(),
                        key.step())
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Dispatch> dispatch(String reference) {
        return dispatches(SELECT_DISPATCH + " WHERE d.reference = ?", reference).stream()
                .findFirst();
    }

    @Override
    public List<Dispatch> dispatches(DispatchState state) {
        return dispatches(SELECT_DISPATCH + " WHERE d.state = ? ORDER BY d.claimed_at, d.reference", state);
    }

    @Override
    public List<Dispatch> dispatches(String subject, long beforeVersion, DispatchState state) {
        return dispatches(
                SELECT_DISPATCH + " JOIN dispatch_person p ON p.reference = d.reference"
                        + " WHERE p.subject_ref = ? AND p.version < ? AND d.state = ?"
                        + " ORDER BY d.claimed_at, d.reference",
                subject,
                beforeVersion,
                state);
    }

    private List<Dispatch> dispatches(String query, Object... values) {
        return sql.list(query, row -> Rows.dispatch(row, versions(row.getString("reference"))), values);
    }

    private Map<String, Long> versions(String reference) {
        Map<String, Long> versions = new HashMap<>();
        sql.list(
                        "SELECT subject_ref, version FROM dispatch_person WHERE reference = ?",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        reference)
                .forEach(person -> versions.put(person.getKey(), person.getValue()));
        return versions;
    }

    @Override
    public void suppress(Suppression entry) {
        sql.insertIfAbsent(
                "INSERT INTO suppression (channel, contact_hash, generation, reason, since) VALUES (?, ?, ?, ?, ?)",
                entry.channel(),
                entry.hash(),
                entry.generation(),
                entry.reason(),
                entry.since());
    }

    @Override
    public List<Suppression> suppressions(Channel channel, String hash) {
        return sql.list(
                SELECT_SUPPRESSION + " WHERE channel = ? AND contact_hash = ?", Rows::suppression, channel, hash);
    }

    @Override
    public List<Suppression> suppressionsBefore(int generation, int limit) {
        return sql.list(
                SELECT_SUPPRESSION + " WHERE generation < ? ORDER BY contact_hash LIMIT ?",
                Rows::suppression,
                generation,
                limit);
    }

    @Override
    public void removeSuppression(Suppression entry) {
        sql.update(
                "DELETE FROM suppression WHERE channel = ? AND contact_hash = ? AND reason = ?",
                entry.channel(),
                entry.hash(),
                entry.reason());
    }

    @Override
    public List<StoredEvent> unlogged(int limit) {
        // The rows of the schema's versions are the lock of the log: nothing else locks them.
        sql.list(sql.dialect().locking("SELECT version FROM consent_schema"), row -> row.getInt(1));
        return sql.list(
                "SELECT " + EVENT_COLUMNS + " FROM consent_event e LEFT JOIN consent_log l"
                        + " ON l.subject_ref = e.subject_ref AND l.version = e.version"
                        + " WHERE l.log_index IS NULL ORDER BY e.subject_ref, e.version LIMIT ?",
                Rows::event,
                limit);
    }

    @Override
    public long logSize() {
        return sql.one("SELECT COALESCE(MAX(log_index) + 1, 0) FROM consent_log", row -> row.getLong(1))
                .orElse(0L);
    }

    @Override
    public void log(LogEntry entry) {
        sql.update(
                "INSERT INTO consent_log (log_index, subject_ref, version, leaf_hash) VALUES (?, ?, ?, ?)",
                entry.index(),
                entry.subject(),
                entry.version(),
                entry.leafHash());
    }

    @Override
    public List<String> leaves(long from, long until) {
        return sql.list(
                "SELECT leaf_hash FROM consent_log WHERE log_index >= ? AND log_index < ? ORDER BY log_index",
                row -> row.getString(1),
                from,
                until);
    }

    @Override
    public Optional<LogEntry> logged(String subject, long version) {
        return sql.one(
                "SELECT log_index, subject_ref, version, leaf_hash FROM consent_log WHERE subject_ref = ? AND version"
                        + " = ?",
                Rows::logEntry,
                subject,
                version);
    }

    @Override
    public List<StoredEvent> log(long from, long until) {
        return sql.list(
                "SELECT " + EVENT_COLUMNS + " FROM consent_log l JOIN consent_event e"
                        + " ON e.subject_ref = l.subject_ref AND e.version = l.version"
                        + " WHERE l.log_index >= ? AND l.log_index < ? ORDER BY l.log_index",
                Rows::event,
                from,
                until);
    }

    @Override
    public void putCheckpoint(Checkpoint checkpoint) {
        sql.insertIfAbsent(
                "INSERT INTO consent_checkpoint (tree_size, root, signed_at, key_id, signature) VALUES (?, ?, ?, ?, ?)",
                checkpoint.size(),
                checkpoint.root(),
                checkpoint.signedAt(),
                checkpoint.keyId(),
                checkpoint.signature());
    }

    @Override
    public Optional<Checkpoint> newestCheckpoint() {
        return sql.one(
                "SELECT tree_size, root, signed_at, key_id, signature FROM consent_checkpoint"
                        + " ORDER BY tree_size DESC LIMIT 1",
                Rows::checkpoint);
    }
}
