package org.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.testkit.ApprovedFiles;

class CatalogueAndSchemaTest {
    private static final String CATALOGUE = """
            {
              "version": 3,
              "categories": {
                "identity.name": {},
                "health": {"special": true, "minConfidentiality": 1, "description": "about health"},
                "health.diagnosis": {"minConfidentiality": 3}
              },
              "channels": {
                "email": {"confidentiality": 2, "parts": {"subject": 1}},
                "letter": {"confidentiality": 3}
              },
              "jurisdictions": {"NO": {"zone": "Europe/Oslo", "ageOwnConsent": 16}},
              "purposes": {
                "reminder": {
                  "basis": "consent",
                  "channels": {
                    "letter": {"basis": "public-task"},
                    "email": {},
                    "sms": {"contactRule": "none"}
                  },
                  "categoriesAllowed": ["identity.name", "health"],
                  "art9": "I",
                  "art9Law": {"NO": "example law"},
                  "maxConsentAge": "P2Y",
                  "confidentialFromAge": 16
                },
                "news": {"basis": "consent", "channels": ["email"]},
                "all": {"basis": "legal-obligation"},
                "group": {"abstract": true}
              }
            }
            """;

    private final Catalogue catalogue = Catalogue.read(new SourceText("catalogue.json", CATALOGUE));

    @Test
    void read_channelTerms_takeTheirBasisAndTheRuleThatGoesWithIt() {
        Purpose reminder = catalogue.purpose("reminder").orElseThrow();

        assertThat(reminder.terms())
                .containsEntry(Channel.LETTER, new ChannelTerms(LawfulBasis.PUBLIC_TASK, ContactRule.NONE))
                .containsEntry(Channel.EMAIL, new ChannelTerms(LawfulBasis.CONSENT, ContactRule.OPT_IN))
                .containsEntry(Channel.SMS, new ChannelTerms(LawfulBasis.CONSENT, ContactRule.NONE));
        assertThat(catalogue.purpose("news").orElseThrow().terms()).containsOnlyKeys(Channel.EMAIL);
        assertThat(catalogue.purpose("all").orElseThrow().terms()).containsOnlyKeys(Channel.EMAIL, Channel.LETTER);
        assertThat(catalogue.purpose("group").orElseThrow().terms()).isEmpty();
    }

    @Test
    void allows_category_followsTheDotTree() {
        Purpose reminder = catalogue.purpose("reminder").orElseThrow();

        assertThat(reminder.allows("health.vaccination")).isTrue();
        assertThat(reminder.allows("health")).isTrue();
        assertThat(reminder.allows("healthy")).isFalse();
        assertThat(reminder.allows("identity")).isFalse();
    }

    @Test
    void isSpecial_andMinConfidentiality_inheritAndDistrustTheUnknown() {
        assertThat(catalogue.isSpecial("health.diagnosis")).isTrue();
        assertThat(catalogue.isSpecial("identity.name")).isFalse();
        assertThat(catalogue.isSpecial("unheard.of")).isTrue();
        assertThat(catalogue.minConfidentiality("health.diagnosis")).isEqualTo(3);
        assertThat(catalogue.minConfidentiality("health.vaccination")).isEqualTo(1);
        assertThat(catalogue.minConfidentiality("unheard.of")).isEqualTo(3);
    }

    @Test
    void confidentialityOf_part_isItsOwnOrTheChannels() {
        ChannelDefinition email = catalogue.channel(Channel.EMAIL).orElseThrow();

        assertThat(email.confidentialityOf("subject")).isEqualTo(1);
        assertThat(email.confidentialityOf("body")).isEqualTo(2);
        assertThat(catalogue.channel(Channel.SMS)).isEmpty();
        assertThat(catalogue.channel(Channel.LETTER).orElseThrow().electronic()).isFalse();
    }

