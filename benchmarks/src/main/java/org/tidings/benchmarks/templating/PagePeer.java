package org.tidings.benchmarks.templating;

/**
 * One engine with one page in it. What the page shows is given in the form that the engine likes best, made before
 * anything is measured. Owned by one thread.
 */
interface PagePeer {
    /** Returns what a page shows in the form that {@link #render} takes. */
    Object encode(Shown shown);

    /** Returns the page in UTF-8, an array of its own, for something that {@link #encode} made. */
    byte[] render(Object encoded);
}
