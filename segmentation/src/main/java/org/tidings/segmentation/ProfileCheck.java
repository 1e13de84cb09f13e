package org.tidings.segmentation;

import org.tidings.core.Schema;

/** Makes sure that a profile is bound to the schema that rules were compiled for. Safe to share between threads. */
final class ProfileCheck {
    private final Schema stored;
    private final Schema extended;

    /** The equal schema that came last. Comparing costs much, and people come from one source; losing a write is harmless. */
    private Schema equal;

    ProfileCheck(Schema stored, Schema extended) {
        this.stored = stored;
        this.extended = extended;
        this.equal = stored;
    }

    /**
     * Accepts the stored schema, the one with derived attributes, and any that is equal to the stored one.
     *
     * @throws IllegalArgumentException if the schema is another
     */
    void accept(Schema schema) {
        if (schema != stored && schema != extended && schema != equal) {
            compare(schema);
        }
    }

    private void compare(Schema schema) {
        boolean fits = schema.attributes().equals(stored.attributes())
                && schema.streams().equals(stored.streams());
        if (!fits) {
            throw new IllegalArgumentException(
                    "the profile is bound to schema " + schema + "; the rules were compiled for " + stored);
        }
        equal = schema;
    }
}
