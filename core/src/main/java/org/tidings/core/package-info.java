/**
 * Schema, profile, catalogue, consent decision, diagnostics and time: the types that cross module borders.
 *
 * <p>A {@link org.tidings.core.Catalogue} says which categories of personal data, channels, jurisdictions and purposes
 * exist. A {@link org.tidings.core.Schema} gives every attribute of a person one of those categories. A
 * {@link org.tidings.core.Profile} holds one person's values, bound once and read many times. Nothing here reads a
 * clock, a default locale or a default zone; an {@link org.tidings.core.EvaluationContext} carries the instant.
 */
@NullMarked
package org.tidings.core;

import org.jspecify.annotations.NullMarked;
