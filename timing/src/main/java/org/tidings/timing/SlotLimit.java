package org.tidings.timing;

/**
 * How many messages several slots can carry together.
 *
 * @param channel the channel whose messages count, or {@link #ALL}
 * @param from first slot
 * @param until slot after the last
 * @param count messages
 */
record SlotLimit(int channel, int from, int until, int count) {
    static final int ALL = -1;

    boolean concerns(int ofChannel, int slot) {
        return from <= slot && slot < until && (channel == ALL || channel == ofChannel);
    }

    boolean contains(SlotLimit other) {
        return from <= other.from && other.until <= until && (channel == ALL || channel == other.channel);
    }

    SlotLimit withCount(int other) {
        return new SlotLimit(channel, from, until, other);
    }

    SlotLimit ofAll() {
        return new SlotLimit(ALL, from, until, count);
    }

    /** Returns how many of some messages count, which are given by channel, then slot. */
    int load(int[] messages, SlotProblem problem) {
        int sum = 0;
        for (int n = 0; n < messages.length; n++) {
            sum += concerns(n / problem.slots, n % problem.slots) ? messages[n] : 0;
        }
        return sum;
    }

    /** Returns how many slots of channels it concerns. */
    int width(int channels) {
        return (until - from) * (channel == ALL ? channels : 1);
    }

    @Override
    public String toString() {
        String whose = channel == ALL ? "all channels" : "channel " + channel;
        return "the limit of " + whose + " in slots " + from + " to " + (until - 1);
    }
}
