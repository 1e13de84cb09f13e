package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.testkit.ApprovedFiles;

class MainTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("commands");

    @TempDir
    Path folder;

    private Workspace town;

    @BeforeEach
    void copy() {
        town = Workspace.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "check",
                "preview",
                "explain",
                "demo",
                "train-times",
                "backtest-times",
                "evaluate-policy"
            })
    void help_ofEveryCommand_isAsApproved(String command) {
        Workspace.Result result = command.isEmpty() ? town.run("--help") : town.run(command, "--help");

        APPROVED.check("help" + (command.isEmpty() ? "" : "-" + command) + ".txt", result.text());
    }

    @Test
    void version_namesProgramAndJava() {
        Workspace.Result result = town.run("--version");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("tidings ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void usage_notUnderstood_saysSoInOneLineAndWhereHelpIs() {
        assertThat(town.run().exitCode()).isZero();
        assertThat(town.run(new String[0]).text()).isEqualTo("""
            exit code 2
            --- standard error
            CLI-001: A command is missing
            Try 'tidings --help'.
            --- standard output
            """);
        assertThat(town.run("rum").err())
                .isEqualTo("CLI-001: Unmatched argument at index 0: 'rum'\n"
                        + "  hint: did you mean 'run'?\n"
                        + "Try 'tidings --help'.\n");
        assertThat(town.run("run", "@programme", "--data", "@data", "--ou", "x").err())
                .contains("Missing required option: '--out=DIR'")
                .contains("Try 'tidings run --help'.");
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "@o", "--strikt")
                        .err())
                .contains("CLI-001: Unknown option: '--strikt'")
                .contains("hint: did you mean '--strict'?");
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "@o", "--threads", "0")
                        .err())
                .contains("CLI-001: --threads is 0; 1 to 1024 was expected");
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "@o", "--at", "noon")
                        .exitCode())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "").err())
                .contains("CLI-001: --out is empty");
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "@data")
                        .err())
                .contains("CLI-001: --out and --data are one folder");
        assertThat(town.run("demo", "--people", "0").err()).contains("CLI-001: --people is 0");
        assertThat(town.run("demo", "--people", "1000001").err())
                .contains("CLI-001: --people is 1000001; 1 to 1000000 was expected");
    }

    @Test
    void usage_valueOfTheWrongKind_saysWhatWasExpected() {
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "@o", "--at", "2025-01-01")
                        .err())
                .startsWith("CLI-001: Invalid value for option '--at': '2025-01-01' is not an instant, such as"
                        + " 2024-10-01T13:00:00Z\nTry ");
        assertThat(town.run("run", "@programme", "--data", "@data", "--out", "@o", "--threads", "two")
                        .err())
                .startsWith("CLI-001: Invalid value for option '--threads': 'two' is not a whole number\nTry ");
        assertThat(town.run("demo", "--people", "99999999999").err())
                .startsWith(
                        "CLI-001: Invalid value for option '--people': '99999999999' is not a whole number of at most"
                                + " 2147483647\nTry ");
        assertThat(town.run("demo", "--seed", "1.5").err())
                .startsWith("CLI-001: Invalid value for option '--seed': '1.5' is not a whole number\nTry ");
        assertThat(town.run("evaluate-policy", "--log", "@log.csv", "--clip", "ten")
                        .err())
                .startsWith("CLI-001: Invalid value for option '--clip': 'ten' is not a number\nTry ");
    }

    @Test
    void usage_beginningOfACommand_namesTheOneThatBeginsSo() {
        assertThat(town.run("evaluat").err()).contains("hint: did you mean 'evaluate-policy'?");
        assertThat(town.run("e").err()).doesNotContain("hint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "preview", "run", "explain"})
    void programme_thatIsNoFolder_isSaidSo(String command) {
        List<String> more = command.equals("run")
                ? List.of("--data", "@data", "--out", "@o")
                : command.equals("explain") ? List.of("--data", "@data") : List.of();
        List<String> before = command.equals("explain") ? List.of("explain", "p1") : List.of(command);

        Workspace.Result file = town.run(words(before, "@programme/programme.json", more));
        Workspace.Result near = town.run(words(before, "@programm", more));

        assertThat(file.exitCode()).isEqualTo(ExitCodes.PROGRAMME);
        assertThat(file.err())
                .contains("programme.json: This is a file; the folder of a programme was expected")
                .contains("hint: the file stands in '");
        assertThat(near.exitCode()).isEqualTo(ExitCodes.PROGRAMME);
        assertThat(near.err())
                .startsWith("CLI-016 at ")
                .contains(": There is no such folder\n  hint: did you mean 'programme'?");
    }

    @Test
    void data_thatAreAFileOrHolidaysThatAreNotThere_areSaidSo() {
        assertThat(town.run("check", "@programme", "--data", "@data/people.csv").err())
                .contains("people.csv: This is a file; the folder of the data was expected");
        assertThat(town.run("check", "@programme", "--holidays", "@data/holiday.csv")
                        .err())
                .contains("SRC-002 at holiday.csv: The file cannot be read (there is no such file)");
    }

    @Test
    void check_optionsOfAProgrammeWithoutOne_areRefused() {
        Workspace.Result result = town.run("check", "--cases", "@cases.json", "--data", "@data");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).startsWith("CLI-001: Missing required parameter: 'PROGRAMME'");
    }

    private static String[] words(List<String> before, String programme, List<String> more) {
        List<String> words = new ArrayList<>(before);
        words.add(programme);
        words.addAll(more);
        return words.toArray(String[]::new);
    }

    @Test
    void run_goodInput_writesEveryFileAndPrintsTheSummary() {
        Workspace.Result result =
                town.run("run", "@programme", "--data", "@data", "--out", "@out", "--holidays", "@data/holidays.csv");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith(town.text("out/summary.txt").stripTrailing())
                .contains("Messages, reasons and records stand in @/out");
        assertThat(List.of(
                        "eligible.csv",
                        "suppressed.csv",
                        "messages.csv",
                        "records.jsonl",
                        "withheld.jsonl",
                        "summary.json",
                        "summary.txt",
                        "rejects.csv",
                        "held.csv",
                        "outbox"))
                .allMatch(file -> Files.exists(town.path("out/" + file)));
        assertThat(town.lines("out/messages.csv")).hasSize(2);
        assertThat(town.lines("out/rejects.csv")).containsExactly("file,line,column,code,message,raw");
    }

    @Test
    void run_quiet_printsNothing() {
        assertThat(town.run().text()).isEqualTo("exit code 0\n--- standard error\n--- standard output\n");
    }

    @Test
    void run_carriageReturnsMarkAndPacking_changeNothing() {
        town.run();
        String messages = town.text("out/messages.csv");

        for (String file : List.of("people.csv", "consents.csv", "guardians.csv", "visits.jsonl")) {
            town.write("data/" + file, "\uFEFF" + town.text("data/" + file).replace("\n", "\r\n"));
        }
        town.run("run", "@programme", "--data", "@data", "--out", "@windows", "--quiet");
        assertThat(town.text("windows/messages.csv")).isEqualTo(messages);

        for (String file : List.of("people.csv", "consents.csv", "guardians.csv", "visits.jsonl")) {
            town.pack("data/" + file);
        }
        town.run("run", "@programme", "--data", "@data", "--out", "@packed", "--quiet", "--threads", "3");
        assertThat(town.text("packed/messages.csv")).isEqualTo(messages);
    }

    @Test
    void run_rejects_areKeptWithTheirRowsAndStopOnlyAStrictRun() {
        town.append("data/people.csv", "p6,soon,,Fay,en,,6 Main Street\n");

        assertThat(town.run().exitCode()).isZero();
        assertThat(town.lines("out/rejects.csv"))
                .containsExactly(
                        "file,line,column,code,message,raw",
                        "people.csv,7,born,SRC-201,Column 'born' does not hold a date such as 2024-10-01;"
                                + " the person is held back,\"p6,soon,,Fay,en,,6 Main Street\"");
        Workspace.Result strict =
                town.run("run", "@programme", "--data", "@data", "--out", "@strict", "--strict", "--quiet");
        assertThat(strict.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(strict.err()).contains("SRC-201 at people.csv:7").contains("CLI-004: Nothing was run");
        assertThat(town.lines("strict/rejects.csv")).hasSize(2);
        assertThat(town.path("strict/messages.csv")).doesNotExist();
    }

    @Test
    void run_manyRejects_showsTheFirstAndCountsTheRest() {
        for (int i = 0; i < 1_500; i++) {
            town.append("data/guardians.csv", "p3,q" + i + ",1\n");
        }

        Workspace.Result result = town.run();

        assertThat(result.err())
                .contains("... and 1,490 more rejects")
                .contains("guardians.csv                    1,500 of 1,502 rows rejected")
                .contains("Every reject stands in @/out/rejects.csv");
        assertThat(town.lines("out/rejects.csv")).hasSize(1_501);
    }

    @Test
    void run_outputIsAFile_saysSoWithoutATrace() {
        town.write("taken", "x");

        Workspace.Result result = town.run("run", "@programme", "--data", "@data", "--out", "@taken");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(result.err())
                .startsWith("CLI-003: A file cannot be written or read: @/taken")
                .hasLineCount(1);
    }

    @Test
    void run_holidaysAbsentOrFaulty_areReported() {
        Workspace.Result absent =
                town.run("run", "@programme", "--data", "@data", "--out", "@out", "--holidays", "@none.csv");
        town.append("data/holidays.csv", "US,MA,someday,?\n");
        Workspace.Result faulty =
                town.run("run", "@programme", "--data", "@data", "--out", "@out", "--holidays", "@data/holidays.csv");

        assertThat(absent.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(absent.err()).contains("SRC-002 at none.csv: The file cannot be read");
        assertThat(faulty.exitCode()).isZero();
        assertThat(faulty.err()).contains("SRC-201 at holidays.csv:3");
    }

    @Test
    void run_intoAYearWithoutHolidays_isWarnedOf() {
        Workspace.Result result = town.run(
                "run",
                "@programme",
                "--data",
                "@data",
                "--out",
                "@out",
                "--holidays",
                "@data/holidays.csv",
                "--at",
                "2025-01-01T02:00:00Z");

        assertThat(result.exitCode()).isZero();
        assertThat(town.text("out/messages.csv")).contains("2025-01-01T");
        assertThat(result.err())
                .contains("TIM-019 warning at ")
                .contains("The calendar does not know the public holidays of 'US-MA' in 2025; none would count")
                .doesNotContain("in 2024");
    }

    @Test
    void check_goodProgramme_printsItsOutline() {
        Workspace.Result alone = town.run("check", "@programme");
        Workspace.Result withData =
                town.run("check", "@programme", "--data", "@data", "--holidays", "@data/holidays.csv");

        assertThat(alone.exitCode()).isZero();
        assertThat(alone.out()).endsWith("The programme is valid.\n");
        assertThat(withData.out())
                .contains("5 people")
                .contains("people.csv                                5 rows, 5 used")
                .contains("holidays.csv                              1 rows, 1 used");
    }

    @Test
    void check_hardAndOverlongTexts_areRemarks() {
        town.write("programme/templates/note/letter.subject.en.mustache", "Note")
                .write(
                        "programme/templates/note/sms.en.mustache",
                        "Notification is hereby given regarding the imminent expiration of the stipulated period applicable to"
                                + " publications previously obtained by the aforementioned individual, who is consequently requested"
                                + " to accomplish restitution immediately and unconditionally, notwithstanding any"
                                + " circumstances whatsoever of an extraordinary personal or institutional character.");

        Workspace.Result result = town.run("check", "@programme");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("To look at once more:\n  TPL-09")
                .contains(": Variant sms.en.plain is hard to read")
                .contains(": Text message sms.en.plain takes more than 2 parts");
    }

    @Test
    void preview_asTextAndHtml_showsEveryVariant() {
        Workspace.Result text = town.run("preview", "@programme");
        Workspace.Result html = town.run("preview", "@programme", "--html", "@preview");
        Workspace.Result unknown = town.run("preview", "@programme", "--campaign", "NOTES");

        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .startsWith("campaign NOTE\ntemplate note v")
                .contains("=== sms.en.plain | everything known", "=== letter.en.plain | everything denied");
        assertThat(town.run("preview", "@programme", "--redacted").out()).contains("Dear [recipient.firstName],");
        assertThat(html.out()).isEmpty();
        assertThat(town.text("preview/NOTE.html")).contains("<th scope=\"row\">sms.en.plain</th>");
        assertThat(unknown.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(unknown.err()).contains("CLI-007").contains("did you mean 'NOTE'?");
    }

    @Test
    void check_strict_failsOnRejects() {
        town.append("data/people.csv", "p6\n");

        assertThat(town.run("check", "@programme", "--data", "@data").exitCode())
                .isZero();
        Workspace.Result strict = town.run("check", "@programme", "--data", "@data", "--strict");
        assertThat(strict.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(strict.err()).contains("SRC-102 at people.csv:7").contains("CLI-004");
    }

    @Test
    void check_cases_countsThemAndNamesWhatFailed() throws IOException {
        String cases = """
            {"schema": "consent-cases/1",
             "catalogue": {"categories": {"name": {}}, "channels": {"letter": {"confidentiality": 3}},
               "purposes": {"advice": {"basis": "public-task", "categoriesAllowed": ["name"]}}},
             "cases": [
               {"id": "a", "given": {}, "when": {"subjectId": "s", "purpose": "advice", "channel": "LETTER",
                 "at": "2030-03-04T08:00:00Z"}, "then": {"outcome": "PERMIT"}},
               {"id": "b", "title": "not so", "given": {}, "when": {"subjectId": "s", "purpose": "advice",
                 "channel": "LETTER", "at": "2030-03-04T08:00:00Z"}, "then": {"outcome": "DENY"}}]}
            """;
        Files.writeString(town.path("good.json"), cases.replace("\"DENY\"", "\"PERMIT\""));
        Files.writeString(town.path("bad.json"), cases);

        Workspace.Result good = town.run("check", "--cases", "@good.json");
        Workspace.Result bad = town.run("check", "--cases", "@bad.json");

        assertThat(good.exitCode()).isZero();
        assertThat(good.out()).isEqualTo("2 passed, 0 failed\n");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out()).isEqualTo("""
            b: not so
              outcome is PERMIT; DENY was expected
            1 passed, 1 failed
            failed: b
            """);
        assertThat(town.run("check", "--cases", "@absent.json").text())
                .startsWith("exit code 3")
                .contains("CLI-011 at absent.json: There is no such file");
        assertThat(town.run("check").exitCode()).isEqualTo(2);
    }

    @Test
    void explain_knownPerson_inWordsAndJson() {
        Workspace.Result words = town.run("explain", "p3", "@programme", "--data", "@data");
        Workspace.Result json = town.run("explain", "--json", "--data", "@data", "p3", "@programme");

        assertThat(words.exitCode()).isZero();
        assertThat(words.out()).contains("p3").contains("NOTE");
        assertThat(json.exitCode()).isZero();
        assertThat(json.out()).startsWith("{").contains("\"p3\"");
    }

    @Test
    void explain_oneCampaign_leavesOutTheOthers() {
        Workspace.Result known = town.run(
                "explain", "p3", "@programme", "--data", "@data", "--campaign", "NOTE", "--at", "2024-10-02T13:00:00Z");
        Workspace.Result unknown = town.run("explain", "p3", "@programme", "--data", "@data", "--campaign", "NOT");

        assertThat(known.out()).contains("NOTE");
        assertThat(unknown.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(unknown.err()).contains("CLI-007 at @/programme: The programme has no campaign 'NOT'");
    }

    @Test
    void explain_unknownPerson_isReported() {
        town.append("data/people.csv", "p6,soon,,Fay,en,,6 Main Street\n");

        Workspace.Result result = town.run("explain", "p6", "@programme", "--data", "@data");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(result.err())
                .contains("CLI-006 at @/data: Nobody among 5 people has this id")
                .contains("hint: 1 person held back");
    }

    @Test
    void demo_folderWithOtherFiles_isLeftAlone() {
        town.write("mine/results/messages.csv", "x");

        Workspace.Result result = town.run("demo", "--out", "@mine", "--people", "10");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).startsWith("CLI-008: @/mine holds files that are not of a demo");
        assertThat(town.text("mine/results/messages.csv")).isEqualTo("x");
    }

    @Test
    void demo_runsAndBeginsAnewInItsOwnFolder() throws IOException {
        Workspace.Result first = town.run("demo", "--out", "@demo", "--people", "80", "--seed", "7");
        String messages = town.text("demo/results/messages.csv");
        Workspace.Result second = town.run("demo", "--out", "@demo", "--people", "80", "--seed", "7");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("tidings run @/demo/programme --data @/demo/data");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(messages.lines()).hasSizeGreaterThan(5);
        assertThat(town.text("demo/results/messages.csv")).isEqualTo(messages);
        assertThat(town.lines("demo/results/rejects.csv")).hasSize(1);
    }
}
