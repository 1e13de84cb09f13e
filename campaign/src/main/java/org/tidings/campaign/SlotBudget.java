package org.tidings.campaign;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;
import java.util.function.LongToIntFunction;
import org.tidings.timing.SlotProblem;

/**
 * What one limit leaves to the slots of a plan: a number for each slot, and one for each hour and day that the slots of it
 * share. An auction knows slots alone, so that the number of an hour or a day is divided among its slots.
 */
final class SlotBudget {
    private final int[] slotLeft;
    private final Groups hours;
    private final Groups days;

    private SlotBudget(int[] slotLeft, Groups hours, Groups days) {
        this.slotLeft = slotLeft;
        this.hours = hours;
        this.days = days;
    }

    /** Slots that share a number. */
    private static final class Groups {
        private static final Groups NONE = new Groups(new int[0][], new int[0], 0);

        private final int[][] members;
        private final int[] left;

        private final int[] groupOf;

        private Groups(int[][] members, int[] left, int slots) {
            this.members = members;
            this.left = left;
            this.groupOf = new int[slots];
            for (int g = 0; g < members.length; g++) {
                for (int slot : members[g]) {
                    groupOf[slot] = g;
                }
            }
        }

        boolean hasRoom(int slot, int[] load) {
            return isEmpty() || sum(members[groupOf[slot]], load) < left[groupOf[slot]];
        }

        static Groups of(int slots, OptionalInt limit, IntToLongFunction groupOf, LongToIntFunction used) {
            if (limit.isEmpty()) {
                return NONE;
            }
            Map<Long, int[]> members = new LinkedHashMap<>();
            for (int slot = 0; slot < slots; slot++) {
                int[] one = {slot};
                members.merge(groupOf.applyAsLong(slot), one, (before, more) -> {
                    int[] both = Arrays.copyOf(before, before.length + 1);
                    both[before.length] = more[0];
                    return both;
                });
            }
            int[] left = members.keySet().stream()
                    .mapToInt(group -> Math.max(0, limit.getAsInt() - used.applyAsInt(group)))
                    .toArray();
            return new Groups(members.values().toArray(int[][]::new), left, slots);
        }

        boolean isEmpty() {
            return members.length == 0;
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
            return new SlotBudget(left, Groups.NONE, Groups.NONE);
        }
        SendTiming.Limit found = limit.get();
        found.perSlot().ifPresent(most -> {
            for (int i = 0; i < slots.length; i++) {
                left[i] = Math.max(0, most - use.inSlot(found.channel(), slots[i]));
            }
        });
        return new SlotBudget(
                left,
                Groups.of(
                        slots.length,
                        found.perHour(),
                        i -> clock.hour(slots[i]),
                        hour -> use.inHour(found.channel(), hour)),
                Groups.of(
                        slots.length,
                        found.perDay(),
                        i -> clock.day(slots[i]),
                        day -> use.inDay(found.channel(), day)));
    }

    /** Returns whether anything limits a slot. */
    boolean limits(int slot) {
        return slotLeft[slot] != SlotProblem.UNLIMITED || hasGroups();
    }

    boolean hasGroups() {
        return !hours.isEmpty() || !days.isEmpty();
    }

    /** Returns capacities with which no slot by itself breaks the limit, though an hour or a day may. */
    int[] loose() {
        int[] result = slotLeft.clone();
        for (Groups groups : new Groups[] {hours, days}) {
            for (int g = 0; g < groups.members.length; g++) {
                for (int slot : groups.members[g]) {
                    result[slot] = Math.min(result[slot], groups.left[g]);
                }
            }
        }
        return result;
    }

