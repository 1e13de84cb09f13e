package org.tidings.core;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/** Reads the JSON form of a catalogue. */
final class CatalogueReader {
    private final Diagnostics diagnostics;
    private final Map<String, DataCategory> categories = new LinkedHashMap<>();
    private final Map<Channel, ChannelDefinition> channels = new EnumMap<>(Channel.class);
    private final List<Jurisdiction> jurisdictions = new ArrayList<>();

    /** Whether a purpose with a basis that the law does not know is kept out, rather than reported. */
    private final boolean isFailingClosed;

    private final Set<String> withUnknownBasis = new HashSet<>();

    private CatalogueReader(Diagnostics diagnostics, boolean isFailingClosed) {
        this.diagnostics = diagnostics;
        this.isFailingClosed = isFailingClosed;
    }

    static Catalogue read(SourceText source, boolean isFailingClosed) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        if (object.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        Catalogue catalogue = new CatalogueReader(diagnostics, isFailingClosed)
                .catalogue(JsonFields.of(source, diagnostics, object.get()));
        diagnostics.throwIfErrors();
        return catalogue;
    }

    private Catalogue catalogue(JsonFields fields) {
        long version = fields.integer("version", 1, Integer.MAX_VALUE).orElse(1);
        fields.objectMembers("categories").forEach(this::category);
        fields.objectMembers("channels").forEach((id, channel) -> channel(fields, id, channel));
        fields.objectMembers("jurisdictions").forEach(this::jurisdiction);
        List<Purpose> purposes = new ArrayList<>();
        fields.objectMembers("purposes").forEach((id, purpose) -> {
            if (isFailingClosed && hasUnknownBasis(purpose)) {
                withUnknownBasis.add(id);
            } else {
                purposes.add(purpose(id, purpose));
            }
        });
        fields.done();
        return Catalogue.of(
                        version,
                        List.copyOf(categories.values()),
                        List.copyOf(channels.values()),
                        jurisdictions,
                        purposes)
                .withUnknownBasis(withUnknownBasis);
    }

    private static boolean hasUnknownBasis(JsonFields purpose) {
        return purpose.value("basis").filter(JsonText.class::isInstance).isPresent()
                && purpose.withDiagnostics(new Diagnostics())
                        .constant("basis", LawfulBasis.class)
                        .isEmpty();
    }

    private void category(String id, JsonFields fields) {
        categories.put(
                id,
                new DataCategory(
                        id,
                        fields.bool("special", false),
                        fields.integer("minConfidentiality", 0, 3).orElse(0),
                        fields.optionalText("description").orElse("")));
        fields.done();
    }

    private void channel(JsonFields parent, String id, JsonFields fields) {
        Optional<Channel> channel = Channel.of(id);
        if (channel.isEmpty()) {
            unknownChannel(parent, "channels", id);
        }
        Map<String, Integer> exposure = new HashMap<>();
        fields.object("parts").ifPresent(parts -> {
            for (String part : parts.object().members().keySet()) {
                parts.integer(part, 0, 3).ifPresent(value -> exposure.put(part, value));
            }
        });
        int confidentiality = fields.integer("confidentiality", 0, 3).orElse(0);
        boolean electronic = fields.bool("electronic", channel.isEmpty() || channel.get() != Channel.LETTER);
        channel.ifPresent(
                found -> channels.put(found, new ChannelDefinition(found, confidentiality, electronic, exposure)));
        fields.done();
    }

    private void jurisdiction(String id, JsonFields fields) {
        Optional<ZoneId> zone = fields.parsed("zone", "a zone such as Europe/Oslo", ZoneId::of);
        if (!fields.has("zone")) {
            fields.text("zone");
        }
        int own = fields.integer("ageOwnConsent", 0, 150).orElse(18);
        int direct = fields.integer("ageDirectContact", 0, 150).orElse(own);
        zone.ifPresent(found -> jurisdictions.add(new Jurisdiction(id, found, own, direct)));
        fields.done();
    }

