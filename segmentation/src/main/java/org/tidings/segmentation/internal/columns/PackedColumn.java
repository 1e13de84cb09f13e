package org.tidings.segmentation.internal.columns;

import org.jspecify.annotations.Nullable;

/**
 * The codes of a field of events, in the order of the events.
 *
 * @param coding what the codes mean
 * @param codes the codes
 */
public record PackedColumn(Coding coding, Packed codes) {
    /** Returns the value of an event: Long for raw bits, String, or null where it is missing. */
    public @Nullable Object value(int event) {
        return coding.value(codes.get(event));
    }
}
