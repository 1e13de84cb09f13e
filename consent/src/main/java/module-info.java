/**
 * Decides, from what a person has said and from the agency's catalogue, whether a message may go out and what it may
 * show.
 *
 * <p>Start with {@link org.tidings.consent.ConsentDecider}; it needs a catalogue of purposes and the
 * {@link org.tidings.consent.ConsentHistory} of the people concerned.
 */
module org.tidings.consent {
    requires transitive org.tidings.core;
    requires com.github.benmanes.caffeine;

    exports org.tidings.consent;
}
