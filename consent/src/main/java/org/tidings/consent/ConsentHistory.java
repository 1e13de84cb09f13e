package org.tidings.consent;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The consent events of one person in the order in which they count. Immutable.
 *
 * <p>The order is that of {@code occurredAt}, then {@code recordedAt}; at equal times what opens stands before what
 * closes, so that the no is the later word, and what is left is ordered by content. The order in which events were stored
 * has no influence.
 */
public final class ConsentHistory {
    private static final ConsentHistory EMPTY = new ConsentHistory(List.of(), List.of());

    private static final Comparator<ConsentEvent> ORDER = Comparator.comparing(ConsentEvent::occurredAt)
            .thenComparing(ConsentEvent::recordedAt)
            .thenComparingInt(event -> event.type().opens() ? 0 : 1)
            .thenComparing(ConsentEvent::type)
            .thenComparing(ConsentEvent::reference)
            .thenComparing(ConsentEvent::toString);

    private final List<ConsentEvent> events;
    private final List<ConsentEvent> recorded;

    private ConsentHistory(List<ConsentEvent> events, List<ConsentEvent> recorded) {
        this.events = events;
        this.recorded = recorded;
    }

    /** Returns the history of the given events, in whatever order they come. */
    public static ConsentHistory of(List<ConsentEvent> events) {
        List<ConsentEvent> sorted = events.stream().sorted(ORDER).toList();
        return events.isEmpty() ? EMPTY : new ConsentHistory(sorted, sorted);
    }

    /** Returns a copy in which acts count that do not stand in the person's record; they do not change its version. */
    ConsentHistory with(List<ConsentEvent> others) {
        return new ConsentHistory(
                Stream.concat(events.stream(), others.stream()).sorted(ORDER).toList(), recorded);
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
        return recorded.size();
    }

    /** Returns the version as it was at an instant: the number of events recorded up to it. */
    public long versionAt(Instant asOf) {
        long known = 0;
        for (ConsentEvent event : recorded) {
            if (!event.recordedAt().isAfter(asOf)) {
                known++;
            }
        }
        return known;
    }
}
