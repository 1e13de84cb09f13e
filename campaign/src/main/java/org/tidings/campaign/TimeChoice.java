package org.tidings.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.timing.NoSlotReason;
import org.tidings.timing.SendSlot;

/**
 * When a message goes out, and why then.
 *
 * @param slot the instant; absent where none is allowed
 * @param refusal why there is none
 * @param notes what moved the instant, in the order in which it was found
 * @param propensity probability with which the send time model chose the instant
 * @param model the model's ground
 */
record TimeChoice(
        Optional<SendSlot> slot, Optional<Reason> refusal, List<TimeNote> notes, double propensity, String model) {

    TimeChoice {
        notes = List.copyOf(notes);
    }

    /** Returns that no time is allowed. */
    static TimeChoice none(NoSlotReason refusal, List<TimeNote> notes) {
        return new TimeChoice(
                Optional.empty(),
                Optional.of(Reason.of(ReasonCode.NO_SEND_TIME, refusal.name().toLowerCase(Locale.ROOT))),
                notes,
                1,
                "");
    }

    /** Returns that looking for a time failed. */
    static TimeChoice failed(RuntimeException failure) {
        return new TimeChoice(Optional.empty(), Optional.of(Failures.reason(failure)), List.of(), 1, "");
    }
}
