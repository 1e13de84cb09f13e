package org.tidings.benchmarks.segmentation;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tidings.core.SourceText;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Rulebook;
import org.tidings.segmentation.SegmentIndex;

/**
 * Prints how long it takes to build an index of many rules once, plans included, how many bytes of heap it and its plans
 * hold per rule, and how long it takes to add one rule to it and to remove one. A program of its own, because building is
 * done once and not in a warm loop.
 */
public final class IndexFootprint {
    /** Rules that are added one by one, first to warm up and then to measure. */
    private static final int ADDED = 256;

    private IndexFootprint() {}

    /** Prints one line for each form and number of rules. */
    public static void main(String[] args) {
        for (ManyRules.Form form : ManyRules.Form.values()) {
            for (int rules : new int[] {1_000, 10_000, 100_000}) {
                System.out.println(measured(form, rules));
            }
        }
    }

    private static String measured(ManyRules.Form form, int rules) {
        Rulebook rulebook = ManyRules.of(rules, form, 1).rulebook();
        long before = used();
        long start = System.nanoTime();
        BoundRules bound = rulebook.bind(ManyRules.CONTEXT);
        SegmentIndex index = SegmentIndex.of(bound);
        long millis = (System.nanoTime() - start) / 1_000_000;
        long bytes = used() - before;
        // The same seed gives the rules of the index again, and others behind them.
        List<ManyRule> more = ManyRules.of(rules + 2 * ADDED, form, 1).rules();
        List<Expression> conditions = new ArrayList<>();
        for (ManyRule rule : more.subList(rules, rules + 2 * ADDED)) {
            conditions.add(rulebook.condition(new SourceText("added.rules", rule.text())));
        }
        long[] adds = new long[ADDED];
        long[] removes = new long[ADDED];
        for (int i = 0; i < 2 * ADDED; i++) {
            start = System.nanoTime();
            index.add("added" + i, conditions.get(i));
            adds[i % ADDED] = System.nanoTime() - start;
        }
        for (int i = 0; i < 2 * ADDED; i++) {
            start = System.nanoTime();
            index.remove("s" + (long) i * rules / (2 * ADDED));
            removes[i % ADDED] = System.nanoTime() - start;
        }
        return String.format(
                Locale.ROOT,
                "%-14s %7d rules: built in %5d ms, %5d bytes per rule; one added in %s, one removed in %s",
                form,
                rules,
                millis,
                bytes / rules,
                times(adds),
                times(removes));
    }

    private static String times(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.2f ms (half of all %.2f, at most %.1f)",
                Arrays.stream(nanos).average().orElse(0) / 1e6,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
