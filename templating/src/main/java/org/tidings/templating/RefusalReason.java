package org.tidings.templating;

/** Why a message was not rendered. */
public enum RefusalReason {
    /** The decision about the recipient, or about one of the subjects, does not permit a message. */
    DENY,
    /** A value that the text cannot do without is missing or denied. */
    VALUE_REQUIRED,
    /** A condition is unknown, because its value is missing or denied, and the text has no neutral branch for that. */
    CONDITION_UNKNOWN,
    /** A constant would break a header line: it holds a line break or a NUL. Values of people are put on one line. */
    HEADER_BREAK,
    /** A part grew beyond {@link org.tidings.core.Limits#maxOutputBytes()}. */
    OUTPUT_TOO_LONG,
    /** Nothing is left of a part that every message of the channel needs: its values are missing or denied. */
    EMPTY_PART,
    /** The text message needs characters outside GSM 03.38, and the policy refuses that. */
    SMS_NOT_GSM7,
    /** The text message needs more parts than the manifest allows. */
    SMS_TOO_LONG,
    /** The notification alone is longer than the platforms carry: {@link PushPayload#MAX_BYTES}. */
    PUSH_TOO_LONG,
    /** The address has more lines than the window of an envelope shows. */
    ADDRESS_TOO_LONG,
    /** The post, or the text in place of its picture, is longer than one of its networks takes. */
    POST_TOO_LONG
}
