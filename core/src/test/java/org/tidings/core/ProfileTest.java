package org.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.testkit.Property;

class ProfileTest {
    private static final ConsentDecision PERMIT = decision(DecisionOutcome.PERMIT, Set.of());

    private final Schema schema = Schema.builder("people", 1)
            .required("birthDate", ValueType.DATE, "identity.birth")
            .attribute("active", ValueType.BOOL, "technical")
            .attribute("visits", ValueType.INTEGER, "usage")
            .attribute("income", ValueType.NUMBER, "finance.income")
            .attribute("city", ValueType.TEXT, "location.city")
            .attribute("seenAt", ValueType.INSTANT, "usage")
            .attribute("languages", ValueType.TEXT_SET, "contact.language")
            .events(
                    "doses",
                    "day",
                    "vaccinations on file",
                    List.of(
                            new EventField("day", ValueType.DATE, "health.vaccination", true, "", 0),
                            new EventField("code", ValueType.TEXT, "health.vaccination", false, "", 1),
                            new EventField("volume", ValueType.NUMBER, "health.vaccination", false, "", 2)))
            .build();

    @Test
    void of_mapOfEveryType_keepsValues() {
        Profile profile = Profile.of(
                schema,
                "p1",
                Map.of(
                        "birthDate",
                        LocalDate.of(1960, 2, 29),
                        "active",
                        true,
                        "visits",
                        7,
                        "income",
                        42.5,
                        "city",
                        "Tromsø",
                        "seenAt",
                        Instant.parse("2024-10-01T13:00:00.123456Z"),
                        "languages",
                        List.of("nb", "en", "nb")));

        assertThat(read(profile, "birthDate")).contains(LocalDate.of(1960, 2, 29));
        assertThat(read(profile, "active")).contains(true);
        assertThat(read(profile, "visits")).contains(7L);
        assertThat(read(profile, "income")).contains(42.5);
        assertThat(read(profile, "city")).contains("Tromsø");
        assertThat(read(profile, "seenAt")).contains(Instant.parse("2024-10-01T13:00:00.123456Z"));
        assertThat(read(profile, "languages")).contains(new TreeSet<>(Set.of("en", "nb")));
        assertThat(profile.schema()).isSameAs(schema);
    }

    @Test
    void of_emptyTextAndAbsentName_areMissing() {
        Profile profile = Profile.of(schema, "p1", Map.of("birthDate", LocalDate.EPOCH, "city", ""));

        assertThat(profile.value("city").isPresent()).isFalse();
        assertThat(profile.value("income").isPresent()).isFalse();
        assertThat(profile.value("birthDate").isPresent()).isTrue();
    }

    @Test
    void of_wrongTypesAndNames_reportsAllAtOnce() {
        assertThatThrownBy(() -> Profile.of(
                        schema, "p1", Map.of("birthDate", "1960-01-01", "citty", "Bergen", "income", Double.NaN)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactlyInAnyOrder("COR-101", "COR-104", "COR-101", "COR-105"))
                .hasMessageContaining("did you mean 'city'?")
                .hasMessageContaining("a date such as 2024-10-01")
                .hasMessageNotContaining("1960-01-01")
                .hasMessageNotContaining("Bergen");
    }

    @Test
    void of_eventsAsMapsAndRecords_areSortedByTimeAndKeepInputOrderOnTies() {
        record Dose(LocalDate day, Optional<String> code) {}

        Profile profile = Profile.of(
                schema,
                "p1",
                Map.of(
                        "birthDate",
                        LocalDate.EPOCH,
                        "doses",
                        List.of(
                                Map.of("day", LocalDate.of(2024, 3, 1), "code", "b"),
                                Map.of("day", LocalDate.of(2024, 1, 1), "volume", 0.5),
                                Map.of("day", LocalDate.of(2024, 3, 1), "code", "a"))));

        EventColumns doses = SlotProfile.of(profile).events(0);
        assertThat(profile.eventCount("doses")).isEqualTo(3);
        assertThat(doses).isNotNull();
        assertThat(doses.isPresent(1, 0)).isFalse();
        assertThat(doses.texts(1)[1]).isEqualTo("b");
        assertThat(doses.texts(1)[2]).isEqualTo("a");
        assertThat(doses.isComplete(0)).isTrue();
        assertThat(doses.isComplete(2)).isFalse();
        assertThat(new Dose(LocalDate.EPOCH, Optional.empty()).code()).isEmpty();
    }

    @Test
    void visible_countsEventsUpToAndIncludingTheDay() {
        Profile profile = Profile.builder(schema, "p1")
                .set("birthDate", LocalDate.EPOCH)
                .event("doses", Map.of("day", LocalDate.of(2024, 1, 1)))
                .event("doses", Map.of("day", LocalDate.of(2024, 1, 2)))
                .event("doses", Map.of("day", LocalDate.of(2024, 1, 3)))
                .build();
        EventColumns doses = SlotProfile.of(profile).events(0);

        assertThat(doses.visible(LocalDate.of(2023, 12, 31).toEpochDay())).isZero();
        assertThat(doses.visible(LocalDate.of(2024, 1, 2).toEpochDay())).isEqualTo(2);
        assertThat(doses.visible(Long.MAX_VALUE)).isEqualTo(3);
    }

    @Test
    void event_withoutTimeUnknownStreamOrField_isReported() {
        ProfileBuilder builder = Profile.builder(schema, "p1")
                .set("birthDate", LocalDate.EPOCH)
                .event("doses", Map.of("code", "x"))
                .event("dozes", Map.of())
                .event("doses", Map.of("day", LocalDate.EPOCH, "cod", "x", "volume", "much"));

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactlyInAnyOrder("COR-106", "COR-103", "COR-104", "COR-101"));
    }

