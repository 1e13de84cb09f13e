package org.tidings.campaign;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Work in numbered pieces that is done by several threads and taken in order by the caller's. At most a few pieces per
 * thread are under way, so that a slow taker holds the workers back.
 */
final class OrderedWork {
    private static final int PIECES_PER_THREAD = 4;

    private OrderedWork() {}

    /**
     * Does pieces 0 to {@code pieces - 1} and hands each result to the taker, in the order of their numbers.
     *
     * @throws RuntimeException what a piece or the taker threw; the remaining pieces are given up, and those under
     *     way have ended
     */
    static <T> void run(int pieces, int threads, IntFunction<T> work, Consumer<T> taker) {
        if (threads == 1 || pieces <= 1) {
            for (int i = 0; i < pieces; i++) {
                taker.accept(work.apply(i));
            }
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, pieces), task -> {
            Thread thread = new Thread(task, "tidings-run");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<T>> underWay = new ArrayDeque<>();
            int next = 0;
            while (next < pieces || !underWay.isEmpty()) {
                while (next < pieces && underWay.size() < threads * PIECES_PER_THREAD) {
                    int piece = next++;
                    underWay.add(executor.submit(() -> work.apply(piece)));
                }
                taker.accept(result(underWay.remove()));
            }
        } finally {
            executor.shutdownNow();
            awaitEnd(executor);
        }
    }

    /** Returns when no piece is under way any more, so that nothing goes on behind the back of the caller. */
    private static void awaitEnd(ExecutorService executor) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
