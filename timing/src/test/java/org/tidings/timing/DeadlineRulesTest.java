package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.testkit.Property;

class DeadlineRulesTest {
    static List<ApprovedFiles.Case> brokenFiles() {
        return ApprovedFiles.of("deadline-rules").cases();
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void read_brokenFile_diagnosticsAreApproved(ApprovedFiles.Case file) {
        SourceText source = new SourceText(file.name() + ".json", file.input());

        InvalidInputException found =
                catchThrowableOfType(InvalidInputException.class, () -> DeadlineRules.read(source));

        assertThat(found).as("diagnostics").isNotNull();
        file.check(found.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n")) + "\n");
    }

    @Test
    void defaults_shipped_nameTheirRulesAndLaws() {
        DeadlineRules rules = DeadlineRules.defaults();

        assertThat(rules.name()).startsWith("Tidings defaults");
        assertThat(rules.periodRules())
                .containsExactly(
                        "ao-event",
                        "bgb-age",
                        "bgb-day",
                        "bgb-event",
                        "civil-days",
                        "eu-1182-71",
                        "sgb-x-event",
                        "vwvfg-event");
        assertThat(rules.notificationLaws()).containsExactly("ao", "message", "sgb-x", "vwvfg", "vwzg-registered");
    }

    @Test
    void read_tooManyRows_isReportedOnce() {
        String row = "{\"law\": \"a\", \"channels\": [\"sms\"], \"from\": \"2020-01-01\", \"until\": \"2020-01-01\","
                + " \"days\": 0, \"source\": \"s\"}";
        String rows = String.join(",", Collections.nCopies(1_001, row));
        String text = "{\"version\": 1, \"name\": \"n\", \"notifications\": [" + rows + "]}";

        assertThatThrownBy(() -> DeadlineRules.read(new SourceText("rules.json", text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("TIM-022")
                .hasMessageContaining("1001 rows");
    }

    @Test
    void read_anyText_throwsNothingButItsOwnException() {
        Property.forAll(source -> "{\"version\": 1, \"name\": \"n\", \"periods\": [" + source.brokenText() + "]}")
                .check(text -> {
                    try {
                        DeadlineRules.read(new SourceText("rules.json", text));
                    } catch (InvalidInputException expected) {
                        assertThat(expected.diagnostics()).isNotEmpty();
                    }
                });
    }
}
