package org.tidings.segmentation;

import java.util.Objects;
import org.tidings.core.ValueType;

/**
 * A value for one {@code ?} of an {@link SqlText}.
 *
 * @param type type of the value; never {@code set<text>}
 * @param value Boolean, Long, Double, String, LocalDate or Instant (whole microseconds), according to the type; never
 *     missing
 */
public record SqlParameter(ValueType type, Object value) {
    /** Checks that both parts are given. */
    public SqlParameter {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(value, "value");
    }
}
