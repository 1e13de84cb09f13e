/**
 * The rule language: who belongs to a segment at an instant, and why.
 *
 * <p>Start with {@link org.tidings.segmentation.Rulebook}: it compiles rule files against a schema. Bind it to a clock,
 * then ask about one person at a time.
 */
module org.tidings.segmentation {
    requires transitive org.tidings.core;
    requires static transitive org.jspecify;
    requires org.objectweb.asm;
    requires roaringbitmap;

    exports org.tidings.segmentation;
}
