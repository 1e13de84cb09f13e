package org.tidings.segmentation;

import org.tidings.core.Attribute;
import org.tidings.core.EventField;

/** What a name stands for. */
sealed interface Target {
    /** A stored attribute. */
    record Stored(Attribute attribute) implements Target {}

    /** A derived attribute. */
    record Computed(Derived derived) implements Target {}

    /**
     * A field of the event that a {@code where} looks at.
     *
     * @param level nesting of the {@code where}, 0 is the outermost
     */
    record Field(EventField field, int level) implements Target {}
}
