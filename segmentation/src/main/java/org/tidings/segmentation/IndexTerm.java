package org.tidings.segmentation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a rule asks of one dimension of a {@link SegmentIndex}. Immutable. */
sealed interface IndexTerm {
    /** The value is in a set. */
    record In(ValueSet values) implements IndexTerm {}

    /** At least one of several facts is true. */
    record Any(Set<Object> facts) implements IndexTerm {
        /** Copies the set. */
        public Any {
            facts = Set.copyOf(facts);
        }
    }

    /** None of several facts is true. */
    record None(Set<Object> facts) implements IndexTerm {
        /** Copies the set. */
        public None {
            facts = Set.copyOf(facts);
        }
    }

    /** Returns the term that is true where this one is not. */
    default IndexTerm complement() {
        if (this instanceof In in) {
            return new In(in.values().complement());
        }
        return this instanceof Any any ? new None(any.facts()) : new Any(((None) this).facts());
    }

    /** What a dimension reads. */
    enum Kind {
        /** Primitive attribute: its key lies in one of many cells. */
        KEYS,
        /** Text attribute: one cell for each text that a rule names. */
        TEXT,
        /** Set attribute: one fact for each member that a rule names, and {@link Absence}. */
        MEMBERS,
        /** Stream of events: one {@link EventFact} for each text of a field and each first time. */
        EVENTS,
        /** Leaves that nothing else can look up, each evaluated once: {@link LeafFact}. */
        LEAVES
    }

    /**
     * A dimension.
     *
     * @param at slot of the attribute, or index of the stream; 0 for leaves
     * @param column column of the field of an event; 0 for others
     * @param last greatest time of an event that counts; 0 for others
     */
    record Source(Kind kind, int at, int column, long last) {
        static Source ofSlot(Kind kind, int slot) {
            return new Source(kind, slot, 0, 0);
        }
    }

    /** The fact that a set has no value. */
    enum Absence {
        ABSENT
    }

    /** There is an event with a text in a field, not before a time. */
    record EventFact(String text, long first) {}

    /** A leaf is definitely true, or definitely false. */
    record LeafFact(Plan leaf, boolean isTrue) {}

    /** Where a term of a conjunction stands: a rule can ask several times whether one of some facts is true. */
    record Place(Source source, boolean none, int copy) {}

    /** A conjunction of terms, at most one in each place. Mutable while it is made. */
    final class Terms {
        private final Map<Place, IndexTerm> terms = new LinkedHashMap<>();

        Map<Place, IndexTerm> byPlace() {
            return terms;
        }

        void add(Source source, IndexTerm term) {
            if (term instanceof In in) {
                terms.merge(
                        new Place(source, false, 0),
                        term,
                        (a, b) -> new In(((In) a).values().and(in.values())));
            } else if (term instanceof None) {
                terms.merge(new Place(source, true, 0), term, (a, b) -> new None(union((None) a, (None) b)));
            } else {
                int copy = 0;
                while (terms.containsKey(new Place(source, false, copy))) {
                    copy++;
                }
                terms.put(new Place(source, false, copy), term);
            }
        }

        private static Set<Object> union(None a, None b) {
            Set<Object> facts = new HashSet<>(a.facts());
            facts.addAll(b.facts());
            return facts;
        }
    }
}
