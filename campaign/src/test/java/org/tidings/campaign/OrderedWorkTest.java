package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {
    @Test
    void run_takerThatFails_returnsWhenNothingIsUnderWayAnyMore() {
        AtomicInteger underWay = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);

        assertThatThrownBy(() -> OrderedWork.run(
                        100,
                        2,
                        piece -> {
                            underWay.incrementAndGet();
                            if (piece > 0) {
                                begun.countDown();
                                busy(50);
                            }
                            underWay.decrementAndGet();
                            return piece;
                        },
                        piece -> {
                            await(begun);
                            throw new IllegalStateException("full");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full");

        assertThat(underWay).hasValue(0);
    }

    @Test
    void run_interruptedCaller_waitsAllTheSameAndStaysInterrupted() {
        AtomicInteger underWay = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> OrderedWork.run(
                            10,
                            2,
                            piece -> {
                                underWay.incrementAndGet();
                                busy(20);
                                return underWay.decrementAndGet();
                            },
                            piece -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(underWay).hasValue(0);
    }

    /** Works on for some milliseconds, whoever interrupts. */
    private static void busy(int milliseconds) {
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
