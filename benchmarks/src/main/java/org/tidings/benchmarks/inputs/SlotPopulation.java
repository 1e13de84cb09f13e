package org.tidings.benchmarks.inputs;

import java.util.SplittableRandom;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.SlotGrid;
import org.tidings.timing.SlotProblem;
import org.tidings.timing.SlotValues;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;

/**
 * People who want one message within a week of 98 slots, seven days from 8:00 to 21:59. Hours come from the person model on
 * activity drawn from the shipped profiles; 30 % have a deadline after three to five days, a third a public holiday, 20 %
 * only office hours, and 10 % a day that a cap forbids. A message not sent costs 0.5.
 */
public final class SlotPopulation {
    /** Slots of a week. */
    public static final int SLOTS = 98;

    private static final int SLOTS_OF_DAY = 14;
    private static final int FIRST_HOUR = 8;
    private static final int DAYS = 7;

    private SlotPopulation() {}

    /** Returns what each slot is worth to each person: the same for the same number and seed. */
    public static SlotGrid values(int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TimeProfiles profiles = TimeProfiles.defaults();
        PersonTimeModel model = PersonTimeModel.of(profiles);
        ActivityStates states = ActivityStates.withSeed(seed);
        TimeDensity density = new TimeDensity();
        SlotGrid grid = SlotGrid.of(people, SLOTS);
        int row = states.add();
        for (int person = 0; person < people; person++) {
            states.erase(row);
            activity(states, row, profiles, random);
            model.density(states, row, density);
            double scale = 0.9 + 0.2 * random.nextDouble();
            int deadline = random.nextDouble() < 0.3 ? 3 + random.nextInt(3) : DAYS;
            int holiday = random.nextInt(3) == 0 ? random.nextInt(DAYS) : -1;
            boolean officeHours = random.nextDouble() < 0.2;
            int blocked = random.nextDouble() < 0.1 ? random.nextInt(DAYS) : -1;
            for (int slot = 0; slot < SLOTS; slot++) {
                int day = slot / SLOTS_OF_DAY;
                int hour = FIRST_HOUR + slot % SLOTS_OF_DAY;
                double noise = 0.98 + 0.04 * random.nextDouble();
                boolean closed = officeHours && (day >= 5 || hour < 9 || hour > 16);
                if (day < deadline && day != holiday && day != blocked && !closed) {
                    grid.set(person, slot, (float) (density.slot(day * 24 + hour) * scale * noise));
                }
            }
        }
        return grid;
    }

    /**
     * Returns the problem of distributing people over the slots.
     *
     * @param slack capacity of all slots together over the number of people
     */
    public static SlotProblem problem(SlotValues values, int people, double slack) {
        return SlotProblem.builder(people, SLOTS, values)
                .capacityOfAll((int) Math.ceil(slack * people / SLOTS))
                .build();
    }

    /** Draws a few events of one profile; as many as people with real activity have. */
    private static void activity(ActivityStates states, int row, TimeProfiles profiles, SplittableRandom random) {
        int profile = 0;
        double left = random.nextDouble();
        while (profile < profiles.size() - 1 && left > profiles.weight(profile)) {
            left -= profiles.weight(profile++);
        }
        int events = (int) Math.min(200, Math.exp(3 * random.nextDouble() * random.nextDouble() * 1.8));
        int day = 18_000;
        for (int i = 0; i < events; i++) {
            int cell = 0;
            double share = random.nextDouble();
            while (cell < ActivityStates.CELLS - 1 && share > profiles.cell(profile, cell)) {
                share -= profiles.cell(profile, cell++);
            }
            day += 1 + random.nextInt(4);
            states.record(row, day * 24 + cell % 24, cell >= 24);
        }
    }
}