    boolean keeps(int[] load) {
        for (Groups groups : new Groups[] {hours, days}) {
            for (int g = 0; g < groups.members.length; g++) {
                if (sum(groups.members[g], load) > groups.left[g]) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Returns capacities with which nothing breaks the limit. What an hour or a day has goes to its slots in proportion to
     * what a plan put there; what it has to spare goes where a place has a price.
     *
     * @param load messages of the plan by slot
     * @param price prices of the plan by slot
     */
    int[] divided(int[] load, double[] price) {
        int[] result = slotLeft.clone();
        for (Groups groups : new Groups[] {hours, days}) {
            for (int g = 0; g < groups.members.length; g++) {
                divide(groups.members[g], groups.left[g], load, price, result);
            }
        }
        return result;
    }

    private static void divide(int[] members, int left, int[] load, double[] price, int[] into) {
        long wanted = sum(members, load);
        double[] weights = new double[members.length];
        boolean isShort = wanted > left;
        boolean anyPrice = Arrays.stream(members).anyMatch(slot -> price[slot] > 0);
        for (int i = 0; i < members.length; i++) {
            int slot = members[i];
            weights[i] = isShort ? load[slot] : !anyPrice || price[slot] > 0 ? load[slot] + 1.0 : 0;
        }
        int[] shares = shares(isShort ? left : left - (int) wanted, weights);
        for (int i = 0; i < members.length; i++) {
            int slot = members[i];
            into[slot] = Math.min(into[slot], isShort ? shares[i] : load[slot] + shares[i]);
        }
    }

    /** Divides a number in proportion to weights, of which one at least is above 0, by the largest remainders. */
    private static int[] shares(int number, double[] weights) {
        double total = Arrays.stream(weights).sum();
        int[] shares = new int[weights.length];
        double[] rest = new double[weights.length];
        int given = 0;
        for (int i = 0; i < shares.length; i++) {
            double exact = number * (weights[i] / total);
            shares[i] = (int) exact;
            rest[i] = exact - shares[i];
            given += shares[i];
        }
        for (; given < number; given++) {
            int most = 0;
            for (int i = 1; i < rest.length; i++) {
                most = rest[i] > rest[most] ? i : most;
            }
            shares[most]++;
            rest[most] = -1;
        }
        return shares;
    }

    /**
     * Returns the least that the limit has to be paid so that a place of each slot costs its price: the part of the dual
     * bound that belongs to the limit.
     */
    double cost(double[] price) {
        double[] left = price.clone();
        double cost = 0;
        for (int g = 0; g < days.members.length; g++) {
            cost += payTogether(days.members[g], days.left[g], left, true);
        }
        for (int g = 0; g < hours.members.length; g++) {
            cost += payTogether(hours.members[g], hours.left[g], left, false);
        }
        for (int slot = 0; slot < left.length; slot++) {
            if (left[slot] > 0) {
                cost += left[slot] * slotLeft[slot];
            }
        }
        return cost;
    }

    /** Pays a part of the prices of some slots together, so that this and the rest paid slot by slot cost least. */
    private double payTogether(int[] members, int left, double[] price, boolean hoursFollow) {
        double best = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int candidate = -1; candidate < members.length; candidate++) {
            double common = candidate < 0 ? 0 : price[members[candidate]];
            double cost = left * common;
            for (int slot : members) {
                double rest = Math.max(0, price[slot] - common);
                double places =
                        hoursFollow && !hours.isEmpty() ? Math.min(slotLeft[slot], hourLeft(slot)) : slotLeft[slot];
                cost += rest == 0 ? 0 : rest * places;
            }
            if (cost < bestCost) {
                bestCost = cost;
                best = common;
            }
        }
        for (int slot : members) {
            price[slot] = Math.max(0, price[slot] - best);
        }
        return left * best;
    }

    private int hourLeft(int slot) {
        return hours.isEmpty() ? SlotProblem.UNLIMITED : hours.left[hours.groupOf[slot]];
    }

    /**
     * Returns whether a slot can take one more message.
     *
     * @param load messages of a plan by slot
     */
    boolean hasRoom(int slot, int[] load) {
        return load[slot] < slotLeft[slot] && hours.hasRoom(slot, load) && days.hasRoom(slot, load);
    }

    /**
     * Raises prices in hours and days that are full to a price of theirs: where all places of a day are taken, no slot of it
     * is free, although none of its slots by itself may be full.
     *
     * @param load messages of the plan by slot
     * @param price prices, which are changed
     * @param level which price of the slots with one: 0 for the least, 1 for the greatest
     * @return the slots of such hours and days
     */
    BitSet level(int[] load, double[] price, double level) {
        BitSet full = new BitSet(price.length);
        for (Groups groups : new Groups[] {hours, days}) {
            for (int g = 0; g < groups.members.length; g++) {
                int[] members = groups.members[g];
                double[] priced = Arrays.stream(members)
                        .mapToDouble(slot -> price[slot])
                        .filter(one -> one > 0)
                        .sorted()
                        .toArray();
                if (priced.length > 0 && sum(members, load) >= groups.left[g]) {
                    double least = priced[(int) Math.round(level * (priced.length - 1))];
                    for (int slot : members) {
                        price[slot] = Math.max(price[slot], least);
                        full.set(slot);
                    }
                }
            }
        }
        return full;
    }

    private static long sum(int[] members, int[] load) {
        long sum = 0;
        for (int slot : members) {
            sum += load[slot];
        }
        return sum;
    }
}
