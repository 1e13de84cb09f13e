package org.tidings.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.Expression;
import org.tidings.timing.ContactWindows;

/** Reads the {@code contact} part of a programme file. */
final class ContactReader {
    /** Channels that are addressed to one person. */
    private static final List<String> CHANNELS = Stream.of(Channel.values())
            .filter(channel -> channel != Channel.SOCIAL)
            .map(Channel::id)
            .toList();

    private final ExpressionReader expressions;

    ContactReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /** Returns the policy; parts that could not be read are absent from it, and reported. */
    ContactPolicy read(JsonFields fields, Optional<Catalogue> catalogue, Optional<ContactWindows> windows) {
        Optional<Expression> language = expressions.optional(fields, "language", ValueType.TEXT);
        Optional<Expression> style = expressions.optional(fields, "style", ValueType.TEXT);
        Optional<Expression> zone = expressions.optional(fields, "zone", ValueType.TEXT);
        Optional<Expression> window = expressions.optional(fields, "window", ValueType.TEXT);
        Optional<Expression> preferred = expressions.optional(fields, "preferredChannel", ValueType.TEXT);
        List<Channel> order = channelList(fields, "channelOrder");
        Set<Channel> named = new HashSet<>();
        Map<Channel, ContactPolicy.Reach> channels = channels(fields, named);
        for (Channel channel : order) {
            if (!named.contains(channel)) {
                fields.error(
                        "channelOrder",
                        CampaignCodes.CHANNEL_WITHOUT_ADDRESS,
                        "Channel '" + channel.id() + "' has no entry under 'channels' that says how it is reached");
            }
            if (catalogue.isPresent() && catalogue.get().channel(channel).isEmpty()) {
                fields.error(
                        "channelOrder",
                        CampaignCodes.UNKNOWN_CHANNEL,
                        "The catalogue does not know the channel '" + channel.id() + "'");
            }
            if (windows.isPresent() && !windows.get().channels().contains(channel)) {
                fields.error(
                        "channelOrder",
                        CampaignCodes.CHANNEL_WITHOUT_WINDOW,
                        "The windows say nothing about the channel '" + channel.id() + "'");
            }
        }
        FieldChecks.present(fields, "channelOrder", "a list of the channels in the order in which they are tried");
        ContactPolicy policy =
                new ContactPolicy(language, style, zone, window, preferred, order, channels, barred(fields));
        fields.done();
        return policy;
    }

    /** Returns the channels that a list names, each once; anything else is reported. */
    static List<Channel> channelList(JsonFields fields, String name) {
        List<Channel> result = new ArrayList<>();
        List<JsonText> items = FieldChecks.texts(fields, name);
        for (JsonText item : items) {
            String id = item.value();
            Optional<Channel> channel = addressed(id);
            if (channel.isEmpty()) {
                fields.diagnostics()
                        .error(
                                fields.source(),
                                item.span(),
                                CampaignCodes.UNKNOWN_CHANNEL,
                                "'" + id + "' is no channel to a person; one of " + String.join(", ", CHANNELS)
                                        + " was expected",
                                Suggestions.didYouMean(id, CHANNELS));
            } else if (result.contains(channel.get())) {
                fields.diagnostics()
                        .error(
                                fields.source(),
                                item.span(),
                                CampaignCodes.DUPLICATE,
                                "Channel '" + id + "' stands twice in '" + name + "'");
            } else {
                result.add(channel.get());
            }
        }
        if (items.isEmpty()
                && fields.value(name).filter(JsonArray.class::isInstance).isPresent()) {
            fields.error(name, CampaignCodes.EMPTY_LIST, "'" + name + "' names no channel");
        }
        return result;
    }

    private Map<Channel, ContactPolicy.Reach> channels(JsonFields fields, Set<Channel> named) {
        Map<Channel, ContactPolicy.Reach> channels = new EnumMap<>(Channel.class);
        fields.objectMembers("channels").forEach((id, reach) -> {
            Optional<Channel> channel = addressed(id);
            if (channel.isEmpty()) {
                reach.diagnostics()
                        .error(
                                reach.source(),
                                reach.object().span(),
                                CampaignCodes.UNKNOWN_CHANNEL,
                                "'" + id + "' is no channel to a person; one of " + String.join(", ", CHANNELS)
                                        + " was expected",
                                Suggestions.didYouMean(id, CHANNELS));
            }
            Optional<Expression> reachable = expressions.required(reach, "reachable", ValueType.BOOL);
            Optional<Expression> address = expressions.optional(reach, "address", ValueType.TEXT);
            reach.done();
            channel.ifPresent(named::add);
            if (channel.isPresent() && reachable.isPresent()) {
                channels.put(channel.get(), new ContactPolicy.Reach(reachable.get(), address));
            }
        });
        return channels;
    }

    private List<ContactPolicy.Bar> barred(JsonFields fields) {
        List<ContactPolicy.Bar> bars = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ReasonCode code : ReasonCode.values()) {
            names.add(code.id());
        }
        for (JsonFields bar : fields.objects("barred")) {
            String name = bar.text("reason");
            if (bar.has("reason") && !names.add(name)) {
                bar.error(
                        "reason",
                        CampaignCodes.DUPLICATE,
                        "The reason '" + name + "' stands here already, or is one that Tidings has itself");
            } else {
                FieldChecks.name(bar, "reason", name);
            }
            Optional<Expression> when = expressions.required(bar, "when", ValueType.BOOL);
            String text = bar.optionalText("text").orElse("");
            bar.done();
            when.ifPresent(condition -> bars.add(new ContactPolicy.Bar(Reason.barred(name), condition, text)));
        }
        return bars;
    }

    private static Optional<Channel> addressed(String id) {
        return Channel.of(id).filter(channel -> channel != Channel.SOCIAL);
    }
}
