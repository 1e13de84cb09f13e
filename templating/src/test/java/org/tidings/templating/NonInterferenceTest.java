package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tidings.core.CategoryUse;
import org.tidings.core.Profile;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class NonInterferenceTest {
    private static final List<String> TEXTS = List.of("firstName", "phone", "sight");
    private static final List<String> CATEGORIES =
            List.of("identity.name", "identity.birth", "loan", "loan.title", "contact", "health.sight");

    /** A random letter about two subjects, and two worlds that differ in denied values only. */
    private record Case(String body, Set<String> denied, Fixture.Request one, Fixture.Request other) {
        @Override
        public String toString() {
            return body + " denying " + denied;
        }
    }

    @Test
    void deniedValue_changed_changesNothing() {
        check(2_500);
    }

    /** A hundred thousand templates where the properties run ten times as long as usual: {@code -Dproperty.tries=5000}. */
    @Test
    @Tag("slow")
    void deniedValue_changedInManyTemplates_changesNothing() {
        check(10_000);
    }

    private static void check(int tries) {
        Property.forAll(NonInterferenceTest::randomCase)
                .withTries(tries)
                .withMaxSize(12)
                .check(random -> {
                    MessageTemplate template = Fixture.template(
                            "manifest.json",
                            Fixture.manifest("\"required\": [\"recipient.phone\", \"subjects.wantsAudio\","
                                    + " \"recipient.wantsAudio\", \"reference\"]"),
                            "letter.address.mustache",
                            "{{agency.name}}",
                            "letter.subject.mustache",
                            "x",
                            "letter.en.mustache",
                            random.body);

                    Rendering one = random.one.render(template);
                    Rendering other = random.other.render(template);

                    assertThat(one).isEqualTo(other);
                    assertThat(one).isEqualTo(random.one.render(template, RenderBuffer.withoutShortcuts()));
                    if (one instanceof Rendering.Rendered rendered) {
                        Set<String> bound = template.uses().stream()
                                .map(CategoryUse::category)
                                .collect(Collectors.toSet());
                        assertThat(bound).containsAll(rendered.label());
                        assertThat(rendered.parts().getOrDefault("html", "")).doesNotContain("SECRET");
                    }
                });
    }

    private static Case randomCase(Source source) {
        Set<String> denied = source.list(s -> s.pick(CATEGORIES), 1, 3).stream().collect(Collectors.toSet());
        String body = nodes(source, 3, false);
        Map<String, Object> shared = values(source, denied, false);
        Fixture.Request one = Fixture.request();
        Fixture.Request other = Fixture.request();
        for (Fixture.Request request : List.of(one, other)) {
            request.recipient(person(source, shared, denied)).decision(Fixture.denying(denied.toArray(String[]::new)));
            for (int i = 0; i < 2; i++) {
                request.subject(person(source, shared, denied), Fixture.denying(denied.toArray(String[]::new)));
            }
        }
        return new Case(body, denied, one, other);
    }

    /** Returns a person with the shared permitted values and denied values of its own. */
    private static Profile person(Source source, Map<String, Object> shared, Set<String> denied) {
        Map<String, Object> all = new java.util.HashMap<>(shared);
        all.putAll(values(source, denied, true));
        List<Object> flat = new ArrayList<>();
        all.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return Fixture.person(flat.toArray());
    }

    private static Map<String, Object> values(Source source, Set<String> denied, boolean ofDenied) {
        Map<String, Object> values = new java.util.HashMap<>();
        for (String name : List.of("firstName", "phone", "sight", "age", "titles", "wantsAudio", "birthDate")) {
            Set<String> categories =
                    Fixture.SCHEMA.attribute(name).orElseThrow().categories();
            boolean isDenied = categories.stream()
                    .anyMatch(category ->
                            denied.stream().anyMatch(outer -> org.tidings.core.DataCategory.covers(outer, category)));
            if (isDenied == ofDenied && source.bool()) {
                values.put(name, value(source, name, ofDenied));
            }
        }
        return values;
    }

    private static Object value(Source source, String name, boolean secret) {
        return switch (name) {
            case "age" -> source.intBetween(0, 99);
            case "titles" -> Set.of(secret ? "SECRET " + source.identifier() : source.identifier());
            case "wantsAudio" -> source.bool();
            case "birthDate" -> source.date();
            default -> secret ? "SECRET " + source.text(5) : "x" + source.text(5);
        };
    }

    private static String nodes(Source source, int depth, boolean inSubjects) {
        StringBuilder text = new StringBuilder();
        int count = source.intBetween(1, 1 + source.size() / 3);
        for (int i = 0; i < count; i++) {
            text.append(node(source, depth, inSubjects));
        }
        return text.toString();
    }

    private static String node(Source source, int depth, boolean inSubjects) {
        String prefix = inSubjects ? "" : "recipient.";
        String inner = depth == 0 ? "t" : null;
        int kind = source.intBetween(0, 9);
        if (inner != null || kind == 0) {
            return "t" + source.intBetween(0, 9) + " ";
        }
        String text = prefix + source.pick(TEXTS);
        return switch (kind) {
            case 1, 2 ->
                "{{#" + text + "}}[{{" + text + "}}" + nodes(source, depth - 1, inSubjects) + "]{{/" + text + "}}{{^"
                        + text + "}}" + nodes(source, depth - 1, inSubjects) + "{{/" + text + "}}";
            case 3 -> "{{^" + text + "}}" + nodes(source, depth - 1, inSubjects) + "{{/" + text + "}}";
            case 4 -> "{{#" + prefix + "titles}}{{.}}{{item.separator}}{{/" + prefix + "titles}}";
            case 5 -> {
                String name = prefix + "wantsAudio";
                String branches = "{{#" + name + "}}" + nodes(source, depth - 1, inSubjects) + "{{/" + name + "}}{{^"
                        + name + "}}n{{/" + name + "}}";
                yield source.bool() ? branches : branches + "{{#" + name + ".unknown}}u{{/" + name + ".unknown}}";
            }
            case 6 ->
                inSubjects
                        ? "{{#age}}{{age}}{{/age}}"
                        : "{{#subjects}}" + nodes(source, depth - 1, true) + "{{/subjects}}";
            case 7 ->
                inSubjects
                        ? "{{item.number}}"
                        : "{{#subjects.firstName}}{{subjects.firstName.list}}{{/subjects.firstName}}";
            case 8 -> source.chance(0.2) && !inSubjects ? "{{recipient.phone}}" : "z";
            default -> "{{#" + prefix + "birthDate}}{{" + prefix + "birthDate.long}}{{/" + prefix + "birthDate}}";
        };
    }
}
