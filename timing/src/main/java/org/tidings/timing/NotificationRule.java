package org.tidings.timing;

import java.util.Set;
import org.tidings.core.Channel;
import org.tidings.core.Region;

/**
 * When what was sent counts as notified, as one law says it for some channels and a stretch of time.
 *
 * @param law name by which the law is asked for
 * @param force when the row is in force, for the day of posting
 * @param channels channels that it is about
 * @param regions regions in which it holds; everywhere, if empty
 * @param days how many days after posting; 0 is the day itself
 * @param rest days off work
 * @param moves whether it moves from a day off work to the next working day
 * @param source where the law says so
 */
record NotificationRule(
        String law,
        DeadlineRule.Force force,
        Set<Channel> channels,
        Set<Region> regions,
        int days,
        DeadlineRule.RestDays rest,
        boolean moves,
        String source) {

    NotificationRule {
        channels = Set.copyOf(channels);
        regions = Set.copyOf(regions);
    }

    /** Returns the name under which a derivation mentions the row. */
    String id() {
        return law + "@" + force.from();
    }

    /** Returns how closely the row fits a place: 0 if not at all, 1 if it holds everywhere, more if it names the place. */
    int fit(Region place) {
        if (regions.isEmpty()) {
            return 1;
        }
        if (regions.contains(place)) {
            return 2 + place.toString().length();
        }
        return place.outer().map(this::fit).orElse(0);
    }

    boolean overlaps(NotificationRule other) {
        boolean sameRegion =
                regions.isEmpty() ? other.regions.isEmpty() : regions.stream().anyMatch(other.regions::contains);
        return law.equals(other.law)
                && channels.stream().anyMatch(other.channels::contains)
                && sameRegion
                && force.overlaps(other.force);
    }
}
