package org.tidings.segmentation;

/** A named condition of a {@link Rulebook}: the people for whom it is true. Immutable. */
public final class Segment {
    private final String name;
    private final String description;
    private final Expression condition;
    private final int index;

    Segment(String name, String description, Expression condition, int index) {
        this.name = name;
        this.description = description;
        this.condition = condition;
        this.index = index;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the documentation text that follows the name in the rule file, or an empty text. */
    public String description() {
        return description;
    }

    /** Returns the condition. */
    public Expression condition() {
        return condition;
    }

    /** Returns what the condition can touch. */
    public Footprint footprint() {
        return condition.footprint();
    }

    /** Returns the static cost of the condition; see {@link Expression#cost()}. */
    public long cost() {
        return condition.cost();
    }

    /** Returns the ordinal among the segments of the rulebook. */
    int index() {
        return index;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
