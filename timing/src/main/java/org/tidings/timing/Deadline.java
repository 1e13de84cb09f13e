package org.tidings.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A day that the law names, and how it was found. The same question gives an equal answer, derivation included, so that
 * a kept one can be checked later.
 *
 * @param day the day; what is due may still be done on it
 * @param derivation the steps, in the order in which they were taken; never empty
 */
public record Deadline(LocalDate day, List<Step> derivation) {
    /**
     * One step on the way to the day.
     *
     * @param kind what was done
     * @param day the day that it led to
     * @param why what it was done for, such as the holiday that the day before was; never about a person
     * @param rule name of the rule and the day since which it has been in force, such as {@code bgb-event@1966-01-01}
     * @param source the law, such as {@code BGB § 193}
     */
    public record Step(Kind kind, LocalDate day, String why, String rule, String source) {
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
        public Step {
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

    /**
     * Checks that there is a derivation.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Deadline {
        Objects.requireNonNull(day, "day");
        derivation = List.copyOf(derivation);
        if (derivation.isEmpty()) {
            throw new IllegalArgumentException("a deadline without a derivation cannot be checked");
        }
    }

    /**
     * Returns the instant at which the day is over in a zone: the first one of the next day, also where a clock change
     * leaves that day without a midnight.
     */
    public Instant expiry(ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Returns this deadline with the derivation of the one that it follows from in front. */
    public Deadline after(Deadline earlier) {
        List<Step> steps = new ArrayList<>(earlier.derivation);
        steps.addAll(derivation);
        return new Deadline(day, steps);
    }

    /** Returns the derivation as text, one line per step. */
    public String explain() {
        return derivation.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
