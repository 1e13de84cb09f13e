/**
 * JSON with positions, for the files that people write: schema, catalogue, campaign, manifest, sources.
 *
 * <p>Exported to the Tidings modules only. Every node knows its {@link org.tidings.core.Span}, so that a wrong value is
 * reported where it stands. {@link org.tidings.core.json.JsonFields} reads an object field by field and reports what is
 * missing, mistyped or unknown.
 */
@NullMarked
package org.tidings.core.json;

import org.jspecify.annotations.NullMarked;
