package org.tidings.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidings.consent.ActorRole;
import org.tidings.consent.BlockReason;
import org.tidings.consent.Checkpoint;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.LogEntry;
import org.tidings.consent.StoredEvent;
import org.tidings.consent.SubjectHead;
import org.tidings.consent.Suppression;
import org.tidings.consent.SuppressionReason;
import org.tidings.core.Channel;
import org.tidings.core.DecisionCode;

/** Reads the ledger's records from rows. */
final class Rows {
    private Rows() {}

    static SubjectHead head(ResultSet row) throws SQLException {
        return new SubjectHead(
                row.getString("subject_ref"),
                row.getLong("version"),
                row.getString("chain_hash"),
                row.getInt("inflight"),
                Sql.optionalInstant(row, "erased_at"),
                Sql.optionalText(row, "merged_into"));
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getString("subject_ref"),
                row.getLong("version"),
                ConsentEventType.valueOf(row.getString("event_type")),
                Sql.optionalText(row, "purpose"),
                row.getBoolean("exact_purpose"),
                list(row.getString("channels"), Channel::valueOf),
                list(row.getString("categories"), Function.identity()),
                row.getBoolean("explicit_words"),
                ActorRole.valueOf(row.getString("actor_role")),
                Sql.optionalText(row, "jurisdiction"),
                Sql.optionalText(row, "notice_id"),
                Sql.optionalText(row, "notice_version"),
                Sql.instant(row, "occurred_at"),
                Sql.instant(row, "recorded_at"),
                Sql.optionalInstant(row, "valid_from"),
                Sql.optionalInstant(row, "valid_until"),
                Sql.optionalText(row, "block_reason").map(BlockReason::valueOf),
                Sql.optionalText(row, "joined_with"),
                row.getString("idempotency_key"),
                row.getString("payload_hash"),
                row.getString("sealed"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    static Object[] values(StoredEvent event) {
        return new Object[] {
            event.subject(),
            event.version(),
            event.type(),
            event.purpose(),
            event.exact(),
            event.channels().stream().map(Channel::name).collect(Collectors.joining(",")),
            String.join(",", event.categories()),
            event.explicit(),
            event.actorRole(),
            event.jurisdiction(),
            event.notice(),
            event.noticeVersion(),
            event.occurredAt(),
            event.recordedAt(),
            event.validFrom(),
            event.validUntil(),
            event.blockReason(),
            event.joinedWith(),
            event.idempotencyKey(),
            event.payloadHash(),
            event.sealed(),
            event.previousHash(),
            event.hash()
        };
    }

    static Dispatch dispatch(ResultSet row, Map<String, Long> versions) throws SQLException {
        return new Dispatch(
                new DispatchKey(row.getString("person"), row.getString("campaign"), row.getString("step")),
                row.getString("reference"),
                versions,
                row.getLong("policy_version"),
                DecisionCode.valueOf(row.getString("decision")),
                DispatchState.valueOf(row.getString("state")),
                Sql.instant(row, "claimed_at"),
                Duration.ofNanos(row.getLong("lease_nanos")),
                Sql.optionalInstant(row, "done_at"));
    }

    static Suppression suppression(ResultSet row) throws SQLException {
        return new Suppression(
                Channel.valueOf(row.getString("channel")),
                row.getString("contact_hash"),
                row.getInt("generation"),
                SuppressionReason.valueOf(row.getString("reason")),
                Sql.instant(row, "since"));
    }

    static LogEntry logEntry(ResultSet row) throws SQLException {
        return new LogEntry(
                row.getLong("log_index"),
                row.getString("subject_ref"),
                row.getLong("version"),
                row.getString("leaf_hash"));
    }

    static Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(
                row.getLong("tree_size"),
                row.getString("root"),
                Sql.instant(row, "signed_at"),
                row.getString("key_id"),
                row.getString("signature"));
    }

    private static <T> Set<T> list(String joined, Function<String, T> item) {
        return joined.isEmpty()
                ? Set.of()
                : Stream.of(joined.split(",", -1)).map(item).collect(Collectors.toSet());
    }
}