    @Test
    void setText_everyType_readsItsText() {
        Profile profile = Profile.builder(schema, "p1")
                .setText("birthDate", "2000-02-29")
                .setText("active", "YES")
                .setText("visits", "-3")
                .setText("income", "1e3")
                .setText("city", "北京")
                .setText("seenAt", "2024-10-01T15:00:00+02:00")
                .setText("languages", "nb|en||nb")
                .build();

        assertThat(read(profile, "active")).contains(true);
        assertThat(read(profile, "visits")).contains(-3L);
        assertThat(read(profile, "income")).contains(1000.0);
        assertThat(read(profile, "seenAt")).contains(Instant.parse("2024-10-01T13:00:00Z"));
        assertThat(read(profile, "languages")).contains(new TreeSet<>(Set.of("en", "nb")));
    }

    @Test
    void build_twice_isRefusedAndSoIsChangingWhatWasBuilt() {
        ProfileBuilder builder =
                Profile.builder(schema, "p1").set("birthDate", LocalDate.EPOCH).set("city", "Bergen");
        Profile profile = builder.build();

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.set("city", "Oslo")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.setText("city", "Oslo")).isInstanceOf(IllegalStateException.class);
        assertThat(read(profile, "city")).contains("Bergen");
    }

    @Test
    void setText_digitsOfOtherScriptsAndPlus_areNoInteger() {
        assertThat(Values.parseBits(ValueType.INTEGER, "+42")).isEmpty();
        assertThat(Values.parseBits(ValueType.INTEGER, "\u0664\u0662")).isEmpty();
        assertThat(Values.parseBits(ValueType.INTEGER, "-")).isEmpty();
        assertThat(Values.parseBits(ValueType.INTEGER, "-42")).contains(-42L);
    }

    @Test
    void setText_badText_isReportedWithoutTheText() {
        ProfileBuilder builder = Profile.builder(schema, "p1")
                .setText("birthDate", "2023-02-29")
                .setText("visits", "9223372036854775808")
                .setText("income", "NaN")
                .setText("active", "maybe")
                .setText("seenAt", "2024-10-01T13:00:00");

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactly("COR-102", "COR-102", "COR-102", "COR-102", "COR-102", "COR-105"))
                .hasMessageNotContaining("maybe");
    }

    @Test
    void ofRecord_components_bindByName() {
        Profile profile = Profile.ofRecord(schema, "p1", new Person(LocalDate.EPOCH, "Oslo", Optional.empty()));

        assertThat(read(profile, "city")).contains("Oslo");
        assertThat(profile.value("visits").isPresent()).isFalse();
    }

    @Test
    void value_deniedCategory_looksMissing() {
        Profile profile = Profile.of(schema, "p1", Map.of("birthDate", LocalDate.EPOCH, "income", 5.0));
        ConsentDecision reduced = decision(DecisionOutcome.PERMIT_REDUCED, Set.of("finance"));

        assertThat(profile.value("income").readUnder(reduced)).isEmpty();
        assertThat(profile.value("birthDate").readUnder(reduced)).contains(LocalDate.EPOCH);
        assertThat(profile.value("birthDate").readUnder(decision(DecisionOutcome.DENY, Set.of())))
                .isEmpty();
    }

    @Test
    void toString_profileAndValue_showNoPersonalData() {
        Profile profile = Profile.of(schema, "p1", Map.of("birthDate", LocalDate.EPOCH, "city", "Oslo"));

        assertThat(profile.toString()).doesNotContain("Oslo");
        assertThat(profile.value("city").toString()).doesNotContain("Oslo").contains("location.city");
    }

    @Test
    void value_unknownAttribute_isRefused() {
        Profile profile = Profile.of(schema, "p1", Map.of("birthDate", LocalDate.EPOCH));

        assertThatThrownBy(() -> profile.value("nope")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> profile.eventCount("nope")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Profile.builder(schema, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void extend_derivedValues_standBehindTheStoredOnes() {
        Schema extended = schema.withDerived(List.of(
                new Schema.Derived("adult", ValueType.BOOL, Set.of("identity.birth"), true, Set.of(), ""),
                new Schema.Derived("greeting", ValueType.TEXT, Set.of("location.city"), false, Set.of(), "")));
        Profile profile = Profile.of(schema, "p1", Map.of("birthDate", LocalDate.EPOCH, "city", "Oslo"));

        Profile wider = SlotProfile.of(profile).extend(extended, new Object[] {1L, "Hei Oslo"});

        assertThat(read(wider, "adult")).contains(true);
        assertThat(read(wider, "greeting")).contains("Hei Oslo");
        assertThat(read(wider, "city")).contains("Oslo");
        assertThat(extended.attribute("adult").orElseThrow().derived()).isTrue();
        assertThatThrownBy(() -> SlotProfile.of(profile).extend(extended, new Object[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> schema.withDerived(
                        List.of(new Schema.Derived("city", ValueType.TEXT, Set.of(), false, Set.of(), ""))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bits_everyPrimitiveValue_comesBack() {
        Property.forAll(source -> source.instant())
                .check(instant -> assertThat(Values.fromMicros(Values.toMicros(instant)))
                        .isEqualTo(instant.truncatedTo(ChronoUnit.MICROS)));
        Property.forAll(source -> source.date())
                .check(date -> assertThat(Values.fromBits(
                                ValueType.DATE,
                                Values.toBits(ValueType.DATE, date).orElseThrow()))
                        .isEqualTo(date));
        Property.forAll(source -> source.anyLong())
                .check(number -> assertThat(Values.fromBits(
                                ValueType.INTEGER,
                                Values.parseBits(ValueType.INTEGER, "" + number).orElseThrow()))
                        .isEqualTo(number));
        Property.forAll(source -> source.finiteDouble())
                .check(number -> assertThat(Values.fromBits(
                                ValueType.NUMBER,
                                Values.toBits(ValueType.NUMBER, number).orElseThrow()))
                        .isEqualTo(number == 0.0 ? 0.0 : number));
    }

    @Test
    void toBits_instantForms_areTheSamePoint() {
        Instant instant = Instant.parse("2024-10-01T13:00:00Z");

        Optional<Long> expected = Optional.of(Values.toMicros(instant));
        assertThat(Values.toBits(ValueType.INSTANT, OffsetDateTime.parse("2024-10-01T15:00:00+02:00")))
                .isEqualTo(expected);
        assertThat(Values.toBits(ValueType.INSTANT, ZonedDateTime.ofInstant(instant, ZoneId.of("Asia/Tokyo"))))
                .isEqualTo(expected);
        assertThat(Values.toBits(ValueType.INSTANT, "2024")).isEmpty();
        assertThat(Values.toBits(ValueType.TEXT, "x")).isEmpty();
        assertThat(Values.numberBits(-0.0)).isEqualTo(Values.numberBits(0.0));
    }

    /** A record as an embedding application has it. */
    public record Person(LocalDate birthDate, String city, Optional<Long> visits) {}

    private static Optional<Object> read(Profile profile, String name) {
        return profile.value(name).readUnder(PERMIT);
    }

    private static ConsentDecision decision(DecisionOutcome outcome, Set<String> denied) {
        return new ConsentDecision(
                outcome,
                DecisionCode.CONSENT_VALID,
                denied,
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
    }
}
