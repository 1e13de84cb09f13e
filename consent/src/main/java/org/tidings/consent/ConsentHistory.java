package org.tidings.consent;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The consent events of one person in the order in which they count. Immutable.
 *
 * <p>The order is that of {@code occurredAt}, then {@code recordedAt}; at equal times what opens stands before what
 * closes, so that the no is the later word, and what is left is ordered by content. The order in which events were stored
 * has no influence.
 */
public final class ConsentHistory {
    private static final ConsentHistory EMPTY = new ConsentHistory(List.of());

    private static final Comparator<ConsentEvent> ORDER = Comparator.comparing(ConsentEvent::occurredAt)
            .thenComparing(ConsentEvent::recordedAt)
            .thenComparingInt(event -> event.type().opens() ? 0 : 1)
            .thenComparing(ConsentEvent::type)
            .thenComparing(ConsentEvent::reference)
            .thenComparing(ConsentEvent::toString);

    private final List<ConsentEvent> events;

    private ConsentHistory(List<ConsentEvent> events) {
        this.events = events;
    }

    /** Returns the history of the given events, in whatever order they come. */
    public static ConsentHistory of(List<ConsentEvent> events) {
        return events.isEmpty()
                ? EMPTY
                : new ConsentHistory(events.stream().sorted(ORDER).toList());
    }

    /** Returns the history of a person of whom nothing is recorded. */
    public static ConsentHistory empty() {
        return EMPTY;
    }

    /** Returns the events in their order. */
    public List<ConsentEvent> events() {
        return events;
    }

    /** Returns the version: the number of events recorded. */
    public long version() {
        return events.size();
    }

    /** Returns the version as it was at an instant: the number of events recorded up to it. */
    public long versionAt(Instant asOf) {
        long known = 0;
        for (ConsentEvent event : events) {
            if (!event.recordedAt().isAfter(asOf)) {
                known++;
            }
        }
        return known;
    }
}
