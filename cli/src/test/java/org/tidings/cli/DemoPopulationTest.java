package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoPopulationTest {
    private static final LocalDate DAY = LocalDate.of(2024, 10, 1);

    private final Map<String, List<String[]>> tables = new TreeMap<>();

    @BeforeAll
    void make(@TempDir Path folder) throws IOException {
        DemoPopulation.write(folder, DemoPopulation.DEFAULT_PEOPLE, DemoPopulation.DEFAULT_SEED);
        tables.putAll(read(folder));
    }

    @Test
    void write_sameSeed_makesTheSameBytes(@TempDir Path one, @TempDir Path two) throws IOException {
        DemoPopulation.write(one, 300, 7);
        DemoPopulation.write(two, 300, 7);

        assertThat(texts(one)).isEqualTo(texts(two));
    }

    @Test
    void write_otherSeed_makesOtherPeople(@TempDir Path one, @TempDir Path two) throws IOException {
        DemoPopulation.write(one, 300, 7);
        DemoPopulation.write(two, 300, 8);

        assertThat(texts(one).get("people.csv")).isNotEqualTo(texts(two).get("people.csv"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 57})
    void write_anyNumberOfPeople_makesExactlyThese(int people, @TempDir Path folder) throws IOException {
        DemoPopulation.write(folder, people, 3);

        assertThat(read(folder).get("people")).hasSize(people);
    }

    @Test
    void write_nobody_isRefused(@TempDir Path folder) {
        assertThatIllegalArgumentException().isThrownBy(() -> DemoPopulation.write(folder, 0, 1));
    }

    @Test
    void write_folderIsAFile_saysWhere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "");

        assertThatThrownBy(() -> DemoPopulation.write(file, 1, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("occupied");
    }

    @Test
    void people_namesAndDates_coverTheEdges() {
        List<String[]> people = people();

        assertThat(column(people, 5)).anyMatch(String::isEmpty).anyMatch(name -> name.contains("'"));
        assertThat(column(people, 6)).anyMatch(name -> name.length() > 40).anyMatch(name -> name.contains("-"));
        assertThat(Set.of("LATIN", "CYRILLIC", "ARABIC", "HAN", "HANGUL", "GREEK"))
                .isSubsetOf(scripts(column(people, 6)));
        assertThat(column(people, 1)).anyMatch(birth -> birth.endsWith("-02-29"));
        assertThat(column(people, 1)).anyMatch(birth -> LocalDate.parse(birth).isAfter(DAY));
        assertThat(column(people, 2))
                .anyMatch(death -> !death.isEmpty() && LocalDate.parse(death).isAfter(DAY));
        assertThat(column(people, 2))
                .anyMatch(death -> !death.isEmpty() && LocalDate.parse(death).isBefore(DAY));
        assertThat(column(people, 17)).contains("1");
        assertThat(column(people, 0)).doesNotHaveDuplicates();
    }

    @Test
    void guardians_perChild_areNoneToThreeAndExist() {
        Set<String> ids = new HashSet<>(column(people(), 0));
        Map<String, Integer> counts = new HashMap<>();
        for (String[] row : table("derived_guardians")) {
            counts.merge(row[0], 1, Integer::sum);
            assertThat(ids).contains(row[0], row[1]);
            assertThat(row[1]).isNotEqualTo(row[0]);
        }

        assertThat(counts.values()).contains(1, 2, 3).allMatch(count -> count <= 3);
        assertThat(people())
                .anyMatch(person ->
                        LocalDate.parse(person[1]).isAfter(DAY.minusYears(15)) && !counts.containsKey(person[0]));
    }

    @Test
    void contacts_ofAdults_coverTheEdges() {
        List<String[]> contacts = table("derived_contacts");

        assertThat(column(contacts, 1)).contains("de-AT", "fa-AF", "zh", "en-GB", "es-MX");
        assertThat(column(contacts, 3)).contains("sms", "email", "push", "letter", "");
        assertThat(column(contacts, 5)).anyMatch(mail -> !mail.isEmpty() && !mail.contains("@"));
        assertThat(column(contacts, 8)).containsOnly("default", "evening");
        assertThat(column(contacts, 9)).contains("0", "1");
        assertThat(new HashSet<>(column(contacts, 7))).hasSizeGreaterThan(15);
    }

    @Test
    void contacts_zones_exist() {
        column(table("derived_contacts"), 7).stream()
                .filter(zone -> !zone.isEmpty())
                .forEach(zone -> {
                    try {
                        ZoneId.of(zone);
                    } catch (DateTimeException e) {
                        throw new AssertionError(zone, e);
                    }
                });
    }

    @Test
    void consents_perChannel_neverAnswerTwiceAtOnce() {
        Set<String> seen = new HashSet<>();
        for (String[] row : table("derived_consents")) {
            assertThat(seen.add(row[0] + row[1] + row[2] + row[4])).isTrue();
        }

        assertThat(column(table("derived_consents"), 3)).contains("granted", "denied", "withdrawn");
        assertThat(column(table("derived_consents"), 5)).anyMatch(day -> !day.isEmpty());
    }

    @Test
    void doses_neverPrecedeBirth() {
        Map<String, String> births = new HashMap<>();
        people().forEach(person -> births.put(person[0], person[1]));

        ZoneId zone = ZoneId.of("America/New_York");
        assertThat(table("immunizations"))
                .allMatch(row -> !Instant.parse(row[1])
                        .atZone(zone)
                        .toLocalDate()
                        .isBefore(LocalDate.parse(births.getOrDefault(row[0], "9999-01-01"))))
                .anyMatch(row -> row[1].endsWith("04:00:00Z"));
    }

    @Test
    void fields_withCommas_areQuoted(@TempDir Path folder) throws IOException {
        DemoTable table = new DemoTable("one", "a", "b");
        table.add("x,y", "say \"so\"");

        table.write(folder);

        assertThat(folder.resolve("one.csv")).hasContent("a,b\n\"x,y\",\"say \"\"so\"\"\"\n");
        assertThatIllegalArgumentException().isThrownBy(() -> table.add("too few"));
    }

    private List<String[]> people() {
        return table("people");
    }

    private List<String[]> table(String name) {
        return tables.getOrDefault(name, List.of());
    }

    private static List<String> column(List<String[]> rows, int column) {
        return rows.stream().map(row -> row[column]).toList();
    }

    private static Set<String> scripts(List<String> names) {
        Set<String> scripts = new HashSet<>();
        names.forEach(name -> name.codePoints()
                .forEach(c -> scripts.add(Character.UnicodeScript.of(c).name())));
        return scripts;
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return texts;
    }

    /** The demo writes no quoted field into these files, because none of its values has a comma. */
    private static Map<String, List<String[]>> read(Path folder) throws IOException {
        Map<String, List<String[]>> tables = new TreeMap<>();
        for (Map.Entry<String, String> file : texts(folder).entrySet()) {
            List<String[]> rows = new ArrayList<>();
            file.getValue().lines().skip(1).forEach(line -> rows.add(line.split(",", -1)));
            tables.put(file.getKey().replace(".csv", ""), rows);
        }
        return tables;
    }
}
