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
import org.tidings.core.SourceText;
import org.tidings.testkit.ApprovedFiles;

class RuleImportTest {
    private static final RuleImport IMPORT = RuleImport.into(People.SCHEMA);

    private static SourceText source(String text) {
        return new SourceText("rule.json", text);
    }

    private static List<ApprovedFiles.Case> cases() {
        return ApprovedFiles.of("imports").cases();
    }

    /** The first word of an input says where the rule comes from. */
    @ParameterizedTest
    @MethodSource("cases")
    void foreignRule_isWrittenInThisLanguageAsApproved(ApprovedFiles.Case example) {
        int end = example.input().indexOf('\n');
        SourceText source = source(example.input().substring(end + 1).strip());

        example.check(imported(example.input().substring(0, end), source) + "\n");
    }

    private static String imported(String from, SourceText source) {
        try {
            ImportedRule rule = switch (from) {
                case "jsonlogic" -> IMPORT.jsonLogic(source);
                case "jsonlogic value" -> IMPORT.jsonLogicValue(source);
                case "growthbook" -> IMPORT.growthBook(source);
                default -> IMPORT.unleash(source, from.substring("unleash ".length()));
            };
            return Stream.concat(
                            Stream.of(
                                    rule.rule().text(),
                                    "reads " + rule.reads().stream().sorted().toList()),
                            rule.warnings().stream().map(Diagnostic::render))
                    .collect(Collectors.joining("\n"));
        } catch (InvalidInputException e) {
            return e.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
        }
    }

    @Test
    void import_ofDeepOrLargeRules_isADiagnosticOrWorks() {
        String deep = "{\"!\":".repeat(1_000) + "true" + "}".repeat(1_000);
        String many = Stream.generate(() -> "{\"==\":[{\"var\":\"visits\"},1]}")
                .limit(10_000)
                .collect(Collectors.joining(",", "{\"or\":[", "]}"));
        Limits generous = Limits.defaults().withMaxDepth(1_000_000);

        assertThatThrownBy(() -> IMPORT.jsonLogic(source(deep))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> IMPORT.withLimits(generous).jsonLogic(source(deep)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> IMPORT.withLimits(generous).growthBook(source("{\"$not\":".repeat(5_000))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> IMPORT.jsonLogic(source(many))).hasMessageContaining("SEG-042");
        assertThat(IMPORT.withLimits(Limits.defaults().withMaxNodes(1_000_000))
                        .jsonLogic(source(many))
                        .rule()
                        .text())
                .startsWith("visits = 1 or visits = 1");
    }

    @Test
    void import_partsUsedTwice_doNotDoubleForEver() {
        StringBuilder rule = new StringBuilder("{\"var\":\"city\"}");
        for (int i = 0; i < 60; i++) {
            rule.insert(0, "{\"if\":[{\"==\":[{\"var\":\"income\"}," + i + "]},")
                    .append(",")
                    .append(i)
                    .append("]}");
        }

        assertThatThrownBy(() -> IMPORT.jsonLogicValue(source(rule.toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SEG-506");
        assertThat(IMPORT.jsonLogic(source(rule.toString())).rule().text()).isNotEmpty();
    }

    @Test
    void nameOf_path_isAName() {
        assertThat(RuleImport.nameOf("address.city")).isEqualTo("address_city");
        assertThat(RuleImport.nameOf("a-b c")).isEqualTo("a_b_c");
        assertThat(RuleImport.nameOf("0")).isEqualTo("v_0");
        assertThat(RuleImport.nameOf("")).isEqualTo("v_");
    }
}
