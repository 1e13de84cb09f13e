package org.tidings.timing;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which message goes out in which slot, with the proof of how good that is. Immutable.
 *
 * <p>{@link #bound} is the value that no plan whatever can pass; it follows from the prices by the duality of linear
 * programming and can be checked in one pass over the values. A price says what one more place in a slot would bring; with few messages it
 * lies between that and what one place fewer would cost.
 */
public final class SlotPlan {
    /** Why a message has no slot in the plan. */
    public enum Unplanned {
        /** Window, quiet hours, holidays, deadline, cap and spacing leave no slot. */
        NOTHING_ALLOWED,
        /** Every allowed slot is full of messages to which it is worth more, or which have no other. */
        NO_CAPACITY,
        /** The message was withdrawn after it was planned. */
        WITHDRAWN
    }

    private final SlotAuction auction;
    private final SlotProblem problem;
    private final int[] slots;
    private final int[] loads;
    private final double value;
    private final double bound;
    private final int planned;

    SlotPlan(SlotAuction auction, int[] nodeOf) {
        this.auction = auction;
        this.problem = auction.problem();
        this.slots = new int[problem.messages];
        this.loads = new int[problem.slots * problem.channels];
        int count = 0;
        for (int message = 0; message < slots.length; message++) {
            int node = nodeOf[message];
            slots[message] = SlotAuction.NOWHERE;
            if (node != SlotAuction.NOWHERE) {
                slots[message] = node % problem.slots;
                loads[node]++;
                count++;
            }
        }
        this.planned = count;
        SlotProof proof = SlotProof.of(auction, nodeOf);
        this.value = proof.value();
        this.bound = proof.bound();
    }

    /** Returns the problem that was solved; its capacities are without the reserve. */
    public SlotProblem problem() {
        return problem;
    }

    /** Returns the slot of a message, or nothing if it has none; see {@link #reason}. */
    public OptionalInt slot(int message) {
        return slots[message] < 0 ? OptionalInt.empty() : OptionalInt.of(slots[message]);
    }

    /** Returns why a message has no slot, or nothing if it has one. */
    public Optional<Unplanned> reason(int message) {
        if (slots[message] >= 0) {
            return Optional.empty();
        } else if (problem.isWithdrawn(message)) {
            return Optional.of(Unplanned.WITHDRAWN);
        }
        float[] row = new float[problem.slots];
        problem.read(message, row);
        for (float value : row) {
            if (value > SlotValues.FORBIDDEN) {
                return Optional.of(Unplanned.NO_CAPACITY);
            }
        }
        return Optional.of(Unplanned.NOTHING_ALLOWED);
    }

    /** Returns how many messages have a slot. */
    public int planned() {
        return planned;
    }

    /** Returns how many messages of a channel a slot carries. */
    public int load(int channel, int slot) {
        Objects.checkIndex(slot, problem.slots);
        return loads[Objects.checkIndex(channel, problem.channels) * problem.slots + slot];
    }

    /** Returns the worth of the plan: the values of what is sent, less the cost of what is not. */
    public double value() {
        return value;
    }

    /** Returns a bound on the worth of every plan for the problem. */
    public double bound() {
        return bound;
    }

    /** Returns by what share of the bound the plan may fall short of the best one, at most; 0 where nothing is at stake. */
    public double gap() {
        return bound == value ? 0 : (bound - value) / Math.max(Math.abs(bound), Double.MIN_NORMAL);
    }

    /**
     * Returns what one more place of a channel in a slot would bring, if every limit of it were one higher; infinite where
     * the slot has no place at all.
     */
    public double price(int channel, int slot) {
        return auction.price(channel * problem.slots + slot);
    }

    /** Returns what one more place of the capacity shared by all channels would bring in a slot. */
    public double sharedPrice(int slot) {
        int group = problem.tree.sharedGroup[slot];
        return group == SlotTree.NONE ? 0 : auction.ownPrice(group);
    }

    SlotAuction auction() {
        return auction;
    }
}
