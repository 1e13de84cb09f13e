package org.tidings.templating;

import java.util.Set;
import org.tidings.core.ValueType;

/**
 * A value that a template reads.
 *
 * @param source where it is read
 * @param name name as the template knows it, such as {@code recipient.firstName}
 * @param type type of the value
 * @param slot slot of the attribute, or number of the message value
 * @param index index of the attribute among primitives or references
 * @param categories categories that it reveals
 * @param categoryBits the same as {@link CategoryBits} of the variant
 * @param mayBeMissing whether a profile or message can be without it
 * @param constant text of a constant, else empty
 * @param cell number of the value among all of the variant, for the trace
 */
record Ref(
        Source source,
        String name,
        ValueType type,
        int slot,
        int index,
        Set<String> categories,
        long categoryBits,
        boolean mayBeMissing,
        String constant,
        int cell) {

    /** Where a value is read. */
    enum Source {
        /** Attribute of the recipient. */
        RECIPIENT,
        /** Attribute of the subject whose turn it is. */
        SUBJECT,
        /** Attribute of all subjects together. */
        EVERY_SUBJECT,
        /** Value of the message. */
        VALUE,
        /** Text that is the same in every message. */
        CONSTANT,
        /** Number of the subjects. */
        SUBJECT_COUNT,
        /** Member of a set whose turn it is; the slot is the depth of the section. */
        MEMBER
    }

    /** Returns whether the value is data about somebody or something, and not a constant or a counter. */
    boolean isTraced() {
        return source != Source.CONSTANT && source != Source.SUBJECT_COUNT && source != Source.MEMBER;
    }
}
