package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Diagnostics;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Limits;
import org.tidings.core.Obligation;
import org.tidings.core.Purpose;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/** Runs the shared consent cases that can be said in today's types; what a case needs beyond them is told by its form. */
class ConsentCasesTest {
    private static final String FILE = "conformance/consent-cases.json";

    @Test
    void decide_sharedCases_outcomeAndCodeAsWritten() {
        SourceText source = new SourceText(FILE, SharedFolder.text(FILE));
        Diagnostics diagnostics = new Diagnostics();
        JsonObject file =
                JsonReader.readObject(source, diagnostics, Limits.defaults()).orElseThrow();
        diagnostics.throwIfErrors();
        Catalogue catalogue = catalogue(source, (JsonObject) file.members().get("catalogue"));
        ConsentDecider decider = ConsentDecider.of(catalogue);
        ConformanceRun run = ConformanceRun.of("consent-cases");
        List<String> left = new ArrayList<>();

        for (JsonFields consentCase : JsonFields.of(source, diagnostics, file).objects("cases")) {
            String id = consentCase.text("id");
            Optional<String> beyond = beyondToday(catalogue, consentCase);
            if (beyond.isPresent()) {
                run.outOfScope(id, beyond.get());
                left.add(id);
            } else {
                run.check(id + " " + consentCase.text("title"), () -> check(decider, consentCase));
            }
        }

        System.out.println("conformance consent-cases: left for the full function: " + String.join(" ", left));
        run.finish();
    }

    private static void check(ConsentDecider decider, JsonFields consentCase) {
        JsonFields when = consentCase.object("when").orElseThrow();
        JsonFields then = consentCase.object("then").orElseThrow();
        List<ConsentEvent> events = consentCase.object("given").orElseThrow().objects("events").stream()
                .map(ConsentCasesTest::event)
                .toList();
        Instant at = Instant.parse(when.text("at"));
        DecisionRequest request = new DecisionRequest(
                when.text("subjectId"),
                when.text("subjectId"),
                when.text("purpose"),
                Channel.of(when.text("channel")).orElseThrow(),
                uses(when),
                when.optionalText("jurisdiction"),
                at,
                when.optionalText("asOf").map(Instant::parse).orElse(Instant.MAX));
        ConsentHistory history = ConsentHistory.of(events);

        ConsentDecision decision = decider.decide(request, history, history);

        assertThat(decision.outcome()).isEqualTo(DecisionOutcome.valueOf(then.text("outcome")));
        assertThat(decision.code()).isEqualTo(DecisionCode.valueOf(then.text("code")));
        if (then.has("deniedCategories")) {
            assertThat(decision.deniedCategories()).isEqualTo(Set.copyOf(then.texts("deniedCategories")));
        }
        if (then.has("obligationsExactly")) {
            assertThat(decision.obligations()).isEqualTo(obligations(then, "obligationsExactly"));
        }
        assertThat(decision.obligations()).containsAll(obligations(then, "obligations"));
        then.optionalText("channel")
                .ifPresent(other -> assertThat(decision.rerouteTo()).isEqualTo(Channel.of(other)));
    }

    private static Set<Obligation> obligations(JsonFields then, String name) {
        Set<Obligation> result = EnumSet.noneOf(Obligation.class);
        then.texts(name).forEach(text -> result.add(Obligation.valueOf(text)));
        return result;
    }

    private static List<CategoryUse> uses(JsonFields when) {
        List<CategoryUse> result = new ArrayList<>();
        for (JsonValue item : when.list("categories")) {
            if (item instanceof JsonText text) {
                result.add(new CategoryUse(text.value(), CategoryUse.Via.PLACEHOLDER));
            } else if (item instanceof JsonObject object) {
                JsonFields use = JsonFields.of(when.source(), when.diagnostics(), object);
                result.add(new CategoryUse(
                        use.text("id"),
                        use.constant("via", CategoryUse.Via.class).orElseThrow()));
            }
        }
        return result;
    }

