package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.tidings.segmentation.internal.columns.Program;
import org.tidings.segmentation.internal.columns.SlicedColumn;

/**
 * All people of a {@link Population} at one instant. Immutable and safe to share.
 *
 * <p>Ask about many segments at once: what they have in common is computed once. Values are compared 64 people a step,
 * by bit slices; events and what needs several attributes in one expression are looked at person by person, but only
 * for those whom the rest of the rule leaves open. What is compiled for a question is not kept; compiling takes less than a
 * millisecond for a hundred rules. For another instant, bind the rulebook again; the population stays.
 */
public final class BulkEvaluation {
    private static final long BITS_AT_ONCE = 1L << 30;

    private final BoundRules rules;
    private final Population population;
    private final Executor executor;
    private final int workers;

    BulkEvaluation(BoundRules rules, Population population, Executor executor, int workers) {
        this.rules = rules;
        this.population = population;
        this.executor = executor;
        this.workers = workers;
    }

    /**
     * Returns an evaluation that shares the work with an executor. Results do not depend on it.
     *
     * @param helper runs the tasks; one that is busy is no fault, the calling thread then does all
     * @param threads at most so many work on one question, the calling thread included; 1 or more
     */
    public BulkEvaluation withExecutor(Executor helper, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("1 or more threads are possible, not " + threads);
        }
        return new BulkEvaluation(rules, population, Objects.requireNonNull(helper, "helper"), threads);
    }

    /** Returns the people. */
    public Population population() {
        return population;
    }

    /** Returns how many people are in a segment. */
    public long count(Segment segment) {
        return counts(List.of(segment))[0];
    }

    /** Returns how many people are in each of several segments, without making audiences. */
    public long[] counts(List<Segment> segments) {
        return counts(program(plans(segments), Collections.nCopies(segments.size(), true)), segments.size());
    }

    /** Returns for each of several segments how many people are in it, are not, and cannot be told. */
    public List<Tally> tallies(List<Segment> segments) {
        List<Plan> plans = new ArrayList<>();
        List<Boolean> truths = new ArrayList<>();
        for (Plan plan : plans(segments)) {
            Collections.addAll(plans, plan, plan);
            Collections.addAll(truths, true, false);
        }
        long[] counts = counts(program(plans, truths), plans.size());
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < counts.length; i += 2) {
            tallies.add(new Tally(counts[i], counts[i + 1], population.size() - counts[i] - counts[i + 1]));
        }
        return List.copyOf(tallies);
    }

    /** Returns the people in a segment. */
    public Audience audience(Segment segment) {
        return audiences(List.of(segment)).get(0);
    }

    /**
     * Returns the people in each of several segments. Works with a bit per person and segment, on so many segments at
     * once as need no more than 128 MiB.
     */
    public List<Audience> audiences(List<Segment> segments) {
        List<Plan> plans = plans(segments);
        int atOnce = (int) Math.max(1, Math.min(plans.size(), BITS_AT_ONCE / Math.max(1, population.size())));
        List<Audience> audiences = new ArrayList<>();
        for (int from = 0; from < plans.size(); from += atOnce) {
            audiences.addAll(audiencesOf(plans.subList(from, Math.min(plans.size(), from + atOnce))));
        }
        return List.copyOf(audiences);
    }

    /**
     * Returns the people for whom a condition is true.
     *
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook
     */
    public Audience audience(Expression condition) {
        return audiencesOf(List.of(plan(condition))).get(0);
    }

    private List<Audience> audiencesOf(List<Plan> plans) {
        long[][] bits = new long[plans.size()][SlicedColumn.width(population.size())];
        // Blocks do not overlap, so that threads write to places of their own.
        Program.Sink sink = (root, firstWord, vector, mask, width) -> {
            for (int i = 0; i < width; i++) {
                bits[root][firstWord + i] = vector[i] ^ mask;
            }
        };
        program(plans, Collections.nCopies(plans.size(), true)).run(executor, workers, worker -> sink);
        List<Audience> audiences = new ArrayList<>();
        for (long[] words : bits) {
            if (words.length > 0) {
                words[words.length - 1] &= lastMask();
            }
            audiences.add(Audience.of(population, words));
        }
        return List.copyOf(audiences);
    }

    private long[] counts(BulkProgram program, int count) {
        long[][] perWorker = new long[workers][count];
        int last = SlicedColumn.width(population.size()) - 1;
        long lastMask = lastMask();
        program.run(executor, workers, worker -> {
            long[] counts = perWorker[worker];
            return (root, firstWord, vector, mask, width) -> {
                long found = 0;
                for (int i = 0; i < width; i++) {
                    found += Long.bitCount(vector[i] ^ mask);
                }
                if (firstWord + width - 1 == last) {
                    found -= Long.bitCount((vector[width - 1] ^ mask) & ~lastMask);
                }
                counts[root] += found;
            };
        });
        long[] counts = new long[count];
        for (long[] part : perWorker) {
            for (int i = 0; i < count; i++) {
                counts[i] += part[i];
            }
        }
        return counts;
    }

    /** Returns the bits of the last word that stand for people. */
    private long lastMask() {
        return -1L >>> (-population.size() & 63);
    }

    private BulkProgram program(List<Plan> plans, List<Boolean> truths) {
        return new BulkCompiler(population, rules.compiled()).compile(plans, truths);
    }

    private List<Plan> plans(List<Segment> segments) {
        return segments.stream().map(segment -> plan(segment.condition())).toList();
    }

    private Plan plan(Expression condition) {
        rules.rulebook().check(condition, Type.BOOL);
        return rules.plans().of(condition);
    }
}
