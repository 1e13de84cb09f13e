package org.tidings.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.tidings.core.Channel;

/**
 * How many messages one recipient may get within any stretch of time of a given length.
 *
 * <p>The stretch rolls: with two messages within seven days, the third may go out exactly seven days after the first.
 *
 * @param messages greatest number of messages, at least 1
 * @param within length of the stretch, positive and exact
 * @param channels channels whose messages count; empty means all
 */
public record FrequencyCap(int messages, Duration within, Set<Channel> channels) {
    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if no message is allowed or the stretch is not positive
     */
    public FrequencyCap {
        Objects.requireNonNull(within, "within");
        channels = channels.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(channels));
        if (messages < 1) {
            throw new IllegalArgumentException("a cap of " + messages + " messages allows none");
        }
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("a cap within " + within + " has no length");
        }
    }

    /** Returns a cap over all channels. */
    public static FrequencyCap of(int messages, Duration within) {
        return new FrequencyCap(messages, within, Set.of());
    }

    /** Returns whether messages of a channel count. */
    public boolean counts(Channel channel) {
        return channels.isEmpty() || channels.contains(channel);
    }

    /**
     * Returns the earliest instant, not before a given one, at which one more message keeps within the cap.
     *
     * @param sent instants of the messages that count, in any order; those planned for later count as well
     */
    public Instant earliest(Instant notBefore, Collection<Instant> sent) {
        if (sent.size() < messages) {
            return notBefore;
        }
        Instant[] order = sent.toArray(Instant[]::new);
        Arrays.sort(order);
        Instant candidate = notBefore;
        for (int i = 0; !fits(candidate, order); i++) {
            // Only the end of a stretch that begins with a sent message frees a place, and these ends are in order.
            Instant freed = order[i].plus(within);
            candidate = freed.isAfter(candidate) ? freed : candidate;
        }
        return candidate;
    }

    /** Returns whether every stretch that holds the candidate holds no more than the cap, the candidate included. */
    private boolean fits(Instant candidate, Instant[] order) {
        for (int first = 0; first + messages <= order.length; first++) {
            Instant start = order[first].isBefore(candidate) ? order[first] : candidate;
            Instant last = order[first + messages - 1];
            Instant end = last.isAfter(candidate) ? last : candidate;
            if (end.isBefore(start.plus(within))) {
                return false;
            }
        }
        return true;
    }
}
