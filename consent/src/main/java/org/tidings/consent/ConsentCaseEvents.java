package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;

/** Reads the events of a case. */
final class ConsentCaseEvents {
    private static final String INSTANT = "an instant such as 2025-06-01T12:00:00Z";

    private final Diagnostics diagnostics;

    ConsentCaseEvents(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * The events of a case.
     *
     * @param isMalformed whether one of them could not be understood and was left out
     */
    record Read(List<ConsentEvent> events, boolean isMalformed) {}

    Read read(List<JsonFields> items) {
        List<ConsentEvent> events = new ArrayList<>();
        boolean isMalformed = false;
        for (JsonFields item : items) {
            Optional<ConsentEventType> type = constant(item, "type", ConsentEventType.class);
            ConsentEvent.@Nullable Builder builder = type.isEmpty() ? null : builder(item, type.get());
            if (builder == null) {
                isMalformed = true;
                continue;
            }
            item.doneWithWarnings();
            if (type.get().isYes() && !item.has("purpose")) {
                // Consent is given to purposes; a yes to everything is none.
                warn(item, "purpose", "A yes names no purpose and is passed over");
            } else {
                events.add(builder.build());
            }
        }
        return new Read(events, isMalformed);
    }

    private ConsentEvent.@Nullable Builder builder(JsonFields item, ConsentEventType type) {
        Optional<Instant> occurredAt = instant(item, "occurredAt");
        Optional<Instant> recordedAt = instant(item, "recordedAt");
        Optional<Instant> from = instant(item, "validFrom");
        Optional<Instant> until = instant(item, "validUntil");
        Optional<Set<Channel>> channels = channels(item);
        boolean isBroken = isBroken(item, "occurredAt", "recordedAt", "validFrom", "validUntil");
        if (isBroken || occurredAt.isEmpty()) {
            if (!isBroken) {
                warn(item, "occurredAt", "An event does not say when it occurred");
            }
            return null;
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            warn(item, "validUntil", "The validity ends before it begins");
            return null;
        }
        if (channels.isEmpty()) {
            return null;
        }
        ConsentEvent.Builder builder = ConsentEvent.builder(type, acted(type, occurredAt.get(), recordedAt));
        builder.recordedAt(recordedAt.orElse(occurredAt.get()))
                .channels(channels.get())
                .categories(Set.copyOf(item.texts("categories")))
                .explicit(item.bool("explicit", false))
                .exact(item.bool("exact", false)
                        || item.optionalText("scope")
                                .filter("EXACT"::equalsIgnoreCase)
                                .isPresent());
        from.ifPresent(builder::validFrom);
        until.ifPresent(builder::validUntil);
        item.optionalText("purpose").ifPresent(builder::purpose);
        item.optionalText("id").ifPresent(builder::reference);
        item.optionalText("objection").or(() -> item.optionalText("refersTo")).ifPresent(builder::refersTo);
        item.optionalText("jurisdiction").ifPresent(builder::jurisdiction);
        item.optionalText("evidence").ifPresent(builder::evidence);
        item.optionalText("idempotencyKey").ifPresent(builder::idempotencyKey);
        item.optionalText("contactPoint").ifPresent(builder::contactPoint);
        if (item.has("reason")) {
            constant(item, "reason", BlockReason.class).ifPresent(builder::blockReason);
        }
        Optional<String> version = item.optionalText("noticeVersion");
        item.optionalText("notice")
                .ifPresent(notice ->
                        version.ifPresentOrElse(known -> builder.notice(notice, known), () -> builder.notice(notice)));
        actor(item, builder);
        return builder;
    }

    /** Returns when an act counts as done: a clock that runs ahead cannot postpone a no. */
    private static Instant acted(ConsentEventType type, Instant occurredAt, Optional<Instant> recordedAt) {
        boolean isAhead = recordedAt.filter(occurredAt::isAfter).isPresent();
        return isAhead && !type.opens() ? recordedAt.get() : occurredAt;
    }

    private void actor(JsonFields item, ConsentEvent.Builder builder) {
        // An actor that nobody knows may do what a machine may: nothing that opens.
        ActorRole role = item.has("actorRole")
                ? constant(item, "actorRole", ActorRole.class).orElse(ActorRole.SYSTEM)
                : ActorRole.SELF;
        item.optionalText("actor").ifPresentOrElse(id -> builder.actor(role, id), () -> builder.actor(role));
    }

    /** Returns the channels of an event, or nothing where one of them does not exist. */
    private Optional<Set<Channel>> channels(JsonFields item) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        boolean areKnown = true;
        for (String name : item.texts("channels")) {
            Optional<Channel> channel = Channel.of(name);
            channel.ifPresent(channels::add);
            if (channel.isEmpty()) {
                areKnown = false;
                warn(item, "channels", "There is no channel '" + name + "'");
            }
        }
        return areKnown ? Optional.of(channels) : Optional.empty();
    }

    private boolean isBroken(JsonFields item, String... names) {
        boolean isBroken = false;
        for (String name : names) {
            if (item.has(name) && instant(item, name).isEmpty()) {
                warn(item, name, "'" + name + "' is not " + INSTANT);
                isBroken = true;
            }
        }
        return isBroken;
    }

    private static Optional<Instant> instant(JsonFields item, String name) {
        return item.withDiagnostics(new Diagnostics()).parsed(name, INSTANT, ConsentCaseReader::instant);
    }

    private <E extends Enum<E>> Optional<E> constant(JsonFields item, String name, Class<E> type) {
        Diagnostics unknown = new Diagnostics();
        Optional<E> constant = item.withDiagnostics(unknown).constant(name, type);
        Optional<String> text = item.optionalText(name);
        if (constant.isEmpty()) {
            List<String> names =
                    Stream.of(type.getEnumConstants()).map(Enum::name).toList();
            diagnostics.warning(
                    item.source(),
                    item.spanOf(name),
                    "CON-006",
                    "An event is not understood, and what is asked of it fails closed: '" + name + "' is "
                            + text.map(found -> "'" + found + "'").orElse("missing"),
                    text.flatMap(found -> Suggestions.didYouMean(found, names)));
        }
        return constant;
    }

    private void warn(JsonFields item, String name, String what) {
        diagnostics.warning(item.source(), item.spanOf(name), "CON-006", what, Optional.empty());
    }
}
