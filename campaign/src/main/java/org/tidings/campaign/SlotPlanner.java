package org.tidings.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.tidings.core.Channel;
import org.tidings.timing.SendSlot;

/**
 * Plans the messages of one campaign together, wave by wave: in a wave every recipient has one message at most, so that what
 * spacing and caps forbid is known before it. Owned by one thread.
 */
final class SlotPlanner {
    /** How much worse it is to leave a message out than to give it a bad slot, in best slots. */
    private static final double LEFT_OUT = 8;

    private final RunSetting setting;
    private final SlotFinder finder;
    private final Campaign campaign;
    private final SendTiming.Optimised how;
    private final SlotClock clock;
    private final SlotUse use;
    private final List<SlotWave> waves = new ArrayList<>();
    private int wavesBefore;
    private boolean again;

    SlotPlanner(RunSetting setting, SlotFinder finder, Campaign campaign, SendTiming.Optimised how) {
        this.setting = setting;
        this.finder = finder;
        this.campaign = campaign;
        this.how = how;
        this.clock = SlotClock.of(setting, how.slot());
        this.use = new SlotUse(clock);
    }

    Campaign campaign() {
        return campaign;
    }

    SendTiming.Optimised how() {
        return how;
    }

    SlotClock clock() {
        return clock;
    }

    /** Returns what stands in the slots. */
    SlotUse use() {
        return use;
    }

    /** Returns how many messages a slot can carry by the limits of slots and hours; nothing where they do not say it. */
    OptionalInt places() {
        OptionalInt together = how.limit(Optional.empty()).map(this::places).orElse(OptionalInt.empty());
        long sum = 0;
        for (Channel channel : campaign.channels()) {
            OptionalInt own = how.limit(Optional.of(channel)).map(this::places).orElse(OptionalInt.empty());
            if (own.isEmpty()) {
                return together;
            }
            sum += own.getAsInt();
        }
        return OptionalInt.of((int) Math.min(sum, together.orElse(Integer.MAX_VALUE)));
    }

    private OptionalInt places(SendTiming.Limit limit) {
        if (limit.perHour().isEmpty()) {
            return limit.perSlot();
        }
        int share = (int) (limit.perHour().getAsInt() * clock.length() / 3_600);
        return OptionalInt.of(Math.min(share, limit.perSlot().orElse(Integer.MAX_VALUE)));
    }

    /** Returns what was planned, in order. */
    List<SlotWave> waves() {
        return waves;
    }

    void forget() {
        waves.clear();
        wavesBefore = 0;
        again = false;
    }

    void beginRound() {
        wavesBefore = waves.size();
        again = true;
    }

    /** Forgets what was planned since the round began. */
    void forgetRound() {
        waves.subList(wavesBefore, waves.size()).clear();
    }

    /** Notes a message that stands in a slot. */
    void add(Channel channel, Instant at) {
        use.add(channel, clock.slot(at));
    }

    /** Returns whether everything that stands in the slots of an instant keeps within the limits. */
    boolean keeps(Channel channel, Instant at) {
        return how.limits().stream()
                .filter(limit -> limit.channel().isEmpty() || limit.channel().get() == channel)
                .allMatch(limit -> use.keeps(limit, clock.slot(at)));
    }

