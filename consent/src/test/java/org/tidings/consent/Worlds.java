package org.tidings.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tidings.core.Art9Condition;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ChannelDefinition;
import org.tidings.core.ChannelTerms;
import org.tidings.core.ConsentDecision;
import org.tidings.core.ContactRule;
import org.tidings.core.ControllerType;
import org.tidings.core.DataCategory;
import org.tidings.core.Jurisdiction;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Purpose;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Source;

/** Random catalogues, registers and ledgers of a world so small that events meet often. */
final class Worlds {
    /** Hours between the first and the last instant of anything that happens. */
    static final int HOURS = 40;

    static final Instant START = Instant.parse("2025-06-01T12:00:00Z");

    private static final List<String> PURPOSES = List.of("a", "a.x", "a.x.y", "b");
    private static final List<String> CATEGORIES =
            List.of("id", "id.name", "health", "health.dose", "health.dose.date");
    private static final List<Channel> CHANNELS = List.of(Channel.EMAIL, Channel.SMS, Channel.LETTER);
    private static final List<CategoryUse.Via> VIAS = List.of(
            CategoryUse.Via.PLACEHOLDER,
            CategoryUse.Via.PLACEHOLDER,
            CategoryUse.Via.REQUIRED,
            CategoryUse.Via.SEGMENT_RULE);
    private static final List<String> PEOPLE = List.of("s", "g1", "g2");
    private static final List<String> NUMBERS = List.of("n1", "n2");
    static final List<ConsentEventType> CLOSING = List.of(
            ConsentEventType.REFUSE,
            ConsentEventType.WITHDRAW,
            ConsentEventType.OBJECT,
            ConsentEventType.CHANNEL_BLOCK,
            ConsentEventType.RESTRICT,
            ConsentEventType.INVALIDATE,
            ConsentEventType.TOMBSTONE);
    static final List<ConsentEventType> OPENING = List.of(
            ConsentEventType.GRANT,
            ConsentEventType.RENEW,
            ConsentEventType.OBJECTION_LIFTED,
            ConsentEventType.OBJECTION_REJECTED,
            ConsentEventType.CHANNEL_UNBLOCK,
            ConsentEventType.RESTRICTION_LIFTED);

    private Worlds() {}

    /** A question with all that its answer rests on; without facts the caller vouches for them. */
    record World(
            Catalogue catalogue,
            DecisionRequest request,
            List<ConsentEvent> subject,
            List<ConsentEvent> recipient,
            Optional<SubjectFacts> facts,
            ConsentDecider decider) {
        ConsentDecision decide() {
            ConsentHistory own = ConsentHistory.of(subject);
            ConsentHistory other = ConsentHistory.of(recipient);
            return facts.isPresent()
                    ? decider.decide(request, own, other, facts.get())
                    : decider.decide(request, own, other);
        }

        Purpose purpose() {
            return catalogue.purpose(request.purpose()).orElseThrow();
        }

        Optional<LawfulBasis> basis() {
            return Optional.ofNullable(purpose().terms().get(request.channel())).map(ChannelTerms::basis);
        }

        boolean isSelf() {
            return request.subject().equals(request.recipient());
        }

        World asking(DecisionRequest other) {
            return new World(catalogue, other, subject, recipient, facts, decider);
        }

        World with(List<ConsentEvent> own, List<ConsentEvent> others) {
            return new World(catalogue, request, own, others, facts, decider);
        }

        World withBoth(ConsentEvent added) {
            return with(plus(subject, added), plus(recipient, added));
        }

        World withOne(ConsentEvent added, boolean isSubjects) {
            if (isSelf()) {
                return withBoth(added);
            }
            return isSubjects ? with(plus(subject, added), recipient) : with(subject, plus(recipient, added));
        }

        /** Returns the world without the events that the question does not see. */
        World seen() {
            return with(
                    subject.stream().filter(event -> isSeen(event)).toList(),
                    recipient.stream().filter(event -> isSeen(event)).toList());
        }

        private boolean isSeen(ConsentEvent event) {
            return !event.occurredAt().isAfter(request.at())
                    && !event.recordedAt().isAfter(request.asOf());
        }

        private static List<ConsentEvent> plus(List<ConsentEvent> events, ConsentEvent added) {
            List<ConsentEvent> result = new ArrayList<>(events);
            result.add(added);
            return result;
        }
    }