    @Test
    void read_schema_keepsOptionsAndColumns() {
        Schema schema = Schema.read(new SourceText("schema.json", """
                        {
                          "schema": "people", "version": 2, "note": "comments are allowed",
                          "attributes": {
                            "name": {"type": "text", "category": "identity.name", "description": "given name"},
                            "death": {"type": "date", "category": "identity.name", "hiddenWhileFuture": true,
                                      "immutable": true, "forbiddenFor": ["news"]},
                            "tags": {"type": "set<text>", "category": "identity.name", "required": true}
                          },
                          "events": {
                            "visits": {"time": "at", "fields": {
                              "kind": {"type": "text", "category": "health"},
                              "at": {"type": "instant", "category": "health"}
                            }}
                          }
                        }
                        """), catalogue);

        assertThat(schema.toString()).isEqualTo("people v2");
        assertThat(schema.attributeNames()).containsExactly("name", "death", "tags");
        assertThat(schema.attribute("death").orElseThrow())
                .satisfies(death -> assertThat(death.hiddenWhileFuture()).isTrue())
                .satisfies(death -> assertThat(death.immutable()).isTrue())
                .satisfies(death -> assertThat(death.forbiddenFor()).containsExactly("news"));
        assertThat(schema.attribute("tags").orElseThrow().required()).isTrue();
        EventStream visits = schema.stream("visits").orElseThrow();
        assertThat(visits.timeField().name()).isEqualTo("at");
        assertThat(visits.timeField().required()).isTrue();
        assertThat(visits.field("kind").orElseThrow().column()).isZero();
        assertThat(schema.primitiveCount()).isEqualTo(1);
        assertThat(schema.referenceCount()).isEqualTo(2);
        assertThat(schema.streamNames()).containsExactly("visits");
    }

    static Stream<ApprovedFiles.Case> brokenCatalogues() {
        return ApprovedFiles.of("broken-catalogues").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("brokenCatalogues")
    void read_brokenCatalogue_saysWhatToMend(ApprovedFiles.Case broken) {
        broken.check(diagnosticsOf(() -> Catalogue.read(new SourceText("catalogue.json", broken.input()))));
    }

    static Stream<ApprovedFiles.Case> brokenSchemas() {
        return ApprovedFiles.of("broken-schemas").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("brokenSchemas")
    void read_brokenSchema_saysWhatToMend(ApprovedFiles.Case broken) {
        broken.check(diagnosticsOf(() -> Schema.read(new SourceText("schema.json", broken.input()), catalogue)));
    }

    @Test
    void builder_wrongNamesAndTypes_areRefused() {
        SchemaBuilder builder = Schema.builder("s", 1).attribute("a", ValueType.TEXT, "c");

        assertThatThrownBy(() -> builder.attribute("a", ValueType.TEXT, "c")).hasMessageContaining("taken");
        assertThatThrownBy(() -> builder.attribute("1a", ValueType.TEXT, "c")).hasMessageContaining("not a name");
        assertThatThrownBy(
                        () -> builder.attribute(new AttributeOptions("b", ValueType.TEXT, "c").withHiddenWhileFuture()))
                .hasMessageContaining("future");
        assertThatThrownBy(() -> builder.events("e", "t", "", List.of())).hasMessageContaining("no field 't'");
        assertThatThrownBy(() -> new EventField("f", ValueType.TEXT_SET, "c", false, "", 0))
                .hasMessageContaining("set<text>");
    }

    @Test
    void options_copies_changeOneThingEach() {
        AttributeOptions options = new AttributeOptions("d", ValueType.DATE, "c")
                .withRequired()
                .withImmutable()
                .withHiddenWhileFuture()
                .withForbiddenFor(Set.of("news"))
                .withDescription("a day");

        Attribute attribute =
                Schema.builder("s", 1).attribute(options).build().attribute("d").orElseThrow();

        assertThat(attribute.required()).isTrue();
        assertThat(attribute.immutable()).isTrue();
        assertThat(attribute.hiddenWhileFuture()).isTrue();
        assertThat(attribute.forbiddenFor()).containsExactly("news");
        assertThat(attribute.description()).isEqualTo("a day");
    }

    private static String diagnosticsOf(Runnable reading) {
        try {
            reading.run();
        } catch (InvalidInputException e) {
            return e.getMessage() + "\n";
        }
        throw new AssertionError("was read without complaint");
    }

    @Test
    void readFailingClosed_unknownBasis_keepsThePurposeOut() {
        SourceText source = new SourceText("catalogue.json", """
                {"channels": {"email": {}},
                 "purposes": {"odd": {"basis": "magic"}, "news": {"basis": "consent"}}}
                """);

        Catalogue read = Catalogue.readFailingClosed(source);

        assertThat(read.purposeIds()).containsExactly("news");
        assertThat(read.isBasisUnknown("odd")).isTrue();
        assertThat(read.isBasisUnknown("news")).isFalse();
        assertThatThrownBy(() -> Catalogue.read(source)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Catalogue.readFailingClosed(
                        new SourceText("catalogue.json", "{\"purposes\": {\"odd\": {\"basis\": 7}}}")))
                .isInstanceOf(InvalidInputException.class);
    }
}
