/**
 * The syntax of the rule language: one sealed tree with three faces, text, JSON and canonical print.
 *
 * <p>Nothing here knows a schema or a person. {@link org.tidings.segmentation.internal.Expr} is the tree,
 * {@link org.tidings.segmentation.internal.Parser} reads text, {@link org.tidings.segmentation.internal.Printer} writes
 * it, {@link org.tidings.segmentation.internal.JsonForm} and {@link org.tidings.segmentation.internal.JsonFormReader} do
 * the same for JSON. Not exported.
 */
@NullMarked
package org.tidings.segmentation.internal;

import org.jspecify.annotations.NullMarked;
