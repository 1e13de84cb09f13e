package org.tidings.templating;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonText;

/**
 * The manifest of a template.
 *
 * @param source the file
 * @param id name of the template
 * @param version version of the template
 * @param purpose what its messages are for
 * @param purposeSpan where the purpose stands
 * @param defaultLanguage language for readers whose own is absent
 * @param languages languages that every channel should have; empty if nothing is said
 * @param styles styles, the usual one first
 * @param required names of the values that the text cannot do without, with their places
 * @param currency ISO 4217 code, or an empty text
 * @param channels options by channel; empty if nothing is said
 * @param links declared links by name
 */
record Manifest(
        SourceText source,
        String id,
        int version,
        String purpose,
        Span purposeSpan,
        String defaultLanguage,
        List<String> languages,
        List<String> styles,
        Map<String, Span> required,
        String currency,
        Map<Channel, ChannelOptions> channels,
        Map<String, Link> links) {

    /**
     * Options of a channel.
     *
     * @param languages languages that the channel should have; empty for those of the template
     * @param deriveHtml whether an email without an HTML file gets HTML made from its text
     * @param smsPolicy what happens to characters outside GSM 03.38
     * @param maxParts most parts of a text message
     * @param networks social networks for which a post is written
     * @param picture whether a post goes out with a picture, which needs a text in its place
     */
    record ChannelOptions(
            List<String> languages,
            boolean deriveHtml,
            SmsPolicy smsPolicy,
            int maxParts,
            List<SocialNetwork> networks,
            boolean picture) {
        static final ChannelOptions DEFAULT =
                new ChannelOptions(List.of(), true, SmsPolicy.KEEP, ChannelOptions.MOST_PARTS, List.of(), false);
        /** The most parts that the header of a concatenated text message can number. */
        static final int MOST_PARTS = 255;
    }

    /**
     * A declared link.
     *
     * @param base address with https
     */
    record Link(String name, String base, List<Parameter> parameters) {
        /** Copies the list. */
        public Link {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A parameter of a link.
     *
     * @param value name of its value
     * @param span where that name stands
     */
    record Parameter(String name, String value, Span span) {}

    /** Reads a manifest; a fault becomes a diagnostic and a harmless value. */
    static Optional<Manifest> read(SourceText source, Diagnostics diagnostics, Limits limits) {
        return JsonReader.readObject(source, diagnostics, limits)
                .map(object -> read(JsonFields.of(source, diagnostics, object)));
    }

    private static Manifest read(JsonFields fields) {
        List<String> styles = fields.texts("styles");
        Map<String, Span> required = new LinkedHashMap<>();
        for (JsonValue item : fields.list("required")) {
            if (item instanceof JsonText name) {
                required.put(name.value(), name.span());
            }
        }
        fields.texts("required");
        Set<String> hosts = linkHosts(fields);
        Map<String, Link> links = new LinkedHashMap<>();
        fields.objectMembers("links").forEach((name, link) -> links.put(name, link(name, link, hosts)));
        Manifest manifest = new Manifest(
                fields.source(),
                fields.text("template"),
                fields.integer("version", 1, Integer.MAX_VALUE).orElse(1),
                fields.text("purpose"),
                fields.spanOf("purpose"),
                defaultLanguage(fields),
                fields.texts("languages"),
                styles.isEmpty() ? List.of("plain", "easy") : styles,
                required,
                currency(fields),
                channels(fields),
                links);
        fields.done();
        return manifest;
    }

    private static Set<String> linkHosts(JsonFields fields) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String host : fields.texts("linkHosts")) {
            Optional<String> ascii = HostName.ascii(host);
            if (ascii.isEmpty()) {
                fields.error(
                        "linkHosts",
                        "TPL-067",
                        "'" + host + "' is no name of a host that every program reads alike",
                        Optional.of("write it in ASCII: its labels with other letters as xn--..."));
            } else if (HostName.mixesScripts(host)) {
                fields.error(
                        "linkHosts",
                        "TPL-067",
                        "'" + host + "' mixes alphabets, so that it may look like another host",
                        Optional.of("if it is the right one, write '" + ascii.get() + "'"));
            }
            ascii.ifPresent(hosts::add);
        }
        return hosts;
    }

    private static String defaultLanguage(JsonFields fields) {
        String tag = fields.text("defaultLanguage");
        if (!tag.isEmpty() && !FileIndex.isLanguage(tag)) {
            fields.error("defaultLanguage", "TPL-072", "'" + tag + "' is not a language tag such as de or zh-Hant");
        }
        return tag;
    }

    private static String currency(JsonFields fields) {
        Optional<Currency> currency = fields.parsed("currency", "an ISO 4217 code such as EUR", Currency::getInstance);
        return currency.map(Currency::getCurrencyCode).orElse("");
    }

    private static Map<Channel, ChannelOptions> channels(JsonFields fields) {
        Map<Channel, ChannelOptions> channels = new EnumMap<>(Channel.class);
        fields.objectMembers("channels").forEach((name, options) -> {
            Optional<Channel> channel = Channel.of(name);
            if (channel.isEmpty()) {
                List<String> names =
                        Stream.of(Channel.values()).map(Channel::id).toList();
                fields.error(
                        "channels",
                        "TPL-062",
                        "'" + name + "' is not a channel that templates write for; " + String.join(", ", names)
                                + " are",
                        Suggestions.didYouMean(name, names));
                return;
            }
            ChannelOptions defaults = ChannelOptions.DEFAULT;
            boolean sms = channel.get() == Channel.SMS;
            boolean social = channel.get() == Channel.SOCIAL;
            channels.put(
                    channel.get(),
                    new ChannelOptions(
                            options.texts("languages"),
                            channel.get() != Channel.EMAIL || options.bool("deriveHtml", defaults.deriveHtml()),
                            sms
                                    ? options.constant("policy", SmsPolicy.class)
                                            .orElse(defaults.smsPolicy())
                                    : defaults.smsPolicy(),
                            sms
                                    ? options.integer("maxParts", 1, ChannelOptions.MOST_PARTS)
                                            .orElse(defaults.maxParts())
                                    : defaults.maxParts(),
                            social ? networks(options) : defaults.networks(),
                            social && options.bool("picture", defaults.picture())));
            options.done();
        });
        return channels;
    }

    private static List<SocialNetwork> networks(JsonFields options) {
        List<SocialNetwork> networks = new ArrayList<>();
        for (String id : options.texts("networks")) {
            SocialNetwork.of(id)
                    .ifPresentOrElse(
                            networks::add,
                            () -> options.error(
                                    "networks",
                                    "TPL-062",
                                    "The rules of network '" + id + "' are not known",
                                    Suggestions.didYouMean(id, SocialNetwork.ids())
                                            .or(() -> Optional.of(
                                                    "known are " + String.join(", ", SocialNetwork.ids())))));
        }
        return networks;
    }

    private static Link link(String name, JsonFields fields, Set<String> hosts) {
        String base = HostName.asciiAddress(fields.text("base"));
        if (!base.isEmpty()) {
            checkBase(fields, name, base, hosts);
        }
        fields.textMembers("query");
        List<Parameter> parameters = new ArrayList<>();
        fields.members("query").forEach((parameter, value) -> {
            if (value instanceof JsonText text) {
                parameters.add(new Parameter(parameter, text.value(), text.span()));
            }
        });
        fields.done();
        return new Link(name, base, parameters);
    }

    private static void checkBase(JsonFields fields, String name, String base, Set<String> hosts) {
        URI uri;
        try {
            uri = new URI(base);
        } catch (URISyntaxException e) {
            fields.error("base", "TPL-067", "The address of link '" + name + "' cannot be read: " + e.getReason());
            return;
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        List<String> faults = new ArrayList<>();
        if (!"https".equals(uri.getScheme())) {
            faults.add("does not begin with https://");
        }
        if (host.isEmpty()) {
            faults.add("has no host");
        } else if (!hosts.contains(host)) {
            faults.add("leads to '" + host + "', which is not among the linkHosts");
        }
        if (uri.getRawUserInfo() != null) {
            faults.add("has a user name in it");
        }
        if (uri.getRawFragment() != null) {
            faults.add("has a fragment (#), behind which no parameter can stand");
        }
        for (String fault : faults) {
            fields.error("base", "TPL-067", "The address of link '" + name + "' " + fault);
        }
    }
}
