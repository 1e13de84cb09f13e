package org.tidings.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tidings.core.Channel;
import org.tidings.core.HolidayCalendar;
import org.tidings.timing.ChannelWindow.ZoneSource;

/**
 * Finds the instants at which messages may go out. Immutable to its users and safe to share between threads.
 *
 * <p>An instant is allowed if its local day and time, on the clock of the window, lie in the window and on no holiday
 * that closes the channel, and its local time on the clock of the quiet hours is not quiet. Nothing else is asked, so
 * that clock changes need no rule of their own: what a change skips does not exist.
 */
public final class SendTimes {
    /** Why there is no instant at which a message may go out. */
    public enum Refusal {
        /** The windows say nothing about the channel. */
        CHANNEL_WITHOUT_WINDOW,
        /** Window, quiet hours and holidays leave no instant within {@link SendTimes#SEARCH_DAYS} days. */
        NEVER_OPEN,
        /** No opening is left between the earliest instant and the deadline. */
        DEADLINE_TOO_NEAR
    }

    /** How many days a search looks at before it gives up. */
    public static final int SEARCH_DAYS = 400;

    private final ZoneClock agencyClock;
    private final Map<Channel, ChannelPlan> plans = new EnumMap<>(Channel.class);

    /** The clocks of the zones that were asked for; there are some 600 zones at most. */
    private final Map<ZoneId, ZoneClock> clocks = new ConcurrentHashMap<>();

    private SendTimes(ContactWindows windows, HolidayCalendar holidays, ZoneId agencyZone) {
        this.agencyClock = clock(agencyZone);
        for (Channel channel : windows.channels()) {
            windows.window(channel)
                    .ifPresent(window ->
                            plans.put(channel, ChannelPlan.of(channel, window, windows.quietHours(), holidays)));
        }
    }

    /** Returns send times of windows, public holidays and the agency's zone. */
    public static SendTimes of(ContactWindows windows, HolidayCalendar holidays, ZoneId agencyZone) {
        return new SendTimes(windows, holidays, agencyZone);
    }

    /**
     * Returns the first allowed instant at or after the earliest one, or nothing if there is none within
     * {@link #SEARCH_DAYS} days. Cost: one step per day passed over.
     */
    public Optional<SendSlot> earliest(SlotRequest request) {
        ChannelPlan plan = plans.get(request.channel());
        if (plan == null) {
            return Optional.empty();
        }
        ChannelPlan.Hours hours = plan.hours(request.windowName(), request.crisis());
        boolean isAgencys = plan.zone() == ZoneSource.AGENCY;
        ZoneClock recipientClock = clock(request.recipientZone());
        ZoneClock clock = isAgencys ? agencyClock : recipientClock;
        ZoneClock otherClock = isAgencys ? recipientClock : agencyClock;
        Instant notBefore = request.notBefore();
        long from = notBefore.getEpochSecond();
        long firstDay = OpenHours.dayOf(from, clock);
        long second = hours.next(from, clock, otherClock, firstDay, firstDay + SEARCH_DAYS);
        if (second == OpenHours.NONE) {
            return Optional.empty();
        }
        // Openings lie on whole seconds, so an instant within an open second is open itself.
        if (second == from) {
            return Optional.of(slot(notBefore, clock, SendSlot.Reason.ON_TIME));
        }
        boolean pastHoliday = hours.hasHolidayBetween(firstDay, OpenHours.dayOf(second, clock));
        SendSlot.Reason reason = pastHoliday ? SendSlot.Reason.MOVED_PAST_HOLIDAY : SendSlot.Reason.MOVED_TO_WINDOW;
        return Optional.of(slot(Instant.ofEpochSecond(second), clock, reason));
    }

