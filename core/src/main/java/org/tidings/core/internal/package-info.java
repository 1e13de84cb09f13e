/**
 * Raw storage of profiles and events, exported to the Tidings modules only.
 *
 * <p>Users see values as {@link org.tidings.core.Labelled}; the evaluator and the renderer need them without a wrapper.
 */
@NullMarked
package org.tidings.core.internal;

import org.jspecify.annotations.NullMarked;
