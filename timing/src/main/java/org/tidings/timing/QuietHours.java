package org.tidings.timing;

import java.util.Set;
import org.tidings.core.Channel;

/**
 * Hours in which nothing goes out, whatever the windows say.
 *
 * @param zone whose clock the hours are read on
 * @param allowed what is not quiet
 * @param channels channels they hold for
 */
record QuietHours(ChannelWindow.ZoneSource zone, WeeklyHours allowed, Set<Channel> channels) {
    QuietHours {
        channels = Set.copyOf(channels);
    }
}
