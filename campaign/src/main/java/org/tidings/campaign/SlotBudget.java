package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;
import java.util.function.LongToIntFunction;
import org.tidings.timing.SlotProblem;

/** What one limit leaves to the slots of a plan: a number for each slot, and one for each hour and day of slots. */
final class SlotBudget {
    /** By slot. */
    private final int[] left;

    private final boolean hasSlots;

    /** By slot, the hour or day that holds it; empty without such a limit. */
    private final List<Span> hours;

    private final List<Span> days;

    private SlotBudget(int[] left, boolean hasSlots, List<Span> hours, List<Span> days) {
        this.left = left;
        this.hasSlots = hasSlots;
        this.hours = hours;
        this.days = days;
    }

    /**
     * Neighbouring slots that share a number.
     *
     * @param from first slot, by its place among the slots of a plan
     * @param until slot after the last
     * @param left messages that they can take together
     */
    record Span(int from, int until, int left) {
        int load(int[] bySlot) {
            int sum = 0;
            for (int slot = from; slot < until; slot++) {
                sum += bySlot[slot];
            }
            return sum;
        }
    }

    /**
     * Returns the budget of a limit.
     *
     * @param slots the slots, ascending
     * @param use what stands in them already
     */
    static SlotBudget of(Optional<SendTiming.Limit> limit, long[] slots, SlotClock clock, SlotUse use) {
        int[] left = new int[slots.length];
        Arrays.fill(left, SlotProblem.UNLIMITED);
        if (limit.isEmpty()) {
            return new SlotBudget(left, false, List.of(), List.of());
        }
        SendTiming.Limit found = limit.get();
        found.perSlot().ifPresent(most -> {
            for (int i = 0; i < slots.length; i++) {
                left[i] = Math.max(0, most - use.inSlot(found.channel(), slots[i]));
            }
        });
        return new SlotBudget(
                left,
                found.perSlot().isPresent(),
                spans(
                        slots.length,
                        found.perHour(),
                        i -> clock.hour(slots[i]),
                        hour -> use.inHour(found.channel(), hour)),
                spans(slots.length, found.perDay(), i -> clock.day(slots[i]), day -> use.inDay(found.channel(), day)));
    }

    private static List<Span> spans(int slots, OptionalInt limit, IntToLongFunction groupOf, LongToIntFunction used) {
        List<Span> spans = new ArrayList<>(slots);
        for (int from = 0; from < slots && limit.isPresent(); ) {
            long group = groupOf.applyAsLong(from);
            int until = from + 1;
            while (until < slots && groupOf.applyAsLong(until) == group) {
                until++;
            }
            Span span = new Span(from, until, Math.max(0, limit.getAsInt() - used.applyAsInt(group)));
            for (; from < until; from++) {
                spans.add(span);
            }
        }
        return spans;
    }

    /** Returns what a slot can take by itself, or {@link SlotProblem#UNLIMITED}. */
    int left(int slot) {
        return left[slot];
    }

    /** Returns the hours and days that have a limit. */
    List<Span> spans() {
        List<Span> all = new ArrayList<>();
        for (List<Span> kind : List.of(hours, days)) {
            for (int slot = 0; slot < kind.size(); slot = kind.get(slot).until()) {
                all.add(kind.get(slot));
            }
        }
        return all;
    }

    /** Returns whether a slot, an hour or a day with a number in this budget holds some slots of a span and not all. */
    boolean cuts(Span span) {
        return (hasSlots && span.until() - span.from() > 1) || cuts(hours, span) || cuts(days, span);
    }

    /** Returns whether a day of this budget holds a part of a span only. */
    boolean cutsByDay(Span span) {
        return cuts(days, span);
    }

    private static boolean cuts(List<Span> spans, Span span) {
        return !spans.isEmpty() && spans.get(span.from()).until() < span.until();
    }

    /**
     * Returns whether a slot can take one more message.
     *
     * @param load messages of a plan by slot
     */
    boolean hasRoom(int slot, int[] load) {
        return load[slot] < left[slot] && hasRoom(hours, slot, load) && hasRoom(days, slot, load);
    }

    private static boolean hasRoom(List<Span> spans, int slot, int[] load) {
        return spans.isEmpty() || spans.get(slot).load(load) < spans.get(slot).left();
    }
}
