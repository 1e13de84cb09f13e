package org.tidings.core;

import java.util.Objects;
import java.util.Set;

/**
 * One typed fact about a person, with its place in a {@link Profile}.
 *
 * @param name name in rules and templates
 * @param type type of the value
 * @param categories categories of personal data that the value reveals: one for a stored attribute, the union of the
 *     inputs for a derived one
 * @param required whether every profile has a value; what is not required may be missing
 * @param immutable whether the person cannot change it (birth date); explanations suggest no change of it
 * @param hiddenWhileFuture whether a date or instant is invisible to evaluations before it comes to pass
 * @param derived whether it is computed by a rule
 * @param forbiddenFor purposes that must not use it
 * @param description what it is, for people
 * @param slot ordinal among all attributes of the schema; the presence bit
 * @param index index among the primitive, or among the reference values, according to the type
 */
public record Attribute(
        String name,
        ValueType type,
        Set<String> categories,
        boolean required,
        boolean immutable,
        boolean hiddenWhileFuture,
        boolean derived,
        Set<String> forbiddenFor,
        String description,
        int slot,
        int index) {
    /** Copies the collections. */
    public Attribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        categories = Set.copyOf(categories);
        forbiddenFor = Set.copyOf(forbiddenFor);
    }
}
