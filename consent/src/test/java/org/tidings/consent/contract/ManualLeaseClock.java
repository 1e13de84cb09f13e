package org.tidings.consent.contract;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tidings.consent.LeaseClock;

/** A lease clock that stands still until a test moves it. */
final class ManualLeaseClock implements LeaseClock {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger pauses = new AtomicInteger();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void pause(Duration duration) {
        pauses.incrementAndGet();
        LockSupport.parkNanos(500_000);
    }

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    /** Returns when somebody has begun to wait, twice over, since the call. */
    void awaitWaiter() {
        int before = pauses.get();
        while (pauses.get() < before + 2) {
            LockSupport.parkNanos(200_000);
        }
    }
}
