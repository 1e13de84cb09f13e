package org.tidings.timing;

import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.Objects;
import org.tidings.core.Channel;

/**
 * Chooses the allowed instant in whose two hours a person is likeliest to be active, the earliest of equals. Of whom nothing
 * is known the hours of the population count.
 *
 * <p>The hour is read on the clock of the window that allows the instant. Safe to share between threads as long as nobody
 * changes the times.
 */
public final class PersonSendTime implements SendTimeModel {
    private static final String OWN = "own hours";
    private static final String POPULATION = "population's hours";

    private final PersonTimeModel model;
    private final PersonTimes times;

    private PersonSendTime(PersonTimeModel model, PersonTimes times) {
        this.model = model;
        this.times = times;
    }

    /** Returns a choice by the times of people, which nobody may change meanwhile. */
    public static PersonSendTime of(PersonTimeModel model, PersonTimes times) {
        return new PersonSendTime(Objects.requireNonNull(model, "model"), Objects.requireNonNull(times, "times"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The reason says whose hours counted: {@code own hours} or {@code population's hours}.
     *
     * @throws IllegalArgumentException if there is no candidate
     */
    @Override
    public SendChoice choose(String person, Channel channel, Iterable<SendSlot> candidates) {
        Iterator<SendSlot> slots = candidates.iterator();
        if (!slots.hasNext()) {
            throw new IllegalArgumentException("there is no candidate");
        }
        TimeDensity density = new TimeDensity();
        times.density(model, person, channel, new TimeDensity(), density);
        SendSlot best = slots.next();
        double bestWorth = density.slot(hourOfWeek(best));
        while (slots.hasNext()) {
            SendSlot next = slots.next();
            double worth = density.slot(hourOfWeek(next));
            if (worth > bestWorth) {
                best = next;
                bestWorth = worth;
            }
        }
        return new SendChoice(best, bestWorth, 1, times.events(person) > 0 ? OWN : POPULATION);
    }

    private static int hourOfWeek(SendSlot slot) {
        ZonedDateTime local = slot.at().atZone(slot.zone());
        return (local.getDayOfWeek().getValue() - 1) * ActivityStates.HOURS + local.getHour();
    }
}
