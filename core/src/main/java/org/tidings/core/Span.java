package org.tidings.core;

/**
 * A range of UTF-16 offsets in a {@link SourceText}: {@code start} inclusive, {@code end} exclusive.
 *
 * @param start first offset, 0 or more
 * @param end offset after the last one, not before {@code start}
 */
public record Span(int start, int end) {
    /** A span of nothing at the start of a text, for what has no place of its own. */
    public static final Span NONE = new Span(0, 0);

    /** Checks that the range is not negative. */
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span from " + start + " to " + end);
        }
    }

    /** Returns the smallest span that covers this one and {@code other}. */
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    /** Returns this span moved right by {@code offset}. */
    public Span shift(int offset) {
        return new Span(start + offset, end + offset);
    }
}
