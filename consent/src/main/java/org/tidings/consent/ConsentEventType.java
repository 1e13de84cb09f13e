package org.tidings.consent;

/** What a consent event does. */
public enum ConsentEventType {
    /** Says yes. */
    GRANT,
    /** Says yes again, before or after an earlier yes has run out. */
    RENEW,
    /** Says no when asked. */
    REFUSE,
    /** Takes a yes back. */
    WITHDRAW,
    /** Objects to processing that rests on a public task or on legitimate interests. */
    OBJECT,
    /** Takes an objection back. */
    OBJECTION_LIFTED,
    /** The agency found compelling grounds against an objection; without effect on direct marketing. */
    OBJECTION_REJECTED,
    /** Nothing may be sent on the channel: STOP, or the address cannot be reached. */
    CHANNEL_BLOCK,
    /** Ends a block of the channel. */
    CHANNEL_UNBLOCK,
    /** Restricts the processing under Art. 18. */
    RESTRICT,
    /** Ends a restriction. */
    RESTRICTION_LIFTED,
    /** A notice version was found faulty; what was agreed to under it does not count. */
    INVALIDATE,
    /** The record was joined with another of the same person. */
    MERGE,
    /** The person's data were erased. */
    TOMBSTONE;

    /** Returns whether the event says yes to a purpose. */
    public boolean isYes() {
        return this == GRANT || this == RENEW;
    }

    /** Returns whether the event says no to a purpose. */
    public boolean isNo() {
        return this == REFUSE || this == WITHDRAW;
    }

    /**
     * Returns whether the event opens something: a yes, or the end of an objection, a block or a restriction. Where one
     * of these and its opposite bear the same time, the opposite wins.
     */
    public boolean opens() {
        return switch (this) {
            case GRANT, RENEW, OBJECTION_LIFTED, OBJECTION_REJECTED, CHANNEL_UNBLOCK, RESTRICTION_LIFTED -> true;
            case REFUSE, WITHDRAW, OBJECT, CHANNEL_BLOCK, RESTRICT, INVALIDATE, MERGE, TOMBSTONE -> false;
        };
    }

    /** Returns whether only the person, or who acts for her, can say it. */
    boolean isWordOfThePerson() {
        return switch (this) {
            case GRANT, RENEW, REFUSE, WITHDRAW, OBJECT, OBJECTION_LIFTED -> true;
            case OBJECTION_REJECTED,
                    CHANNEL_BLOCK,
                    CHANNEL_UNBLOCK,
                    RESTRICT,
                    RESTRICTION_LIFTED,
                    INVALIDATE,
                    MERGE,
                    TOMBSTONE -> false;
        };
    }
}
