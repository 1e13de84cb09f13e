package org.tidings.segmentation;

import java.util.Set;
import java.util.TreeSet;

/**
 * What an expression can touch, known when it is compiled: an upper bound over all people and instants.
 *
 * <p>What an expression reads through derived attributes and other segments counts as its own.
 *
 * @param categories categories of personal data of every attribute and event field that it reads
 * @param attributes stored attributes and event streams that it reads
 * @param forbiddenFor purposes that must not use at least one of the attributes
 */
public record Footprint(Set<String> categories, Set<String> attributes, Set<String> forbiddenFor) {
    /** Copies the sets. */
    public Footprint {
        categories = Set.copyOf(categories);
        attributes = Set.copyOf(attributes);
        forbiddenFor = Set.copyOf(forbiddenFor);
    }

    /** Returns the footprint of an expression that reads nothing about a person. */
    public static Footprint empty() {
        return new Footprint(Set.of(), Set.of(), Set.of());
    }

    /** Returns the footprint of two expressions together. */
    public Footprint and(Footprint other) {
        return new Footprint(
                union(categories, other.categories),
                union(attributes, other.attributes),
                union(forbiddenFor, other.forbiddenFor));
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }
}
