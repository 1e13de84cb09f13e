package org.tidings.campaign;

/**
 * Something that moved the time of a message, or that its time rests on.
 *
 * @param kind what it is
 * @param detail the other campaign and the time, for spacing; the rule, for a cap; may be empty
 */
record TimeNote(Kind kind, String detail) {
    /** Returns the form in records: the kind, and the detail where there is one. */
    @Override
    public String toString() {
        return detail.isEmpty() ? kind.id() : kind.id() + " " + detail;
    }

    enum Kind {
        /** Another campaign's message to the same recipient comes first, and time must pass after it. */
        SPACING("spacing"),
        /** The recipient gets as many messages as the programme allows. */
        CAP("cap"),
        /** The channel's window was closed. */
        WINDOW("window"),
        /** A public holiday lay in between. */
        HOLIDAY("holiday"),
        /** The next opening would not have been before the deadline. */
        DEADLINE("deadline"),
        /** The send time model chose a later instant. */
        MODEL("model"),
        /** The plan of all messages gives it a later slot; the detail says whose hours counted. */
        PLAN("plan"),
        /** No place was left in any slot, and the message is one that has to go out. */
        BEYOND_CAPACITY("beyond_capacity"),
        /** The zone on file is none: the agency's counts. */
        ZONE_UNKNOWN("zone_unknown");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** Returns the name in files. */
        String id() {
            return id;
        }
    }
}
