package org.tidings.campaign;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.timing.SendSlot;
import org.tidings.timing.SendTimes;
import org.tidings.timing.SlotRequest;

/**
 * Which slots are open, found once for all messages of one channel, window and zone. Owned by one thread.
 *
 * <p>Whatever windows, quiet hours, holidays and clock changes mean is asked of {@link SendTimes}; nothing is decided here.
 */
final class SlotOpenings {
    private static final long CLOSED = Long.MIN_VALUE;

    private final SendTimes times;
    private final SlotClock clock;
    private final long[] slots;
    private final Map<Key, Opening> known = new HashMap<>();

    /**
     * Creates openings of nothing yet.
     *
     * @param slots the slots that matter, ascending
     */
    SlotOpenings(SendTimes times, SlotClock clock, long[] slots) {
        this.times = times;
        this.clock = clock;
        this.slots = slots;
    }

    private record Key(Channel channel, String window, ZoneId zone) {}

    /** Returns what is open to a contact. */
    Opening of(Contact contact) {
        return known.computeIfAbsent(new Key(contact.channel(), contact.window(), contact.zone()), this::find);
    }

    private Opening find(Key key) {
        long[] seconds = new long[slots.length];
        short[] hours = new short[slots.length];
        Arrays.fill(seconds, CLOSED);
        SlotRequest any = SlotRequest.of(key.channel, key.window, key.zone, Instant.EPOCH);
        long nextOpen = Long.MIN_VALUE;
        for (int i = 0; i < slots.length; i++) {
            long start = clock.second(slots[i]);
            if (start + clock.length() <= nextOpen) {
                continue;
            }
            Optional<SendSlot> open = times.earliest(any.withNotBefore(Instant.ofEpochSecond(start)));
            if (open.isEmpty()) {
                // Nothing for longer than any search looks: what comes later is looked at for itself.
                continue;
            }
            nextOpen = open.get().at().getEpochSecond();
            if (nextOpen < start + clock.length()) {
                seconds[i] = nextOpen;
                hours[i] = hourOfWeek(open.get().at(), key.zone);
            }
        }
        return new Opening(seconds, hours);
    }

    /** Returns the hour of the week that a clock shows; 0 is Monday, midnight. */
    static short hourOfWeek(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return (short) ((local.getDayOfWeek().getValue() - 1) * 24 + local.getHour());
    }

    /** The first open second of each slot, and the hour of the week that it is on the recipient's clock. */
    static final class Opening {
        private final long[] seconds;
        private final short[] hours;

        private Opening(long[] seconds, short[] hours) {
            this.seconds = seconds;
            this.hours = hours;
        }

        /** Returns whether a slot is open before an instant, in seconds since 1970. */
        boolean isOpen(int slot, long before) {
            return seconds[slot] != CLOSED && seconds[slot] < before;
        }

        long second(int slot) {
            return seconds[slot];
        }

        int hourOfWeek(int slot) {
            return hours[slot];
        }
    }
}
