package org.tidings.campaign;

import java.util.ArrayList;
import java.util.List;

/** A carrier with a memory of its own, which outlives the run. */
class TestCarrier implements Transport {
    final List<String> sent = new ArrayList<>();
    boolean canBeAsked = true;
    boolean refuses;
    boolean failsAfterSending;
    boolean failsToFlush;
    boolean throwsWhenAsked;
    int flushes;
    private int killAt;

    TestCarrier(int killAt) {
        this.killAt = killAt;
    }

    @Override
    public Handover send(OutgoingMessage message) {
        if (sent.size() == killAt) {
            killAt = Integer.MAX_VALUE;
            throw new Killed();
        }
        if (refuses) {
            return Handover.REFUSED;
        }
        sent.add(message.reference());
        if (failsAfterSending) {
            throw new IllegalStateException("connection lost");
        }
        return Handover.ACCEPTED;
    }

    @Override
    public void flush() {
        flushes++;
        if (failsToFlush) {
            throw new IllegalStateException("connection lost");
        }
    }

    @Override
    public LookUp lookUp(String reference) {
        if (throwsWhenAsked) {
            throw new IllegalStateException("connection lost");
        }
        if (!canBeAsked) {
            return LookUp.UNKNOWN;
        }
        return sent.contains(reference) ? LookUp.HANDED_OVER : LookUp.NOT_HANDED_OVER;
    }

    @Override
    public void close() {}

    /** The end of the process, as far as a test can have it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
