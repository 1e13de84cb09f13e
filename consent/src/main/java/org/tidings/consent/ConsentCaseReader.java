package org.tidings.consent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Jurisdiction;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/**
 * Reads the form {@code consent-cases/1}.
 *
 * <p>A case may ask what has no answer (a channel that does not exist, no time, an event that contradicts itself), because
 * that the answer fails closed is worth a case. Such parts are kept as absent; only what makes the file itself unreadable
 * is an error.
 */
final class ConsentCaseReader {
    private static final String FORM = "consent-cases/1";
    private static final String CONTRACT = "contract:";
    private static final String INSTANT = "an instant such as 2025-06-01T12:00:00Z";

    private final SourceText source;
    private final Diagnostics diagnostics;
    private final ConsentCaseEvents events;
    private final @Nullable Catalogue catalogue;

    private ConsentCaseReader(SourceText source, Diagnostics diagnostics, @Nullable Catalogue catalogue) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.events = new ConsentCaseEvents(diagnostics);
        this.catalogue = catalogue;
    }

    static ConsentCases read(SourceText source) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        if (object.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        JsonFields file = JsonFields.of(source, diagnostics, object.get());
        String form = file.text("schema");
        if (file.has("schema") && !form.equals(FORM)) {
            file.error("schema", "CON-001", "The file is of the form '" + form + "'; '" + FORM + "' was expected");
        }
        file.optionalText("semantics");
        Catalogue catalogue = catalogue(source, diagnostics, file);
        ConsentCaseReader reader = new ConsentCaseReader(source, diagnostics, catalogue);
        List<ConsentCase> cases = reader.cases(file);
        file.doneWithWarnings();
        diagnostics.throwIfErrors();
        if (catalogue == null) {
            throw new InvalidInputException(diagnostics.list());
        }
        return new ConsentCases(catalogue, cases, diagnostics.list());
    }

    private static @Nullable Catalogue catalogue(SourceText source, Diagnostics diagnostics, JsonFields file) {
        Optional<JsonFields> object = file.object("catalogue");
        if (object.isEmpty()) {
            if (!file.has("catalogue")) {
                file.error("catalogue", "CON-002", "The file has no 'catalogue', which the cases rest on");
            }
            return null;
        }
        try {
            return Catalogue.readFailingClosed(
                    onlyAt(source, object.get().object().span()));
        } catch (InvalidInputException e) {
            e.diagnostics().forEach(diagnostics::add);
            return null;
        }
    }

    /** Returns a text in which everything outside a place is blank, so that faults within it keep their line and column. */
    private static SourceText onlyAt(SourceText source, Span place) {
        StringBuilder text = new StringBuilder(source.text());
        for (int i = 0; i < text.length(); i++) {
            boolean isInside = i >= place.start() && i < place.end();
            if (!isInside && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                text.setCharAt(i, ' ');
            }
        }
        return new SourceText(source.name(), text.toString());
    }

    private List<ConsentCase> cases(JsonFields file) {
        List<ConsentCase> cases = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonFields one : file.objects("cases")) {
            String id = one.text("id");
            if (!ids.add(id)) {
                one.error("id", "CON-003", "The id '" + id + "' stands twice");
            }
            String title = one.optionalText("title").orElse("");
            one.texts("tags");
            one.optionalText("why");
            JsonFields given = part(one, "given");
            JsonFields when = part(one, "when");
            JsonFields then = part(one, "then");
            ConsentCaseExpectations.check(one, then, diagnostics);
            one.doneWithWarnings();
            cases.add(
                    new ConsentCase(id, title, given(given, when), question(when), ConsentCaseExpectations.read(then)));
        }
        if (cases.isEmpty() && !diagnostics.hasErrors()) {
            file.error("cases", "CON-004", "The file has no cases, and would prove nothing");
        }
        return cases;
    }

    private JsonFields part(JsonFields one, String name) {
        one.require(name, "an object");
        return one.object(name)
                .orElseGet(
                        () -> JsonFields.of(source, new Diagnostics(), new JsonObject(Map.of(), Map.of(), Span.NONE)));
    }

    private ConsentCase.Given given(JsonFields given, JsonFields when) {
        ConsentCaseEvents.Read own = events.read(given.objects("events"));
        ConsentCaseEvents.Read others = events.read(given.objects("recipientEvents"));
        SubjectFacts.Builder facts = SubjectFacts.builder();
        given.object("subject").ifPresent(subject -> {
            subject.parsed("birthDate", "a date such as 2015-03-10", ConsentCaseReader::date)
                    .ifPresent(facts::bornOn);
            subject.parsed("deceasedOn", "a date or an instant", text -> death(text, zone(when)))
                    .ifPresent(facts::diedAt);
            subject.doneWithWarnings();
        });
        String subjectId = when.optionalText("subjectId").orElse("");
        given.objects("guardianships").forEach(guardianship -> guardianship(guardianship, subjectId, facts));
        given.object("facts").ifPresent(found -> contracts(found, facts));
        given.members("incidents")
                .forEach((purpose, item) ->
                        intervals(given, purpose, item).forEach(interval -> facts.incident(purpose, interval)));
        boolean isUnavailable = given.bool("storeUnavailable", false);
        given.doneWithWarnings();
        return new ConsentCase.Given(
                own.events(), others.events(), facts.build(), own.isMalformed() || others.isMalformed(), isUnavailable);
    }

    private void guardianship(JsonFields fields, String subject, SubjectFacts.Builder facts) {
        String holder = fields.text("guardian");
        Interval time = interval(fields);
        Set<String> purposes = Set.copyOf(fields.texts("purposes"));
        boolean noContact = fields.bool("noContact", false);
        int priority = fields.integer("priority", 1, Integer.MAX_VALUE).orElse(1);
        Optional<Guardianship.Kind> kind = fields.constant("kind", Guardianship.Kind.class);
        fields.doneWithWarnings();
        // A mandate of which the file does not say the kind is taken for both.
        for (Guardianship.Kind one :
                kind.isPresent() ? new Guardianship.Kind[] {kind.get()} : Guardianship.Kind.values()) {
            facts.guardianship(
                    new Guardianship(subject, holder, one, priority, time.from(), time.until(), purposes, noContact));
        }
    }

    /** Reads facts such as {@code "contract:library": true}, or with the time in which the contract runs. */
    private void contracts(JsonFields fields, SubjectFacts.Builder facts) {
        for (String name : fields.object().members().keySet()) {
            if (!name.startsWith(CONTRACT)) {
                continue;
            }
            Optional<JsonValue> value = fields.value(name);
            String contract = name.substring(CONTRACT.length());
            if (value.isPresent() && value.get() instanceof JsonBool isRunning) {
                if (isRunning.value()) {
                    facts.contract(contract, Interval.always());
                }
            } else if (value.isPresent()) {
                intervals(fields, name, value.get()).forEach(interval -> facts.contract(contract, interval));
            }
        }
        fields.doneWithWarnings();
    }

    /** Reads an interval, or a list of them. */
    private List<Interval> intervals(JsonFields parent, String name, JsonValue value) {
        List<Interval> result = new ArrayList<>();
        for (JsonValue item : value instanceof JsonArray list ? list.items() : List.of(value)) {
            if (item instanceof JsonObject object) {
                JsonFields fields = JsonFields.of(source, diagnostics, object);
                result.add(interval(fields));
                fields.doneWithWarnings();
            } else {
                diagnostics.error(
                        parent.source(),
                        item.span(),
                        "JSON-006",
                        "'" + name + "' is " + item.kind() + "; an object with 'from' and 'until' was expected");
            }
        }
        return result;
    }

    private static Interval interval(JsonFields fields) {
        Optional<Instant> from = fields.parsed("from", INSTANT, ConsentCaseReader::instant);
        Optional<Instant> until = fields.parsed("until", INSTANT, ConsentCaseReader::instant);
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            fields.error("until", "CON-005", "It ends before it begins");
            return Interval.always();
        }
        return new Interval(from, until);
    }

    private ConsentCase.Question question(JsonFields when) {
        String subject = when.text("subjectId");
        String recipient = when.optionalText("recipient").orElse(subject);
        String purpose = when.text("purpose");
        Optional<Channel> channel = Channel.of(when.text("channel"));
        List<CategoryUse> uses = uses(when);
        Optional<String> jurisdiction = when.optionalText("jurisdiction");
        Optional<Instant> at = when.parsed("at", INSTANT, ConsentCaseReader::instant);
        Instant asOf = when.parsed("asOf", INSTANT, ConsentCaseReader::instant).orElse(Instant.MAX);
        Optional<String> contactPoint = when.optionalText("contactPoint");
        when.doneWithWarnings();
        return new ConsentCase.Question(
                channel.map(known -> new DecisionRequest(
                        subject,
                        recipient,
                        purpose,
                        known,
                        uses,
                        jurisdiction,
                        at.orElse(Instant.EPOCH),
                        asOf,
                        contactPoint)),
                purpose,
                at.isPresent());
    }

    private List<CategoryUse> uses(JsonFields when) {
        List<CategoryUse> result = new ArrayList<>();
        for (JsonValue item : when.list("categories")) {
            if (item instanceof JsonText text) {
                result.add(new CategoryUse(text.value(), CategoryUse.Via.PLACEHOLDER));
            } else if (item instanceof JsonObject object) {
                JsonFields use = JsonFields.of(source, diagnostics, object);
                result.add(new CategoryUse(
                        use.text("id"),
                        use.constant("via", CategoryUse.Via.class).orElse(CategoryUse.Via.PLACEHOLDER)));
                use.doneWithWarnings();
            } else {
                diagnostics.error(
                        source,
                        item.span(),
                        "JSON-006",
                        "An item of 'categories' is " + item.kind()
                                + "; a text or an object with 'id' and 'via' was expected");
            }
        }
        return result;
    }

    private ZoneId zone(JsonFields when) {
        return when.optionalText("jurisdiction")
                .flatMap(id -> catalogue == null ? Optional.empty() : catalogue.jurisdiction(id))
                .map(Jurisdiction::zone)
                .orElse(ZoneOffset.UTC);
    }

    private static Instant death(String text, ZoneId zone) {
        return text.indexOf('T') < 0 ? date(text).atStartOfDay(zone).toInstant() : instant(text);
    }

    private static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        checkYear(date.getYear());
        return date;
    }

    /** Reads an instant of the years that calendars are made for; beyond them nothing can be added to it. */
    static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        checkYear(instant.atOffset(ZoneOffset.UTC).getYear());
        return instant;
    }

    private static void checkYear(int year) {
        if (year < 1 || year > 9999) {
            throw new DateTimeException("year " + year + " is not in 1..9999");
        }
    }
}
