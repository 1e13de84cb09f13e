/**
 * Rules of other systems, rewritten for this language.
 *
 * <p>The other languages have values of any type in one place and two outcomes; this one has typed attributes and three.
 * {@link org.tidings.segmentation.internal.imports.Sym} stands between: every part of a foreign rule becomes a list of
 * alternatives, each a typed value under a condition that is never unknown, and what the other language does with null,
 * with texts that look like numbers and with faults is worked out alternative by alternative. Not exported.
 */
@NullMarked
package org.tidings.segmentation.internal.imports;

import org.jspecify.annotations.NullMarked;
