package org.tidings.consent;

import java.util.List;
import java.util.Objects;

/**
 * What a withdrawal has come to. When it is complete, no hand-over that rests on what was said before begins any more.
 *
 * @param receipt what was recorded
 * @param mayBeOut hand-overs whose sender did not answer within its lease, or had failed before: they may have left, and
 *     none of them begins any more either
 */
public record Withdrawal(LedgerReceipt receipt, List<Dispatch> mayBeOut) {
    /** Copies the list. */
    public Withdrawal {
        Objects.requireNonNull(receipt, "receipt");
        mayBeOut = List.copyOf(mayBeOut);
    }

    /** Returns whether it is known of every message whether it left. */
    public boolean isComplete() {
        return mayBeOut.isEmpty();
    }
}
