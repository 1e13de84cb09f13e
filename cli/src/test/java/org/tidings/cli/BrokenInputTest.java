package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.testkit.ApprovedFiles;

/** Spoils one file after the other and compares what the program says with what a person approved. */
class BrokenInputTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("broken-input");

    @TempDir
    Path folder;

    /** A way to spoil the town, and the exit code that follows. */
    private record Spoilt(String name, int exitCode, Consumer<Workspace> spoil) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Spoilt programme(String name, Consumer<Workspace> spoil) {
        return new Spoilt(name, ExitCodes.PROGRAMME, spoil);
    }

    private static Spoilt data(String name, Consumer<Workspace> spoil) {
        return new Spoilt(name, ExitCodes.DATA, spoil);
    }

    private static Spoilt rows(String name, Consumer<Workspace> spoil) {
        return new Spoilt(name, ExitCodes.OK, spoil);
    }

    static List<Spoilt> cases() {
        return Stream.of(programmeFiles(), rulesAndTemplates(), sources(), dataFiles(), dataRows())
                .flatMap(group -> group)
                .toList();
    }

    private static Stream<Spoilt> programmeFiles() {
        String file = "programme/programme.json";
        return Stream.of(
                programme("programme-absent", town -> town.delete(file)),
                programme(
                        "programme-cut-off",
                        town -> town.write(file, town.text(file).substring(0, 200))),
                programme("programme-unknown-name", town -> town.replace(file, "\"windows\"", "\"window\"")),
                programme("programme-names-absent-file", town -> town.replace(file, "people.rules", "poeple.rules")),
                programme("programme-no-such-zone", town -> town.replace(file, "New_York\",", "NewYork\",")),
                programme("programme-wrong-type", town -> town.replace(file, "[\"campaigns/note.json\"]", "7")),
                programme(
                        "catalogue-unknown-basis",
                        town -> town.replace(
                                "programme/catalogue.json",
                                "\"basis\": \"public-task\",\n",
                                "\"basis\": \"public-tusk\",\n")),
                programme(
                        "schema-unknown-type",
                        town -> town.replace(
                                "programme/schema.json",
                                "\"type\": \"date\", \"category\": \"visit\"",
                                "\"type\": \"dat\", \"category\": \"visit\"")),
                programme(
                        "schema-unknown-category",
                        town -> town.replace(
                                "programme/schema.json",
                                "\"text\", \"category\": \"contact\"",
                                "\"text\", \"category\": \"contacts\"")),
                programme(
                        "windows-impossible-hours",
                        town -> town.replace("programme/windows.json", "09:00-20:00", "20:00-25:00")),
                programme(
                        "campaign-unknown-segment",
                        town -> town.replace("programme/campaigns/note.json", "\"forgotten\"", "\"forgoten\"")),
                programme(
                        "campaign-unknown-purpose",
                        town -> town.replace("programme/campaigns/note.json", "\"advice\"", "\"advise\"")));
    }

    private static Stream<Spoilt> rulesAndTemplates() {
        String rules = "programme/rules/people.rules";
        String letter = "programme/templates/note/letter.en.mustache";
        return Stream.of(
                programme(
                        "rules-syntax", town -> town.replace(rules, "alive and not exists(", "alive and not (exists(")),
                programme(
                        "rules-unknown-attribute",
                        town -> town.replace(rules, "deathDate > today", "deathDat > today")),
                programme(
                        "rules-wrong-type", town -> town.replace(rules, "birthDate <= today", "birthDate <= 'today'")),
                programme("rules-cycle", town -> town.append(rules, "\nderive a = not b\nderive b = not a\n")),
                programme(
                        "rules-not-utf8",
                        town -> town.write(
                                rules, (town.text(rules) + "-- caf\u00E9\n").getBytes(StandardCharsets.ISO_8859_1))),
                programme("template-unknown-name", town -> town.replace(letter, "{{agency.name}}", "{{agency.nam}}")),
                programme("template-unescaped", town -> town.replace(letter, "{{agency.name}}", "{{{agency.name}}}")),
                programme(
                        "template-section-not-closed",
                        town -> town.replace(letter, "{{/recipient.firstName}}{{^", "{{^")),
                programme("template-value-may-be-missing", town -> town.append(letter, "{{recipient.language}}\n")),
                programme("template-body-absent", town -> town.delete(letter)),
                programme("manifest-not-json", town -> town.write("programme/templates/note/manifest.json", "{")));
    }

    private static Stream<Spoilt> sources() {
        String sources = "programme/sources.json";
        return Stream.of(
                programme("sources-absent", town -> town.delete(sources)),
                programme("sources-not-json", town -> town.write(sources, "people: people.csv\n")),
                programme("sources-unknown-target", town -> town.replace(sources, "\"firstName\"", "\"firstNam\"")));
    }

    private static Stream<Spoilt> dataFiles() {
        return Stream.of(
                data(
                        "data-folder-absent",
                        town -> Stream.of(
                                        "people.csv",
                                        "visits.jsonl",
                                        "consents.csv",
                                        "guardians.csv",
                                        "holidays.csv",
                                        "")
                                .forEach(file -> town.delete("data/" + file))),
                data("data-file-absent", town -> town.delete("data/consents.csv")),
                data("data-file-empty", town -> town.write("data/people.csv", "")),
                data("data-column-absent", town -> town.replace("data/people.csv", "id,born", "id,borne")),
                data("data-column-twice", town -> town.replace("data/people.csv", "name,language", "name,name")),
                data(
                        "data-utf16",
                        town -> town.write(
                                "data/people.csv", town.text("data/people.csv").getBytes(StandardCharsets.UTF_16))),
                data(
                        "data-plain-and-packed",
                        town -> town.write("data/people.csv.gz", Workspace.packed(town.text("data/people.csv")))),
                data("data-packed-and-cut-off", town -> {
                    byte[] whole = Workspace.packed(town.text("data/people.csv"));
                    town.delete("data/people.csv").write("data/people.csv.gz", Arrays.copyOf(whole, whole.length - 12));
                }));
    }

    private static Stream<Spoilt> dataRows() {
        return Stream.of(
                rows(
                        "rows-wrong-type",
                        town -> town.append("data/people.csv", "p6,1990-02-30,,Fay,en,,6 Main Street\n")),
                rows("rows-id-twice", town -> town.append("data/people.csv", "p1,1990-02-03,,Fay,en,,6 Main Street\n")),
                rows(
                        "rows-unknown-column",
                        town -> town.replace("data/guardians.csv", "rank", "rank,court")
                                .replace("data/guardians.csv", ",1\n", ",1,x\n")
                                .replace("data/guardians.csv", ",2\n", ",2,y\n")),
                rows(
                        "rows-not-utf8",
                        town -> town.write(
                                "data/people.csv",
                                (town.text("data/people.csv") + "p6,1990-02-03,,Zo\u00EB,en,,6 Main Street\n")
                                        .getBytes(StandardCharsets.ISO_8859_1))),
                rows(
                        "rows-quote-not-closed",
                        town -> town.append(
                                "data/people.csv",
                                "p6,1990-02-03,,\"Fay,en,,6 Main Street\np7,1990-02-03,,Gil,en,,7 Main Street\n")),
                rows("rows-nul", town -> town.append("data/people.csv", "p6,1990-02-03,,F\0y,en,,6 Main Street\n")),
                rows("rows-too-few-fields", town -> town.append("data/people.csv", "p6,1990-02-03\n")),
                rows("rows-too-long", town -> town.append("data/people.csv", "p6," + "9".repeat(1_100_000) + "\n")),
                rows(
                        "rows-unknown-person",
                        town -> town.append("data/visits.jsonl", "{\"id\": \"p9\", \"day\": \"2024-01-01\"}\n")
                                .append("data/guardians.csv", "p9,p1,1\n")),
                rows(
                        "rows-unknown-purpose-and-channel",
                        town -> town.append(
                                "data/consents.csv",
                                "p5,advise,sms,yes,2024-01-01T10:00:00Z,\np5,advice,fax,yes,2024-01-01T10:00:00Z,\n")),
                rows(
                        "rows-of-json-lines",
                        town -> town.append(
                                "data/visits.jsonl",
                                "{\"id\": \"p5\", \"day\": 2024}\n"
                                        + "{\"id\": \"p5\"\n"
                                        + "[]\n"
                                        + "{\"id\": \"p5\", \"who\": {}}\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void run_brokenInput_saysWhatIsWrong(Spoilt spoilt) {
        Workspace town = Workspace.in(folder);
        spoilt.spoil().accept(town);

        Workspace.Result result = town.run();

        assertThat(result.err() + result.out()).doesNotContain("Exception").doesNotContain("\tat ");
        APPROVED.check(spoilt.name() + ".txt", result.text());
        assertThat(result.exitCode()).isEqualTo(spoilt.exitCode());
    }
}
