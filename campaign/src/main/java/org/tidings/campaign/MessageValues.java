package org.tidings.campaign;

/** Names of the values that a campaign brings to every message, beside the attributes of recipient and subjects. */
final class MessageValues {
    /** Local day on which the message goes out. */
    static final String SEND_DAY = "sendDay";
    /** Day before which the steps of the campaign lie. */
    static final String DEADLINE = "deadline";

    private MessageValues() {}
}
