package org.tidings.timing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.timing.ChannelWindow.ZoneSource;
import org.tidings.timing.ContactWindows.HolidayUse;

/** Reads the JSON form of contact windows. */
final class WindowsReader {
    private static final List<String> CHANNELS =
            Stream.of(Channel.values()).map(Channel::id).toList();
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3}){0,3}");

    private final Diagnostics diagnostics;
    private final HoursReader hours;
    private final List<HolidayUse> holidayUses = new ArrayList<>();

    private WindowsReader(SourceText source, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.hours = new HoursReader(source, diagnostics);
    }

    static ContactWindows read(SourceText source, Limits limits) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, limits);
        if (object.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        ContactWindows windows =
                new WindowsReader(source, diagnostics).windows(JsonFields.of(source, diagnostics, object.get()));
        diagnostics.throwIfErrors();
        return windows;
    }

    private ContactWindows windows(JsonFields fields) {
        Map<Channel, ChannelWindow> regular = new EnumMap<>(Channel.class);
        if (!fields.has("channels")) {
            fields.error("channels", "TIM-001", "'channels' is missing; without it nothing is ever sent");
        }
        fields.objectMembers("channels").forEach((id, own) -> {
            // Read even where the channel is unknown, so that all faults are told at once.
            ChannelWindow window = window(own);
            channelNamed(fields, id).ifPresent(channel -> regular.put(channel, window));
        });

        Map<Channel, Map<String, WeeklyHours>> named = new EnumMap<>(Channel.class);
        Set<String> names = new TreeSet<>();
        fields.objectMembers("alternatives").forEach((name, own) -> {
            names.add(name);
            alternative(name, own, regular, named);
        });

        List<QuietHours> quiet = new ArrayList<>();
        if (fields.value("quietHours").filter(JsonObject.class::isInstance).isPresent()) {
            fields.object("quietHours").ifPresent(own -> quiet(own, regular).ifPresent(quiet::add));
        } else {
            fields.objects("quietHours").forEach(own -> quiet(own, regular).ifPresent(quiet::add));
        }
        fields.done();

        Map<Channel, ChannelWindow> windows = new EnumMap<>(Channel.class);
        regular.forEach((channel, window) -> windows.put(
                channel,
                new ChannelWindow(
                        window.zone(),
                        window.regular(),
                        named.getOrDefault(channel, Map.of()),
                        window.crisis(),
                        window.holidaysOf(),
                        window.holidayDay())));
        if (!diagnostics.hasErrors()) {
            windows.forEach((channel, window) -> checkOpen(fields, channel, window, quiet));
        }
        return new ContactWindows(windows, quiet, names, holidayUses);
    }

    private ChannelWindow window(JsonFields fields) {
        ZoneSource zone = fields.constant("zone", ZoneSource.class).orElse(ZoneSource.RECIPIENT);
        WeeklyHours regular = hours.onDays(fields);
        Optional<WeeklyHours> crisis =
                fields.has("crisisHours") ? Optional.of(hours.everyDay(fields, "crisisHours")) : Optional.empty();
        Holidays holidays = holidays(fields);
        fields.done();
        return new ChannelWindow(zone, regular, Map.of(), crisis, holidays.regions(), holidays.day());
    }

    static boolean isRegion(String text) {
        return REGION.matcher(text).matches();
    }

    static String noRegion(String text) {
        return "'" + text + "' is no region; a country such as 'US' or a part of it such as 'US-MA' was expected";
    }

    /** Returns the region that differs from a text in its letters' case alone. */
    static Optional<String> nearRegion(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return isRegion(upper) ? Optional.of("did you mean '" + upper + "'?") : Optional.empty();
    }

    /** Regions whose holidays count, and the weekday whose hours hold on them. */
    private record Holidays(List<Region> regions, int day) {}

    /** Reads a region, a list of regions, or an object with both and with what a holiday is. */
    private Holidays holidays(JsonFields window) {
        Optional<JsonValue> value = window.value("holidays");
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            return new Holidays(regions(window, "holidays", value.get()), ChannelWindow.CLOSED);
        }
        return window.object("holidays").map(this::holidayRule).orElse(new Holidays(List.of(), ChannelWindow.CLOSED));
    }

    private Holidays holidayRule(JsonFields fields) {
        boolean skip = fields.bool("skip", true);
        int day = ChannelWindow.CLOSED;
        Optional<JsonValue> as = fields.value("as");
        if (as.isPresent()) {
            if (fields.has("skip")) {
                fields.error("as", "TIM-020", "'as' stands beside 'skip'; a holiday has hours or has none");
            }
            day = as.get() instanceof JsonText text ? hours.day(text) : ChannelWindow.CLOSED;
            fields.optionalText("as"); // Reports the wrong type.
        }
        int before = holidayUses.size();
        Optional<JsonValue> region = fields.value("region");
        List<Region> regions = region.isPresent() ? regions(fields, "region", region.get()) : List.of();
        if (region.isEmpty()) {
            fields.text("region"); // Reports that it is missing.
        }
        fields.done();
        if (!skip) {
            holidayUses.subList(before, holidayUses.size()).clear();
            return new Holidays(List.of(), ChannelWindow.CLOSED);
        }
        return new Holidays(regions, day);
    }

    private List<Region> regions(JsonFields fields, String name, JsonValue value) {
        List<Region> regions = new ArrayList<>();
        if (!(value instanceof JsonText) && !(value instanceof JsonArray)) {
            fields.error(
                    name,
                    "JSON-006",
                    "'" + name + "' is " + value.kind()
                            + "; a region such as 'US-MA' or a list of regions was expected");
            return regions;
        }
        List<JsonValue> items = value instanceof JsonArray list ? list.items() : List.of(value);
        for (JsonValue item : items) {
            if (!(item instanceof JsonText text)) {
                diagnostics.error(
                        fields.source(),
                        item.span(),
                        "JSON-006",
                        "'" + name + "' holds " + item.kind() + "; a text was expected");
            } else if (isRegion(text.value())) {
                Region region = Region.parse(text.value());
                regions.add(region);
                holidayUses.add(new HolidayUse(region, fields.source(), text.span()));
            } else {
                diagnostics.error(
                        fields.source(), text.span(), "TIM-009", noRegion(text.value()), nearRegion(text.value()));
            }
        }
        return regions;
    }

    private void alternative(
            String name,
            JsonFields fields,
            Map<Channel, ChannelWindow> regular,
            Map<Channel, Map<String, WeeklyHours>> named) {
        WeeklyHours own = hours.everyDay(fields, "hours");
        for (Channel channel : channels(fields, regular)) {
            ChannelWindow window = regular.get(channel);
            if (window != null) {
                named.computeIfAbsent(channel, ignored -> new LinkedHashMap<>())
                        .put(name, own.onDaysOf(window.regular()));
            }
        }
        fields.done();
    }

    private Optional<QuietHours> quiet(JsonFields fields, Map<Channel, ChannelWindow> regular) {
        ZoneSource zone = fields.constant("zone", ZoneSource.class).orElse(ZoneSource.RECIPIENT);
        WeeklyHours quiet = hours.overnight(fields, "hours");
        Set<Channel> channels = channels(fields, regular);
        fields.done();
        return channels.isEmpty() ? Optional.empty() : Optional.of(new QuietHours(zone, quiet.complement(), channels));
    }

    /** Reads the list of channels that an entry is about; absent means all that have a window. */
    private Set<Channel> channels(JsonFields fields, Map<Channel, ChannelWindow> regular) {
        if (!fields.has("channels")) {
            return regular.keySet();
        }
        Set<Channel> result = EnumSet.noneOf(Channel.class);
        for (JsonValue item : fields.list("channels")) {
            if (!(item instanceof JsonText text)) {
                diagnostics.error(
                        fields.source(),
                        item.span(),
                        "JSON-006",
                        "'channels' holds " + item.kind() + "; a text was expected");
                continue;
            }
            Optional<Channel> channel = channelAt(fields.source(), text.span(), text.value());
            if (channel.isPresent() && !regular.containsKey(channel.get())) {
                diagnostics.error(
                        fields.source(),
                        text.span(),
                        "TIM-007",
                        "'" + text.value() + "' has no window of its own under the top 'channels'");
            }
            channel.ifPresent(result::add);
        }
        return result;
    }

    private Optional<Channel> channelNamed(JsonFields fields, String id) {
        Span span = fields.value("channels")
                .filter(JsonObject.class::isInstance)
                .map(value -> ((JsonObject) value).names().getOrDefault(id, value.span()))
                .orElse(Span.NONE);
        return channelAt(fields.source(), span, id);
    }

    private Optional<Channel> channelAt(SourceText source, Span span, String id) {
        Optional<Channel> channel = Channel.of(id);
        if (channel.isEmpty()) {
            diagnostics.error(
                    source,
                    span,
                    "TIM-006",
                    "There is no channel '" + id + "'; one of " + String.join(", ", CHANNELS) + " was expected",
                    Suggestions.didYouMean(id, CHANNELS));
        }
        return channel;
    }

    /** Reports a window of which quiet hours on the same clock leave nothing. */
    private void checkOpen(JsonFields fields, Channel channel, ChannelWindow window, List<QuietHours> quiet) {
        checkOpen(
                fields,
                "The regular window of '" + channel.id() + "'",
                channel,
                window.zone(),
                window.regular(),
                quiet);
        window.alternatives()
                .forEach((name, own) -> checkOpen(
                        fields,
                        "The window '" + name + "' of '" + channel.id() + "'",
                        channel,
                        window.zone(),
                        own,
                        quiet));
    }

    private static void checkOpen(
            JsonFields fields, String what, Channel channel, ZoneSource zone, WeeklyHours own, List<QuietHours> quiet) {
        WeeklyHours open = own;
        for (QuietHours some : quiet) {
            if (some.zone() == zone && some.channels().contains(channel)) {
                open = open.and(some.allowed());
            }
        }
        if (open.isEmpty()) {
            fields.error("quietHours", "TIM-008", what + " lies in quiet hours as a whole; it would never open");
        }
    }
}
