package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.testkit.ApprovedFiles;

class ProgrammeTest {
    static List<ApprovedFiles.Case> brokenFiles() {
        return ApprovedFiles.of("diagnostics").cases();
    }

    /** Each input is a file of the library, a part of it, and what stands there instead; several are divided by ####. */
    @ParameterizedTest
    @MethodSource("brokenFiles")
    void load_brokenFile_saysWhatAndWhere(ApprovedFiles.Case broken) {
        TestProgramme programme = TestProgramme.library();
        for (String edit : broken.input().split("\n####\n", -1)) {
            String path = edit.substring(0, edit.indexOf('\n'));
            String[] fromTo = edit.substring(edit.indexOf('\n') + 1).split("\n====\n", -1);
            programme.change(path, fromTo[0], fromTo[1].stripTrailing());
        }
        String found;
        try {
            found = programme.load().warnings().stream()
                    .map(Diagnostic::render)
                    .collect(Collectors.joining("\n", "only warnings\n", ""));
        } catch (InvalidInputException e) {
            found = e.getMessage();
        }
        broken.check(found + "\n");
    }

    @Test
    void load_library_compilesEverything() {
        Programme programme = TestProgramme.library().load();

        assertThat(programme.id()).isEqualTo("library");
        assertThat(programme.version()).isEqualTo(3);
        assertThat(programme.at()).contains(Instant.parse("2030-03-04T08:00:00Z"));
        assertThat(programme.agencyZone()).isEqualTo(ZoneId.of("Europe/Vienna"));
        assertThat(programme.jurisdiction()).contains("AT");
        assertThat(programme.stepLabels()).containsExactly("VISIT-T7", "VISIT-T1", "NOTICE");
        assertThat(programme.warnings()).isEmpty();
        assertThat(programme.outline())
                .contains(
                        "campaign NOTICE v1: segment late, purpose service, channels sms email letter",
                        "  template notice v4: 5 variants",
                        "VISIT at least PT48H after NOTICE");
    }

    @Test
    void load_capsOfChannels_areInTheOutline() {
        Programme programme = TestProgramme.library()
                .change(
                        "programme.json",
                        "\"spacing\"",
                        "\"caps\": [{ \"messages\": 2, \"within\": \"P7D\", \"channels\": [\"sms\"] }], \"spacing\"")
                .load();

        assertThat(programme.outline()).contains("at most 2 messages within PT168H on [sms]");
    }

    @Test
    void load_noProgramme_saysSo() {
        assertThatThrownBy(() -> Programme.load(ProgrammeFiles.of("nowhere", Map.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-002")
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> Programme.load(ProgrammeFiles.of("empty", Map.of("programme.json", "[]"))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void load_categoryThatThePurposeDoesNotAllow_warns() {
        Programme programme = TestProgramme.library()
                .change(
                        "schema.json",
                        "\"fines\": { \"type\": \"number\", \"category\": \"loans\" }",
                        "\"fines\": { \"type\": \"number\", \"category\": \"health\" }")
                .change("campaigns/notice.json", "\"late\"", "\"rich\"")
                .load();

        assertThat(programme.warnings()).extracting(Diagnostic::code).contains("CMP-014");
    }

    @Test
    void load_ruleFileThatNobodyNamed_warns() {
        Programme programme = TestProgramme.library()
                .file("rules/forgotten.rules", "segment forgotten = fines > 3")
                .load();

        assertThat(programme.warnings())
                .filteredOn(warning -> warning.code().equals("CMP-009"))
                .extracting(Diagnostic::message)
                .containsExactly("The rule file 'rules/forgotten.rules' is not named here, so nothing in it counts");
    }

    @Test
    void folder_readsTextAndNothingOutside(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.json"), "\uFEFF{}");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/b.txt"), "b");
        Files.write(folder.resolve("broken.json"), new byte[] {(byte) 0xC3, 0x28});
        ProgrammeFiles files = ProgrammeFiles.folder(folder.resolve("sub").resolve(".."));

        assertThat(files.read("a.json").orElseThrow().text()).isEqualTo("{}");
        assertThat(files.list("sub")).containsExactly("sub/b.txt");
        assertThat(files.list("none")).isEmpty();
        assertThat(files.read("../" + folder.getFileName() + "/../x")).isEmpty();
        assertThatThrownBy(() -> files.read("broken.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CMP-001");
    }

    @Test
    void load_unreadableFile_isOneOfTheDiagnostics(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("programme.json"), "{\"programme\": \"x\", \"catalogue\": \"c.json\"}");
        Files.write(folder.resolve("c.json"), new byte[] {(byte) 0xFF});

        assertThatThrownBy(() -> Programme.load(ProgrammeFiles.folder(folder)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.diagnostics())
                                .extracting(Diagnostic::code)
                                .contains("CMP-001", "CMP-007", "JSON-009"));
    }
}
