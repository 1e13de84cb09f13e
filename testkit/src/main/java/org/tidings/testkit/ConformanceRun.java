package org.tidings.testkit;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Counts the cases of a suite that somebody else has written. All cases run, even after a failure, and the test ends
 * with one line: cases run, failed, out of scope.
 *
 * <pre>
 * ConformanceRun run = ConformanceRun.of("mustache");
 * run.check("sections: truthy", () -&gt; assertThat(render(...)).isEqualTo(...));
 * run.outOfScope("lambdas: escaping", "lambdas are optional and not offered");
 * run.finish();
 * </pre>
 */
public final class ConformanceRun {
    private static final int SHOWN_FAILURES = 20;

    private final String suite;
    private final List<String> failures = new ArrayList<>();
    private final TreeMap<String, Integer> outOfScope = new TreeMap<>();
    private int cases;

    private ConformanceRun(String suite) {
        this.suite = suite;
    }

    /** Starts counting a suite. */
    public static ConformanceRun of(String suite) {
        return new ConformanceRun(suite);
    }

    /** A case that passes if it throws nothing. */
    @FunctionalInterface
    public interface Check {
        /**
         * Runs the case.
         *
         * @throws Exception if it fails; errors and unchecked exceptions mean the same
         */
        void run() throws Exception;
    }

    /** Runs a case. */
    public void check(String name, Check check) {
        cases++;
        try {
            check.run();
        } catch (Throwable failure) {
            failures.add(name + ": " + failure);
        }
    }

    /** Counts a case that is not run. Cases with the same reason are listed together. */
    public void outOfScope(String name, String reason) {
        outOfScope.merge(reason, 1, Integer::sum);
    }

    /** Returns the line that sums up: cases run, failed, and listed as out of scope with the reasons. */
    public String summary() {
        int left = outOfScope.values().stream().mapToInt(Integer::intValue).sum();
        String reasons = left == 0 ? "" : " " + outOfScope;
        return "conformance " + suite + ": " + cases + " run, " + failures.size() + " failed, " + left + " out of scope"
                + reasons;
    }

    /**
     * Prints the summary and fails if a case has failed or none was run.
     *
     * @throws AssertionError with the first failures
     */
    public void finish() {
        finish(System.out);
    }

    void finish(PrintStream out) {
        out.println(summary());
        if (cases == 0) {
            throw new AssertionError(summary() + "; a suite without cases proves nothing");
        }
        if (!failures.isEmpty()) {
            String separator = System.lineSeparator() + "  ";
            String more = failures.size() > SHOWN_FAILURES ? separator + "..." : "";
            throw new AssertionError(summary()
                    + separator
                    + String.join(separator, failures.subList(0, Math.min(SHOWN_FAILURES, failures.size())))
                    + more);
        }
    }
}
