package org.tidings.timing;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns {@link TimeProfiles} from activity by expectation maximisation. Immutable; a run is determined by its input and
 * the seed.
 *
 * <p>Each person's counts are one draw from one of a few profiles (a mixture of multinomials; Dempster, Laird and Rubin
 * 1977). People with fewer than three events say too little, and those with more than forty count as forty, so that nobody
 * outvotes a hundred others. After each step a profile is spread over the neighbouring hours and mixed with the
 * population, as if {@value #PRIOR_EVENTS} of its events had been average ones: with few people the profiles stay near
 * the average instead of following single persons.
 */
public final class TimeProfilesTrainer {
    private static final double LEAST_EVENTS = 3;
    private static final double MOST_EVENTS = 40;
    private static final double PRIOR_EVENTS = 200;
    private static final double PRIOR_PEOPLE = 100;

    /** Much narrower than the kernel of a person's own counts: averages over many people need little smoothing. */
    private static final double KAPPA = 60;

    private static final double LEAST_WEIGHT = 1e-6;
    private static final int STARTS = 4;
    private static final int START_STEPS = 8;
    private static final int SHIFT_STEPS = 20;
    private static final int CELLS = ActivityStates.CELLS;

    private final int profiles;
    private final int steps;
    private final long seed;

    private TimeProfilesTrainer(int profiles, int steps, long seed) {
        this.profiles = profiles;
        this.steps = steps;
        this.seed = seed;
    }

    /** Returns a trainer of eight profiles in forty steps. */
    public static TimeProfilesTrainer withSeed(long seed) {
        return new TimeProfilesTrainer(8, 40, seed);
    }

    /**
     * Returns a copy that learns another number of profiles.
     *
     * @throws IllegalArgumentException if it is not 1 to 64
     */
    public TimeProfilesTrainer withProfiles(int count) {
        if (count < 1 || count > TimeProfilesReader.MAX_PROFILES) {
            throw new IllegalArgumentException(
                    "the number of profiles is 1 to " + TimeProfilesReader.MAX_PROFILES + ", not " + count);
        }
        return new TimeProfilesTrainer(count, steps, seed);
    }

    /**
     * Learns from people whose zone is known.
     *
     * @param name name of the result
     * @param states activity on the people's own clocks, one row a person
     * @param dayShares share of each day of the week in the activity, Monday first; {@link ActivityStates} does not keep
     *     the day, so it is counted elsewhere or taken from {@link TimeProfiles#dayShare}
     * @param shiftWeights share of people whose clock is 0 to 23 hours ahead of UTC; see {@link #withShiftWeights}
     * @throws IllegalArgumentException if nobody has activity, or a list has not 7 or 24 positive numbers
     */
    public TimeProfiles train(String name, ActivityStates states, double[] dayShares, double[] shiftWeights) {
        double[] population = population(states);
        Sample sample = Sample.of(states, LEAST_EVENTS);
        Mixture best = start(sample, population, 0);
        for (int i = 1; i < STARTS; i++) {
            Mixture other = start(sample, population, i);
            best = other.likelihood > best.likelihood ? other : best;
        }
        for (int step = 0; step < steps; step++) {
            best.learn(sample, population);
        }
        double[] shifts = shares(shiftWeights, 24);
        double[][] same = TimeProfiles.sameForAll(shifts, profiles);
        return new TimeProfiles(name, best.weights, best.cells, population, shares(dayShares, 7), shifts, same);
    }

    /**
     * Returns profiles that know how the zones of people lie around the clock: the weights of the profiles and, for each
     * profile, of the 24 shifts, learned from activity on one clock for everybody.
     *
     * <p>People of one zone share more than their clock: where days begin early, they do so in most of the zone. A profile's
     * zones are therefore its own, drawn towards those of all people as if {@value #PRIOR_PEOPLE} of its people had lived
     * like these; with few people, zone and profile are as good as independent.
     *
     * @param profiles that are shifted
     * @param states activity on the common clock: that of UTC or, better, one that is set forward and back in summer
     *     when the clocks of most people are; the clock on which the result is then used, too
     */
    public static TimeProfiles withShiftWeights(TimeProfiles profiles, ActivityStates states) {
        Sample sample = Sample.of(states, LEAST_EVENTS);
        int size = profiles.size();
        double[] shifts = new double[ActivityStates.HOURS];
        Arrays.fill(shifts, 1.0 / shifts.length);
        double[] weights = new double[size];
        Arrays.setAll(weights, profiles::weight);
        TimeProfiles learned = profiles.withWeights(shifts, weights, TimeProfiles.sameForAll(shifts, size));
        double[][] cells = profiles.shifts();
        for (int step = 0; step < SHIFT_STEPS; step++) {
            double[] joint = new Mixture(learned.weightsOfShifts(), cells).weigh(sample);
            shifts = new double[ActivityStates.HOURS];
            weights = new double[size];
            for (int i = 0; i < joint.length; i++) {
                shifts[i / size] += joint[i];
                weights[i % size] += joint[i];
            }
            double[][] byProfile = byProfile(joint, shifts, weights, sample.people());
            Arrays.fill(shifts, 0);
            for (int i = 0; i < joint.length; i++) {
                shifts[i / size] += weights[i % size] * byProfile[i % size][i / size];
            }
            learned = profiles.withWeights(shifts, weights, byProfile);
        }
        return learned;
    }

    /** Returns the zones of each profile, drawn towards those of all. */
    private static double[][] byProfile(double[] joint, double[] shifts, double[] weights, int people) {
        double[][] byProfile = new double[weights.length][shifts.length];
        for (int i = 0; i < joint.length; i++) {
            int profile = i % weights.length;
            int ahead = i / weights.length;
            byProfile[profile][ahead] =
                    (people * joint[i] + PRIOR_PEOPLE * shifts[ahead]) / (people * weights[profile] + PRIOR_PEOPLE);
        }
        return byProfile;
    }

    /** Returns the mean of the people's distributions over the cells; each person counts once. */
    static double[] population(ActivityStates states) {
        double[] sum = new double[CELLS];
        int people = 0;
        for (int row = 0; row < states.size(); row++) {
            double total = states.total(row);
            if (total > 0) {
                people++;
                for (int cell = 0; cell < CELLS; cell++) {
                    sum[cell] += states.count(row, cell) / total;
                }
            }
        }
        if (people == 0) {
            throw new IllegalArgumentException("there is no activity to learn from");
        }
        // Half a person spread evenly: a cell that nobody was ever seen in is rare, not impossible.
        for (int cell = 0; cell < CELLS; cell++) {
            sum[cell] = (sum[cell] + 0.5 / CELLS) / (people + 0.5);
        }
        return sum;
    }

    private Mixture start(Sample sample, double[] population, int number) {
        SplittableRandom random = new SplittableRandom(seed + number);
        double[][] cells = new double[profiles][CELLS];
        double[] share = new double[profiles];
        double[] weights = new double[profiles];
        for (int person = 0; person < sample.people(); person++) {
            // Each person is divided among the profiles at random: Dirichlet(1, ..., 1) from exponential variates.
            double sum = 0;
            for (int k = 0; k < profiles; k++) {
                share[k] = -StrictMath.log(1 - random.nextDouble());
                sum += share[k];
            }
            for (int k = 0; k < profiles; k++) {
                sample.addTo(cells[k], person, share[k] / sum);
                weights[k] += share[k] / sum;
            }
        }
        Mixture mixture = new Mixture(weights, cells);
        mixture.regularise(population);
        for (int step = 0; step < START_STEPS; step++) {
            mixture.learn(sample, population);
        }
        return mixture;
    }

    private static double[] shares(double[] values, int count) {
        double sum = Arrays.stream(values).sum();
        if (values.length != count || !(sum > 0) || Arrays.stream(values).anyMatch(value -> !(value >= 0))) {
            throw new IllegalArgumentException(count + " shares are needed, each at least 0");
        }
        return Arrays.stream(values)
                .map(value -> (value / sum + LEAST_WEIGHT) / (1 + count * LEAST_WEIGHT))
                .toArray();
    }

    /** The people's counts without the zeros. */
    private static final class Sample {
        private final int[] starts;
        private final byte[] cell;
        private final float[] count;

        private Sample(int[] starts, byte[] cell, float[] count) {
            this.starts = starts;
            this.cell = cell;
            this.count = count;
        }

        static Sample of(ActivityStates states, double leastEvents) {
            int[] starts = new int[states.size() + 1];
            byte[] cell = new byte[1024];
            float[] count = new float[1024];
            int people = 0;
            int used = 0;
            for (int row = 0; row < states.size(); row++) {
                double total = states.total(row);
                if (total < leastEvents) {
                    continue;
                }
                double scale = Math.min(1, MOST_EVENTS / total);
                if (used + CELLS > cell.length) {
                    cell = Arrays.copyOf(cell, cell.length * 2);
                    count = Arrays.copyOf(count, count.length * 2);
                }
                for (int c = 0; c < CELLS; c++) {
                    double events = states.count(row, c);
                    if (events > 0) {
                        cell[used] = (byte) c;
                        count[used++] = (float) (events * scale);
                    }
                }
                starts[++people] = used;
            }
            return new Sample(Arrays.copyOf(starts, people + 1), cell, count);
        }

        int people() {
            return starts.length - 1;
        }

        void addTo(double[] sums, int person, double share) {
            for (int i = starts[person]; i < starts[person + 1]; i++) {
                sums[cell[i]] += share * count[i];
            }
        }

        void addLogs(double[] sums, int person, double[] logsByCell) {
            for (int i = starts[person]; i < starts[person + 1]; i++) {
                int base = cell[i] * sums.length;
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += count[i] * logsByCell[base + k];
                }
            }
        }
    }

    /** Profiles that are being learned. */
    private static final class Mixture {
        private static final double[] KERNEL = CircularKernel.matrix(KAPPA);

        private double[] weights;
        private double[][] cells;
        private double likelihood = Double.NEGATIVE_INFINITY;

        private Mixture(double[] weights, double[][] cells) {
            this.weights = weights;
            this.cells = cells;
        }

        /** One step of expectation and maximisation. */
        private void learn(Sample sample, double[] population) {
            double[][] sums = new double[weights.length][CELLS];
            weights = step(sample, sums);
            cells = sums;
            regularise(population);
        }

        /** Returns better weights of the profiles as they are. */
        private double[] weigh(Sample sample) {
            return step(sample, new double[weights.length][CELLS]);
        }

        private double[] step(Sample sample, double[][] sums) {
            double[] logs = TimeProfiles.logsByCell(cells);
            double[] logWeights = TimeProfiles.logs(weights);
            double[] share = new double[weights.length];
            double[] totals = new double[weights.length];
            Arrays.fill(totals, LEAST_WEIGHT * (1 + sample.people()));
            likelihood = 0;
            for (int person = 0; person < sample.people(); person++) {
                System.arraycopy(logWeights, 0, share, 0, share.length);
                sample.addLogs(share, person, logs);
                likelihood += PersonTimeModel.normaliseLogs(share);
                for (int k = 0; k < share.length; k++) {
                    totals[k] += share[k];
                    sample.addTo(sums[k], person, share[k]);
                }
            }
            double sum = Arrays.stream(totals).sum();
            return Arrays.stream(totals).map(total -> total / sum).toArray();
        }

        private void regularise(double[] population) {
            for (double[] row : cells) {
                CircularKernel.smooth(row, KERNEL);
                double sum = Arrays.stream(row).sum() + PRIOR_EVENTS;
                for (int cell = 0; cell < CELLS; cell++) {
                    row[cell] = (row[cell] + PRIOR_EVENTS * population[cell]) / sum;
                }
            }
            double sum = Arrays.stream(weights).sum();
            weights = Arrays.stream(weights)
                    .map(weight -> sum > 0 ? Math.max(LEAST_WEIGHT, weight / sum) : 1.0 / weights.length)
                    .toArray();
        }
    }
}
