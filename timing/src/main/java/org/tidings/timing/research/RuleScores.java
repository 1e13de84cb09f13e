package org.tidings.timing.research;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;

/** The scores of each rule for each person. */
final class RuleScores {
    private static final int HOURS = ActivityStates.HOURS;
    private static final int OFFICE_OPENS = 9;
    private static final int MEDIAN_DAYS = 60;
    private static final int MEDIAN_EVENTS = 5;
    private static final int MEDIAN_NEWEST = 50;
    private static final int MANY_EVENTS = 10;

    private final ActivityLog log;
    private final Splits splits;
    private final EventClock own;
    private final Map<HourRule, double[]> hits = new EnumMap<>(HourRule.class);
    private final double[] likelihood;
    private final double[] populationLikelihood;
    private final double[] unknownLikelihood;
    private final double[] toldHits;
    private int populationHour;
    private ZoneId unknownClock = ZoneId.of("UTC");

    RuleScores(ActivityLog log, Splits splits) {
        this.log = log;
        this.splits = splits;
        for (HourRule rule : HourRule.values()) {
            hits.put(rule, new double[splits.people()]);
        }
        this.likelihood = new double[splits.people()];
        this.populationLikelihood = new double[splits.people()];
        this.unknownLikelihood = new double[splits.people()];
        this.toldHits = new double[splits.people()];
        this.own = splits.localClock();
    }

    void density(HourRule rule, PersonTimeModel model, ActivityStates states, EventClock clock) {
        score(model, states, clock, of(rule), rule == HourRule.FINAL ? likelihood : unknownLikelihood);
    }

    /** Scores the model of unknown zones, and beside it the one that is told each person's distance to the clock. */
    void unknownZone(CommonClock clock, TimeProfiles learned, TimeProfiles unplaced, long seed) {
        unknownClock = clock.zone();
        ActivityStates states = splits.states(clock, seed + 1);
        TimeProfiles shifted = TimeProfilesTrainer.withShiftWeights(unplaced, states);
        density(HourRule.ZONE_UNKNOWN, PersonTimeModel.ofUnknownZone(shifted), states, clock);
        EventClock told = clock.aheadAsBefore(log, splits);
        score(PersonTimeModel.of(learned), splits.states(told, seed), told, toldHits, new double[toldHits.length]);
    }

    private void score(PersonTimeModel model, ActivityStates states, EventClock clock, double[] shares, double[] nats) {
        TimeDensity density = new TimeDensity();
        for (int i = 0; i < splits.people(); i++) {
            model.density(states, i, density);
            shares[i] = splits.hits(i, density.bestHourOfDay(), clock);
            nats[i] = splits.likelihood(i, density, clock);
        }
    }

    void population(TimeProfiles profiles) {
        TimeDensity density = new TimeDensity();
        profiles.density(density);
        populationHour = density.bestHourOfDay();
        for (int i = 0; i < splits.people(); i++) {
            of(HourRule.POPULATION)[i] = splits.hits(i, populationHour, own);
            populationLikelihood[i] = splits.likelihood(i, density, own);
        }
    }

    /** The two hours with the most events so far; among equals those that the population prefers. */
    void histogram(TimeProfiles profiles) {
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
            of(HourRule.RAW)[i] = splits.hits(i, best, own);
        }
    }

    /**
     * The rule of Mautic's class PeakInteractionTimer: of the last fifty events within sixty days, where there are five,
     * the lower median of the clock hours; its window opens an hour before, and that is when a message leaves.
     */
    void median() {
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
            of(HourRule.MEDIAN)[i] = splits.hits(i, hour, own);
        }
    }

    void fixed() {
        for (int i = 0; i < splits.people(); i++) {
            of(HourRule.FIXED9)[i] = splits.hits(i, OFFICE_OPENS, own);
        }
    }

    BackTestReport report(Bootstrap bootstrap, Optional<ResponseReport> responses, List<RegretReport> regrets) {
        return new BackTestReport(
                splits.people(),
                means(0, Integer.MAX_VALUE),
                bootstrap.ratio(of(HourRule.FINAL), of(HourRule.POPULATION)),
                bootstrap.ratio(over(HourRule.FINAL), over(HourRule.POPULATION)),
                bootstrap.ratio(of(HourRule.FINAL), of(HourRule.RAW)),
                bootstrap.ratio(of(HourRule.FINAL), of(HourRule.MEDIAN)),
                bootstrap.ratio(of(HourRule.FINAL), of(HourRule.FIXED9)),
                bootstrap.ratio(of(HourRule.ZONE_UNKNOWN), of(HourRule.FINAL)),
                bootstrap.ratio(toldHits, of(HourRule.FINAL)),
                unknownClock,
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
