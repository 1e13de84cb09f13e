package org.tidings.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Messages that want slots, and what the slots can carry. Immutable, as long as its values are.
 *
 * <p>Each message has a channel. A slot has a capacity for each channel, and may have one for all channels together, such as
 * the lines of a call centre that answers whatever was sent. Neighbouring slots may have a limit together, such as that of
 * an hour or a day. A message may take one slot or none; none costs something.
 *
 * <p>Of two limits or capacities that concern the same slot of a channel, one must contain the other. Then the problem is one
 * of flow in a tree, which has a best plan of whole messages that prices prove.
 */
public final class SlotProblem {
    /** A capacity that never binds. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int MAX_CHANNELS = 16;

    final int messages;
    final int slots;
    final int channels;
    final SlotValues values;

    /** By channel, then slot. */
    final int[] capacity;

    /** By slot. */
    final int[] shared;

    /** Limits of several slots together, in the order in which they were set. */
    final List<SlotLimit> limits;

    /** By message; empty if all have channel 0. */
    final byte[] channelOf;

    /** By message; what it is worth if nothing is sent. */
    final float[] unsent;

    final SlotTree tree;

    private final BitSet withdrawn;

    private SlotProblem(Builder from) {
        this.withdrawn = (BitSet) from.withdrawn.clone();
        this.messages = from.messages;
        this.slots = from.slots;
        this.channels = from.channels;
        this.values = from.values;
        this.capacity = from.capacity.clone();
        this.shared = from.shared.clone();
        this.limits = List.copyOf(from.limits);
        this.channelOf = from.channelOf.clone();
        this.unsent = from.unsent.clone();
        this.tree = SlotTree.of(this);
    }

    /**
     * Returns a builder of a problem with one channel, no capacity at all and a cost of 0.5 for a message that is not sent.
     *
     * @param messages number of messages
     * @param slots number of slots, at least 1
     * @param values what slots are worth to messages
     */
    public static Builder builder(int messages, int slots, SlotValues values) {
        return new Builder(messages, slots, values);
    }

    /** Returns the number of messages. */
    public int messages() {
        return messages;
    }

    /** Returns the number of slots. */
    public int slots() {
        return slots;
    }

    /** Returns the number of channels. */
    public int channels() {
        return channels;
    }

    /** Returns how many messages of a channel a slot can carry. */
    public int capacity(int channel, int slot) {
        Objects.checkIndex(slot, slots);
        return capacity[Objects.checkIndex(channel, channels) * slots + slot];
    }

    /** Returns how many messages of all channels a slot can carry, or {@link #UNLIMITED}. */
    public int sharedCapacity(int slot) {
        return shared[slot];
    }

    /** Returns the channel of a message. */
    public int channel(int message) {
        return channelOf.length == 0 ? 0 : channelOf[message];
    }

    /** Returns what a message is worth if it is not sent; negative, for it is a loss. */
    public float unsent(int message) {
        return unsent[message];
    }

    /** Returns whether a message was withdrawn. */
    public boolean isWithdrawn(int message) {
        return withdrawn.get(message);
    }

    void read(int message, float[] into) {
        if (withdrawn.get(message)) {
            Arrays.fill(into, SlotValues.FORBIDDEN);
        } else {
            values.read(message, into);
        }
    }

    /** Returns a builder that starts from this problem, with the same messages and slots. */
    public Builder toBuilder() {
        Builder builder = new Builder(messages, slots, values);
        builder.channels = channels;
        builder.capacity = capacity.clone();
        System.arraycopy(shared, 0, builder.shared, 0, slots);
        builder.limits.addAll(limits);
        builder.channelOf = channelOf.clone();
        System.arraycopy(unsent, 0, builder.unsent, 0, messages);
        builder.withdrawn.or(withdrawn);
        return builder;
    }

    /** Collects the parts of a problem; owned by one thread. */
    public static final class Builder {
        private static final float DEFAULT_UNSENT = -0.5f;

        private final int messages;
        private final int slots;
        private final SlotValues values;
        private final int[] shared;
        private final List<SlotLimit> limits = new ArrayList<>();
        private final float[] unsent;
        private final BitSet withdrawn = new BitSet();
        private int channels = 1;
        private int[] capacity;
        private byte[] channelOf = new byte[0];

