package org.tidings.timing.research;

/** A way to name an hour of day for a person. */
public enum HourRule {
    /** The person model on the person's own clock. */
    FINAL("final"),
    /** The best hour of the population, for everybody. */
    POPULATION("population"),
    /** The two hours with the most events of the person so far; among equals those that the population prefers. */
    RAW("raw"),
    /** The hour before the median clock hour of the last 60 days where there are five events, otherwise 09:00. */
    MEDIAN("median"),
    /** 09:00. */
    FIXED9("fixed9"),
    /** The person model on the clock of UTC, with an unknown zone. */
    ZONE_UNKNOWN("zoneUnknown");

    private final String key;

    HourRule(String key) {
        this.key = key;
    }

    /** Returns the name in reports. */
    public String key() {
        return key;
    }
}
