package org.tidings.templating;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;

/** A template that reads more attributes, and more categories, than a word has bits. */
class ManyCategoriesTest {
    private static final int MANY = 80;

    private static final Schema SCHEMA = schema();
    private static final MessageTemplate TEMPLATE = template();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63, 64, 79})
    void denied_oneOfManyCategories_isHiddenAloneAndNotInTheLabel(int number) {
        RenderBuffer buffer = new RenderBuffer();

        Rendering.Rendered rendered = (Rendering.Rendered) TEMPLATE.render(request(number), buffer);

        assertThat(rendered.parts().get("text"))
                .isEqualTo(IntStream.range(0, MANY)
                        .mapToObj(i -> i == number ? "none" : "v" + i)
                        .collect(joining(" ")));
        assertThat(rendered.label()).hasSize(MANY - 1).doesNotContain("c" + number);
        assertThat(buffer.message().label()).isEqualTo(rendered.label());
        assertThat(TEMPLATE.render(request(number), RenderBuffer.withoutShortcuts()))
                .isEqualTo(rendered);
    }

    private static RenderRequest request(int denied) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < MANY; i++) {
            values.put("a" + i, "v" + i);
        }
        ConsentDecision decision = new ConsentDecision(
                DecisionOutcome.PERMIT_REDUCED,
                DecisionCode.PUBLIC_TASK,
                Set.of("c" + denied),
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
        return new RenderRequest(
                TEMPLATE.variants().get(0),
                Profile.of(SCHEMA, "p", values),
                decision,
                List.of(),
                Map.of(),
                Locale.ENGLISH,
                ZoneOffset.UTC);
    }

    private static Schema schema() {
        SchemaBuilder schema = Schema.builder("wide", 1);
        for (int i = 0; i < MANY; i++) {
            schema.attribute("a" + i, ValueType.TEXT, "c" + i);
        }
        return schema.build();
    }

    private static MessageTemplate template() {
        String categories =
                IntStream.range(0, MANY).mapToObj(i -> "\"c" + i + "\": {}").collect(joining(", "));
        String allowed =
                IntStream.range(0, MANY).mapToObj(i -> "\"c" + i + "\"").collect(joining(", "));
        Catalogue catalogue = Catalogue.read(
                new SourceText("catalogue.json", """
                {"categories": {%s},
                 "channels": {"email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}}},
                 "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
                 "purposes": {"notice": {"basis": "public-task", "categoriesAllowed": [%s]}}}
                """.replace("categories\": {%s}", "categories\": {" + categories + "}")
                        .replace("[%s]", "[" + allowed + "]")));
        String text = IntStream.range(0, MANY)
                .mapToObj(i -> "{{#recipient.a" + i + "}}{{recipient.a" + i + "}}{{/recipient.a" + i
                        + "}}{{^recipient.a" + i + "}}none{{/recipient.a" + i + "}}")
                .collect(joining(" "));
        SourceText manifest = new SourceText("manifest.json", """
                {"template": "wide", "purpose": "notice", "defaultLanguage": "en",
                 "channels": {"email": {"languages": ["en"], "deriveHtml": false}}}""");
        return MessageTemplate.compile(
                new TemplateFiles(
                        manifest,
                        Map.of(
                                "email.subject.en.mustache", new SourceText("email.subject.en.mustache", "All"),
                                "email.text.en.mustache", new SourceText("email.text.en.mustache", text))),
                TemplateModel.builder(SCHEMA, SCHEMA).build(),
                catalogue);
    }
}
