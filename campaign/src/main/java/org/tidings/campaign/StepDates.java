package org.tidings.campaign;

import java.time.LocalDate;

/**
 * The days of a step for a person.
 *
 * @param deadline day before which the step lies
 * @param nominalDay day on which it is due
 */
record StepDates(LocalDate deadline, LocalDate nominalDay) {}
