package org.tidings.timing;

import java.util.Arrays;

/**
 * Says when a person is likely to be active, from {@link ActivityStates} and {@link TimeProfiles}. Immutable and safe to
 * share between threads.
 *
 * <p>With c the person's counters and n their sum:
 *
 * <ol>
 *   <li>The prior of the person is a mixture of profiles, weighted by how well they explain the counters: {@code r_k ~ w_k
 *       prod_j P_k[j]^c_j}, {@code M = sum_k r_k P_k}.
 *   <li>The person's own counters are spread around the clock by a von Mises kernel G of kappa 12, and a quarter of them
 *       is shared between working days and days off by 5/7 and 2/7: {@code own = 0.75 G c_class + 0.25 share_class G
 *       (c_working + c_off)}.
 *   <li>Both meet as if the prior were thirty events: {@code p = (own + 30 M) / (n + 30)}.
 * </ol>
 *
 * <p>The same formula one level down serves a channel: there M is the person's density over all channels.
 *
 * <p>Where the zone of people is unknown, the mixture is of all profiles shifted by 0 to 23 hours, and activity is recorded on
 * one clock for everybody; it then finds zone and profile by itself.
 */
public final class PersonTimeModel {
    private static final double KAPPA = 12;
    private static final double PRIOR_EVENTS = 30;
    private static final double OTHER_CLASS = 0.25;
    private static final double WORKING_SHARE = 5.0 / 7;
    private static final double OFF_SHARE = 2.0 / 7;

    /** A profile that explains the counters this much worse than the best adds nothing that a double could hold. */
    private static final double NEGLIGIBLE = 1e-17;

    private static final int HOURS = ActivityStates.HOURS;
    private static final int CELLS = ActivityStates.CELLS;
    private static final double[] KERNEL = CircularKernel.matrix(KAPPA);

    private final TimeProfiles profiles;
    private final int size;
    private final double[] logWeights;

    /** Per cell the logarithms of all profiles, for one eighth of an event. */
    private final double[] logsByCell;

    private final double[][] cells;
    private final double[] dayFactors;

    /** How many neighbouring profiles have one zone. */
    private final int zoneSize;

    private PersonTimeModel(TimeProfiles profiles, double[] logWeights, double[][] cells, int zoneSize) {
        this.profiles = profiles;
        this.size = cells.length;
        this.logWeights = logWeights;
        this.logsByCell = TimeProfiles.logsByCell(cells);
        for (int i = 0; i < logsByCell.length; i++) {
            logsByCell[i] /= ActivityStates.UNIT;
        }
        this.cells = cells;
        this.zoneSize = zoneSize;
        this.dayFactors = profiles.dayFactors();
    }

    /** Returns a model of people whose activity is recorded on their own clocks. */
    public static PersonTimeModel of(TimeProfiles profiles) {
        return new PersonTimeModel(profiles, profiles.logWeights(), profiles.profiles(), 1);
    }

    /**
     * Returns a model of people of unknown zone, whose activity is recorded on one clock for everybody: that of UTC or,
     * better, one that follows summer time as most of the people's own do, such as the sender's. The hours that it names are
     * those of that clock. A question costs some ten times that of a known zone.
     *
     * @param profiles what {@link TimeProfilesTrainer#withShiftWeights} learned on that clock; otherwise the clock is UTC
     */
    public static PersonTimeModel ofUnknownZone(TimeProfiles profiles) {
        return new PersonTimeModel(
                profiles, TimeProfiles.logs(profiles.weightsOfShifts()), profiles.shifts(), profiles.size());
    }

    /** Returns the profiles that it starts from. */
    public TimeProfiles profiles() {
        return profiles;
    }

    /** Computes the density of a person from the person's row; nothing is allocated. */
    public void density(ActivityStates states, int row, TimeDensity into) {
        long[] page = states.page(row);
        int base = ActivityStates.base(row);
        double events = own(page, base, into);
        prior(page, base, into);
        blend(into, events);
    }

    /**
     * Computes the density of a person on one channel from the channel's row and the person's density over all channels;
     * nothing is allocated.
     *
     * @param overall the person's density over all channels; not the buffer that is filled
     */
    public void density(ActivityStates states, int channelRow, TimeDensity overall, TimeDensity into) {
        double events = own(states.page(channelRow), ActivityStates.base(channelRow), into);
        System.arraycopy(overall.cells, 0, into.cells, 0, CELLS);
        blend(into, events);
    }

