package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.TimeDensity;
import org.tidings.timing.TimeProfiles;
import org.tidings.timing.TimeProfilesTrainer;

/**
 * Tests whether messages at hours that suit their recipients are answered sooner: learns from the first half of each
 * person's activity, then looks at later messages to people who had been silent for six hours.
 */
final class ResponseTest {
    private static final long SILENCE_SECONDS = 6 * 3_600;
    private static final long ANSWER_SECONDS = 2 * 3_600;
    private static final int LEAST_EVENTS = 5;
    private static final int FEW_EVENTS = 20;
    private static final int HOUR = 3_600;

    /** A message to the person with a number, how good its hour was, and whether it was answered in time. */
    private record Case(int person, int learned, double score, boolean answered) {}

    private ResponseTest() {}

    /** Returns nothing if there are no such messages, or none was answered, or all were. */
    static Optional<ResponseReport> run(
            ActivityLog log,
            MentionLog mentions,
            TimeProfiles learned,
            TimeProfiles defaults,
            int resamples,
            long seed) {
        int[] cuts = new int[log.people()];
        ActivityStates states = ActivityStates.withSeed(seed + 2);
        for (int person = 0; person < log.people(); person++) {
            cuts[person] = log.start(person) + (log.end(person) - log.start(person)) / 2;
            int row = states.add();
            for (int event = log.start(person); event < cuts[person]; event++) {
                int hour = log.localHour(event);
                states.record(row, hour, ActivityLog.isDayOff(hour));
            }
        }
        PersonTimeModel model = log.hasOffsets()
                ? PersonTimeModel.of(learned)
                : PersonTimeModel.ofUnknownZone(TimeProfilesTrainer.withShiftWeights(defaults, states));
        TimeDensity density = new TimeDensity();
        List<Case> cases = new ArrayList<>();
        for (int mention = 0; mention < mentions.size(); mention++) {
            OptionalInt person = log.person(mentions.person(mention));
            if (person.isPresent() && counts(log, mentions, mention, person.getAsInt(), cuts)) {
                int number = person.getAsInt();
                model.density(states, number, density);
                long local = mentions.second(mention) + log.offsetSeconds(cuts[number] - 1);
                long response = mentions.response(mention);
                cases.add(new Case(
                        number,
                        cuts[number] - log.start(number),
                        worth(density, local),
                        response >= 0 && response <= ANSWER_SECONDS));
            }
        }
        cases.sort(Comparator.comparingDouble(Case::score));
        List<Case> few = cases.stream().filter(c -> c.learned <= FEW_EVENTS).toList();
        long answered = cases.stream().filter(Case::answered).count();
        if (answered == 0 || answered == cases.size()) {
            return Optional.empty();
        }
        Bootstrap bootstrap = new Bootstrap(log.people(), resamples, seed);
        return Optional.of(new ResponseReport(
                cases.size(),
                (int) cases.stream().mapToInt(Case::person).distinct().count(),
                (double) answered / cases.size(),
                bootstrap.of(times -> auc(cases, times)),
                bootstrap.of(times -> auc(few, times))));
    }

    private static boolean counts(ActivityLog log, MentionLog mentions, int mention, int person, int[] cuts) {
        int learned = cuts[person] - log.start(person);
        return learned >= LEAST_EVENTS
                && mentions.silence(mention) >= SILENCE_SECONDS
                && Math.floorDiv(mentions.second(mention), HOUR) > log.utcHour(cuts[person] - 1);
    }

    /** The probability of activity in the two hours from an instant, which rarely lies on a whole hour. */
    private static double worth(TimeDensity density, long localSecond) {
        int hour = (int) Math.floorDiv(localSecond, HOUR);
        double passed = (double) Math.floorMod(localSecond, HOUR) / HOUR;
        return (1 - passed) * at(density, hour) + at(density, hour + 1) + passed * at(density, hour + 2);
    }

    private static double at(TimeDensity density, int hour) {
        return density.hour(ActivityLog.dayOfWeek(hour), ActivityLog.hourOfDay(hour));
    }

    /**
     * The Mann-Whitney statistic over all pairs, equal scores counting half, when each person counts a number of times;
     * the cases are in order of the score.
     */
    private static double auc(List<Case> cases, int[] times) {
        double silentBelow = 0;
        double answered = 0;
        double wins = 0;
        int start = 0;
        while (start < cases.size()) {
            int end = start;
            double silentHere = 0;
            double answeredHere = 0;
            while (end < cases.size() && cases.get(end).score == cases.get(start).score) {
                Case found = cases.get(end++);
                if (found.answered) {
                    answeredHere += times[found.person];
                } else {
                    silentHere += times[found.person];
                }
            }
            wins += answeredHere * (silentBelow + silentHere / 2);
            silentBelow += silentHere;
            answered += answeredHere;
            start = end;
        }
        return answered * silentBelow == 0 ? 0.5 : wins / (answered * silentBelow);
    }
}
