package org.tidings.timing.research;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.timing.ActivityStates;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.TimeProfiles;

/**
 * Tests the choice of an hour against what people did afterwards.
 *
 * <p>Each person's events are cut at 70 %, moved to the next pause of twelve hours; profiles and counters are learned from
 * the earlier parts of all people. Each rule then names one hour of day for each person, and scores the share of the
 * person's later events that lie in the two hours from it; the mean is over people. Beside hits stands the logarithm of the
 * probability that a density gives to the later events, in nats above a uniform one.
 *
 * <p>People of unknown zone are all recorded on one clock, UTC or a better one ({@link #withClocks}); their hour is named,
 * and their hits are counted, on that clock.
 *
 * <p>Immutable; the same log and seed give the same report.
 */
public final class BackTest {
    /** The share of a person's events that is learned from. */
    static final double LEARNED_SHARE = 0.7;

    /** None, and the rules of summer time of Europe, of North America and of the south. */
    private static final List<ZoneId> DEFAULT_CLOCKS = List.of(
            ZoneId.of("UTC"), ZoneId.of("Europe/London"), ZoneId.of("America/New_York"), ZoneId.of("Australia/Sydney"));

    private final TimeProfiles defaults;
    private final long seed;
    private final int resamples;
    private final @Nullable MentionLog mentions;
    private final boolean bandit;
    private final List<ZoneId> clocks;

    private BackTest(
            TimeProfiles defaults,
            long seed,
            int resamples,
            @Nullable MentionLog mentions,
            boolean bandit,
            List<ZoneId> clocks) {
        this.defaults = defaults;
        this.seed = seed;
        this.resamples = resamples;
        this.mentions = mentions;
        this.bandit = bandit;
        this.clocks = clocks;
    }

    /**
     * Returns a back-test with 400 resamples.
     *
     * @param defaults profiles for people whose zone is unknown, where the log does not know zones either
     */
    public static BackTest of(TimeProfiles defaults, long seed) {
        return new BackTest(Objects.requireNonNull(defaults, "defaults"), seed, 400, null, false, DEFAULT_CLOCKS);
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
        return new BackTest(defaults, seed, number, mentions, bandit, clocks);
    }

    /** Returns a copy that also tests whether people respond sooner to a mention at an hour that suits them. */
    public BackTest withMentions(MentionLog log) {
        return new BackTest(defaults, seed, resamples, Objects.requireNonNull(log, "log"), bandit, clocks);
    }

    /** Returns a copy that also replays policies which learn from responses. */
    public BackTest withBandit() {
        return new BackTest(defaults, seed, resamples, mentions, true, clocks);
    }

    /**
     * Returns a copy with other clocks to record people of unknown zone on. The run takes the one on which the end of the
     * earlier parts is predicted best from what lies before it. Without this method these are UTC and the clocks of London,
     * New York and Sydney, which stand for the ways in which clocks are set forward and back.
     *
     * @param zones the first is taken if there is too little activity to choose
     * @throws IllegalArgumentException if there is none
     */
    public BackTest withClocks(List<ZoneId> zones) {
        if (zones.isEmpty()) {
            throw new IllegalArgumentException("people of unknown zone need a clock to be recorded on");
        }
        return new BackTest(defaults, seed, resamples, mentions, bandit, List.copyOf(zones));
    }

    /**
     * Runs the test. Cost: about two seconds for ten thousand people; replays take some seconds for five hundred.
     *
     * @throws IllegalArgumentException if nobody in the log has an earlier and a later part
     */
    public BackTestReport run(ActivityLog log) {
        Splits splits = Splits.of(log, LEARNED_SHARE);
        if (splits.people() == 0) {
            throw new IllegalArgumentException("nobody has events before and after a pause of twelve hours");
        }
        Bootstrap bootstrap = new Bootstrap(splits.people(), resamples, seed);
        EventClock own = splits.localClock();
        ActivityStates local = splits.states(own, seed);
        TimeProfiles learned = splits.learn(local, seed);
        RuleScores scores = new RuleScores(log, splits);
        scores.density(HourRule.FINAL, PersonTimeModel.of(learned), local, own);
        scores.population(learned);
        scores.histogram(learned);
        scores.median();
        scores.fixed();
        TimeProfiles unplaced = log.hasOffsets() ? learned : defaults;
        CommonClock common = CommonClock.choose(log, splits, clocks, defaults, LEARNED_SHARE, seed);
        scores.unknownZone(common, learned, unplaced, seed);
        Optional<ResponseReport> responses = Optional.ofNullable(mentions)
                .flatMap(found -> ResponseTest.run(log, found, learned, defaults, resamples, seed));
        List<RegretReport> regrets = bandit ? PolicyReplay.run(log, resamples, seed) : List.of();
        return scores.report(bootstrap, responses, regrets);
    }
}
