package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.testkit.ApprovedFiles;

class TemplateDiagnosticsTest {
    @ParameterizedTest
    @MethodSource("cases")
    void brokenTemplate_isReportedAsApproved(ApprovedFiles.Case broken) {
        broken.check(diagnose(broken.input()));
    }

    static List<ApprovedFiles.Case> cases() {
        return ApprovedFiles.of("diagnostics").cases();
    }

    private static String diagnose(String input) {
        List<String> namesAndTexts = new ArrayList<>();
        for (String file : input.split("(?m)^=== ", -1)) {
            if (!file.isEmpty()) {
                int lineEnd = file.indexOf('\n');
                namesAndTexts.add(file.substring(0, lineEnd));
                namesAndTexts.add(file.substring(lineEnd + 1));
            }
        }
        TemplateFiles files = Fixture.files(namesAndTexts.toArray(String[]::new));
        InvalidInputException invalid = catchThrowableOfType(
                InvalidInputException.class, () -> MessageTemplate.compile(files, Fixture.MODEL, Fixture.CATALOGUE));
        assertThat(invalid).as("the template is broken").isNotNull();
        return invalid.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void nesting_beyondTheLimit_isReportedOnce() {
        String deep = "{{#recipient.firstName}}".repeat(201) + "{{/recipient.firstName}}".repeat(201);

        assertThat(codes(deep, Limits.defaults())).containsOnly("TPL-006");
    }

    @Test
    void nesting_farBeyondTheLimit_overflowsNoStack() {
        String deep = "{{#recipient.firstName}}".repeat(100_000);

        assertThat(codes(deep, Limits.defaults())).isNotEmpty();
    }

    @Test
    void partials_nestedFarBeyondTheLimit_overflowNoStack() {
        String[] files = new String[2 * 301];
        for (int i = 0; i <= 300; i++) {
            String inner = i == 300 ? "x" : "{{> p" + (i + 1) + "}}";
            files[2 * i] = i == 0 ? "sms.en.mustache" : "p" + i + ".mustache";
            files[2 * i + 1] = "{{#recipient.phone}}".repeat(100) + inner + "{{/recipient.phone}}".repeat(100);
        }

        InvalidInputException invalid =
                catchThrowableOfType(InvalidInputException.class, () -> Fixture.template(files));

        assertThat(invalid.diagnostics())
                .filteredOn(Diagnostic::isError)
                .extracting(Diagnostic::code)
                .containsExactly("TPL-006");
    }

    @Test
    void nodes_beyondTheLimit_areReported() {
        assertThat(codes("{{agency.name}}".repeat(11), Limits.defaults().withMaxNodes(10)))
                .containsExactly("TPL-008");
    }

    @Test
    void text_beyondTheLimit_isReported() {
        assertThat(codes("x".repeat(200), Limits.defaults().withMaxSourceLength(100)))
                .contains("TPL-007");
    }

    @Test
    void warnings_doNotStopTheTemplate() {
        MessageTemplate template = Fixture.template(
                "manifest.json",
                Fixture.manifest("\"languages\": [\"en\", \"de\", \"es\"],"
                        + " \"channels\": {\"sms\": {\"languages\": [\"en\", \"de\"]}, \"push\": {}}"),
                "sms.en.mustache",
                "{{msg.a}}",
                "sms.de.mustache",
                "{{msg.a}}",
                "push.title.en.mustache",
                "x",
                "push.en.mustache",
                "x",
                "push.de.mustache",
                "x",
                "push.title.de.mustache",
                "x",
                "left-over.en.mustache",
                "x",
                "messages.en.json",
                "{\"a\": \".input {$recipient.books :integer} .match $recipient.books few {{x}} * {{y}}\"}");

        assertThat(template.warnings().stream().map(Diagnostic::render))
                .containsExactlyInAnyOrder(
                        "TPL-070 warning at manifest.json:1:1: There is no push in es\n"
                                + "  "
                                + Fixture.manifest("\"languages\": [\"en\", \"de\", \"es\"],"
                                        + " \"channels\": {\"sms\": {\"languages\": [\"en\", \"de\"]}, \"push\": {}}")
                                + "\n  ^\n"
                                + "  hint: readers get en; list the languages of the channel if that is meant",
                        "TPL-056 warning at messages.en.json:1:67: No number of this language is 'few'\n"
                                + "  {\"a\": \".input {$recipient.books :integer} .match $recipient.books few {{x}} *"
                                + " {{y}}\"}\n"
                                + " ".repeat(68) + "^^^\n"
                                + "  hint: its categories are one, other",
                        "TPL-066 warning at left-over.en.mustache: No variant uses this file",
                        "TPL-057 warning at manifest.json:1:1: Message 'a' is not translated into de\n"
                                + "  "
                                + Fixture.manifest("\"languages\": [\"en\", \"de\", \"es\"],"
                                        + " \"channels\": {\"sms\": {\"languages\": [\"en\", \"de\"]}, \"push\": {}}")
                                + "\n  ^\n"
                                + "  hint: readers get it in en");
    }

    private static List<String> codes(String text, Limits limits) {
        InvalidInputException invalid = catchThrowableOfType(
                InvalidInputException.class,
                () -> MessageTemplate.compile(
                        Fixture.files("sms.en.mustache", text), Fixture.MODEL, Fixture.CATALOGUE, limits));
        return invalid.diagnostics().stream().map(Diagnostic::code).toList();
    }
}
