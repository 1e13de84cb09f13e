package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.testkit.ApprovedFiles;

/** The commands about send times, on people who are invented: half of them in the morning, half in the evening. */
class TimesCommandsTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("times-commands");
    private static final long DAY = 86_400;
    private static final String HEADER = "id,unix,offmin\n";

    @TempDir
    Path folder;

    private Workspace files;

    @BeforeEach
    void open() {
        files = Workspace.in(folder);
    }

    @Test
    void backtest_smallFile_printsTheKeysThatScriptsRead() {
        files.write("activity.csv", activity(60, 40));

        Workspace.Result result =
                files.run("backtest-times", "--activity", "@activity.csv", "--resamples", "20", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        Map<String, Object> json = json(result.out());
        assertThat(json)
                .containsEntry("people", 60.0)
                .containsKeys(
                        "hod2h",
                        "lift",
                        "liftInterval",
                        "liftOver10",
                        "liftOver10Interval",
                        "llAbovePopulation",
                        "llAbovePopulationInterval")
                .doesNotContainKeys("auc", "auc5to20", "regret100");
        assertThat(map(json.get("hod2h")))
                .containsOnlyKeys("final", "population", "raw", "median", "fixed9", "zoneUnknown");
        assertThat(map(json.get("hod2h")).values())
                .allSatisfy(share -> assertThat((Double) share).isBetween(0.0, 1.0));
        assertThat((Double) map(json.get("hod2h")).get("final")).isGreaterThan(0.6);
    }

    @Test
    void backtest_mentions_addTheAreaUnderTheCurve() {
        files.write("activity.csv", activity(30, 60).replaceAll("(?m),[^,\n]*$", ""))
                .write("mentions.csv", mentions(30, 60));

        Workspace.Result result = files.run(
                "backtest-times",
                "--activity",
                "@activity.csv",
                "--mentions",
                "@mentions.csv",
                "--resamples",
                "20",
                "--json");

        assertThat(result.err()).isEmpty();
        Map<String, Object> json = json(result.out());
        assertThat((Double) json.get("auc")).isBetween(0.9, 1.0);
        assertThat(json).containsKeys("auc5to20", "aucInterval", "mentions", "mentionedPeople");
    }

    @Test
    void backtest_bandit_addsRegretPerPolicyAndAfterObservedDays() {
        files.write("activity.csv", activity(12, 115));

        Workspace.Result result =
                files.run("backtest-times", "--activity", "@activity.csv", "--bandit", "--resamples", "10", "--json");

        Map<String, Object> regret = map(json(result.out()).get("regret100"));
        assertThat(regret).containsOnlyKeys("13", "24");
        assertThat(map(regret.get("13")))
                .containsOnlyKeys(
                        "people",
                        "fixed9",
                        "populationBest",
                        "thompson",
                        "normalGreedy",
                        "normalUcb",
                        "normalThompson",
                        "fullInformation",
                        "passive10");
        Map<String, Object> passive = map(
                map(map(json(result.out()).get("regret100Ratios")).get("13")).get("passive10"));
        assertThat(passive)
                .containsOnlyKeys(
                        "people",
                        "overThompson",
                        "overThompsonInterval",
                        "overPopulationBest",
                        "overPopulationBestInterval",
                        "rate");
        assertThat((Double) passive.get("overThompson")).isLessThan(0.5);
    }

    @Test
    void backtest_plots_areWrittenBesideTheTable() {
        files.write("activity.csv", activity(12, 115));

        Workspace.Result result = files.run(
                "backtest-times",
                "--activity",
                "@activity.csv",
                "--bandit",
                "--resamples",
                "2",
                "--plots",
                "@new/plots");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("12 people with an earlier and a later part")
                .contains("passive10");
        for (String plot : new String[] {"hits", "regret-13", "regret-24", "capacity-value", "capacity-missed"}) {
            assertThat(files.text("new/plots/" + plot + ".svg"))
                    .startsWith("<svg ")
                    .endsWith("</svg>\n");
        }
    }

    @Test
    void train_smallFile_writesProfilesThatTheBackTestReads() {
        files.write("activity.csv", activity(60, 20));

        Workspace.Result trained =
                files.run("train-times", "--activity", "@activity.csv", "--out", "@profiles.json", "--profiles", "2");
        Workspace.Result again = files.run(
                "train-times",
                "--activity",
                "@activity.csv",
                "--out",
                "@again.json",
                "--profiles",
                "2",
                "--name",
                "profiles.json");
        Workspace.Result tested = files.run(
                "backtest-times", "--activity", "@activity.csv", "--profiles", "@profiles.json", "--resamples", "2");

        assertThat(trained.exitCode()).isZero();
        assertThat(trained.out()).isEqualTo("2 profiles of 60 people, 1,200 hours, stand in @/profiles.json\n");
        assertThat(again.exitCode()).isZero();
        assertThat(files.text("again.json")).isEqualTo(files.text("profiles.json"));
        assertThat(json(files.text("profiles.json")))
                .containsEntry("version", 1.0)
                .containsEntry("name", "profiles.json");
        assertThat(tested.exitCode()).isZero();
        assertThat(tested.out()).contains("60 people with an earlier and a later part");
    }

    @Test
    void activity_jsonLines_isReadAsTheSameRowsOfCsv() {
        String csv = activity(20, 20);
        String lines = csv.replace(HEADER, "")
                .replaceAll("(?m)^(.*),(.*),(.*)$", "{\"unix\": $2, \"id\": \"$1\", \"offmin\": $3}");
        files.write("activity.csv", csv).write("activity.jsonl", lines);

        Workspace.Result fromCsv = files.run("backtest-times", "--activity", "@activity.csv", "--resamples", "2");
        Workspace.Result fromLines = files.run("backtest-times", "--activity", "@activity.jsonl", "--resamples", "2");

        assertThat(fromLines.err()).isEmpty();
        assertThat(fromLines.exitCode()).isZero();
        assertThat(fromLines.out()).isEqualTo(fromCsv.out());
    }

    @Test
    void backtest_historiesOfNobody_haveNoShare() {
        files.write("activity.csv", activity(12, 40));

        Workspace.Result result = files.run("backtest-times", "--activity", "@activity.csv", "--resamples", "2");

        assertThat(result.out()).containsPattern("(?m)^  final +[0-9.]+ % +- +- +[0-9.]+ % +-$");
    }

    @Test
    void backtest_resamplesOutOfRange_areRefused() {
        files.write("activity.csv", activity(5, 5));

        for (String number : new String[] {"1", "10001"}) {
            Workspace.Result result = files.run("backtest-times", "--activity", "@activity.csv", "--resamples", number);

            assertThat(result.exitCode()).as(number).isEqualTo(ExitCodes.USAGE);
            assertThat(result.err()).contains("2 to 10000 resamples, not " + number);
        }
    }

    @Test
    void backtest_clock_isTheOneOfPeopleOfUnknownZone() {
        files.write("activity.csv", activity(12, 40));

        Workspace.Result result = files.run(
                "backtest-times",
                "--activity",
                "@activity.csv",
                "--resamples",
                "2",
                "--clock",
                "Europe/Vienna",
                "--json");

        assertThat(json(result.out()))
                .containsEntry("zoneUnknownClock", "Europe/Vienna")
                .containsKeys("zoneToldOverKnown", "zoneToldOverKnownInterval");
    }

    @Test
    void backtest_clockOfNowhere_isRefused() {
        files.write("activity.csv", activity(5, 5));

        Workspace.Result result = files.run("backtest-times", "--activity", "@activity.csv", "--clock", "Vienna");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).contains("--clock: 'Vienna' is no time zone; name one of the tz database");
    }

    @Test
    void train_folderThatIsNotThere_isMade() {
        files.write("activity.csv", activity(5, 20));

        Workspace.Result result = files.run(
                "train-times",
                "--activity",
                "@activity.csv",
                "--out",
                "@new/profiles.json",
                "--people",
                "@other/new/people.times");

        assertThat(result.exitCode()).isZero();
        assertThat(files.path("new/profiles.json")).isRegularFile();
        assertThat(files.path("other/new/people.times")).isRegularFile();
    }

    @Test
    void train_oneFileForTwoThings_isRefused() {
        String activity = activity(5, 20);
        files.write("activity.csv", activity);

        Workspace.Result same =
                files.run("train-times", "--activity", "@activity.csv", "--out", "@x", "--people", "@./x");
        Workspace.Result input = files.run("train-times", "--activity", "@activity.csv", "--out", "@activity.csv");

        assertThat(same.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(same.err()).startsWith("CLI-001: --activity, --out and --people have to name different files\n");
        assertThat(input.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(files.path("x")).doesNotExist();
        assertThat(files.text("activity.csv")).isEqualTo(activity);
    }

    @Test
    void activity_manyBadRows_areCountedBeyondThoseShown() {
        files.write("activity.csv", HEADER + "p,noon,60\n".repeat(1_200));

        Workspace.Result result = files.run("train-times", "--activity", "@activity.csv", "--out", "@out.json");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(result.err()).contains("activity.csv:1001:").contains("200 further faults not shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train-times", "backtest-times"})
    void activity_broken_saysWhatIsWrong(String command) throws IOException {
        files.write("header.csv", "id,unx,offmin\np,1,0\n")
                .write("row.csv", HEADER + "p,1500000000,60\np,noon,60\np,1500000000,5000\np\n")
                .write("empty.csv", "")
                .write("nobody.csv", HEADER)
                .write("semicolons.csv", "id;unix;offmin\np;1500000000;60\n")
                .write(
                        "values.csv",
                        HEADER
                                + ",1500000000,60\np,1500000000000,60\np,1500000000,9999999999\np,1500000000,\n"
                                + "x".repeat(1_001)
                                + ",1500000000,60\n")
                .write("names.jsonl", "{\"id\": \"p\", \"unx\": 1500000000}\n")
                .write(
                        "mixed.jsonl",
                        "{\"id\": \"p\", \"unix\": 1500000000}\n{\"id\": \"p\", \"unix\": 1500000000, \"offmin\": 60}\n");
        Files.createDirectories(files.path("folder.csv"));

        StringBuilder all = new StringBuilder();
        for (String file : new String[] {
            "absent.csv",
            "heder.csv",
            "folder.csv",
            "header.csv",
            "row.csv",
            "empty.csv",
            "nobody.csv",
            "semicolons.csv",
            "values.csv",
            "names.jsonl",
            "mixed.jsonl"
        }) {
            Workspace.Result result = command.equals("train-times")
                    ? files.run(command, "--activity", "@" + file, "--out", "@out.json")
                    : files.run(command, "--activity", "@" + file);
            assertThat(result.exitCode()).as(file).isEqualTo(ExitCodes.DATA);
            assertThat(result.out()).isEmpty();
            all.append(file).append('\n').append(result.err()).append('\n');
        }

        APPROVED.check(command + "-broken.txt", all.toString());
        assertThat(files.path("out.json")).doesNotExist();
    }

    @Test
    void backtest_tooFewPeople_saysSo() {
        files.write("one.csv", HEADER + "p,1500000000,60\n");

        Workspace.Result result = files.run("backtest-times", "--activity", "@one.csv", "--json");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(result.err())
                .startsWith("CLI-014 at one.csv: Nothing can be tested: nobody has events before and after a pause of"
                        + " twelve hours\n");
    }

    @Test
    void train_settingsOutOfRange_areRefused() {
        files.write("activity.csv", activity(5, 5));

        Workspace.Result result =
                files.run("train-times", "--activity", "@activity.csv", "--out", "@p.json", "--profiles", "65");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).startsWith("CLI-001: --profiles: the number of profiles is 1 to 64, not 65");
    }

    @Test
    void train_emptyName_isRefused() {
        files.write("activity.csv", activity(5, 5));

        Workspace.Result result =
                files.run("train-times", "--activity", "@activity.csv", "--out", "@p.json", "--name", " ");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(result.err()).startsWith("CLI-001: --name is empty; a name was expected");
        assertThat(files.path("p.json")).doesNotExist();
    }

    @Test
    void train_people_areSaidToBePersonalData() {
        files.write("activity.csv", activity(5, 5));

        Workspace.Result result =
                files.run("train-times", "--activity", "@activity.csv", "--out", "@p.json", "--people", "@p.times");

        assertThat(result.out())
                .contains("The hours of 5 people, personal data, stand in ")
                .endsWith("p.times\n");
    }

    @Test
    void evaluate_settingsOutOfRange_nameTheOption() {
        for (String option : List.of("--floor", "--clip", "--switch", "--resamples")) {
            assertThat(files.run("evaluate-policy", "--log", "@log.csv", option, "0")
                            .err())
                    .startsWith("CLI-001: " + option + ": ");
        }
    }

    @Test
    void backtest_plotsWhereAFileIs_saysThatItCannotBeWritten() throws IOException {
        files.write("activity.csv", activity(10, 20));
        Files.writeString(files.path("taken"), "x");

        Workspace.Result result =
                files.run("backtest-times", "--activity", "@activity.csv", "--resamples", "2", "--plots", "@taken");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(result.err()).startsWith("CLI-003: ");
    }

    @Test
    void evaluate_decisions_areJudgedByEveryEstimatorThatHasItsColumns() {
        StringBuilder plain = new StringBuilder("id,reward,propensity,target\n");
        StringBuilder full = new StringBuilder("id,reward,propensity,target,chosen,expected,expected_target\n");
        for (int row = 0; row < 600; row++) {
            boolean chosen = row % 3 == 0;
            String start = "p" + row % 200 + "," + (row % 6 == 0 ? 1 : 0) + ",0.5," + (chosen ? 0.8 : 0.1);
            plain.append(start).append('\n');
            full.append(start).append(chosen ? ",1" : ",false").append(",0.4,0.45\n");
        }
        files.write("plain.csv", plain.toString()).write("full.csv", full.toString());

        Workspace.Result table = files.run("evaluate-policy", "--log", "@full.csv");
        Workspace.Result few = files.run("evaluate-policy", "--log", "@plain.csv", "--json");
        Workspace.Result refused = files.run("evaluate-policy", "--log", "@plain.csv", "--json", "--floor", "1000");

        assertThat(table.exitCode()).isZero();
        APPROVED.check("evaluate-policy.txt", table.out());
        Map<String, Object> estimates = map(json(few.out()).get("estimates"));
        assertThat(estimates).containsOnlyKeys("ips", "snips", "clipped");
        assertThat(map(estimates.get("ips"))).containsOnlyKeys("value", "interval", "effectiveRows");
        assertThat((Double) map(estimates.get("ips")).get("value")).isEqualTo(100 * 1.6 / 600, within(1e-9));
        assertThat(json(few.out())).containsEntry("rows", 600.0).containsEntry("people", 200.0);
        assertThat(refused.exitCode()).isZero();
        assertThat(map(map(json(refused.out()).get("estimates")).get("ips")))
                .containsEntry("value", null)
                .containsKey("refused");
    }

    @Test
    void evaluate_brokenFile_namesEveryRow() {
        files.write("rows.csv", "reward,propensity,target\n1,0,0.5\n1,0.5,2\nyes,0.5,0.5\n1,0.5,0.5\n")
                .write("header.csv", "reward,propensitie,target,expected\n")
                .write("nobody.csv", "reward,propensity,target\n")
                .write(
                        "model.csv",
                        "reward,propensity,target,expected,expected_target\n1,0.5,0.5,,\n1,0.5,0.5,1,\n0,0.5,0.5,1,1\n")
                .write(
                        "part.jsonl",
                        "{\"reward\": 1, \"propensity\": 0.5, \"target\": 0.5, \"expected\": 1, \"expected_target\": 1}\n"
                                + "{\"reward\": 0, \"propensity\": 0.5, \"target\": 0.5}\n")
                .write("semicolons.csv", "reward;propensity;target\n0,5;0,5;0,5\n")
                .write("chosen.csv", "reward,propensity,target,chosen\n1,0.5,0.5,maybe\n");

        String all = Stream.of(
                        "rows.csv",
                        "header.csv",
                        "chosen.csv",
                        "absent.csv",
                        "nobody.csv",
                        "model.csv",
                        "part.jsonl",
                        "semicolons.csv")
                .map(file -> {
                    Workspace.Result result = files.run("evaluate-policy", "--log", "@" + file);
                    assertThat(result.exitCode()).as(file).isEqualTo(ExitCodes.DATA);
                    return file + "\n" + result.err() + "\n";
                })
                .reduce("", String::concat);

        APPROVED.check("evaluate-policy-broken.txt", all);
        assertThat(files.run("evaluate-policy", "--log", "@rows.csv", "--floor", "0")
                        .exitCode())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void evaluate_jsonLines_areReadAsTheSameRowsOfCsv() {
        StringBuilder csv = new StringBuilder("reward,propensity,target,id\n");
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < 300; row++) {
            String id = row % 3 == 0 ? "" : "p" + row % 50;
            csv.append("%d,0.5,%s,%s%n".formatted(row % 2, row % 5 == 0 ? "0.4" : "0.6", id));
            lines.append("{\"target\": %s, \"reward\": %d, \"propensity\": 0.5%s}%n"
                    .formatted(row % 5 == 0 ? "0.4" : "0.6", row % 2, id.isEmpty() ? "" : ", \"id\": \"" + id + "\""));
        }
        files.write("log.csv", csv.toString()).write("log.jsonl", lines.toString());

        Workspace.Result fromCsv = files.run("evaluate-policy", "--log", "@log.csv", "--json");
        Workspace.Result fromLines = files.run("evaluate-policy", "--log", "@log.jsonl", "--json");

        assertThat(fromLines.err()).isEmpty();
        assertThat(fromLines.out()).isEqualTo(fromCsv.out());
        // A row without an id is about a person of whom there is no other row.
        assertThat((Double) json(fromCsv.out()).get("people")).isGreaterThan(100);
    }

    @Test
    void evaluate_columnNearlyNamedLikeAnOptionalOne_isWarnedOf() {
        files.write("log.csv", "reward,propensity,target,ids,chosn\n" + "1,0.5,0.5,p,1\n".repeat(120));

        Workspace.Result result = files.run("evaluate-policy", "--log", "@log.csv");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("120 decisions about 120 people");
        APPROVED.check("evaluate-policy-near-names.txt", result.err());
    }

    @Test
    void check_times_tellsWhetherTheFileCanBeRead() {
        files.write("activity.csv", activity(5, 20));
        files.run("train-times", "--activity", "@activity.csv", "--out", "@p.json", "--people", "@people.times");
        files.write("cut.times", "TIDTIMES");

        assertThat(files.run("check", "@programme", "--times", "@people.times").out())
                .contains("5 people with hours of their own\n");
        assertThat(files.run("check", "@programme", "--times", "@cut.times").text())
                .startsWith("exit code 4\n")
                .contains("TIM-018 at cut.times: ");
        assertThat(files.run("check", "@programme", "--times", "@programme").text())
                .startsWith("exit code 4\n")
                .contains("CLI-011 at programme: This is a folder; a file was expected");
    }

    private static int habit(int person) {
        return person % 2 == 0 ? 9 : 19;
    }

    private static String activity(int people, int days) {
        SplittableRandom random = new SplittableRandom(8);
        StringBuilder out = new StringBuilder(HEADER);
        for (int person = 0; person < people; person++) {
            for (int day = 0; day < days; day++) {
                long hour = (18_000L + day) * 24 + habit(person) + random.nextInt(-1, 2);
                out.append('p').append(person).append(',').append(hour * 3_600).append(",0\n");
            }
        }
        return out.toString();
    }

    /** People answer at once in their hours, and hours later otherwise. */
    private static String mentions(int people, int days) {
        StringBuilder out = new StringBuilder("id,unix,prev_s,next_any_s\n");
        for (int person = 0; person < people; person++) {
            for (int day = days / 2; day < days; day++) {
                long start = (18_000L + day) * DAY;
                out.append("p%d,%d,40000,600%n".formatted(person, start + (habit(person) - 1) * 3_600L));
                out.append("p%d,%d,40000,30000%n".formatted(person, start + (habit(person) + 4) % 24 * 3_600L));
            }
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static Map<String, Object> json(String text) {
        JsonValue object = JsonReader.read(new SourceText("output", text), new Diagnostics(), Limits.defaults())
                .orElseThrow();
        return map(plain(object));
    }

    private static @Nullable Object plain(JsonValue value) {
        if (value instanceof JsonValue.JsonObject object) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, plain(member)));
            return members;
        } else if (value instanceof JsonValue.JsonArray array) {
            return array.items().stream().map(TimesCommandsTest::plain).toList();
        } else if (value instanceof JsonValue.JsonText text) {
            return text.value();
        } else if (value instanceof JsonValue.JsonNumber number) {
            return number.value().doubleValue();
        } else if (value instanceof JsonValue.JsonBool bool) {
            return bool.value();
        }
        return null;
    }

    @SuppressWarnings("unchecked") // what a JSON object is read as
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
