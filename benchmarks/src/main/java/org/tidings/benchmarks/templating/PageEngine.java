package org.tidings.benchmarks.templating;

import java.util.List;

/** The engines that render one page, all of them to the same bytes. */
public enum PageEngine {
    /** The limit: by hand, on the slots that Tidings reads. */
    HAND_WRITTEN,
    /** Tidings, with the decision about each value, the label and the trace. */
    TIDINGS,
    /** jte, compiled before the first page, with the texts as bytes. */
    JTE,
    /** Rocker, compiled with the program. */
    ROCKER,
    /** JStachio, compiled with the program. */
    JSTACHIO,
    /** mustache.java. */
    MUSTACHE_JAVA,
    /** JMustache. */
    JMUSTACHE,
    /** Handlebars.java. */
    HANDLEBARS,
    /** Apache FreeMarker. */
    FREEMARKER,
    /** Pebble. */
    PEBBLE,
    /** Qute. */
    QUTE;

    /** Returns the engine with one page in it. */
    PagePeer make(Page page) {
        return make(List.of(page)).get(0);
    }

    /**
     * Returns the engine with each of several pages in it.
     *
     * @throws IllegalArgumentException if the pages of this engine are compiled with the program, and one of these is not
     */
    List<PagePeer> make(List<Page> pages) {
        return switch (this) {
            case JTE -> JtePeer.compile(pages);
            case TIDINGS -> TidingsPeer.compile(pages);
            default -> pages.stream().map(this::one).toList();
        };
    }

    private PagePeer one(Page page) {
        return switch (this) {
            case HAND_WRITTEN -> HandWrittenPeer.of(page);
            case TIDINGS, JTE -> throw new IllegalStateException("compiled all at once");
            case ROCKER -> RockerPeer.of(page);
            case JSTACHIO -> JStachioPeer.of(page);
            case MUSTACHE_JAVA -> new MustacheJavaPeer(page);
            case JMUSTACHE -> new JMustachePeer(page);
            case HANDLEBARS -> new HandlebarsPeer(page);
            case FREEMARKER -> new FreeMarkerPeer(page);
            case PEBBLE -> new PebblePeer(page);
            case QUTE -> new QutePeer(page);
        };
    }
}
