package org.tidings.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.Property;
import org.tidings.testkit.SharedFolder;
import org.tidings.testkit.Source;

/** What another messaging service's tests say of telephone numbers and email addresses. */
class ContactCasesTest {
    private static final PhoneNumbers UK = PhoneNumbers.of("GB");
    private static final PhoneNumbers WORLD = UK.withForeign();
    private static final Map<String, PhoneNumbers> READERS = Map.of(
            "phone_region_detection", WORLD.withLandlines(),
            "phone_international_info", WORLD.withLandlines(),
            "phone_normalise", WORLD.withLandlines(),
            "phone_human_readable", WORLD.withLandlines(),
            "phone_validation_uk_mobile_only", UK,
            "phone_validation_international", WORLD,
            "phone_validation_landline_allowed", WORLD.withLandlines(),
            "phone_validation_landline_disallowed", UK,
            "phone_e164", WORLD.withLandlines());

    @Test
    void sharedCases_ofNumbersAndAddresses_hold() {
        ConformanceRun run = ConformanceRun.of("notify-contacts");
        String text = SharedFolder.text("conformance/notify-cases.json");
        JsonObject cases = (JsonObject)
                ((JsonObject) JsonReader.read(new SourceText("n", text), new Diagnostics(), Limits.defaults())
                                .orElseThrow())
                        .members()
                        .get("cases");
        cases.members().forEach((area, list) -> {
            for (JsonValue item : ((JsonArray) list).items()) {
                check(run, area, ((JsonObject) item).members());
            }
        });
        run.finish();
    }

    private static void check(ConformanceRun run, String area, Map<String, JsonValue> given) {
        String name = area + " " + given;
        Optional<String> in = text(given, "in");
        if (area.equals("email_validation")) {
            run.check(
                    name,
                    () -> assertThat(EmailAddresses.check(in.orElseThrow()))
                            .isEqualTo(isTrue(given, "valid") ? text(given, "normalised") : Optional.empty()));
        } else if (area.equals("recipient_format") && in.isPresent()) {
            run.check(
                    name,
                    () -> assertThat(EmailAddresses.key(in.get())
                                    .or(() -> e164(WORLD.check(in.get())))
                                    .orElse(""))
                            .isEqualTo(text(given, "formatted").orElseThrow()));
        } else if (area.equals("recipient_format")) {
            run.outOfScope(name, "a contact point is a text");
        } else if (in.orElse("").contains("7700900")) {
            run.outOfScope(name, "a number that is kept for films reaches nobody");
        } else if (READERS.containsKey(area)) {
            run.check(name, () -> phone(area, in.orElseThrow(), given));
        }
    }

    private static void phone(String area, String in, Map<String, JsonValue> given) {
        String error = text(given, "error_code").orElse("");
        PhoneNumbers reader = error.equals("not_a_uk_mobile") ? UK : READERS.getOrDefault(area, UK);
        PhoneResult result = reader.check(in);
        if (given.containsKey("valid")) {
            assertThat(result instanceof PhoneResult.Valid).isEqualTo(isTrue(given, "valid"));
        }
        if (given.containsKey("uk")) {
            assertThat(result instanceof PhoneResult.Valid valid && isUk(valid)).isEqualTo(isTrue(given, "uk"));
        }
        if (given.containsKey("international")) {
            assertThat(result instanceof PhoneResult.Valid valid && !isUk(valid))
                    .isEqualTo(isTrue(given, "international"));
            assertThat(e164(result).orElseThrow())
                    .startsWith(text(given, "country_prefix").orElseThrow());
        }
        text(given, "normalised").ifPresent(number -> assertThat(e164(result)).contains(number));
        text(given, "formatted")
                .ifPresent(readable -> assertThat(result)
                        .isInstanceOfSatisfying(
                                PhoneResult.Valid.class,
                                valid -> assertThat(valid.readable()).isEqualTo(readable)));
        text(given, "error").ifPresent(message -> assertThat(result).isIn(faults(message)));
        if (!error.isEmpty()) {
            assertThat(result).isIn(faults(error));
        }
    }

    /** Crown dependencies count as the United Kingdom there. */
    private static boolean isUk(PhoneResult.Valid valid) {
        return List.of("GB", "JE", "GG", "IM").contains(valid.country());
    }

    private static Optional<String> e164(PhoneResult result) {
        return result instanceof PhoneResult.Valid valid
                ? Optional.of(valid.e164().substring(1))
                : Optional.empty();
    }

    /** Our faults tell more apart than the other service's messages. */
    private static List<PhoneResult> faults(String message) {
        List<PhoneFault> faults = message.contains("only include")
                ? List.of(PhoneFault.UNSUPPORTED_CHARACTER)
                : message.contains("too long") || message.equals("too_long")
                        ? List.of(PhoneFault.TOO_LONG)
                        : message.contains("UK mobile") || message.equals("not_a_uk_mobile")
                                ? List.of(PhoneFault.NOT_MOBILE, PhoneFault.FOREIGN)
                                : List.of(PhoneFault.INVALID, PhoneFault.TOO_SHORT, PhoneFault.SERVICE);
        return faults.stream()
                .map(fault -> (PhoneResult) new PhoneResult.Invalid(fault))
                .toList();
    }

    private static Optional<String> text(Map<String, JsonValue> given, String member) {
        return given.get(member) instanceof JsonText text ? Optional.of(text.value()) : Optional.empty();
    }

    private static boolean isTrue(Map<String, JsonValue> given, String member) {
        return given.get(member) instanceof JsonBool bool && bool.value();
    }

    @Test
    void check_anyText_throwsNothingAndRepeats() {
        Property.forAll((Source source) -> source.bool() ? source.text() : "+" + source.longBetween(0, Long.MAX_VALUE))
                .check(text -> {
                    assertThat(WORLD.check(text)).isEqualTo(WORLD.check(text));
                    if (WORLD.check(text) instanceof PhoneResult.Valid valid) {
                        assertThat(WORLD.check(valid.e164())).isEqualTo(valid);
                    }
                    EmailAddresses.key(text)
                            .ifPresent(
                                    key -> assertThat(EmailAddresses.key(key)).contains(key));
                });
    }
}
