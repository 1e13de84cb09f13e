package org.tidings.campaign;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.core.HolidayCalendar;
import org.tidings.timing.PersonSendTime;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.PersonTimes;
import org.tidings.timing.SendTimeModel;
import org.tidings.timing.TimeProfiles;

/**
 * How a run is done. Immutable; start with {@link #defaults()} and take copies.
 *
 * <p>What comes out does not depend on the number of threads.
 */
public final class RunOptions {
    private final int threads;
    private final Optional<Instant> at;
    private final HolidayCalendar holidays;
    private final Optional<SendTimeModel> model;
    private final PersonTimes times;
    private final RunProgress progress;
    private final SortedMap<String, Integer> held;

    private RunOptions(
            int threads,
            Optional<Instant> at,
            HolidayCalendar holidays,
            Optional<SendTimeModel> model,
            PersonTimes times,
            RunProgress progress,
            SortedMap<String, Integer> held) {
        this.threads = threads;
        this.at = at;
        this.holidays = holidays;
        this.model = model;
        this.times = times;
        this.progress = progress;
        this.held = held;
    }

    /** Returns one thread, the programme's own instant, no holidays, nobody's hours, no progress, nobody held. */
    public static RunOptions defaults() {
        return new RunOptions(
                1,
                Optional.empty(),
                HolidayCalendar.none(),
                Optional.empty(),
                PersonTimes.withSeed(0),
                RunProgress.silent(),
                Collections.emptySortedMap());
    }

    /**
     * Returns a copy with another number of threads.
     *
     * @throws IllegalArgumentException if it is not from 1 to 1024
     */
    public RunOptions withThreads(int number) {
        if (number < 1 || number > 1024) {
            throw new IllegalArgumentException(number + " threads; 1 to 1024 are possible");
        }
        return new RunOptions(number, at, holidays, model, times, progress, held);
    }

    /** Returns a copy for another instant than the programme's own. */
    public RunOptions withAt(Instant instant) {
        return new RunOptions(threads, Optional.of(instant), holidays, model, times, progress, held);
    }

    /** Returns a copy with public holidays. */
    public RunOptions withHolidays(HolidayCalendar calendar) {
        return new RunOptions(threads, at, Objects.requireNonNull(calendar, "calendar"), model, times, progress, held);
    }

    /**
     * Returns a copy with another choice among the allowed instants, for campaigns with {@code "sendTime": "best"}. Without
     * one that choice is by the hours of people, where they are given, and else the earliest instant.
     */
    public RunOptions withSendTimeModel(SendTimeModel sendTimeModel) {
        return new RunOptions(threads, at, holidays, Optional.of(sendTimeModel), times, progress, held);
    }

    /**
     * Returns a copy that knows when people were active, on their own clocks. A run reads it and learns nothing; nobody may
     * change it meanwhile.
     */
    public RunOptions withPersonTimes(PersonTimes personTimes) {
        return new RunOptions(
                threads, at, holidays, model, Objects.requireNonNull(personTimes, "personTimes"), progress, held);
    }

    /** Returns a copy that tells how far it has come. */
    public RunOptions withProgress(RunProgress listener) {
        return new RunOptions(threads, at, holidays, model, times, Objects.requireNonNull(listener, "listener"), held);
    }

    /**
     * Returns a copy for a population of which some people are not among those looked at, because something about them
     * could not be read. They change nothing in what is decided; the summary says how many they are, and why.
     *
     * @param peopleByReason number of people, at least 1 each, by code of the reason
     * @throws IllegalArgumentException if a number is below 1
     */
    public RunOptions withHeld(SortedMap<String, Integer> peopleByReason) {
        SortedMap<String, Integer> copy = Collections.unmodifiableSortedMap(new TreeMap<>(peopleByReason));
        copy.forEach((reason, count) -> {
            if (count < 1) {
                throw new IllegalArgumentException(
                        count + " people are held for " + reason + "; at least 1 was expected");
            }
        });
        return new RunOptions(threads, at, holidays, model, times, progress, copy);
    }

    /** Returns the number of threads. */
    public int threads() {
        return threads;
    }

    /** Returns the instant, where it is not the programme's own. */
    public Optional<Instant> at() {
        return at;
    }

    /** Returns the public holidays. */
    public HolidayCalendar holidays() {
        return holidays;
    }

    /** Returns the choice among the allowed instants. */
    public SendTimeModel sendTimeModel() {
        return model.orElseGet(() -> times.people() == 0
                ? SendTimeModel.earliest()
                : PersonSendTime.of(PersonTimeModel.of(TimeProfiles.defaults()), times));
    }

    /** Returns when people were active. */
    public PersonTimes personTimes() {
        return times;
    }

    /** Returns who is told how far the run has come. */
    public RunProgress progress() {
        return progress;
    }

    /** Returns how many people could not be looked at, by code of the reason. */
    public SortedMap<String, Integer> held() {
        return held;
    }
}