    private Purpose purpose(String id, JsonFields fields) {
        boolean isAbstract = fields.bool("abstract", false);
        Optional<LawfulBasis> basis = fields.constant("basis", LawfulBasis.class);
        Map<Channel, ChannelTerms> terms = terms(fields, basis);
        if (!isAbstract && terms.isEmpty() && !diagnostics.hasErrors()) {
            fields.error("channels", "COR-011", "Purpose '" + id + "' has neither a basis nor channels with one");
        }
        List<String> allowed = categoryList(fields, "categoriesAllowed");
        List<String> implied = categoryList(fields, "impliedCategories");
        Purpose purpose = new Purpose(
                id,
                isAbstract,
                fields.optionalText("description").orElse(""),
                terms,
                fields.constant("controllerType", ControllerType.class).orElse(ControllerType.PUBLIC_AUTHORITY),
                Set.copyOf(fields.texts("jurisdictions")),
                fields.parsed("validFrom", "an instant", Instant::parse),
                fields.parsed("validUntil", "an instant", Instant::parse),
                Set.copyOf(allowed),
                Set.copyOf(implied),
                fields.constant("art9", Art9Condition.class),
                fields.textMembers("art9Law"),
                fields.bool("mustSend", false),
                fields.constant("fallbackChannel", Channel.class),
                fields.bool("restrictionExempt", false),
                fields.bool("directMarketing", false),
                age(fields, "confidentialFromAge"),
                age(fields, "ownConsentFromAge"),
                fields.parsed("maxConsentAge", "a period such as P2Y", Period::parse),
                fields.optionalText("contract"));
        checkArt9(fields, purpose);
        fields.done();
        return purpose;
    }

    private void checkArt9(JsonFields fields, Purpose purpose) {
        if (purpose.art9().isPresent()
                && purpose.art9().get().needsLaw()
                && purpose.art9Law().isEmpty()) {
            diagnostics.warning(
                    fields.source(),
                    fields.spanOf("art9"),
                    "COR-013",
                    "Art. 9(2)(" + purpose.art9().get().name().toLowerCase(Locale.ROOT)
                            + ") needs a law; special categories stay denied for '" + purpose.id() + "'",
                    Optional.of("name the law under 'art9Law' for each jurisdiction, or under '*' for all"));
        }
    }

    /** Reads {@code channels}: absent (all that the catalogue has), a list of names, or terms by name. */
    private Map<Channel, ChannelTerms> terms(JsonFields fields, Optional<LawfulBasis> basis) {
        Map<Channel, ChannelTerms> terms = new EnumMap<>(Channel.class);
        Optional<ChannelTerms> general = basis.map(found -> new ChannelTerms(found, ContactRule.defaultFor(found)));
        boolean isObject =
                fields.value("channels").filter(JsonObject.class::isInstance).isPresent();
        if (isObject) {
            fields.objectMembers("channels").forEach((name, own) -> {
                Optional<Channel> channel = Channel.of(name);
                Optional<LawfulBasis> ownBasis =
                        own.constant("basis", LawfulBasis.class).or(() -> basis);
                Optional<ContactRule> rule = own.constant("contactRule", ContactRule.class);
                own.done();
                if (channel.isEmpty()) {
                    unknownChannel(fields, "channels", name);
                } else if (ownBasis.isEmpty()) {
                    own.error("basis", "COR-011", "Channel '" + name + "' has no basis, and the purpose has none");
                } else {
                    terms.put(
                            channel.get(),
                            new ChannelTerms(ownBasis.get(), rule.orElse(ContactRule.defaultFor(ownBasis.get()))));
                }
            });
            return terms;
        }
        Set<Channel> listed = fields.has("channels")
                ? fields.constants("channels", Channel.class)
                : channels.isEmpty() ? Set.of() : EnumSet.copyOf(channels.keySet());
        general.ifPresent(found -> listed.forEach(channel -> terms.put(channel, found)));
        return terms;
    }

    private static OptionalInt age(JsonFields fields, String name) {
        return fields.integer(name, 0, 150).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private List<String> categoryList(JsonFields fields, String name) {
        List<String> ids = fields.texts(name);
        for (String id : ids) {
            if (!categories.containsKey(id)) {
                fields.error(
                        name,
                        "COR-012",
                        "The catalogue has no category '" + id + "'",
                        Suggestions.didYouMean(id, categories.keySet()));
            }
        }
        return ids;
    }

    private static void unknownChannel(JsonFields fields, String where, String id) {
        List<String> ids = Stream.of(Channel.values()).map(Channel::id).toList();
        fields.errorAtMember(
                where,
                id,
                "COR-010",
                "There is no channel '" + id + "'; one of " + String.join(", ", ids) + " was expected",
                Suggestions.didYouMean(id, ids));
    }
}
