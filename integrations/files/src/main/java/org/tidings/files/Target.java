package org.tidings.files;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.tidings.core.ValueType;

/**
 * What a column can go to.
 *
 * @param name name in {@code sources.json}
 * @param type type of the value
 * @param required whether a row without a value cannot be used
 * @param mustBeMapped whether a file without a column for it cannot be used
 * @param terms the only texts that it takes; empty where it takes any value of its type
 */
record Target(String name, ValueType type, boolean required, boolean mustBeMapped, Set<String> terms) {
    Target {
        terms = Collections.unmodifiableSet(new LinkedHashSet<>(terms));
    }

    /** Returns a target without which a row says nothing. */
    static Target needed(String name, ValueType type) {
        return new Target(name, type, true, true, Set.of());
    }

    /** Returns a target that may be left out. */
    static Target optional(String name, ValueType type) {
        return new Target(name, type, false, false, Set.of());
    }

    /** Returns a copy that may be left out altogether, but has a value in every row of a file that maps it. */
    Target neededIfMapped() {
        return new Target(name, type, true, false, terms);
    }

    /** Returns a copy that takes a choice of texts only. */
    Target of(Collection<String> choice) {
        return new Target(name, type, required, mustBeMapped, new LinkedHashSet<>(choice));
    }
}
