package org.tidings.campaign;

import java.util.Objects;
import java.util.Optional;

/**
 * A message about a person that did not go to a recipient.
 *
 * @param recipient id of who would have read it; absent where nobody could be asked
 * @param reason why it did not go
 */
public record Withholding(Optional<String> recipient, Reason reason) {
    /** Checks that the parts are given. */
    public Withholding {
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(reason, "reason");
    }
}
