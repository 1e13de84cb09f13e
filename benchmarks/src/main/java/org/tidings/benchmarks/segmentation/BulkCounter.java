package org.tidings.benchmarks.segmentation;

/** Counts the people of each rule. */
interface BulkCounter extends AutoCloseable {
    /** Returns how many people each rule is true for. */
    long[] counts();

    @Override
    default void close() {}
}
