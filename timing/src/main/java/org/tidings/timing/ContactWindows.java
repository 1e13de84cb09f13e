package org.tidings.timing;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Region;
import org.tidings.core.SourceText;

/**
 * When each channel may be used: weekdays and hours, windows by name that a recipient may have instead, quiet hours, and
 * the holidays on which a channel is closed. Immutable.
 *
 * <p>Nothing is built in; all of it stands in a JSON file, whose form the guide describes. To find an instant, join the
 * windows with holidays and the agency's zone in {@link SendTimes}.
 */
public final class ContactWindows {
    private final Map<Channel, ChannelWindow> windows;
    private final List<QuietHours> quietHours;
    private final Set<String> names;

    ContactWindows(Map<Channel, ChannelWindow> windows, List<QuietHours> quietHours, Set<String> names) {
        this.windows = Collections.unmodifiableMap(windows);
        this.quietHours = List.copyOf(quietHours);
        this.names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /**
     * Reads windows from JSON.
     *
     * @throws InvalidInputException with every fault, if there was one
     */
    public static ContactWindows read(SourceText source) {
        return WindowsReader.read(source, Limits.defaults());
    }

    /** Returns the channels that have a window; the others may not be used at any time. */
    public Set<Channel> channels() {
        return windows.keySet();
    }

    /** Returns the names of the windows that a recipient may have instead of the regular one, in order. */
    public Set<String> names() {
        return names;
    }

    /** Returns the regions whose public holidays close a channel; a calendar must know them. */
    public Set<Region> holidayRegions() {
        Set<Region> regions = new TreeSet<>(Comparator.comparing(Region::toString));
        windows.values().forEach(window -> regions.addAll(window.closedOnHolidaysOf()));
        return Collections.unmodifiableSet(regions);
    }

    Optional<ChannelWindow> window(Channel channel) {
        return Optional.ofNullable(windows.get(channel));
    }

    List<QuietHours> quietHours() {
        return quietHours;
    }
}
