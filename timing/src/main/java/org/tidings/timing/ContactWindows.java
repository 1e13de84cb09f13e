package org.tidings.timing;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;

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
    private final List<HolidayUse> holidayUses;

    ContactWindows(
            Map<Channel, ChannelWindow> windows,
            List<QuietHours> quietHours,
            Set<String> names,
            List<HolidayUse> holidayUses) {
        this.windows = Collections.unmodifiableMap(windows);
        this.quietHours = List.copyOf(quietHours);
        this.names = Collections.unmodifiableSet(new TreeSet<>(names));
        this.holidayUses = List.copyOf(holidayUses);
    }

    /** Where the file names a region. */
    record HolidayUse(Region region, SourceText source, Span span) {}

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

    /** Returns the regions whose public holidays count for a channel; a calendar must know them. */
    public Set<Region> holidayRegions() {
        Set<Region> regions = new TreeSet<>(Comparator.comparing(Region::toString));
        windows.values().forEach(window -> regions.addAll(window.holidaysOf()));
        return Collections.unmodifiableSet(regions);
    }

    /**
     * Returns a warning for each place in the file that names a region whose holidays a calendar does not know in a year,
     * with the nearest one that it knows. There every day counts as an ordinary one, which is seldom what was meant.
     */
    public List<Diagnostic> unknownHolidays(HolidayCalendar holidays, int year) {
        Diagnostics diagnostics = new Diagnostics();
        for (HolidayUse use : holidayUses) {
            if (!holidays.covers(year, use.region())) {
                List<String> known = holidays.regions().stream()
                        .filter(region -> holidays.covers(year, region))
                        .map(Region::toString)
                        .sorted()
                        .toList();
                String name = use.region().toString();
                diagnostics.warning(
                        use.source(),
                        use.span(),
                        "TIM-019",
                        "The calendar does not know the public holidays of '" + name + "' in " + year
                                + "; none would count",
                        Suggestions.didYouMean(name, known));
            }
        }
        return diagnostics.list();
    }

    Optional<ChannelWindow> window(Channel channel) {
        return Optional.ofNullable(windows.get(channel));
    }

    List<QuietHours> quietHours() {
        return quietHours;
    }
}
