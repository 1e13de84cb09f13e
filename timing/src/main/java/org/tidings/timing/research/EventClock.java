package org.tidings.timing.research;

/** On which clock the hours of people's events are read. */
@FunctionalInterface
interface EventClock {
    /**
     * Returns hours since 1970-01-01T00:00 on the clock.
     *
     * @param i the person among those of the {@link Splits}
     * @param event the event in the {@link ActivityLog}
     */
    int hour(int i, int event);
}
