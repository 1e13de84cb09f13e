package org.tidings.campaign;

/** Is told how far a run has come. Called by one thread at a time; must return soon. */
@FunctionalInterface
public interface RunProgress {
    /** Tells that so many of so many units of a phase are done. */
    void at(Phase phase, long done, long total);

    /** Returns a progress that nobody looks at. */
    static RunProgress silent() {
        return (phase, done, total) -> {};
    }

    /** A part of a run. */
    enum Phase {
        /** Who is meant, who reads it, on which channel; unit: people. */
        ASSESS,
        /** Bundles and send times; unit: recipients. */
        PLAN,
        /** Texts and hand-over; unit: recipients. */
        DISPATCH,
        /** Lists and records; unit: files. */
        WRITE
    }
}
