package org.tidings.consent;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A clock that only runs forward, on which leases are measured. Safe for use by several threads. */
public interface LeaseClock {
    /** Returns a time in nanoseconds; only differences mean something. */
    long nanoTime();

    /** Waits about so long, or less. */
    void pause(Duration duration);

    /** Returns the clock of this machine, {@link System#nanoTime}. */
    static LeaseClock system() {
        return new LeaseClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration duration) {
                LockSupport.parkNanos(this, duration.toNanos());
            }
        };
    }
}
