package org.tidings.core;

import java.util.Objects;

/**
 * One category of personal data that a message touches, and how it reaches the reader.
 *
 * @param category category id
 * @param via how it reaches the message
 */
public record CategoryUse(String category, Via via) {
    /** How a category reaches a message. */
    public enum Via {
        /** A value that the text shows and can do without. */
        PLACEHOLDER,
        /** Known from mere receipt, or needed by the text: a denial denies the message. */
        REQUIRED,
        /** Used by the rule that chose the person: receipt reveals it, a denial denies the message. */
        SEGMENT_RULE
    }

    /** Checks that both parts are given. */
    public CategoryUse {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(via, "via");
    }
}
