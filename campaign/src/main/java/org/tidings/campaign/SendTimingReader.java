package org.tidings.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.timing.TimeProfiles;

/** Reads {@code sendTime}, {@code sendWithin} and {@code slots} of a campaign file. */
final class SendTimingReader {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORTEST_SLOT = Duration.ofMinutes(5);
    private static final Duration MAX_WITHIN = Duration.ofDays(31);
    private static final int MAX_CAPACITY = 1_000_000_000;

    private final ProgrammeFiles files;
    private final Diagnostics diagnostics;

    SendTimingReader(ProgrammeFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /**
     * Reads them.
     *
     * @param channels channels of the campaign, without which a limit means nothing
     */
    SendTiming read(JsonFields fields, boolean crisis, List<Channel> channels) {
        Optional<Choice> given = fields.constant("sendTime", Choice.class);
        Choice choice = given.orElse(Choice.EARLIEST);
        Optional<Duration> within =
                fields.parsed("sendWithin", "a duration such as PT48H", FieldChecks::positiveDuration);
        Optional<JsonFields> slots = fields.object("slots");
        Optional<SendTiming> optimised = slots.map(inner -> optimised(inner, within, channels));
        if (given.isEmpty() && fields.has("sendTime")) {
            // What the rest should be is not known then.
            return new SendTiming.Earliest();
        }
        boolean later = choice != Choice.EARLIEST;
        if (later != fields.has("sendWithin")) {
            fields.error(
                    later ? "sendTime" : "sendWithin",
                    CampaignCodes.SEND_WITHIN,
                    later
                            ? "'" + choice.name().toLowerCase(Locale.ROOT)
                                    + "' needs 'sendWithin', how far from the earliest instant it may be"
                            : "'sendWithin' is given, but 'sendTime' is neither 'best' nor 'optimised'",
                    Optional.of(later ? "add \"sendWithin\": \"P3D\"" : "leave out 'sendWithin', or say 'sendTime'"));
        }
        if (choice != Choice.OPTIMISED) {
            if (fields.has("slots")) {
                fields.error(
                        "slots",
                        CampaignCodes.SLOTS_NOT_OPTIMISED,
                        "'slots' is given, but 'sendTime' is not 'optimised', so that it would mean nothing");
            }
            return choice == Choice.BEST && within.isPresent()
                    ? new SendTiming.Best(within.get())
                    : new SendTiming.Earliest();
        }
        if (crisis) {
            fields.error(
                    "sendTime",
                    CampaignCodes.CRISIS_OPTIMISED,
                    "A message in a crisis goes out as soon as it may; it cannot wait for a better slot",
                    Optional.of("take 'earliest', or the priority 'normal'"));
        }
        if (within.isPresent() && within.get().compareTo(MAX_WITHIN) > 0) {
            fields.error(
                    "sendWithin",
                    CampaignCodes.SLOTS_TOO_FAR,
                    "'sendWithin' is " + within.get() + "; slots are planned for at most " + MAX_WITHIN.toDays()
                            + " days");
        }
        return optimised.orElseGet(
                () -> new SendTiming.Optimised(within.orElse(HOUR), HOUR, List.of(), 0, TimeProfiles.defaults()));
    }

    private SendTiming optimised(JsonFields slots, Optional<Duration> within, List<Channel> channels) {
        Duration length = slots.parsed(
                        "length", "a whole part of an hour of at least PT5M, such as PT15M", SendTimingReader::length)
                .orElse(HOUR);
        int seed = slots.integer("seed", 0, Integer.MAX_VALUE).orElse(0);
        List<SendTiming.Limit> limits = limits(slots, channels);
        TimeProfiles profiles = profiles(slots);
        slots.done();
        return new SendTiming.Optimised(within.orElse(HOUR), length, limits, seed, profiles);
    }

    private static Duration length(String text) {
        Duration length = Duration.parse(text);
        if (length.compareTo(SHORTEST_SLOT) < 0
                || length.compareTo(HOUR) > 0
                || HOUR.toSeconds() % length.toSeconds() != 0
                || length.toNanosPart() != 0) {
            throw new IllegalArgumentException("no whole part of an hour");
        }
        return length;
    }

    private List<SendTiming.Limit> limits(JsonFields slots, List<Channel> channels) {
        List<SendTiming.Limit> limits = new ArrayList<>();
        Set<Optional<Channel>> named = new HashSet<>();
        for (JsonFields item : slots.objects("capacity")) {
            Optional<String> id = item.optionalText("channel");
            OptionalInt perSlot = count(item, "perSlot");
            OptionalInt perHour = count(item, "perHour");
            OptionalInt perDay = count(item, "perDay");
            boolean any = item.has("perSlot") || item.has("perHour") || item.has("perDay");
            item.done();
            Optional<Channel> channel = id.flatMap(Channel::of).filter(channels::contains);
            if (id.isPresent() && channel.isEmpty()) {
                if (!channels.isEmpty()) {
                    List<String> known = channels.stream().map(Channel::id).toList();
                    item.error(
                            "channel",
                            CampaignCodes.LIMIT_OF_OTHER_CHANNEL,
                            "The campaign does not use a channel '" + id.get() + "'; it uses "
                                    + String.join(", ", known),
                            Suggestions.didYouMean(id.get(), known));
                }
            } else if (!named.add(channel)) {
                item.error(
                        item.has("channel") ? "channel" : "perSlot",
                        CampaignCodes.DUPLICATE,
                        "'capacity' says twice what " + id.orElse("all channels together")
                                + " can carry; one entry may give 'perSlot', 'perHour' and 'perDay'");
            } else if (!any) {
                item.error(
                        "channel",
                        CampaignCodes.LIMIT_WITHOUT_COUNT,
                        "This limit says neither 'perSlot' nor 'perHour' nor 'perDay'");
            } else {
                limits.add(new SendTiming.Limit(channel, perSlot, perHour, perDay));
            }
        }
        return limits;
    }

    private static OptionalInt count(JsonFields item, String name) {
        Optional<Integer> count = item.integer(name, 0, MAX_CAPACITY);
        return count.isPresent() ? OptionalInt.of(count.get()) : OptionalInt.empty();
    }

    private TimeProfiles profiles(JsonFields slots) {
        Optional<String> path = slots.optionalText("profiles");
        if (path.isEmpty()) {
            return TimeProfiles.defaults();
        }
        int errors = diagnostics.errorCount();
        Optional<SourceText> text = ProgrammeParts.read(files, path.get(), diagnostics);
        if (text.isEmpty()) {
            if (diagnostics.errorCount() == errors) {
                int slash = path.get().lastIndexOf('/');
                slots.error(
                        "profiles",
                        CampaignCodes.MISSING_FILE,
                        "There is no file '" + path.get() + "' in the folder of the programme",
                        Suggestions.didYouMean(
                                path.get(),
                                files.list(slash < 0 ? "" : path.get().substring(0, slash))));
            }
            return TimeProfiles.defaults();
        }
        try {
            return TimeProfiles.read(text.get(), Limits.defaults());
        } catch (InvalidInputException e) {
            diagnostics.addAll(e.diagnostics());
            return TimeProfiles.defaults();
        }
    }

    private enum Choice {
        EARLIEST,
        BEST,
        OPTIMISED
    }
}