    /**
     * Returns the allowed hour of the week that is best for a person, or -1 if none is allowed; fills the buffer with the
     * person's density on the way. Nothing is allocated.
     */
    public int recommend(ActivityStates states, int row, WeekMask allowed, TimeDensity buffer) {
        density(states, row, buffer);
        return buffer.best(allowed);
    }

    /**
     * Returns how many hours the clock of a person of unknown zone is most probably ahead of the common one, 0 to 23; for a model of
     * known zones the number of the likeliest profile.
     */
    public int likeliest(ActivityStates states, int row, TimeDensity buffer) {
        density(states, row, buffer);
        int best = 0;
        double greatest = -1;
        for (int zone = 0; zone < size / zoneSize; zone++) {
            double share = 0;
            for (int k = zone * zoneSize; k < (zone + 1) * zoneSize; k++) {
                share += buffer.shares[k];
            }
            if (share > greatest) {
                greatest = share;
                best = zone;
            }
        }
        return best;
    }

    /** Fills own counters, spread over their neighbours, and returns the number of events. */
    private static double own(long[] page, int base, TimeDensity into) {
        double[] own = into.own;
        Arrays.fill(own, 0);
        int units = 0;
        for (int word = 0; word < ActivityStates.COUNTER_WORDS; word++) {
            long rest = page[base + word];
            int start = word < 3 ? 0 : HOURS;
            int firstHour = word * Long.BYTES - start;
            while (rest != 0) {
                int shift = Long.numberOfTrailingZeros(rest) & ~7;
                int count = (int) (rest >>> shift & 0xFF);
                rest &= ~(0xFFL << shift);
                units += count;
                int spread = (firstHour + (shift >>> 3)) * HOURS;
                for (int hour = 0; hour < HOURS; hour++) {
                    own[start + hour] += count * KERNEL[spread + hour];
                }
            }
        }
        return (double) units / ActivityStates.UNIT;
    }

    /** Fills the mixture of the profiles. */
    private void prior(long[] page, int base, TimeDensity into) {
        double[] shares = into.shares;
        System.arraycopy(logWeights, 0, shares, 0, size);
        for (int word = 0; word < ActivityStates.COUNTER_WORDS; word++) {
            long rest = page[base + word];
            while (rest != 0) {
                int shift = Long.numberOfTrailingZeros(rest) & ~7;
                int count = (int) (rest >>> shift & 0xFF);
                rest &= ~(0xFFL << shift);
                int logs = (word * Long.BYTES + (shift >>> 3)) * size;
                for (int k = 0; k < size; k++) {
                    shares[k] += count * logsByCell[logs + k];
                }
            }
        }
        normaliseLogs(shares, size);
        double[] mixture = into.cells;
        Arrays.fill(mixture, 0);
        for (int k = 0; k < size; k++) {
            double share = shares[k];
            if (share > NEGLIGIBLE) {
                double[] profile = cells[k];
                for (int cell = 0; cell < CELLS; cell++) {
                    mixture[cell] += share * profile[cell];
                }
            }
        }
    }

    private void blend(TimeDensity into, double events) {
        double[] own = into.own;
        double[] result = into.cells;
        double scale = 1 / (events + PRIOR_EVENTS);
        double same = (1 - OTHER_CLASS) / ActivityStates.UNIT * scale;
        double shared = OTHER_CLASS / ActivityStates.UNIT * scale;
        for (int hour = 0; hour < HOURS; hour++) {
            double working = own[hour];
            double off = own[HOURS + hour];
            double both = shared * (working + off);
            result[hour] = same * working + WORKING_SHARE * both + PRIOR_EVENTS * scale * result[hour];
            result[HOURS + hour] = same * off + OFF_SHARE * both + PRIOR_EVENTS * scale * result[HOURS + hour];
        }
        into.dayFactors = dayFactors;
    }

    /** Turns logarithms of weights into shares that add up to 1; returns the logarithm of the sum of the weights. */
    static double normaliseLogs(double[] logs) {
        return normaliseLogs(logs, logs.length);
    }

    private static double normaliseLogs(double[] logs, int size) {
        double greatest = logs[0];
        for (int k = 1; k < size; k++) {
            greatest = Math.max(greatest, logs[k]);
        }
        double sum = 0;
        for (int k = 0; k < size; k++) {
            // StrictMath: the same shares on every machine.
            logs[k] = StrictMath.exp(logs[k] - greatest);
            sum += logs[k];
        }
        for (int k = 0; k < size; k++) {
            logs[k] /= sum;
        }
        return greatest + StrictMath.log(sum);
    }
}
