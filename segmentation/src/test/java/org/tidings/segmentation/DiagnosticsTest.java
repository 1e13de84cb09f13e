package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.testkit.ApprovedFiles;

class DiagnosticsTest {
    private static final Schema CONSENTS = Schema.builder("consents", 1)
            .attribute("newsletter", ValueType.BOOL, "consent.newsletter")
            .build();

    private static List<ApprovedFiles.Case> cases() {
        return ApprovedFiles.of("diagnostics").cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleFile_withAFault_isReportedAsApproved(ApprovedFiles.Case example) {
        SourceText file = new SourceText("people.rules", example.input());

        example.check(
                rendered(diagnostics(example.name().startsWith("consent") ? CONSENTS : People.SCHEMA, file)) + "\n");
    }

    private static List<Diagnostic> diagnostics(Schema schema, SourceText file) {
        try {
            return Rulebook.compile(schema, List.of(file)).warnings();
        } catch (InvalidInputException e) {
            return e.diagnostics();
        }
    }

    private static String rendered(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    }

    private static List<String> codesOfJson(String json) {
        try {
            Rule.fromJson(new SourceText("rule.json", json));
            return List.of();
        } catch (InvalidInputException e) {
            return e.diagnostics().stream().map(Diagnostic::code).toList();
        }
    }

    @Test
    void json_withAFault_isReported() {
        assertThat(codesOfJson("{\"and\": []}")).containsExactly("SEG-022");
        assertThat(codesOfJson("[1]")).containsExactly("SEG-061");
        assertThat(codesOfJson("{\"amd\": [true, true]}")).containsExactly("SEG-062");
        assertThat(codesOfJson("{\"events\": \"cout\", \"stream\": \"s\"}")).containsExactly("SEG-063");
        assertThat(codesOfJson("{\"not\": null}")).containsExactly("SEG-064");
        assertThat(codesOfJson("{\"name\": \"\"}")).containsExactly("SEG-005");
        assertThat(codesOfJson("{\"events\": \"count\", \"stream\": \"\", \"field\": \"\"}"))
                .containsExactly("SEG-005", "SEG-005");
        for (String nothing : List.of("name", "date", "instant", "number", "segment", "bucket", "call")) {
            assertThat(codesOfJson("{\"" + nothing + "\": null}")).contains("JSON-009");
        }
        assertThat(codesOfJson("{\"events\": \"exists\", \"stream\": \"s\", \"within\": {}}"))
                .containsExactly("JSON-009", "JSON-009");
        assertThat(codesOfJson("{\"and\": true}")).contains("SEG-064");
        assertThat(codesOfJson("{\"=\": [1]}")).containsExactly("SEG-065");
        assertThat(codesOfJson("{\"call\": \"lowr\", \"arguments\": [\"x\"]}")).containsExactly("SEG-012");
        assertThat(codesOfJson("{\"name\": \"a\", \"odd\": 1}")).containsExactly("JSON-005");
        assertThat(codesOfJson("{\"date\": \"2023-02-29\"}")).containsExactly("JSON-007");
        assertThat(codesOfJson("12345678901234567890")).containsExactly("SEG-017");
        assertThat(codesOfJson("{\"=\": [1, 2]")).containsExactly("JSON-001");
        assertThat(codesOfJson("{\"has any\": [{\"name\": \"s\"}]}")).containsExactly("SEG-021");
        assertThat(codesOfJson("{\"plus\": [{\"name\": \"d\"}, 1], \"unit\": \"moons\"}"))
                .containsExactly("JSON-008");
        assertThat(codesOfJson("{\"case\": []}")).containsExactly("SEG-022");
        assertThat(codesOfJson("{\"number\": \"1e999\"}")).containsExactly("SEG-017");
    }

    @Test
    void expression_ofAnotherType_isReportedWithWhatWasExpected() {
        Rulebook rulebook = People.rulebook("");

        assertThatThrownBy(() -> rulebook.expression(new SourceText("campaign.json", "visits"), ValueType.TEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SEG-210")
                .hasMessageContaining("write text(visits)");
        assertThatThrownBy(() -> rulebook.condition(new SourceText("campaign.json", "segment('x')")))
                .hasMessageContaining("SEG-104");
        assertThatThrownBy(() -> rulebook.condition(new SourceText("campaign.json", "member member")))
                .hasMessageContaining("the end of the expression was expected");
    }

    @Test
    void parse_tenThousandOperands_works() {
        String many = Stream.generate(() -> "visits = 1").limit(10_000).collect(Collectors.joining(" or "));

        assertThat(Rule.parse(new SourceText("rule", many)).text()).hasSize(many.length());
        assertThat(People.truthOf(many, People.person("visits", 1))).isEqualTo(Truth.TRUE);
    }

    @Test
    void parse_deepNesting_isADiagnosticOrWorks() {
        String nested = "(".repeat(1_000) + "member" + ")".repeat(1_000);
        String negated = "not ".repeat(1_000) + "member";
        String summed = "visits" + " + 1".repeat(1_000) + " > 0";
        String json = "{\"not\":".repeat(5_000) + "true" + "}".repeat(5_000);

        for (String deep : List.of(nested, negated, summed)) {
            assertThat(codes("segment s = " + deep, Limits.defaults())).containsExactly("SEG-041");
        }
        assertThat(codesOfJson(json)).hasSize(1);
        String deepest = "not ".repeat(498) + "member";
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .limits(Limits.defaults().withMaxDepth(100_000))
                .rules(People.text("segment it = " + deepest))
                .build();
        assertThat(rulebook.segment("it").orElseThrow().condition().json()).hasSizeGreaterThan(498 * 6);
        assertThat(codes("segment s = " + negated, Limits.defaults().withMaxDepth(100_000)))
                .containsExactly("SEG-041");
    }

    @Test
    void chain_ofDefinitions_isLimited() {
        StringBuilder chain = new StringBuilder("derive d0 = visits\n");
        for (int i = 1; i <= 2_000; i++) {
            chain.append("derive d").append(i).append(" = d").append(i - 1).append(" + 1\n");
        }
        assertThat(codes(chain.toString(), Limits.defaults())).contains("SEG-043");
    }

    @Test
    void chain_withinTheLimit_isEvaluated() {
        StringBuilder chain = new StringBuilder("derive d0 = visits\n");
        for (int i = 1; i <= 740; i++) {
            chain.append("derive d").append(i).append(" = d").append(i - 1).append(" + 1\n");
        }
        Rulebook rulebook =
                People.rulebook(chain.append("segment it = d740 = 741").toString());
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(People.person("visits", 1));

        assertThat(evaluation.matches(rulebook.segment("it").orElseThrow())).isTrue();
        assertThat(evaluation.explain(rulebook.segment("it").orElseThrow()).json())
                .contains("visits");
    }

    @Test
    void limit_ofTheCost_isADiagnostic() {
        String rules = "derive kept = count(appointments where kept)\nsegment s = kept > 1 and kept < 3";

        assertThatThrownBy(() -> Rulebook.builder(People.SCHEMA)
                        .rules(People.text(rules))
                        .maxCost(12)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SEG-044")
                .hasMessageContaining("the limit is 12");
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(People.text(rules))
                .maxCost(40)
                .build();
        assertThat(rulebook.segment("s").orElseThrow().cost()).isBetween(13L, 40L);
        assertThatThrownBy(() -> Rulebook.builder(People.SCHEMA).maxCost(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limits_ofLengthNodesAndNames_areDiagnostics() {
        assertThat(codes("segment s = member", Limits.defaults().withMaxSourceLength(5)))
                .containsExactly("SEG-040");
        assertThat(codes(
                        "segment s = member and member and member",
                        Limits.defaults().withMaxNodes(3)))
                .containsExactly("SEG-042");
        Limits oneName = new Limits(1_000, 200, 1_000, 1, 1_000, 1_000);
        assertThat(codes("segment s = member segment t = member", oneName)).containsExactly("SEG-110");
    }

    private static List<String> codes(String rules, Limits limits) {
        try {
            return Rulebook.builder(People.SCHEMA).limits(limits).rules(People.text(rules)).build().warnings().stream()
                    .map(Diagnostic::code)
                    .toList();
        } catch (InvalidInputException e) {
            return e.diagnostics().stream().map(Diagnostic::code).toList();
        }
    }
}
