package org.tidings.segmentation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.core.json.JsonOutput;

/**
 * What would have to be different about a person for a condition to come out the other way: every smallest set of
 * changes. Holds personal data.
 *
 * <p>For a person for whom the condition is true, a set makes it false or unknown; for anybody else, true. No set
 * contains another. Terms over one attribute change together: nobody is over 64 and under 5. Terms that the changes are
 * put in: a comparison with constants is changed on its varying side ({@code age(birthDate) 64 -> 65}), events by whether
 * or how many there are, a set by a member, and what is none of these by its outcome.
 */
public final class ChangeSets {
    private final String name;
    private final Truth truth;
    private final List<ChangeSet> sets;
    private final List<Boundary> boundaries;
    private final boolean complete;

    ChangeSets(String name, Truth truth, List<ChangeSet> sets, List<Boundary> boundaries, boolean complete) {
        this.name = name;
        this.truth = truth;
        this.sets = List.copyOf(sets);
        this.boundaries = List.copyOf(boundaries);
        this.complete = complete;
    }

    /** What may be thought of as different. */
    public enum Scope {
        /** What a person can change: no term that reads immutable attributes only, such as an age. */
        MUTABLE,
        /** Everything. */
        EVERYTHING
    }

    /**
     * One thing that is different.
     *
     * @param term what changes, in the rule language
     * @param from its value in the rule language, {@code missing} or {@code unknown} where it has none
     * @param to the nearest value that serves; in words where no single value stands for it: {@code more than 30000}
     */
    public record Change(String term, String from, String to) {
        /** Returns the change in words. */
        @Override
        public String toString() {
            if (term.startsWith("exists(")) {
                String events = term.substring("exists(".length(), term.length() - 1);
                return to.equals("true") ? "event on file: " + events : "no event on file: " + events;
            }
            return term + " " + from + " -> " + to;
        }
    }

    /**
     * Changes that together turn the outcome, none of which can be left out.
     *
     * @param changes in the order of the condition
     */
    public record ChangeSet(List<Change> changes) {
        /** Copies the list. */
        public ChangeSet {
            changes = List.copyOf(changes);
        }
    }

    /**
     * The bound that a deciding term is nearest to.
     *
     * @param condition the term
     * @param term its varying side
     * @param value the value of that side
     * @param bound the nearest value with which the term comes out the other way
     */
    public record Boundary(String condition, String term, String value, String bound) {}

    /** Returns the name of the segment, or nothing for a condition without one. */
    public Optional<String> segment() {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** Returns the outcome as it is. */
    public Truth truth() {
        return truth;
    }

    /** Returns the smallest sets of changes, those of fewer changes first. Empty if no change of the scope turns it. */
    public List<ChangeSet> sets() {
        return sets;
    }

    /** Returns the bounds of those terms that decide the outcome and compare with constants, whatever the scope. */
    public List<Boundary> boundaries() {
        return boundaries;
    }

    /**
     * Returns whether these are all smallest sets. Otherwise the condition has too many ways, and sets of more than three
     * changes are left out; or a term that changes as a whole reads what another term reads, too, and the two may not be
     * possible together.
     */
    public boolean complete() {
        return complete;
    }

    /** Returns a text for people, one set of changes a line. */
    public String render() {
        StringBuilder out = new StringBuilder();
        String subject = name.isEmpty() ? "The condition" : "Segment '" + name + "'";
        String other = truth == Truth.TRUE ? "not be true" : "be true";
        out.append(subject).append(" would ").append(other);
        out.append(
                sets.isEmpty() ? " after no change of this kind\n" : sets.size() == 1 ? " after\n" : " after one of\n");
        for (ChangeSet set : sets) {
            out.append("  ")
                    .append(String.join(
                            ", and ",
                            set.changes().stream().map(Change::toString).toList()))
                    .append('\n');
        }
        if (!boundaries.isEmpty()) {
            out.append("Nearest bounds:\n");
            String turns = truth == Truth.TRUE ? "; the rule ends at " : "; the rule asks for ";
            boundaries.forEach(boundary -> out.append("  ")
                    .append(boundary.term() + " is " + boundary.value() + turns + boundary.bound())
                    .append('\n'));
        }
        if (!complete) {
            out.append("There may be more, or not all of these may be possible.\n");
        }
        return out.toString();
    }

    /** Returns the sets as one JSON object: {@code segment}, {@code truth}, {@code complete}, {@code changes}, {@code bounds}. */
    public String json() {
        return JsonOutput.object(out -> {
            if (!name.isEmpty()) {
                out.field("segment", name);
            }
            out.field("truth", truth.name().toLowerCase(Locale.ROOT));
            out.field("complete", complete);
            out.beginArray("changes");
            for (ChangeSet set : sets) {
                out.beginObject();
                out.beginArray("all");
                for (Change change : set.changes()) {
                    out.beginObject();
                    out.field("term", change.term());
                    out.field("from", change.from());
                    out.field("to", change.to());
                    out.end();
                }
                out.end();
                out.end();
            }
            out.end();
            out.beginArray("bounds");
            for (Boundary boundary : boundaries) {
                out.beginObject();
                out.field("condition", boundary.condition());
                out.field("term", boundary.term());
                out.field("value", boundary.value());
                out.field("bound", boundary.bound());
                out.end();
            }
            out.end();
        });
    }
}
