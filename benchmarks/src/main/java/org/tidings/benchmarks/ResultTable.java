package org.tidings.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results as a Markdown table, one benchmark a line, sorted by name: time with its 99.9 % interval, and bytes. */
final class ResultTable {
    private static final String PROFILER = "gc.";
    private static final String ALLOCATED = PROFILER + "alloc.rate.norm";

    private ResultTable() {}

    static String of(Collection<RunResult> results) {
        Map<String, String> lines = new TreeMap<>();
        for (RunResult result : results) {
            String name = name(result.getParams());
            lines.put(name, cells(result.getPrimaryResult(), allocated(result)));
            result.getSecondaryResults().forEach((label, counted) -> {
                if (!label.startsWith(PROFILER)) {
                    lines.put(name + ", per " + label, cells(counted, ""));
                }
            });
        }
        StringBuilder table = new StringBuilder();
        table.append("| benchmark | time | ± | unit | allocated, bytes |\n|---|---:|---:|---|---:|\n");
        lines.forEach((name, rest) -> table.append("| ").append(name).append(rest));
        return table.toString();
    }

    private static String cells(Result<?> time, String allocated) {
        return String.format(
                Locale.ROOT,
                " | %s | %s | %s | %s |\n",
                number(time.getScore()),
                number(time.getScoreError()),
                time.getScoreUnit(),
                allocated);
    }

    /** Returns the benchmark without its package, and the values of its parameters. */
    private static String name(BenchmarkParams params) {
        String[] path = params.getBenchmark().split("\\.", -1);
        String name = path[path.length - 2] + "." + path[path.length - 1];
        String values = params.getParamsKeys().stream()
                .map(key -> key + " " + params.getParam(key))
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? name : name + ", " + values;
    }

    private static String allocated(RunResult result) {
        return Optional.ofNullable(result.getSecondaryResults().get(ALLOCATED))
                .map(found -> String.format(Locale.ROOT, "%.0f", found.getScore()))
                .orElse("");
    }

    /** Three digits that say something; more would be noise. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
