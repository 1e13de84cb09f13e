package org.tidings.files;

import java.util.Objects;
import org.tidings.core.Diagnostic;

/**
 * A person who is held back, because something about her or him could not be read.
 *
 * @param personId id of the person
 * @param reason the first problem that was met, and where; holds no personal data
 */
public record HeldPerson(String personId, Diagnostic reason) {
    /** Checks that the parts are given. */
    public HeldPerson {
        Objects.requireNonNull(personId, "personId");
        Objects.requireNonNull(reason, "reason");
    }
}
