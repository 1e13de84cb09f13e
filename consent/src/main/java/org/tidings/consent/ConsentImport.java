package org.tidings.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes over records of another system. An import may add; it never lifts a no, and it never brings back somebody who was
 * erased. Immutable, safe for use by several threads.
 */
public final class ConsentImport {
    private final ConsentLedger ledger;

    private ConsentImport(ConsentLedger ledger) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
    }

    /** Returns the import into a ledger. */
    public static ConsentImport into(ConsentLedger ledger) {
        return new ConsentImport(ledger);
    }

    /**
     * A record to be taken over.
     *
     * @param subject surrogate of the person
     * @param event the record; its actor becomes IMPORT, whoever acted in the other system
     * @param contactPoints addresses that come with it; one on the suppression list keeps a yes out, and so does one that
     *     the record itself names
     */
    public record Row(String subject, ConsentEvent event, List<ContactPoint> contactPoints) {
        /** Copies the list. */
        public Row {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(event, "event");
            contactPoints = List.copyOf(contactPoints);
        }
    }

    /** Why a record was not taken over. */
    public enum Refusal {
        /** It would lift a no, an objection, a block or a restriction; an import cannot. */
        LIFTS,
        /** It is a yes without evidence; nobody could prove it. */
        NO_EVIDENCE,
        /** It is a MERGE, TOMBSTONE or INVALIDATE, which are acts of the agency here. */
        NOT_IMPORTABLE,
        /** The person was erased, or an address of hers is on the suppression list. */
        SUPPRESSED,
        /** It has no idempotency key: importing it twice would count twice. */
        NO_KEY,
        /** Its key was used for another record. */
        KEY_TAKEN,
        /** It is dated ahead of the clock. */
        CLOCK_AHEAD
    }

    /**
     * A record that was not taken over.
     *
     * @param row place in the list, from 0
     * @param why the reason
     */
    public record Refused(int row, Refusal why) {}

    /**
     * What an import has come to.
     *
     * @param added number of records taken over
     * @param repeated number of records that were there before
     * @param refused records that were not taken over
     */
    public record Report(int added, int repeated, List<Refused> refused) {
        /** Copies the list. */
        public Report {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Takes records over; may be run again over the same records. A no that a record brings is waited for as
     * {@link ConsentLedger#withdraw} does.
     *
     * @throws LedgerException with STORE_UNAVAILABLE, KEY_UNAVAILABLE or INTERRUPTED; what was taken over stays
     */
    public Report take(List<Row> rows) {
        int added = 0;
        int repeated = 0;
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Optional<Refusal> refusal = refusal(rows.get(i));
            if (refusal.isPresent()) {
                refused.add(new Refused(i, refusal.get()));
                continue;
            }
            try {
                if (record(rows.get(i)).repeated()) {
                    repeated++;
                } else {
                    added++;
                }
            } catch (LedgerException e) {
                refused.add(new Refused(i, refusalOf(e)));
            }
        }
        return new Report(added, repeated, refused);
    }

    private Optional<Refusal> refusal(Row row) {
        ConsentEvent event = row.event();
        if (event.idempotencyKey().isEmpty()) {
            return Optional.of(Refusal.NO_KEY);
        }
        return switch (event.type()) {
            case GRANT, RENEW -> refusalOfYes(row);
            case REFUSE, WITHDRAW, OBJECT, CHANNEL_BLOCK, RESTRICT -> Optional.empty();
            case OBJECTION_LIFTED, OBJECTION_REJECTED, CHANNEL_UNBLOCK, RESTRICTION_LIFTED ->
                Optional.of(Refusal.LIFTS);
            case INVALIDATE, MERGE, TOMBSTONE -> Optional.of(Refusal.NOT_IMPORTABLE);
        };
    }

    private Optional<Refusal> refusalOfYes(Row row) {
        if (row.event().evidence().filter(proof -> !proof.isBlank()).isEmpty()) {
            return Optional.of(Refusal.NO_EVIDENCE);
        }
        boolean suppressed = Stream.concat(row.contactPoints().stream(), SuppressionList.of(row.event()).stream())
                .anyMatch(ledger.suppressions()::contains);
        return suppressed ? Optional.of(Refusal.SUPPRESSED) : Optional.empty();
    }

    private LedgerReceipt record(Row row) {
        ConsentEvent event = row.event().by(ActorRole.IMPORT);
        return event.type().opens()
                ? ledger.record(row.subject(), event)
                : ledger.withdraw(row.subject(), event).receipt();
    }

    private static Refusal refusalOf(LedgerException failure) {
        return switch (failure.fault()) {
            case SUBJECT_ERASED -> Refusal.SUPPRESSED;
            case IDEMPOTENCY_CONFLICT -> Refusal.KEY_TAKEN;
            case CLOCK_AHEAD -> Refusal.CLOCK_AHEAD;
            default -> throw failure;
        };
    }
}