        private Builder(int messages, int slots, SlotValues values) {
            if (messages < 0 || slots < 1) {
                throw new IllegalArgumentException(messages + " messages and " + slots + " slots");
            }
            this.messages = messages;
            this.slots = slots;
            this.values = Objects.requireNonNull(values, "values");
            this.capacity = new int[slots];
            this.shared = new int[slots];
            this.unsent = new float[messages];
            Arrays.fill(shared, UNLIMITED);
            Arrays.fill(unsent, DEFAULT_UNSENT);
        }

        /**
         * Sets the number of channels, before their capacities and the channels of messages.
         *
         * @throws IllegalArgumentException if it is not 1 to 16
         */
        public Builder channels(int count) {
            if (count < 1 || count > MAX_CHANNELS) {
                throw new IllegalArgumentException("there are 1 to " + MAX_CHANNELS + " channels, not " + count);
            }
            channels = count;
            capacity = new int[count * slots];
            channelOf = new byte[messages];
            return this;
        }

        /** Sets how many messages of a channel a slot can carry. */
        public Builder capacity(int channel, int slot, int count) {
            Objects.checkIndex(slot, slots);
            capacity[Objects.checkIndex(channel, channels) * slots + slot] = atLeastZero(count);
            return this;
        }

        /** Sets how many messages of channel 0 each slot can carry. */
        public Builder capacityOfAll(int count) {
            Arrays.fill(capacity, 0, slots, atLeastZero(count));
            return this;
        }

        /** Sets how many messages of all channels together a slot can carry. */
        public Builder sharedCapacity(int slot, int count) {
            shared[slot] = atLeastZero(count);
            return this;
        }

        /**
         * Adds a limit of how many messages of a channel several slots can carry together.
         *
         * @param from first of the slots
         * @param until slot after the last
         */
        public Builder limit(int channel, int from, int until, int count) {
            return add(Objects.checkIndex(channel, channels), from, until, count);
        }

        /**
         * Adds a limit of how many messages of all channels several slots can carry together.
         *
         * @param from first of the slots
         * @param until slot after the last
         */
        public Builder sharedLimit(int from, int until, int count) {
            return add(SlotLimit.ALL, from, until, count);
        }

        private Builder add(int channel, int from, int until, int count) {
            if (from < 0 || from >= until || until > slots) {
                throw new IllegalArgumentException("there are no slots from " + from + " to before " + until);
            }
            limits.add(new SlotLimit(channel, from, until, atLeastZero(count)));
            return this;
        }

        /** Changes the limits of several slots together. */
        Builder replaceLimits(ToIntFunction<SlotLimit> count) {
            limits.replaceAll(limit -> limit.withCount(count.applyAsInt(limit)));
            return this;
        }

        Builder limits(List<SlotLimit> more) {
            limits.addAll(more);
            return this;
        }

        /** Sets the channel of a message. */
        public Builder channel(int message, int channel) {
            if (Objects.checkIndex(channel, channels) > 0 || channelOf.length > 0) {
                channelOf[message] = (byte) channel;
            }
            return this;
        }

        /**
         * Sets what it costs not to send a message, in the unit of the values; much more than any value where a message must
         * not be left behind.
         *
         * @param cost 0 or more, and finite
         * @throws IllegalArgumentException if the cost is out of its range
         */
        public Builder unsentCost(int message, float cost) {
            if (!(cost >= 0 && cost < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a cost of " + cost + " is not 0 or more");
            }
            unsent[message] = -cost;
            return this;
        }

        /** Withdraws a message: it keeps its number, wants no slot and costs nothing. */
        public Builder withdraw(int message) {
            withdrawn.set(Objects.checkIndex(message, messages));
            unsent[message] = 0;
            return this;
        }

        /**
         * Returns the problem.
         *
         * @throws IllegalArgumentException if two limits overlap of which neither contains the other
         */
        public SlotProblem build() {
            return new SlotProblem(this);
        }

        private static int atLeastZero(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("a capacity of " + count + " is negative");
            }
            return count;
        }
    }
}