    /**
     * Returns the first allowed instant of the last allowed day at or before a day, in the zone of the window, or nothing
     * if no day back to the earliest instant of the request, or within {@link #SEARCH_DAYS} days, has one.
     */
    public Optional<SendSlot> backward(SlotRequest request, LocalDate day) {
        ChannelPlan plan = plans.get(request.channel());
        if (plan == null) {
            return Optional.empty();
        }
        ChannelPlan.Hours hours = plan.hours(request.windowName(), request.crisis());
        boolean isAgencys = plan.zone() == ZoneSource.AGENCY;
        ZoneClock recipientClock = clock(request.recipientZone());
        ZoneClock clock = isAgencys ? agencyClock : recipientClock;
        ZoneClock otherClock = isAgencys ? recipientClock : agencyClock;
        Instant notBefore = request.notBefore();
        for (int back = 0; back <= SEARCH_DAYS; back++) {
            LocalDate candidate = day.minusDays(back);
            Instant start = candidate.atStartOfDay(clock.zone()).toInstant();
            boolean isCut = start.isBefore(notBefore);
            Instant from = isCut ? notBefore : start;
            long epochDay = candidate.toEpochDay();
            long second = hours.next(from.getEpochSecond(), clock, otherClock, epochDay, epochDay);
            if (second != OpenHours.NONE) {
                Instant at = second == from.getEpochSecond() ? from : Instant.ofEpochSecond(second);
                return Optional.of(slot(at, clock, SendSlot.Reason.MOVED_BEFORE_DEADLINE));
            }
            if (isCut) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the instant of a reminder: the first allowed one from the start of the nominal day in the recipient's zone,
     * or, where that would not lie on a day before the deadline, the opening of the last allowed day that is neither
     * after the nominal day nor on or after the deadline. Nothing if there is no such day.
     */
    public Optional<SendSlot> forStep(StepRequest request) {
        Instant start =
                request.nominalDay().atStartOfDay(request.recipientZone()).toInstant();
        Instant from = start.isBefore(request.notBefore()) ? request.notBefore() : start;
        SlotRequest slotRequest = new SlotRequest(
                request.channel(), request.windowName(), request.recipientZone(), from, request.crisis());
        Optional<SendSlot> slot = earliest(slotRequest);
        if (slot.isPresent() && slot.get().day().isBefore(request.deadline())) {
            boolean onNominalDay = !slot.get().day().isAfter(request.nominalDay());
            return onNominalDay ? slot.map(found -> found.withReason(SendSlot.Reason.ON_TIME)) : slot;
        }
        LocalDate lastDay = request.deadline().minusDays(1);
        return backward(
                slotRequest.withNotBefore(request.notBefore()),
                lastDay.isBefore(request.nominalDay()) ? lastDay : request.nominalDay());
    }

    /** Returns why {@link #earliest} finds nothing; meaningless where it finds something. */
    public Refusal refusal(SlotRequest request) {
        return plans.containsKey(request.channel()) ? Refusal.NEVER_OPEN : Refusal.CHANNEL_WITHOUT_WINDOW;
    }

    /** Returns why {@link #forStep} finds nothing; meaningless where it finds something. */
    public Refusal refusal(StepRequest request) {
        Instant start =
                request.nominalDay().atStartOfDay(request.recipientZone()).toInstant();
        SlotRequest slotRequest = new SlotRequest(
                request.channel(), request.windowName(), request.recipientZone(), start, request.crisis());
        return earliest(slotRequest).isPresent() ? Refusal.DEADLINE_TOO_NEAR : refusal(slotRequest);
    }

    /**
     * Returns allowed instants in order of time, found as they are read: the first that {@link #earliest} gives, then
     * each the first allowed one at least a step after the one before.
     *
     * @param before end of the range, exclusive
     * @throws IllegalArgumentException if the step is not positive
     */
    public Iterable<SendSlot> candidates(SlotRequest request, Instant before, Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("a step of " + step + " leads nowhere");
        }
        return () -> new Iterator<>() {
            private Optional<SendSlot> next = within(earliest(request));

            @Override
            public boolean hasNext() {
                return next.isPresent();
            }

            @Override
            public SendSlot next() {
                SendSlot current = next.orElseThrow(NoSuchElementException::new);
                next = within(earliest(request.withNotBefore(current.at().plus(step))))
                        .map(slot -> slot.withReason(SendSlot.Reason.CHOSEN_LATER));
                return current;
            }

            private Optional<SendSlot> within(Optional<SendSlot> slot) {
                return slot.filter(found -> found.at().isBefore(before));
            }
        };
    }

    private static SendSlot slot(Instant at, ZoneClock clock, SendSlot.Reason reason) {
        LocalDate day = LocalDate.ofEpochDay(OpenHours.dayOf(at.getEpochSecond(), clock));
        return new SendSlot(at, clock.zone(), day, reason);
    }

    private ZoneClock clock(ZoneId zone) {
        ZoneClock known = clocks.get(zone);
        return known == null ? clocks.computeIfAbsent(zone, ZoneClock::of) : known;
    }
}
