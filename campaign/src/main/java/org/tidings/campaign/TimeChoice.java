package org.tidings.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.timing.SendSlot;
import org.tidings.timing.SendTimes;

/**
 * When a message goes out, and why then.
 *
 * @param slot the instant; absent where none is allowed
 * @param refusal why there is none
 * @param notes what moved the instant, in the order in which it was found
 * @param propensity probability with which the send time model chose the instant
 * @param model the model's ground
 * @param planned the slot, where the message was planned together with the others
 */
record TimeChoice(
        Optional<SendSlot> slot,
        Optional<Reason> refusal,
        List<TimeNote> notes,
        double propensity,
        String model,
        Optional<PlannedSlot> planned) {

    TimeChoice {
        notes = List.copyOf(notes);
    }

    /** Returns that no time is allowed. */
    static TimeChoice none(SendTimes.Refusal refusal, List<TimeNote> notes) {
        return refused(Reason.of(ReasonCode.NO_SEND_TIME, refusal.name().toLowerCase(Locale.ROOT)), notes);
    }

    static TimeChoice refused(Reason refusal, List<TimeNote> notes) {
        return new TimeChoice(Optional.empty(), Optional.of(refusal), notes, 1, "", Optional.empty());
    }

    /** Returns a time that a message has by itself. */
    static TimeChoice at(SendSlot slot, List<TimeNote> notes, double propensity, String model) {
        return new TimeChoice(Optional.of(slot), Optional.empty(), notes, propensity, model, Optional.empty());
    }

    /** Returns that looking for a time failed. */
    static TimeChoice failed(RuntimeException failure) {
        return refused(Failures.reason(failure), List.of());
    }
}