    static World world(Source source) {
        Catalogue catalogue = catalogue(source);
        String recipient = source.oneOf(List.of(
                Gen.Choice.<String>value(6, "s"), Gen.Choice.<String>value(2, "g1"), Gen.Choice.<String>value(1, "x")));
        boolean isSelf = recipient.equals("s");
        List<ConsentEvent> subject = source.list(s -> event(s, type(s)), 0, 6);
        List<ConsentEvent> others = isSelf ? subject : source.list(s -> event(s, type(s)), 0, 4);
        return new World(
                catalogue,
                request(source, recipient),
                subject,
                others,
                source.chance(0.7) ? Optional.of(facts(source)) : Optional.empty(),
                ConsentDecider.of(catalogue));
    }

    private static DecisionRequest request(Source source, String recipient) {
        return new DecisionRequest(
                "s",
                recipient,
                source.pick(PURPOSES),
                source.pick(CHANNELS),
                source.list(s -> new CategoryUse(s.pick(CATEGORIES), s.pick(VIAS)), 0, 3),
                source.chance(0.9) ? Optional.of(source.pick(List.of("NO", "DE"))) : Optional.empty(),
                instant(source),
                source.chance(0.8) ? Instant.MAX : instant(source),
                source.maybe(s -> s.pick(NUMBERS)));
    }

    static Instant instant(Source source) {
        return START.plusSeconds(3_600L * source.intBetween(0, HOURS));
    }

    private static ConsentEventType type(Source source) {
        return source.chance(0.7)
                ? ConsentEventType.GRANT
                : source.chance(0.02) ? ConsentEventType.TOMBSTONE : source.pick(List.of(types()));
    }

    /** Returns the types without those that end everything; most histories with one would be the same. */
    private static ConsentEventType[] types() {
        Set<ConsentEventType> types = new LinkedHashSet<>(List.of(ConsentEventType.values()));
        types.remove(ConsentEventType.TOMBSTONE);
        return types.toArray(new ConsentEventType[0]);
    }

    static ConsentEvent event(Source source, ConsentEventType type) {
        return event(source, type, source.chance(0.75) ? ActorRole.SELF : source.pick(ActorRole.class));
    }

    static ConsentEvent event(Source source, ConsentEventType type, ActorRole role) {
        ConsentEvent.Builder builder = ConsentEvent.builder(type, instant(source))
                .reference("e" + source.intBetween(0, 5))
                .exact(source.chance(0.15))
                .channels(source.chance(0.65) ? Set.of() : new HashSet<>(source.list(s -> s.pick(CHANNELS), 1, 2)))
                .categories(source.chance(0.7) ? Set.of() : new HashSet<>(source.list(s -> s.pick(CATEGORIES), 1, 2)))
                .explicit(source.bool());
        if (type.isYes() || source.chance(0.7)) {
            builder.purpose(source.chance(0.5) ? "a" : source.pick(PURPOSES));
        }
        if (source.chance(0.9)) {
            builder.evidence("form");
        }
        if (role == ActorRole.GUARDIAN || role == ActorRole.REPRESENTATIVE) {
            builder.actor(role, source.pick(PEOPLE));
        } else {
            builder.actor(role);
        }
        if (source.chance(0.3)) {
            builder.recordedAt(instant(source));
        }
        if (source.chance(0.3)) {
            builder.notice("N1", source.pick(List.of("1", "2")));
        }
        if (source.chance(0.2)) {
            builder.refersTo("e" + source.intBetween(0, 5));
        }
        if (source.chance(0.1)) {
            builder.jurisdiction(source.pick(List.of("NO", "DE", "unknown")));
        }
        if (type == ConsentEventType.CHANNEL_BLOCK) {
            source.maybe(s -> s.pick(BlockReason.class)).ifPresent(builder::blockReason);
            source.maybe(s -> s.pick(NUMBERS)).ifPresent(builder::contactPoint);
        }
        if (type.isYes() && source.chance(0.4)) {
            Instant from = instant(source);
            builder.validFrom(from).validUntil(from.plusSeconds(3_600L * source.intBetween(1, HOURS)));
        }
        return builder.build();
    }

