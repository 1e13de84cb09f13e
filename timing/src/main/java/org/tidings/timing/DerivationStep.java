package org.tidings.timing;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One step on the way to a deadline.
 *
 * @param kind what was done
 * @param day the day that it led to
 * @param why what it was done for, such as the holiday that the day before was; never about a person
 * @param rule name of the rule and the day since which it has been in force, such as {@code bgb-event@1966-01-01}
 * @param source the law, such as {@code BGB § 193}
 */
public record DerivationStep(Kind kind, LocalDate day, String why, String rule, String source) {
    /** What a step does. */
    public enum Kind {
        /** The period begins on the day. */
        FIRST_DAY,
        /** The period ends on the day, before anything is moved. */
        LAST_DAY,
        /** The day before was no working day; the next one is. */
        MOVED,
        /** The period had too few working days; now it has enough. */
        EXTENDED,
        /** A period that is counted back from an event begins on the day. */
        COUNTED_BACK,
        /** What has to arrive before that period has to arrive by the day. */
        ARRIVES_BY,
        /** What is posted on the day arrives in time, and a day later does not. */
        POSTED_BY,
        /** What was posted counts as notified on the day. */
        NOTIFIED
    }

    /** Checks that all parts are given. */
    public DerivationStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(source, "source");
    }

    /** Returns the step as one line of text for people who check it. */
    @Override
    public String toString() {
        return day + " " + words() + ": " + why + " (" + source + "; " + rule + ")";
    }

    private String words() {
        return switch (kind) {
            case FIRST_DAY -> "first day";
            case LAST_DAY -> "last day";
            case MOVED -> "moved";
            case EXTENDED -> "extended";
            case COUNTED_BACK -> "counted back";
            case ARRIVES_BY -> "arrives by";
            case POSTED_BY -> "posted by";
            case NOTIFIED -> "notified";
        };
    }
}
