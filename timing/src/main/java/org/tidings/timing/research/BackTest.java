package org.tidings.timing.research;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;

/**
 * Tests the choice of an hour against what people did afterwards.
 *
 * <p>Each person's events are cut at 70 %, moved to the next pause of twelve hours; profiles and counters are learned from
 * the earlier parts of all people. Each rule then names one hour of day for each person, and scores the share of the
 * person's later events that lie in the two hours from it; the mean is over people. Beside hits stands the logarithm of the
 * probability that a density gives to the later events, in nats above a uniform one.
 *
 * <p>Immutable; the same log and seed give the same report.
 */
public final class BackTest {
    /** The share of a person's events that is learned from. */
    static final double LEARNED_SHARE = 0.7;

    private static final int HOURS = ActivityStates.HOURS;
    private static final int OFFICE_OPENS = 9;
    private static final int MEDIAN_DAYS = 60;
    private static final int MEDIAN_EVENTS = 5;
    private static final int MEDIAN_NEWEST = 50;
    private static final int MANY_EVENTS = 10;

    private final TimeProfiles defaults;
    private final long seed;
    private final int resamples;
    private final @Nullable MentionLog mentions;
    private final boolean bandit;

    private BackTest(TimeProfiles defaults, long seed, int resamples, @Nullable MentionLog mentions, boolean bandit) {
        this.defaults = defaults;
        this.seed = seed;
        this.resamples = resamples;
        this.mentions = mentions;
        this.bandit = bandit;
    }

    /**
     * Returns a back-test with 400 resamples.
     *
     * @param defaults profiles for people whose zone is unknown, where the log does not know zones either
     */
    public static BackTest of(TimeProfiles defaults, long seed) {
        return new BackTest(Objects.requireNonNull(defaults, "defaults"), seed, 400, null, false);
    }

    /**
     * Returns a copy with another number of resamples for the intervals.
     *
     * @throws IllegalArgumentException if it is less than 2
     */
    public BackTest withResamples(int number) {
        if (number < 2) {
            throw new IllegalArgumentException("an interval needs at least 2 resamples, not " + number);
        }
        return new BackTest(defaults, seed, number, mentions, bandit);
    }

    /** Returns a copy that also tests whether people respond sooner to a mention at an hour that suits them. */
    public BackTest withMentions(MentionLog log) {
        return new BackTest(defaults, seed, resamples, Objects.requireNonNull(log, "log"), bandit);
    }

    /** Returns a copy that also replays policies which learn from responses. */
    public BackTest withBandit() {
        return new BackTest(defaults, seed, resamples, mentions, true);
    }

    /**
     * Runs the test. Cost: about a second for ten thousand people; replays take some seconds for five hundred.
     *
     * @throws IllegalArgumentException if nobody in the log has an earlier and a later part
     */
    public BackTestReport run(ActivityLog log) {
        Splits splits = Splits.of(log, LEARNED_SHARE);
        if (splits.people() == 0) {
            throw new IllegalArgumentException("nobody has events before and after a pause of twelve hours");
        }
        Bootstrap bootstrap = new Bootstrap(splits.people(), resamples, seed);
        ActivityStates local = splits.states(false, seed);
        ActivityStates utc = splits.states(true, seed + 1);
        TimeProfiles learned =
                TimeProfilesTrainer.withSeed(seed).train("back-test", local, splits.dayShares(), evenly());
        Scores scores = new Scores(log, splits);
        scores.density(HourRule.FINAL, PersonTimeModel.of(learned), local, false);
        scores.population(learned);
        scores.histogram(learned);
        scores.median();
        scores.fixed();
        TimeProfiles shifted = log.hasOffsets() ? learned : defaults;
        PersonTimeModel unknown = PersonTimeModel.ofUnknownZone(TimeProfilesTrainer.withShiftWeights(shifted, utc));
        scores.density(HourRule.ZONE_UNKNOWN, unknown, utc, true);
        Optional<ResponseReport> responses = Optional.ofNullable(mentions)
                .flatMap(found -> ResponseTest.run(log, found, learned, defaults, resamples, seed));
        List<RegretReport> regrets = bandit ? PolicyReplay.run(log, resamples, seed) : List.of();
        return scores.report(bootstrap, responses, regrets);
    }

    private static double[] evenly() {
        double[] weights = new double[HOURS];
        Arrays.fill(weights, 1.0 / HOURS);
        return weights;
    }

    /** The scores of each rule for each person. */
    private static final class Scores {
        private final ActivityLog log;
        private final Splits splits;
        private final Map<HourRule, double[]> hits = new EnumMap<>(HourRule.class);
        private final double[] likelihood;
        private final double[] populationLikelihood;
        private final double[] unknownLikelihood;
        private int populationHour;

        private Scores(ActivityLog log, Splits splits) {
            this.log = log;
            this.splits = splits;
            for (HourRule rule : HourRule.values()) {
                hits.put(rule, new double[splits.people()]);
            }
            this.likelihood = new double[splits.people()];
            this.populationLikelihood = new double[splits.people()];
            this.unknownLikelihood = new double[splits.people()];
        }

        private void density(HourRule rule, PersonTimeModel model, ActivityStates states, boolean utc) {
            TimeDensity density = new TimeDensity();
            for (int i = 0; i < splits.people(); i++) {
                model.density(states, i, density);
                of(rule)[i] = hits(i, density.bestHourOfDay(), utc);
                (utc ? unknownLikelihood : likelihood)[i] = likelihood(i, density, utc);
            }
        }

