package org.tidings.consent.contract;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tidings.consent.LedgerObserver;
import org.tidings.consent.LedgerPoint;

/** Runs named actors, and holds or ends them at points of the ledger. */
final class Stops implements LedgerObserver {
    private static final long LIMIT_SECONDS = 30;

    private final Map<String, Stop> stops = new ConcurrentHashMap<>();

    /** What ends an actor as if its process had died. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A point at which one actor is held. */
    static final class Stop {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean deadly;

        void awaitArrival() {
            await(arrived);
        }

        void release() {
            released.countDown();
        }

        void kill() {
            deadly = true;
            release();
        }
    }

    /** Holds an actor when it comes to a point. */
    Stop hold(String actor, LedgerPoint point) {
        Stop stop = new Stop();
        stops.put(actor + point, stop);
        return stop;
    }

    /** Ends an actor when it comes to a point. */
    void end(String actor, LedgerPoint point) {
        hold(actor, point).kill();
    }

    /** Starts an actor. */
    <T> CompletableFuture<T> start(String actor, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                actor);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static <T> T result(CompletableFuture<T> actor) {
        try {
            return actor.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the actor did not end", e);
        }
    }

    @Override
    public void reached(LedgerPoint point) {
        Stop stop = stops.remove(Thread.currentThread().getName() + point);
        if (stop != null) {
            stop.arrived.countDown();
            await(stop.released);
            if (stop.deadly) {
                throw new Death();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
