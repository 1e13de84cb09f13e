package org.tidings.core;

import java.util.Set;

/**
 * What can be said of a stored attribute when a schema is made.
 *
 * @param name name in rules and templates
 * @param type type of the value
 * @param category category of personal data that the value reveals
 * @param required whether every person has a value
 * @param immutable whether the person cannot change it
 * @param hiddenWhileFuture whether a date or instant is invisible before it comes to pass
 * @param forbiddenFor purposes that must not use it
 * @param description what it is, for people
 */
public record AttributeOptions(
        String name,
        ValueType type,
        String category,
        boolean required,
        boolean immutable,
        boolean hiddenWhileFuture,
        Set<String> forbiddenFor,
        String description) {
    /** Copies the set. */
    public AttributeOptions {
        forbiddenFor = Set.copyOf(forbiddenFor);
    }

    /** Returns options of an attribute that may be missing and has nothing special. */
    public AttributeOptions(String name, ValueType type, String category) {
        this(name, type, category, false, false, false, Set.of(), "");
    }

    /** Returns a copy of which every person has a value. */
    public AttributeOptions withRequired() {
        return new AttributeOptions(
                name, type, category, true, immutable, hiddenWhileFuture, forbiddenFor, description);
    }

    /** Returns a copy that the person cannot change. */
    public AttributeOptions withImmutable() {
        return new AttributeOptions(name, type, category, required, true, hiddenWhileFuture, forbiddenFor, description);
    }

    /** Returns a copy that is invisible before it comes to pass. */
    public AttributeOptions withHiddenWhileFuture() {
        return new AttributeOptions(name, type, category, required, immutable, true, forbiddenFor, description);
    }

    /** Returns a copy that purposes must not use. */
    public AttributeOptions withForbiddenFor(Set<String> purposes) {
        return new AttributeOptions(
                name, type, category, required, immutable, hiddenWhileFuture, purposes, description);
    }

    /** Returns a copy with a description. */
    public AttributeOptions withDescription(String text) {
        return new AttributeOptions(name, type, category, required, immutable, hiddenWhileFuture, forbiddenFor, text);
    }
}
