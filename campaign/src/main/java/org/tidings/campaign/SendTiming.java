package org.tidings.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tidings.core.Channel;
import org.tidings.timing.TimeProfiles;

/** How a campaign chooses the time of a message among the allowed ones. */
sealed interface SendTiming {

    /** The first allowed instant. */
    record Earliest() implements SendTiming {}

    /**
     * What the send time model likes best, for each message by itself.
     *
     * @param within how far beyond the earliest instant it may go
     */
    record Best(Duration within) implements SendTiming {}

    /**
     * A plan of all messages together, in slots of limited capacity.
     *
     * @param within how far beyond the earliest instant of a message its slots lie, at most
     * @param slot length of a slot, a divisor of an hour
     * @param limits what can be sent; no limit where there is none
     * @param seed of whatever is drawn
     * @param profiles hours of the population
     */
    record Optimised(Duration within, Duration slot, List<Limit> limits, long seed, TimeProfiles profiles)
            implements SendTiming {
        /** Copies the list. */
        public Optimised {
            limits = List.copyOf(limits);
        }

        /** Returns the limit of a channel, or of all channels together. */
        Optional<Limit> limit(Optional<Channel> channel) {
            return limits.stream()
                    .filter(limit -> limit.channel().equals(channel))
                    .findFirst();
        }
    }

    /**
     * How many messages can be sent in a time; at least one of the three is given.
     *
     * @param channel the channel; absent for all channels together
     * @param perSlot messages of one slot
     * @param perHour messages of one hour of the agency's clock
     * @param perDay messages of one day of the agency's
     */
    record Limit(Optional<Channel> channel, OptionalInt perSlot, OptionalInt perHour, OptionalInt perDay) {
        /** Returns the limit in words. */
        String words() {
            List<String> parts = new ArrayList<>();
            perSlot.ifPresent(most -> parts.add(PlainWords.count(most) + " a slot"));
            perHour.ifPresent(most -> parts.add(PlainWords.count(most) + " an hour"));
            perDay.ifPresent(most -> parts.add(PlainWords.count(most) + " a day"));
            return channel.map(PlainWords::channel).orElse("all channels together") + " at most "
                    + String.join(", ", parts);
        }
    }
}