    private static SubjectFacts facts(Source source) {
        SubjectFacts.Builder facts = SubjectFacts.builder();
        if (source.chance(0.4)) {
            facts.bornOn(LocalDate.of(2025 - source.intBetween(9, 20), 6, source.intBetween(1, 4)));
        }
        if (source.chance(0.1)) {
            facts.diedAt(instant(source));
        }
        for (Interval time : source.list(Worlds::interval, 0, 3)) {
            facts.guardianship(new Guardianship(
                    source.chance(0.9) ? "s" : "other",
                    source.pick(PEOPLE),
                    source.pick(Guardianship.Kind.class),
                    1,
                    time.from(),
                    time.until(),
                    source.chance(0.7) ? Set.of() : Set.of(source.pick(PURPOSES)),
                    source.chance(0.1)));
        }
        source.list(Worlds::interval, 0, 2).forEach(time -> facts.contract("k", time));
        source.list(Worlds::interval, 0, 2).forEach(time -> facts.incident(source.pick(PURPOSES), time));
        return facts.build();
    }

    private static Interval interval(Source source) {
        Instant from = instant(source);
        return new Interval(
                source.bool() ? Optional.of(from) : Optional.empty(),
                source.bool() ? Optional.of(from.plusSeconds(3_600L * source.intBetween(1, HOURS))) : Optional.empty());
    }

    private static Catalogue catalogue(Source source) {
        List<DataCategory> categories = CATEGORIES.stream()
                .map(id -> new DataCategory(
                        id, id.startsWith("health") && source.chance(0.7), source.intBetween(0, 2), ""))
                .toList();
        List<ChannelDefinition> channels = CHANNELS.stream()
                .map(channel ->
                        new ChannelDefinition(channel, source.intBetween(1, 3), channel != Channel.LETTER, Map.of()))
                .toList();
        List<Jurisdiction> jurisdictions = List.of(
                new Jurisdiction("NO", ZoneId.of("Europe/Oslo"), source.intBetween(10, 18), source.intBetween(10, 18)),
                new Jurisdiction(
                        "DE", ZoneId.of("Europe/Berlin"), source.intBetween(10, 18), source.intBetween(10, 18)));
        List<Purpose> purposes =
                PURPOSES.stream().map(id -> purpose(source, id)).toList();
        return Catalogue.of(3, categories, channels, jurisdictions, purposes);
    }

    private static Purpose purpose(Source source, String id) {
        LawfulBasis basis = source.chance(0.4) ? LawfulBasis.CONSENT : source.pick(LawfulBasis.class);
        Map<Channel, ChannelTerms> terms = new EnumMap<>(Channel.class);
        for (Channel channel : CHANNELS) {
            if (source.chance(0.97)) {
                terms.put(
                        channel,
                        new ChannelTerms(
                                basis,
                                source.chance(0.7) ? ContactRule.defaultFor(basis) : source.pick(ContactRule.class)));
            }
        }
        boolean isMandatory = basis == LawfulBasis.LEGAL_OBLIGATION && source.chance(0.7);
        return new Purpose(
                id,
                false,
                "",
                terms,
                source.chance(0.8) ? ControllerType.PRIVATE : ControllerType.PUBLIC_AUTHORITY,
                source.chance(0.9) ? Set.of() : Set.of("NO"),
                source.chance(0.1) ? Optional.of(instant(source)) : Optional.empty(),
                source.chance(0.1) ? Optional.of(instant(source)) : Optional.empty(),
                Set.copyOf(new HashSet<>(source.list(s -> s.pick(CATEGORIES), 1, 5))),
                source.chance(0.8) ? Set.of() : Set.of(source.pick(CATEGORIES)),
                source.chance(0.6) ? Optional.of(source.pick(Art9Condition.class)) : Optional.empty(),
                source.chance(0.7) ? Map.of("NO", "law") : Map.of(),
                isMandatory,
                isMandatory && source.chance(0.7) ? Optional.of(Channel.LETTER) : Optional.empty(),
                source.chance(0.3),
                source.chance(0.2),
                source.chance(0.2) ? OptionalInt.of(source.intBetween(10, 18)) : OptionalInt.empty(),
                source.chance(0.2) ? OptionalInt.of(source.intBetween(10, 18)) : OptionalInt.empty(),
                source.chance(0.2) ? Optional.of(Period.ofDays(1)) : Optional.empty(),
                basis == LawfulBasis.CONTRACT && source.chance(0.8) ? Optional.of("k") : Optional.empty());
    }
}
