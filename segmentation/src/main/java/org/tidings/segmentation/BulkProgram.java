package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.tidings.segmentation.internal.columns.Program;
import org.tidings.segmentation.internal.columns.SlicedColumn;

/** Conditions compiled for one population and one instant. Immutable; every run has its own space. */
final class BulkProgram {
    private final Population population;
    private final Program program;
    private final List<Function<PersonReader, Program.Input>> inputs;

    BulkProgram(Population population, Program program, List<Function<PersonReader, Program.Input>> inputs) {
        this.population = population;
        this.program = program;
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Runs over the whole population: the calling thread takes one block after the other, and so do tasks of the executor
     * as far as it starts them. Never waits for a task that has not begun.
     *
     * @param workers how many threads at most, the caller included
     * @param sinks gives each worker the place for its results
     */
    void run(Executor executor, int workers, IntFunction<Program.Sink> sinks) {
        int blocks = SlicedColumn.blocks(population.size());
        AtomicInteger next = new AtomicInteger();
        List<AtomicBoolean> begun = new ArrayList<>();
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (int worker = 1; worker < Math.min(workers, blocks); worker++) {
            AtomicBoolean first = new AtomicBoolean();
            Program.Sink sink = sinks.apply(worker);
            begun.add(first);
            tasks.add(CompletableFuture.runAsync(
                    () -> {
                        if (first.compareAndSet(false, true)) {
                            work(next, blocks, sink);
                        }
                    },
                    executor));
        }
        work(next, blocks, sinks.apply(0));
        for (int i = 0; i < tasks.size(); i++) {
            if (!begun.get(i).compareAndSet(false, true)) {
                join(tasks.get(i));
            }
        }
    }

    private static void join(CompletableFuture<?> task) {
        try {
            task.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a part of the population could not be evaluated", e.getCause());
        }
    }

    private void work(AtomicInteger next, int blocks, Program.Sink sink) {
        PersonReader reader = new PersonReader(population.store());
        Program.Run run =
                program.run(inputs.stream().map(input -> input.apply(reader)).toList());
        for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
            run.block(block, sink);
        }
    }
}
