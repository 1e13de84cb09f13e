/**
 * Decides when a message may go out, by contact windows, quiet hours, public holidays, deadlines, spacing and caps, and
 * when it had better: at the hours at which its reader is active, and where there is a place.
 *
 * <p>Start with {@link org.tidings.timing.ContactWindows}, which reads the agency's windows, and
 * {@link org.tidings.timing.SendTimes}, which finds the instant.
 */
module org.tidings.timing {
    requires transitive org.tidings.core;
    requires commons.math3;

    exports org.tidings.timing;
    exports org.tidings.timing.research;
}
