package org.tidings.templating;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a message by name, in their order. So few that a search from the front is the quickest. Immutable. */
final class Parts extends AbstractMap<String, String> {
    private final String[] namesAndTexts;

    /** Wraps an array that never changes again: names and texts in turn. */
    Parts(String... namesAndTexts) {
        this.namesAndTexts = namesAndTexts;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            if (namesAndTexts[i].equals(name)) {
                return namesAndTexts[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return namesAndTexts.length / 2;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return namesAndTexts.length / 2;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < namesAndTexts.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at += 2;
            return Map.entry(namesAndTexts[at - 2], namesAndTexts[at - 1]);
        }
    }
}
