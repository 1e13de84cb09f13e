package org.tidings.templating;

import java.util.Objects;
import org.tidings.core.ConsentDecision;
import org.tidings.core.Profile;

/**
 * One person whom a message is about, with the decision that says what of the person may be shown to the recipient.
 *
 * @param profile values of the person, bound to the subject schema of the {@link TemplateModel}
 * @param decision decision about this subject and the recipient of the message
 */
public record SubjectView(Profile profile, ConsentDecision decision) {
    /** Checks that both parts are given. */
    public SubjectView {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(decision, "decision");
    }
}
