package org.tidings.timing;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The reminders of a deadline: how many days before it each is due.
 *
 * @param steps the steps in the order in which they are due, the one farthest from the deadline first
 */
public record ReminderSteps(List<Step> steps) {
    /**
     * One reminder.
     *
     * @param name short name, such as {@code T30}
     * @param daysBefore civil days before the deadline, 0 or more
     */
    public record Step(String name, int daysBefore) {
        /** Checks the number of days. */
        public Step {
            Objects.requireNonNull(name, "name");
            if (daysBefore < 0) {
                throw new IllegalArgumentException("step '" + name + "' is due " + daysBefore + " days before");
            }
        }

        /** Returns the day on which the step is due. */
        public LocalDate nominalDay(LocalDate deadline) {
            return deadline.minusDays(daysBefore);
        }
    }

    /**
     * Orders the steps.
     *
     * @throws IllegalArgumentException if two steps have one name
     */
    public ReminderSteps {
        steps = steps.stream()
                .sorted(Comparator.comparingInt(Step::daysBefore).reversed())
                .toList();
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            if (!names.add(step.name())) {
                throw new IllegalArgumentException("two steps are named '" + step.name() + "'");
            }
        }
    }
}
