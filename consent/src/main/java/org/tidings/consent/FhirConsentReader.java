package org.tidings.consent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonObject;

/**
 * Reads Consent resources of HL7 FHIR R4 (JSON) into events for a {@link ConsentImport}. Immutable and safe to share.
 *
 * <p>What the two models share is a person, a purpose, yes or no, a time and a period. A resource that says more than that
 * in what it permits (actors, actions, data, nested provisions) is refused with the reason, because a yes that is read
 * without its conditions is a wider yes than the person gave. Of a no, conditions may be passed over: it becomes wider.
 */
public final class FhirConsentReader {
    /** Code of a consent to the use of data, in the value set of FHIR's {@code Consent.scope}. */
    private static final String PRIVACY = "patient-privacy";

    private static final int NAMED = 120;

    private final Map<String, String> purposes;
    private final ZoneId zone;

    private FhirConsentReader(Map<String, String> purposes, ZoneId zone) {
        this.purposes = Map.copyOf(purposes);
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /**
     * Returns a reader.
     *
     * @param purposes ids of the catalogue by {@code system|code} of {@code provision.purpose}
     * @param zone zone in which dates without a time begin
     */
    public static FhirConsentReader of(Map<String, String> purposes, ZoneId zone) {
        return new FhirConsentReader(purposes, zone);
    }

    /**
     * What a resource has come to: events for one person, or reasons for which it is refused.
     *
     * @param patient reference of the patient, such as {@code Patient/17}; empty where the resource names none
     * @param events the events, one per purpose; empty where the resource is refused
     * @param reasons why it is refused, each naming the element; empty where it is not
     */
    public record Result(String patient, List<ConsentEvent> events, List<String> reasons) {
        /** Copies the lists. */
        public Result {
            events = List.copyOf(events);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Reads one resource.
     *
     * @throws org.tidings.core.InvalidInputException if the text is no JSON object
     */
    public Result read(SourceText source) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        diagnostics.throwIfErrors();
        return new Run(JsonFields.of(source, diagnostics, object.orElseThrow())).read();
    }

    /** One resource. */
    private final class Run {
        private final JsonFields root;
        private final List<String> reasons = new ArrayList<>();

        Run(JsonFields root) {
            this.root = root;
        }

        Result read() {
            if (!root.optionalText("resourceType").equals(Optional.of("Consent"))) {
                return new Result("", List.of(), List.of("resourceType: the resource is no Consent"));
            }
            String id = root.optionalText("id").orElse("");
            String version = root.object("meta")
                    .flatMap(meta -> meta.optionalText("versionId"))
                    .map(of -> "/_history/" + of)
                    .orElse("");
            String patient = root.object("patient")
                    .flatMap(of -> of.optionalText("reference"))
                    .orElse("");
            Optional<JsonFields> provision = root.object("provision");
            Optional<ConsentEventType> type = type(provision);
            Optional<Instant> at = root.optionalText("dateTime").flatMap(text -> instant("dateTime", text));
            if (id.isEmpty()) {
                reasons.add("id: without one the resource cannot be imported once");
            }
            if (patient.isEmpty()) {
                reasons.add("patient: nobody is named by reference");
            }
            if (at.isEmpty() && reasons.stream().noneMatch(reason -> reason.startsWith("dateTime"))) {
                reasons.add("dateTime: when the person decided is not said");
            }
            for (String modifier : List.of("modifierExtension", "implicitRules")) {
                if (root.has(modifier)) {
                    reasons.add(modifier + ": it changes the meaning in a way that is not known");
                }
            }
            scope();
            Set<String> ids = purposes(provision);
            boolean isYes = type.filter(ConsentEventType::isYes).isPresent();
            provision.ifPresent(of -> conditions(of, isYes));
            Optional<Period> period = period(provision, isYes);
            // What has the wrong type was not read, and may have been a limit.
            root.diagnostics().list().forEach(fault -> reasons.add("form: " + fault.message()));
            if (!reasons.isEmpty() || type.isEmpty() || at.isEmpty()) {
                return new Result(patient, List.of(), reasons);
            }
            List<ConsentEvent> events = new ArrayList<>();
            for (String purpose : ids) {
                events.add(event(type.get(), at.get(), purpose, "Consent/" + id + version, period));
            }
            return new Result(patient, events, List.of());
        }

        private ConsentEvent event(
                ConsentEventType type, Instant at, String purpose, String name, Optional<Period> period) {
            ConsentEvent.Builder event = ConsentEvent.builder(type, at)
                    .actor(ActorRole.IMPORT)
                    .reference(name + " " + purpose)
                    .idempotencyKey("fhir " + name + " " + purpose)
                    .purpose(purpose)
                    .evidence("FHIR " + name);
            root.object("policyRule")
                    .flatMap(rule -> rule.optionalText("text"))
                    .filter(text -> text.length() <= NAMED)
                    .ifPresent(event::notice);
            period.flatMap(Period::start).ifPresent(event::validFrom);
            period.flatMap(Period::end).ifPresent(event::validUntil);
            return event.build();
        }

        private Optional<ConsentEventType> type(Optional<JsonFields> provision) {
            String status = root.optionalText("status").orElse("");
            switch (status) {
                case "active" -> {}
                case "rejected" -> {
                    return Optional.of(ConsentEventType.REFUSE);
                }
                case "inactive" -> {
                    reasons.add("status: an inactive consent does not say whether it ran out or was taken back");
                    return Optional.empty();
                }
                default -> {
                    reasons.add("status: '" + shown(status) + "' is no decision of a person");
                    return Optional.empty();
                }
            }
            String kind = provision.flatMap(of -> of.optionalText("type")).orElse("");
            return switch (kind) {
                case "permit" -> Optional.of(ConsentEventType.GRANT);
                case "deny" -> Optional.of(ConsentEventType.REFUSE);
                default -> {
                    reasons.add("provision.type: neither permit nor deny");
                    yield Optional.empty();
                }
            };
        }

        private Set<String> purposes(Optional<JsonFields> provision) {
            Set<String> ids = new TreeSet<>();
            Set<String> unknown = new HashSet<>();
            for (JsonFields coding : provision.map(of -> of.objects("purpose")).orElse(List.of())) {
                String code = coding.optionalText("system").orElse("") + "|"
                        + coding.optionalText("code").orElse("");
                Optional.ofNullable(purposes.get(code)).ifPresentOrElse(ids::add, () -> unknown.add(code));
            }
            if (!unknown.isEmpty()) {
                reasons.add("provision.purpose: nothing in the catalogue stands for "
                        + shown(String.join(", ", new TreeSet<>(unknown))));
            } else if (ids.isEmpty()) {
                reasons.add("provision.purpose: a consent to everything is none");
            }
            return ids;
        }

        /** A consent to a treatment or a study, or an advance directive, is no word on messages. */
        private void scope() {
            Set<String> codes = new TreeSet<>();
            root.object("scope")
                    .ifPresent(scope -> scope.objects("coding")
                            .forEach(coding ->
                                    codes.add(coding.optionalText("code").orElse(""))));
            if (root.has("scope") && !codes.contains(PRIVACY)) {
                reasons.add("scope: '" + shown(String.join(", ", codes)) + "' is not about privacy");
            }
        }

        /** What a provision limits itself to. A yes is not taken without its limits. */
        private void conditions(JsonFields provision, boolean isYes) {
            if (provision.has("modifierExtension")) {
                reasons.add("provision.modifierExtension: it changes the meaning in a way that is not known");
            }
            boolean isDoubted = root.objects("verification").stream()
                    .anyMatch(verification -> !verification.bool("verified", true));
            if (isYes && isDoubted) {
                reasons.add("verification: the person has not confirmed the yes");
            }
            if (provision.has("provision")) {
                reasons.add("provision.provision: exceptions cannot be taken over");
            }
            for (String limit : List.of("actor", "action", "securityLabel", "class", "code", "dataPeriod", "data")) {
                if (isYes && provision.has(limit)) {
                    reasons.add("provision." + limit + ": the yes is limited in a way that cannot be taken over");
                }
            }
        }

        private Optional<Period> period(Optional<JsonFields> provision, boolean isYes) {
            Optional<JsonFields> period = isYes ? provision.flatMap(of -> of.object("period")) : Optional.empty();
            if (period.isEmpty()) {
                return Optional.empty();
            }
            Optional<Instant> start =
                    period.get().optionalText("start").flatMap(text -> instant("provision.period.start", text));
            Optional<Instant> end = period.get().optionalText("end").flatMap(this::end);
            if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
                reasons.add("provision.period: it ends before it begins");
            }
            return Optional.of(new Period(start, end));
        }

        private Optional<Instant> instant(String element, String text) {
            return Time.of(text, zone).map(Time::begin).or(() -> {
                reasons.add(element + ": no date and no instant");
                return Optional.empty();
            });
        }

        /** The end of a period includes what it names: a day counts to its last moment. */
        private Optional<Instant> end(String text) {
            return Time.of(text, zone).map(Time::end).or(() -> {
                reasons.add("provision.period.end: no date and no instant");
                return Optional.empty();
            });
        }
    }

    private static String shown(String text) {
        return text.length() <= NAMED ? text : text.substring(0, NAMED) + "…";
    }

    private record Period(Optional<Instant> start, Optional<Instant> end) {}

    /** A date or instant of FHIR: a year, a month, a day, or an instant with its offset. */
    private record Time(Instant begin, Instant end) {
        static Optional<Time> of(String text, ZoneId zone) {
            try {
                return Optional.of(
                        switch (text.length()) {
                            case 4 ->
                                days(
                                        Year.parse(text).atDay(1),
                                        Year.parse(text).plusYears(1).atDay(1),
                                        zone);
                            case 7 ->
                                days(
                                        YearMonth.parse(text).atDay(1),
                                        YearMonth.parse(text).plusMonths(1).atDay(1),
                                        zone);
                            case 10 ->
                                days(
                                        LocalDate.parse(text),
                                        LocalDate.parse(text).plusDays(1),
                                        zone);
                            default -> {
                                Instant instant = OffsetDateTime.parse(text).toInstant();
                                yield new Time(instant, instant);
                            }
                        });
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static Time days(LocalDate first, LocalDate next, ZoneId zone) {
            return new Time(
                    first.atStartOfDay(zone).toInstant(),
                    next.atStartOfDay(zone).toInstant());
        }
    }
}
