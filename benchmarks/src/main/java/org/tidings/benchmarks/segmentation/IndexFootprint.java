package org.tidings.benchmarks.segmentation;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.Rulebook;
import org.tidings.segmentation.SegmentIndex;

/**
 * Prints how long it takes to build an index of many rules once, plans included, and how many bytes of heap it and its
 * plans hold per rule. A program of its own, because building is done once and not in a warm loop.
 */
public final class IndexFootprint {
    private IndexFootprint() {}

    /** Prints one line for each form and number of rules. */
    public static void main(String[] args) {
        for (ManyRules.Form form : ManyRules.Form.values()) {
            for (int rules : new int[] {1_000, 10_000, 100_000}) {
                Rulebook rulebook = ManyRules.of(rules, form, 1).rulebook();
                long before = used();
                long start = System.nanoTime();
                BoundRules bound = rulebook.bind(ManyRules.CONTEXT);
                SegmentIndex index = SegmentIndex.of(bound);
                long millis = (System.nanoTime() - start) / 1_000_000;
                long bytes = used() - before;
                System.out.println(String.format(
                        Locale.ROOT,
                        "%-14s %7d rules: built in %5d ms, %5d bytes per rule",
                        form,
                        index.size(),
                        millis,
                        bytes / rules));
            }
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