    /** Returns a time, or a refusal, for each of the messages of a wave, and notes those that have one. */
    List<TimeChoice> plan(ProgrammeStep step, List<SlotWish> wishes) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        SlotWishes all = new SlotWishes(setting, finder, how, clock, wishes);
        SlotAssignment assignment = SlotAssignment.of(campaign.channels(), how, all, use, unsentCosts(all));
        List<TimeChoice> choices = new ArrayList<>(wishes.size());
        int planned = 0;
        int beyond = 0;
        int own = 0;
        double score = 0;
        for (int message = 0; message < all.size(); message++) {
            int slot = assignment.slot(message);
            boolean hasPlace = slot >= 0;
            TimeChoice choice;
            if (hasPlace || campaign.purpose().mustSend()) {
                choice = chosen(all, assignment, message, hasPlace ? slot : all.firstAllowed(message), !hasPlace);
            } else {
                choice = refused(all, message);
            }
            choice.slot()
                    .ifPresent(found -> add(wishes.get(choices.size()).contact().channel(), found.at()));
            choices.add(choice);
            planned += hasPlace ? 1 : 0;
            score += hasPlace ? all.value(message, slot) : 0;
            beyond += !hasPlace && choice.slot().isPresent() ? 1 : 0;
            own += all.isOwn(message) ? 1 : 0;
        }
        PlanReport.Totals totals = again
                ? PlanReport.Totals.ofAgain(all.size(), planned + beyond)
                : new PlanReport.Totals(
                        all.size(), planned, beyond, own, score, assignment.value(), assignment.bound(), 0, 0);
        List<Long> slots = Arrays.stream(all.slots()).boxed().toList();
        waves.add(new SlotWave(step.label(), totals, slots, all.open(), assignment.prices()));
        return choices;
    }

    /**
     * Returns what it costs to leave each message out: much more than any slot is worth, and by lot more for one than for
     * another. Whoever is left out where places are too few is so by that lot, and not for being active at other hours.
     */
    private float[] unsentCosts(SlotWishes wishes) {
        float[] row = new float[wishes.slots().length];
        double best = 0;
        for (int message = 0; message < wishes.size(); message++) {
            wishes.read(message, row);
            for (float value : row) {
                best = Math.max(best, value);
            }
        }
        float[] costs = new float[wishes.size()];
        for (int message = 0; message < costs.length; message++) {
            long name = wishes.wish(message).recipientId().hashCode();
            double lot = new SplittableRandom(how.seed() * 31 + name).nextDouble();
            costs[message] = (float) (best * LEFT_OUT * (1 + lot / 2));
        }
        return costs;
    }

    private TimeChoice chosen(
            SlotWishes wishes, SlotAssignment assignment, int message, int slot, boolean beyondCapacity) {
        SlotWish wish = wishes.wish(message);
        if (slot < 0) {
            return refused(wishes, message);
        }
        Instant at = wishes.at(message, slot);
        SendSlot earliest = wish.earliest();
        boolean later = at.isAfter(earliest.at());
        LocalDate day = at.atZone(earliest.zone()).toLocalDate();
        PlannedSlot planned = new PlannedSlot(
                clock.start(wishes.slots()[slot]),
                how.slot(),
                LocalDateTime.ofInstant(at, wish.contact().zone()),
                wishes.value(message, slot),
                assignment.price(wish.contact().channel(), slot),
                wishes.rank(message, slot),
                wishes.allowed(message),
                wishes.isOwn(message),
                beyondCapacity);
        List<TimeNote> notes = new ArrayList<>(wish.first().notes());
        if (later) {
            notes.add(new TimeNote(TimeNote.Kind.PLAN, planned.hours()));
        }
        if (beyondCapacity) {
            notes.add(new TimeNote(TimeNote.Kind.BEYOND_CAPACITY, ""));
        }
        SendSlot.Reason reason = later ? SendSlot.Reason.CHOSEN_LATER : earliest.reason();
        return new TimeChoice(
                Optional.of(new SendSlot(at, earliest.zone(), day, reason)),
                Optional.empty(),
                notes,
                1,
                planned.hours(),
                Optional.of(planned));
    }

    private static TimeChoice refused(SlotWishes wishes, int message) {
        int allowed = wishes.allowed(message);
        Reason reason = allowed == 0
                ? Reason.of(ReasonCode.NO_SEND_TIME, "no_slot_within")
                : Reason.of(ReasonCode.CAPACITY_EXHAUSTED, "all " + allowed + " slots");
        return TimeChoice.refused(reason, wishes.wish(message).first().notes());
    }
}
