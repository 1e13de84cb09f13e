package org.tidings.segmentation;

import java.util.Map;

/** One rule over a map of values by attribute name, as {@link org.tidings.core.Profile#of} takes it. */
@FunctionalInterface
interface MapCode {
    /** Returns whether the rule is definitely true for a person. */
    boolean isTrue(String personId, Map<String, ?> values);
}
