package org.tidings.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.timing.FrequencyCap;

/** The messages of one recipient that have a time already. Owned by one thread. */
final class ContactLog {
    private final List<Entry> entries = new ArrayList<>();

    void add(String campaign, Channel channel, Instant at) {
        entries.add(new Entry(campaign, channel, at));
    }

    /** Returns the time of a campaign's last message before an instant, or nothing if there is none. */
    Optional<Instant> lastBefore(Instant end, String campaign) {
        return entries.stream()
                .filter(entry -> entry.campaign.equals(campaign) && entry.at.isBefore(end))
                .map(Entry::at)
                .max(Instant::compareTo);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns a log that starts with the same messages. */
    ContactLog copy() {
        ContactLog copy = new ContactLog();
        copy.entries.addAll(entries);
        return copy;
    }

    /** Returns whether a message of a campaign lies less than a gap before or after an instant. */
    boolean isNear(String campaign, Instant at, Duration gap) {
        return entries.stream()
                .anyMatch(entry -> entry.campaign.equals(campaign)
                        && Duration.between(entry.at, at).abs().compareTo(gap) < 0);
    }

    /** Returns the times of the messages that a cap counts. */
    List<Instant> counted(FrequencyCap cap) {
        return entries.stream()
                .filter(entry -> cap.counts(entry.channel))
                .map(Entry::at)
                .toList();
    }

    private record Entry(String campaign, Channel channel, Instant at) {}
}