    private static ConsentEvent event(JsonFields fields) {
        Instant occurredAt = Instant.parse(fields.text("occurredAt"));
        ConsentEvent.Builder builder = ConsentEvent.builder(
                        fields.constant("type", ConsentEventType.class).orElseThrow(), occurredAt)
                .explicit(fields.bool("explicit", false))
                .categories(Set.copyOf(fields.texts("categories")))
                .channels(fields.texts("channels").stream()
                        .map(id -> Channel.of(id).orElseThrow())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
        fields.optionalText("purpose").ifPresent(builder::purpose);
        fields.optionalText("evidence").ifPresent(builder::evidence);
        fields.optionalText("idempotencyKey").ifPresent(builder::idempotencyKey);
        fields.optionalText("recordedAt").map(Instant::parse).ifPresent(builder::recordedAt);
        fields.optionalText("validFrom").map(Instant::parse).ifPresent(builder::validFrom);
        fields.optionalText("validUntil").map(Instant::parse).ifPresent(builder::validUntil);
        fields.optionalText("notice")
                .ifPresent(notice -> builder.notice(
                        notice, fields.optionalText("noticeVersion").orElse("")));
        return builder.build();
    }

    /** Returns what a case needs that the request cannot say yet, or nothing. */
    private static Optional<String> beyondToday(Catalogue catalogue, JsonFields consentCase) {
        JsonFields given = consentCase.object("given").orElseThrow();
        JsonFields when = consentCase.object("when").orElseThrow();
        if (given.has("subject") || given.has("guardianships") || when.has("recipient")) {
            return Optional.of("ages, deaths and mandates");
        }
        if (given.has("storeUnavailable")
                || !when.has("at")
                || Channel.of(when.text("channel")).isEmpty()) {
            return Optional.of("questions that the types exclude");
        }
        Optional<Purpose> purpose = catalogue.purpose(when.text("purpose"));
        if (purpose.isEmpty()
                && consentCase.object("then").orElseThrow().text("code").equals("UNKNOWN_BASIS")) {
            return Optional.of("purposes that are refused when the catalogue is read");
        }
        boolean needsFacts = purpose.stream()
                .flatMap(known -> known.terms().values().stream())
                .anyMatch(
                        terms -> terms.basis() == LawfulBasis.VITAL_INTERESTS || terms.basis() == LawfulBasis.CONTRACT);
        if (needsFacts) {
            return Optional.of("incidents and contracts");
        }
        for (JsonFields event : given.objects("events")) {
            if (event.has("contactPoint")) {
                return Optional.of("contact points");
            }
            if (event.has("actorRole")
                    && !event.text("actorRole").equals("SELF")
                    && event.text("type").equals("GRANT")) {
                return Optional.of("competence of actors");
            }
            if (event.text("type").equals("GRANT") && !event.has("evidence")) {
                return Optional.of("evidence");
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the catalogue of the cases without the purposes that it cannot hold. The cases know no contact rule: on a
     * basis other than consent nothing needs to be on record.
     */
    private static Catalogue catalogue(SourceText source, JsonObject object) {
        Set<String> bases = Stream.of(LawfulBasis.values()).map(Enum::name).collect(Collectors.toSet());
        String everyChannel = Stream.of(Channel.values())
                .map(channel -> "\"" + channel.id() + "\": {\"contactRule\": \"none\"}")
                .collect(Collectors.joining(", ", "{\"channels\": {", "}, "));
        List<String> purposes = new ArrayList<>();
        JsonObject all = (JsonObject) object.members().get("purposes");
        all.members().forEach((id, purpose) -> {
            JsonFields fields = JsonFields.of(source, new Diagnostics(), (JsonObject) purpose);
            if (bases.contains(fields.text("basis"))) {
                boolean isOpen = fields.text("basis").equals("CONSENT") || fields.has("channels");
                String text = raw(source, purpose);
                purposes.add("\"" + id + "\": " + (isOpen ? text : everyChannel + text.substring(1)));
            }
        });
        return Catalogue.read(new SourceText(
                "catalogue of " + source.name(),
                Stream.of("categories", "channels", "jurisdictions")
                        .map(name -> "\"" + name + "\": "
                                + raw(source, object.members().get(name)))
                        .collect(Collectors.joining(
                                ", ", "{", ", \"purposes\": {" + String.join(", ", purposes) + "}}"))));
    }

    private static String raw(SourceText source, JsonValue value) {
        return source.text().substring(value.span().start(), value.span().end());
    }
}
