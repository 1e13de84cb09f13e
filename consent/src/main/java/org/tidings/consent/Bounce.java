package org.tidings.consent;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that did not arrive.
 *
 * @param point where it should have gone
 * @param kind whether trying again makes sense
 * @param at when the carrier said so
 * @param report name of the carrier's report, without personal data
 */
public record Bounce(ContactPoint point, Kind kind, Instant at, String report) {
    private static final Pattern STATUS = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    /** Checks that the parts are given. */
    public Bounce {
        Objects.requireNonNull(point, "point");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(report, "report");
    }

    /** Whether trying again makes sense. */
    public enum Kind {
        /** The address does not exist, or will never take messages. */
        HARD,
        /** It did not work this time: a full mailbox, a telephone that is off, a filter that refused. */
        SOFT
    }

    /**
     * Returns the kind of an enhanced status code of mail (RFC 3463), such as {@code 5.1.1}.
     *
     * <p>HARD are the permanent failures of the address itself (5.1.x but for 5.1.7 and 5.1.8, which are about the sender,
     * and 5.1.5, which is none) and of a mailbox that is disabled (5.2.1). A full mailbox (5.2.2), a refusal by policy
     * (5.7.x) and faults of networks and systems say nothing about the address, however permanent they call themselves.
     */
    public static Kind kindOf(String enhancedStatus) {
        Matcher status = STATUS.matcher(enhancedStatus);
        if (!status.matches() || !status.group(1).equals("5")) {
            return Kind.SOFT;
        }
        int subject = Integer.parseInt(status.group(2));
        int detail = Integer.parseInt(status.group(3));
        boolean isAddress = subject == 1 && detail != 5 && detail != 7 && detail != 8;
        return isAddress || (subject == 2 && detail == 1) ? Kind.HARD : Kind.SOFT;
    }
}
