package org.tidings.files;

/** Takes what cannot be used, in the order in which it is met. Called by one thread. */
@FunctionalInterface
public interface Rejects {
    /** Takes a row or column that cannot be used. */
    void add(Reject reject);
}
