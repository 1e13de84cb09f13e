package org.tidings.segmentation;

/**
 * A derived attribute.
 *
 * @param description documentation text, or an empty text
 * @param index ordinal among the derived attributes
 */
record Derived(String name, String description, Expression expression, int index) {}