        private void population(TimeProfiles profiles) {
            TimeDensity density = new TimeDensity();
            profiles.density(density);
            populationHour = density.bestHourOfDay();
            for (int i = 0; i < splits.people(); i++) {
                of(HourRule.POPULATION)[i] = hits(i, populationHour, false);
                populationLikelihood[i] = likelihood(i, density, false);
            }
        }

        /** The two hours with the most events so far; among equals those that the population prefers. */
        private void histogram(TimeProfiles profiles) {
            for (int i = 0; i < splits.people(); i++) {
                int[] counts = new int[HOURS];
                for (int event = splits.start(i); event < splits.cut(i); event++) {
                    counts[ActivityLog.hourOfDay(log.localHour(event))]++;
                }
                int best = 0;
                double most = -1;
                for (int hour = 0; hour < HOURS; hour++) {
                    int next = (hour + 1) % HOURS;
                    double popular = profiles.population(hour)
                            + profiles.population(HOURS + hour)
                            + profiles.population(next)
                            + profiles.population(HOURS + next);
                    // A share below 1 decides between equal whole numbers only.
                    double worth = counts[hour] + counts[next] + popular / 2;
                    if (worth > most) {
                        most = worth;
                        best = hour;
                    }
                }
                of(HourRule.RAW)[i] = hits(i, best, false);
            }
        }

        /**
         * The rule of Mautic's class PeakInteractionTimer: of the last fifty events within sixty days, where there are five,
         * the lower median of the clock hours; its window opens an hour before, and that is when a message leaves.
         */
        private void median() {
            for (int i = 0; i < splits.people(); i++) {
                int last = splits.cut(i) - 1;
                long since = log.second(last) - MEDIAN_DAYS * 86_400L;
                int first = last;
                while (first > splits.start(i) && last - first + 1 < MEDIAN_NEWEST && log.second(first - 1) >= since) {
                    first--;
                }
                int count = last - first + 1;
                int hour = OFFICE_OPENS;
                if (count >= MEDIAN_EVENTS) {
                    int[] hours = new int[count];
                    for (int event = first; event <= last; event++) {
                        hours[event - first] = ActivityLog.hourOfDay(log.localHour(event));
                    }
                    Arrays.sort(hours);
                    hour = (hours[(count - 1) / 2] + HOURS - 1) % HOURS;
                }
                of(HourRule.MEDIAN)[i] = hits(i, hour, false);
            }
        }

        private void fixed() {
            for (int i = 0; i < splits.people(); i++) {
                of(HourRule.FIXED9)[i] = hits(i, OFFICE_OPENS, false);
            }
        }

        private double hits(int i, int slot, boolean utc) {
            int hits = 0;
            for (int event = splits.cut(i); event < splits.end(i); event++) {
                int hour = ActivityLog.hourOfDay(utc ? log.utcHour(event) : log.localHour(event));
                hits += Math.floorMod(hour - slot, HOURS) < 2 ? 1 : 0;
            }
            return (double) hits / (splits.end(i) - splits.cut(i));
        }

        private double likelihood(int i, TimeDensity density, boolean utc) {
            double sum = 0;
            for (int event = splits.cut(i); event < splits.end(i); event++) {
                int hour = utc ? log.utcHour(event) : log.localHour(event);
                sum += StrictMath.log(TimeDensity.WEEK_HOURS
                        * density.hour(ActivityLog.dayOfWeek(hour), ActivityLog.hourOfDay(hour)));
            }
            return sum / (splits.end(i) - splits.cut(i));
        }

        private BackTestReport report(
                Bootstrap bootstrap, Optional<ResponseReport> responses, List<RegretReport> regrets) {
            return new BackTestReport(
                    splits.people(),
                    means(0, Integer.MAX_VALUE),
                    bootstrap.ratio(of(HourRule.FINAL), of(HourRule.POPULATION)),
                    bootstrap.ratio(over(HourRule.FINAL), over(HourRule.POPULATION)),
                    bootstrap.ratio(of(HourRule.FINAL), of(HourRule.RAW)),
                    bootstrap.ratio(of(HourRule.FINAL), of(HourRule.MEDIAN)),
                    bootstrap.ratio(of(HourRule.FINAL), of(HourRule.FIXED9)),
                    bootstrap.ratio(of(HourRule.ZONE_UNKNOWN), of(HourRule.FINAL)),
                    bootstrap.difference(likelihood, populationLikelihood),
                    mean(likelihood),
                    mean(populationLikelihood),
                    mean(unknownLikelihood),
                    populationHour,
                    List.of(means(1, 2), means(3, 10), means(11, 50), means(51, Integer.MAX_VALUE)),
                    responses,
                    regrets);
        }

        private HourHits means(int least, int most) {
            int people = 0;
            for (int i = 0; i < splits.people(); i++) {
                people += isWithin(i, least, most) ? 1 : 0;
            }
            Map<HourRule, Double> shares = new EnumMap<>(HourRule.class);
            for (HourRule rule : HourRule.values()) {
                double sum = 0;
                for (int i = 0; i < splits.people(); i++) {
                    sum += isWithin(i, least, most) ? of(rule)[i] : 0;
                }
                shares.put(rule, sum / Math.max(1, people));
            }
            return new HourHits(people, shares);
        }

        private boolean isWithin(int i, int least, int most) {
            return splits.learned(i) >= least && splits.learned(i) <= most;
        }

        private double[] of(HourRule rule) {
            return Objects.requireNonNull(hits.get(rule));
        }

        /** The hits of people with many events; those of others are 0, which leaves a ratio as it is. */
        private double[] over(HourRule rule) {
            double[] all = of(rule).clone();
            for (int i = 0; i < all.length; i++) {
                all[i] = splits.learned(i) > MANY_EVENTS ? all[i] : 0;
            }
            return all;
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).sum() / values.length;
        }
    }
}
