package org.tidings.timing.research;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;

/**
 * The clock on which everybody is recorded whose own is not known. Immutable.
 *
 * <p>On the clock of UTC somebody who rises at seven rises at two different hours in summer and winter, and counters of
 * hours of day cannot tell which is which. On a clock that is set forward and back when the person's own is, that is one
 * hour again, and the distance between the two clocks is one number that can be inferred.
 */
final class CommonClock implements EventClock {
    private static final int HOUR = 3_600;

    private final ZoneId zone;

    /** Seconds that the clock is ahead of UTC at each event of the log. */
    private final int[] offsets;

    private final int[] hours;

    private CommonClock(ZoneId zone, int[] offsets, int[] hours) {
        this.zone = zone;
        this.offsets = offsets;
        this.hours = hours;
    }

    static CommonClock of(ActivityLog log, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        int[] offsets = new int[log.hours()];
        int[] hours = new int[log.hours()];
        for (int event = 0; event < hours.length; event++) {
            long second = log.second(event);
            offsets[event] = rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
            hours[event] = (int) Math.floorDiv(second + offsets[event], HOUR);
        }
        return new CommonClock(zone, offsets, hours);
    }

    /**
     * Returns the clock on which the end of people's earlier parts is predicted best from what lies before it, in nats; the
     * first of equals. The later parts are not looked at.
     *
     * @param zones at least one
     * @param profiles profiles of people whose zone is unknown, where the log does not know zones either
     */
    static CommonClock choose(
            ActivityLog log, Splits splits, List<ZoneId> zones, TimeProfiles profiles, double share, long seed) {
        Splits earlier = splits.ofEarlierParts(share);
        if (zones.size() == 1 || earlier.people() == 0) {
            return of(log, zones.get(0));
        }
        TimeProfiles learned = log.hasOffsets() ? earlier.learn(seed) : profiles;
        CommonClock best = of(log, zones.get(0));
        double most = best.likelihood(earlier, learned, seed);
        for (ZoneId zone : zones.subList(1, zones.size())) {
            CommonClock other = of(log, zone);
            double likelihood = other.likelihood(earlier, learned, seed);
            if (likelihood > most) {
                most = likelihood;
                best = other;
            }
        }
        return best;
    }

    ZoneId zone() {
        return zone;
    }

    @Override
    public int hour(int i, int event) {
        return hours[event];
    }

    /** Returns the clocks that are as far ahead of this one all the time as a person's own was before the cut. */
    EventClock aheadAsBefore(ActivityLog log, Splits splits) {
        int[] ahead = new int[splits.people()];
        for (int i = 0; i < ahead.length; i++) {
            int last = splits.cut(i) - 1;
            ahead[i] = log.offsetSeconds(last) - offsets[last];
        }
        return (i, event) -> (int) Math.floorDiv(log.second(event) + offsets[event] + ahead[i], HOUR);
    }

    private double likelihood(Splits splits, TimeProfiles profiles, long seed) {
        ActivityStates states = splits.states(this, seed);
        PersonTimeModel model = PersonTimeModel.ofUnknownZone(TimeProfilesTrainer.withShiftWeights(profiles, states));
        TimeDensity density = new TimeDensity();
        double sum = 0;
        for (int i = 0; i < splits.people(); i++) {
            model.density(states, i, density);
            sum += splits.likelihood(i, density, this);
        }
        return sum / splits.people();
    }
}
