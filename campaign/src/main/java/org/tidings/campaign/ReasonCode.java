package org.tidings.campaign;

import java.util.Locale;

/** Why a message about somebody did not go to a recipient. The names in files are stable. */
public enum ReasonCode {
    /** The programme file bars the recipient; the reason's own name stands in the file. */
    BARRED,
    /** No channel of the recipient is reachable and permitted. */
    NO_CONSENTED_CHANNEL,
    /** The person needs a guardian and has none. */
    NO_GUARDIAN,
    /** The guardian is not among the people of the run. */
    RECIPIENT_UNKNOWN,
    /** The guardian may not be told: no mandate for the purpose, or no contact. */
    NOT_AUTHORISED,
    /** The campaign has steps before a deadline, and the person has no deadline. */
    NO_DEADLINE,
    /** The day of the step lies before the day for which the programme is run. */
    STEP_PASSED,
    /** The person is kept out on purpose, to compare with those who are told. */
    HOLDOUT,
    /** No send time is allowed, for instance none is left before the deadline. */
    NO_SEND_TIME,
    /** Every slot that is allowed is full of messages of others; see {@code slots} of the campaign file. */
    CAPACITY_EXHAUSTED,
    /** The person was in the segment when the message was planned, and is not when it goes out. */
    LEFT_SEGMENT,
    /** The recipient or the channel was usable when the message was planned, and is not when it goes out. */
    NO_LONGER_USABLE,
    /** The template refused on every channel, for instance because a value that it needs is missing. */
    TEMPLATE_REFUSED,
    /** The same recipient was told about the same person in this step before. */
    ALREADY_TOLD,
    /** The carrier did not take the message. */
    CARRIER_REFUSED,
    /**
     * The hand-over was not begun in time, or the consent records changed again and again meanwhile; running again tries
     * again.
     */
    HANDOVER_BROKEN_OFF,
    /** Whether the carrier took the message is not known; it is never handed over again by itself. */
    HANDOVER_UNKNOWN,
    /** Something failed that should not; the run went on without this message. */
    INTERNAL_ERROR;

    /** Returns the name as it stands in files: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
