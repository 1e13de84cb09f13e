package org.tidings.templating;

import java.util.Objects;
import java.util.Set;

/**
 * What became of one value in a rendering.
 *
 * @param place how the text used it
 * @param name name of the value as the template knows it, such as {@code recipient.firstName} or {@code dueDate}
 * @param subject position of the subject whose value it is, from 0; -1 where it is not a subject's
 * @param categories categories of personal data that the value reveals
 * @param state what was found
 * @param action what the text did about it
 */
public record ValueUse(Place place, String name, int subject, Set<String> categories, State state, Action action) {
    /** How a text uses a value. */
    public enum Place {
        /** Shown, or meant to be shown. */
        PLACEHOLDER,
        /** Chooses between branches. */
        CONDITION,
        /** Parameter of a link. */
        LINK
    }

    /** What was found. Denied is tested before missing, so that absence of a denied value does not show. */
    public enum State {
        /** Permitted, present and shown. */
        SHOWN,
        /** Permitted, present and looked at, but not shown. */
        READ,
        /** Permitted, but there is no value. */
        MISSING,
        /** Not permitted; nobody looked whether there is a value. */
        DENIED
    }

    /** What the text did. */
    public enum Action {
        /** The value was written. */
        VALUE,
        /** The branch for true, or for presence, was taken. */
        THEN,
        /** The branch for false was taken. */
        ELSE,
        /** The branch for unknown was taken. */
        NEUTRAL,
        /** The text written for absence was taken. */
        FALLBACK,
        /** The block vanished. */
        OMIT_BLOCK,
        /** The message was refused. */
        REFUSE
    }

    /** Copies the set. */
    public ValueUse {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(action, "action");
        categories = Set.copyOf(categories);
    }
}
