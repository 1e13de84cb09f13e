package org.tidings.campaign;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.tidings.core.HolidayCalendar;
import org.tidings.timing.EarliestSendTime;
import org.tidings.timing.SendTimeModel;

/**
 * How a run is done. Immutable; start with {@link #defaults()} and take copies.
 *
 * <p>What comes out does not depend on the number of threads.
 */
public final class RunOptions {
    private final int threads;
    private final Optional<Instant> at;
    private final HolidayCalendar holidays;
    private final SendTimeModel model;
    private final RunProgress progress;

    private RunOptions(
            int threads, Optional<Instant> at, HolidayCalendar holidays, SendTimeModel model, RunProgress progress) {
        this.threads = threads;
        this.at = at;
        this.holidays = holidays;
        this.model = model;
        this.progress = progress;
    }

    /** Returns one thread, the programme's own instant, no public holidays, the earliest send time, no progress. */
    public static RunOptions defaults() {
        return new RunOptions(
                1, Optional.empty(), HolidayCalendar.none(), new EarliestSendTime(), RunProgress.silent());
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
        return new RunOptions(number, at, holidays, model, progress);
    }

    /** Returns a copy for another instant than the programme's own. */
    public RunOptions withAt(Instant instant) {
        return new RunOptions(threads, Optional.of(instant), holidays, model, progress);
    }

    /** Returns a copy with public holidays. */
    public RunOptions withHolidays(HolidayCalendar calendar) {
        return new RunOptions(threads, at, Objects.requireNonNull(calendar, "calendar"), model, progress);
    }

    /** Returns a copy with another choice among the allowed instants. */
    public RunOptions withSendTimeModel(SendTimeModel sendTimeModel) {
        return new RunOptions(threads, at, holidays, Objects.requireNonNull(sendTimeModel, "sendTimeModel"), progress);
    }

    /** Returns a copy that tells how far it has come. */
    public RunOptions withProgress(RunProgress listener) {
        return new RunOptions(threads, at, holidays, model, Objects.requireNonNull(listener, "listener"));
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
        return model;
    }

    /** Returns who is told how far the run has come. */
    public RunProgress progress() {
        return progress;
    }
}
