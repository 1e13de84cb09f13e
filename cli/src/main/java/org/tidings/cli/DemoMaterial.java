package org.tidings.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonNumber;

/**
 * What the demo population is made of: names, places, codes and the days around which edge cases lie. It is read from a
 * file beside this class, because no code and no day of a campaign belongs into a program.
 */
record DemoMaterial(
        Instant reference,
        LocalDate lastDay,
        ZoneId agencyZone,
        List<LocalDate> stepDays,
        List<Integer> edgeMonths,
        LocalDate cohortFrom,
        LocalDate cohortUntil,
        List<String> purposes,
        List<City> cities,
        List<String> streets,
        int homeZoneWeight,
        List<String> zones,
        List<String> brokenEmails,
        List<Origin> origins,
        List<Series> series,
        List<String> otherDoses,
        String seasonalCode,
        LocalDate seasonOpens,
        int seasonYears,
        List<Condition> conditions) {
    private static final String FILE = "demo-population.json";
    private static final int MAX = 1_000_000;

    /** A place to live, with how often it is taken. */
    record City(String name, String county, String zip, int weight) {}

    /** Names and languages that go together. */
    record Origin(int weight, List<String> languages, List<String> family, List<String> female, List<String> male) {}

    /** A series of doses, by the months after birth at which they are planned. */
    record Series(String code, List<Integer> months) {}

    /** A diagnosis, with how often it is made. */
    record Condition(String code, String description, int weight) {}

    /** Returns the local day of the agency at the reference instant. */
    LocalDate referenceDay() {
        return reference.atZone(agencyZone).toLocalDate();
    }

    static DemoMaterial read() {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = new SourceText(FILE, text());
        JsonFields fields = JsonReader.readObject(source, diagnostics, Limits.defaults())
                .map(object -> JsonFields.of(source, diagnostics, object))
                .orElseThrow(() -> new IllegalStateException(FILE + " is not JSON"));
        DemoMaterial material = read(fields);
        fields.done();
        diagnostics.throwIfErrors();
        return material;
    }

    private static DemoMaterial read(JsonFields fields) {
        JsonFields cohort = fields.object("cohort").orElseThrow();
        JsonFields seasonal = fields.object("seasonal").orElseThrow();
        return new DemoMaterial(
                Instant.parse(fields.text("referenceInstant")),
                LocalDate.parse(fields.text("lastDay")),
                ZoneId.of(fields.text("agencyZone")),
                fields.texts("stepDays").stream().map(LocalDate::parse).toList(),
                numbers(fields, "edgeMonths"),
                LocalDate.parse(cohort.text("from")),
                LocalDate.parse(cohort.text("until")),
                fields.texts("purposes"),
                fields.objects("cities").stream().map(DemoMaterial::city).toList(),
                fields.texts("streets"),
                number(fields, "homeZoneWeight"),
                fields.texts("zones"),
                fields.texts("brokenEmails"),
                fields.objects("origins").stream().map(DemoMaterial::origin).toList(),
                fields.objects("series").stream()
                        .map(one -> new Series(one.text("code"), numbers(one, "months")))
                        .toList(),
                fields.texts("otherDoses"),
                seasonal.text("code"),
                LocalDate.parse(seasonal.text("opens")),
                number(seasonal, "years"),
                fields.objects("conditions").stream()
                        .map(one -> new Condition(one.text("code"), one.text("description"), number(one, "weight")))
                        .toList());
    }

    private static City city(JsonFields fields) {
        return new City(fields.text("name"), fields.text("county"), fields.text("zip"), number(fields, "weight"));
    }

    private static Origin origin(JsonFields fields) {
        return new Origin(
                number(fields, "weight"),
                fields.texts("languages"),
                fields.texts("family"),
                fields.texts("female"),
                fields.texts("male"));
    }

    private static int number(JsonFields fields, String name) {
        return fields.integer(name, 0, MAX).orElseThrow();
    }

    private static List<Integer> numbers(JsonFields fields, String name) {
        return fields.list(name).stream()
                .map(item -> ((JsonNumber) item).value().intValueExact())
                .toList();
    }

    private static String text() {
        try (InputStream in = DemoMaterial.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
