package org.tidings.core;

/**
 * How large an input may be before it is refused with a diagnostic.
 *
 * @param maxSourceLength UTF-16 units of one file or text that people write; default 4,000,000
 * @param maxDepth nesting of expressions, JSON values and template sections; default 200
 * @param maxNodes nodes of one expression or template; default 50,000
 * @param maxNames attributes, segments, campaigns or templates in one set; default 200,000
 * @param maxOutputBytes UTF-8 bytes of one rendered part; default 1,000,000
 * @param maxEventsPerPerson events of one stream of one person; default 100,000
 */
public record Limits(
        int maxSourceLength, int maxDepth, int maxNodes, int maxNames, int maxOutputBytes, int maxEventsPerPerson) {
    private static final Limits DEFAULTS = new Limits(4_000_000, 200, 50_000, 200_000, 1_000_000, 100_000);

    /** Checks that every limit is at least 1. */
    public Limits {
        if (maxSourceLength < 1
                || maxDepth < 1
                || maxNodes < 1
                || maxNames < 1
                || maxOutputBytes < 1
                || maxEventsPerPerson < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }

    /** Returns the documented defaults. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with another nesting limit. */
    public Limits withMaxDepth(int depth) {
        return new Limits(maxSourceLength, depth, maxNodes, maxNames, maxOutputBytes, maxEventsPerPerson);
    }

    /** Returns a copy with another node limit. */
    public Limits withMaxNodes(int nodes) {
        return new Limits(maxSourceLength, maxDepth, nodes, maxNames, maxOutputBytes, maxEventsPerPerson);
    }

    /** Returns a copy with another source length limit. */
    public Limits withMaxSourceLength(int length) {
        return new Limits(length, maxDepth, maxNodes, maxNames, maxOutputBytes, maxEventsPerPerson);
    }

    /** Returns a copy with another limit of rendered bytes per part. */
    public Limits withMaxOutputBytes(int bytes) {
        return new Limits(maxSourceLength, maxDepth, maxNodes, maxNames, bytes, maxEventsPerPerson);
    }
}
