package org.tidings.campaign;

import java.util.Objects;

/**
 * A reason for which a message was withheld.
 *
 * @param code kind of the reason
 * @param name name in files: the code's, or the name that the programme file gives to what bars a recipient
 * @param detail what exactly, for people who mend the programme; never personal data; may be empty
 */
public record Reason(ReasonCode code, String name, String detail) {
    /** Checks that the parts are given. */
    public Reason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(detail, "detail");
    }

    /** Returns a reason without detail. */
    public static Reason of(ReasonCode code) {
        return new Reason(code, code.id(), "");
    }

    /** Returns a reason with a detail. */
    public static Reason of(ReasonCode code, String detail) {
        return new Reason(code, code.id(), detail);
    }

    /** Returns the reason that a programme file states under a name for barring a recipient. */
    public static Reason barred(String name) {
        return new Reason(ReasonCode.BARRED, name, "");
    }
}
