package org.tidings.templating;

import java.util.List;

/**
 * What an instruction of plain Mustache works on: a name, cut at its dots.
 *
 * @param path parts of the name; empty for {@code .}, and for a partial whose name stands in the text
 * @param raw whether it is written unescaped
 * @param unit for a partial the key of its program; if its name is a value, what stands behind that name in the key
 */
record MustacheName(List<String> path, boolean raw, String unit) {
    /** Copies the list. */
    public MustacheName {
        path = List.copyOf(path);
    }

    static MustacheName of(String name, boolean raw) {
        return new MustacheName(path(name), raw, "");
    }

    static List<String> path(String name) {
        return name.equals(".") ? List.of() : List.of(name.split("\\.", -1));
    }
}
