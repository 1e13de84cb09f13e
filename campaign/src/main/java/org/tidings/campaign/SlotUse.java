package org.tidings.campaign;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.Channel;

/** How many messages of a campaign stand in its slots. Owned by one thread. */
final class SlotUse {
    private final SlotClock clock;
    private final Map<Channel, NavigableMap<Long, Integer>> byChannel = new EnumMap<>(Channel.class);
    private final NavigableMap<Long, Integer> all = new TreeMap<>();

    SlotUse(SlotClock clock) {
        this.clock = clock;
    }

    void clear() {
        byChannel.clear();
        all.clear();
    }

    void add(Channel channel, long slot) {
        byChannel.computeIfAbsent(channel, any -> new TreeMap<>()).merge(slot, 1, Integer::sum);
        all.merge(slot, 1, Integer::sum);
    }

    /** Returns the messages of a channel, or of all, by slot. */
    NavigableMap<Long, Integer> slots(Optional<Channel> channel) {
        return channel.isEmpty() ? all : byChannel.getOrDefault(channel.get(), new TreeMap<>());
    }

    int inSlot(Optional<Channel> channel, long slot) {
        return slots(channel).getOrDefault(slot, 0);
    }

    int inHour(Optional<Channel> channel, long hour) {
        return between(channel, clock.firstOfHour(hour), clock.firstOfHour(hour + 1));
    }

    int inDay(Optional<Channel> channel, long day) {
        return between(channel, clock.firstOfDay(day), clock.firstOfDay(day + 1));
    }

    private int between(Optional<Channel> channel, long from, long to) {
        return slots(channel).subMap(from, to).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Returns whether the limits hold in the slot, the hour and the day of a slot. */
    boolean keeps(SendTiming.Limit limit, long slot) {
        Optional<Channel> channel = limit.channel();
        return inSlot(channel, slot) <= limit.perSlot().orElse(Integer.MAX_VALUE)
                && inHour(channel, clock.hour(slot)) <= limit.perHour().orElse(Integer.MAX_VALUE)
                && inDay(channel, clock.day(slot)) <= limit.perDay().orElse(Integer.MAX_VALUE);
    }
}
