package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Channel;
import org.tidings.testkit.ApprovedFiles;
import org.tidings.timing.PersonTimes;

/** Campaigns whose messages are planned together. The library's letters leave on working days from 8 to 16 in Vienna. */
class OptimisedRunTest {
    private static final String LATE = "2030-02-01";
    private static final List<String> LISTS = List.of(
            "eligible.csv",
            "suppressed.csv",
            "messages.csv",
            "records.jsonl",
            "withheld.jsonl",
            "plan.json",
            "plan.html");

    @TempDir
    private Path folder;

    @Test
    void into_enoughPlaces_reachesEverybodyWithinThem() {
        Programme programme = optimised("P1D", "\"capacity\": [{ \"channel\": \"letter\", \"perSlot\": 3 }]");

        RunSummary summary = run(programme, readers(programme, 20), "out");

        assertThat(summary.messages()).isEqualTo(20);
        assertThat(perSlot("out"))
                .hasSizeGreaterThan(6)
                .allSatisfy((slot, count) -> assertThat(count).isLessThanOrEqualTo(3));
    }

    @Test
    void into_tooFewPlaces_tellsWhoIsLeftOut() {
        // From 9 to 16 on Monday and from 8 to 9 on Tuesday there are 8 slots.
        Programme programme = optimised("P1D", "\"capacity\": [{ \"channel\": \"letter\", \"perSlot\": 3 }]");

        RunSummary summary = run(programme, readers(programme, 30), "out");

        RunSummary.Step notice = summary.steps().get(2);
        assertThat(notice.reached()).isEqualTo(24);
        assertThat(notice.reasons()).isEqualTo(Map.of("capacity_exhausted", 6));
        assertThat(read("out/withheld.jsonl").lines())
                .hasSize(6)
                .allMatch(line -> line.contains("\"reason\":\"capacity_exhausted\",\"detail\":\"all 8 slots\""));
        assertThat(read("out/plan.json")).contains("\"messages\":30,\"planned\":24");
    }

    @Test
    void into_planPage_isAsApprovedAndCanBeReadByEverybody() {
        Programme programme =
                optimised("P1D", "\"capacity\": [{ \"channel\": \"letter\", \"perSlot\": 3 }, { \"perDay\": 20 }]");

        run(programme, readers(programme, 30), "out");

        String page = read("out/plan.html");
        ApprovedFiles.of("plan").check("too-few-places.html", page);
        long pictures = page.split("<svg role=\"img\"", -1).length - 1L;
        assertThat(pictures).isEqualTo(2);
        assertThat(page.split("<svg ", -1)).as("all have a role").hasSize(3);
        assertThat(Pattern.compile("<svg [^>]*>\\n<title>[^<]+</title>\\n<desc>[^<]+</desc>")
                        .matcher(page)
                        .results())
                .hasSize(2);
        // What scrolls has a name and can be scrolled by the keyboard.
        assertThat(page.split("class=\"scroll\"", -1))
                .hasSameSizeAs(page.split("role=\"region\" tabindex=\"0\" aria-label=\"[^\"]+\"", -1))
                .hasSize(6);
        assertThat(page).contains("color-scheme: light dark", "@media print", "<html lang=\"en\">");
    }

    @Test
    void into_limitOfTheDay_hasAPriceOnlyWhenSomethingCanGoOut() {
        Programme programme = optimised("P1D", "\"capacity\": [{ \"perDay\": 20 }]");

        run(programme, readers(programme, 30), "out");

        // The library's letters leave from 8 to 16, in Vienna.
        List<Integer> hours = Pattern.compile("\"(2\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\":0\\.")
                .matcher(read("out/plan.json"))
                .results()
                .map(found -> Instant.parse(found.group(1))
                        .atZone(ZoneId.of("Europe/Vienna"))
                        .getHour())
                .distinct()
                .sorted()
                .toList();
        assertThat(hours).isNotEmpty().allMatch(hour -> hour >= 8 && hour < 16);
    }

    @Test
    void into_tooFewPlaces_whoIsLeftOutDependsOnTheSeedAndNotOnTheHours() {
        PersonTimes times = PersonTimes.withSeed(1);
        for (int person = 0; person < 15; person++) {
            active(times, "r" + (100 + person), 10);
        }
        List<String> left = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            Programme programme = optimised(
                    "P1D", "\"seed\": " + seed + ", \"capacity\": [{ \"channel\": \"letter\", \"perSlot\": 2 }]");
            String out = "seed" + seed;

            CampaignRun.of(
                            programme,
                            readers(programme, 30),
                            RunOptions.defaults().withPersonTimes(times))
                    .into(folder.resolve(out));

            left.addAll(column(out + "/suppressed.csv", 1));
        }

        long known = left.stream().filter(id -> id.compareTo("r115") < 0).count();
        assertThat(left).hasSize(6 * 14);
        assertThat(known).isBetween(25L, 59L);
    }

    @Test
    void into_limitOfADayAndAnHour_keepsBoth() {
        Programme programme = optimised(
                "P7D", "\"length\": \"PT15M\", \"capacity\": [{ \"perDay\": 10, \"perHour\": 3, \"perSlot\": 2 }]");

        RunSummary summary = run(programme, readers(programme, 45), "out");

        assertThat(summary.messages()).isEqualTo(45);
        assertThat(perDay("out")).allSatisfy((day, count) -> assertThat(count).isLessThanOrEqualTo(10));
        assertThat(perHour("out")).allSatisfy((hour, count) -> assertThat(count).isLessThanOrEqualTo(3));
        assertThat(perSlot("out")).allSatisfy((slot, count) -> assertThat(count).isLessThanOrEqualTo(2));
        double gap = Double.parseDouble(read("out/plan.json").replaceAll("(?s).*\"gap\":([0-9.E-]+).*", "$1"));
        assertThat(gap).isBetween(0.0, 0.01);
    }

    @Test
    void into_limitsOfAChannelThatCrossThoseOfAll_areKeptAndMissNobody() {
        Programme programme = optimised(
                "P7D",
                "\"capacity\": [{ \"channel\": \"letter\", \"perDay\": 6 }, { \"perHour\": 2, \"perSlot\": 2 }]");
        TestPeople people = new TestPeople(programme);
        for (int i = 0; i < 60; i++) {
            String id = "r" + (100 + i);
            people.reader(id, "1990-01-01", i < 30 ? "mobile" : "name", "+" + i).loan(id, LATE);
            if (i < 30) {
                people.grants(id, Channel.SMS);
            }
        }

        RunSummary summary = run(programme, people.build(), "out");

        assertThat(summary.steps().get(2).byChannel()).isEqualTo(Map.of("sms", 30, "letter", 30));
        assertThat(perHour("out")).allSatisfy((hour, count) -> assertThat(count).isLessThanOrEqualTo(2));
        Map<String, Long> letters = read("out/messages.csv")
                .lines()
                .filter(line -> line.contains(",letter,"))
                .collect(Collectors.groupingBy(line -> line.split(",", -1)[5].substring(0, 10), Collectors.counting()));
        assertThat(letters.values()).allMatch(count -> count <= 6);
        double gap = Double.parseDouble(read("out/plan.json").replaceAll("(?s).*\"gap\":([0-9.E-]+).*", "$1"));
        System.out.println("gap where limits cross: " + gap);
        assertThat(gap).isBetween(0.0, 0.1);
    }

    @Test
    void into_hoursOfAPerson_decideAndStandInTheRecord() {
        Programme programme = optimised("P1D", "\"capacity\": [{ \"perSlot\": 5 }]");
        PersonTimes times = PersonTimes.withSeed(1);
        active(times, "r100", 14);

        CampaignRun.of(programme, readers(programme, 2), RunOptions.defaults().withPersonTimes(times))
                .into(folder.resolve("out"));

        List<String> records = read("out/records.jsonl").lines().toList();
        assertThat(records.get(0))
                .contains("\"send_at\":\"2030-03-04T13:00:00Z\"")
                .contains("\"time_reasons\":[\"plan own hours\"]")
                .contains("\"slot\":{\"start\":\"2030-03-04T13:00:00Z\",\"length\":\"PT1H\","
                        + "\"local\":\"2030-03-04T14:00\",\"score\":")
                .contains("\"price\":0.0,\"rank\":1,\"allowed\":8,\"hours\":\"own\",\"beyond_capacity\":false}");
        assertThat(records.get(1)).contains("\"hours\":\"population\"");
    }

    @Test
    void into_mandatoryNotice_goesOutBeyondCapacityAndSaysSo() {
        Programme programme = files("P1D", "\"capacity\": [{ \"perSlot\": 1 }]")
                .change("catalogue.json", "\"description\": \"Messages about loans\",", "\"mustSend\": true,")
                .load();

        RunSummary summary = run(programme, readers(programme, 11), "out");

        assertThat(summary.messages()).isEqualTo(11);
        assertThat(summary.steps().get(2).moved()).containsEntry("beyond_capacity", 3);
        assertThat(perSlot("out").get("2030-03-04T08:00:00Z")).isEqualTo(4);
        assertThat(read("out/plan.json")).contains("\"planned\":8,\"beyond_capacity\":3");
    }

    @Test
    void into_textThatRefuses_takesAPlaceOnTheNextChannel() {
        Programme programme = files("P1D", "\"capacity\": [{ \"perSlot\": 1 }]")
                .change("templates/notice/manifest.json", "\"sms\": {}", "\"sms\": { \"maxParts\": 1 }")
                .file(
                        "templates/notice/sms.en.mustache",
                        "x".repeat(150) + "{{#subjects}}{{#name}}{{name}}{{/name}}{{/subjects}}")
                .load();
        TestPeople people = new TestPeople(programme);
        for (int i = 0; i < 4; i++) {
            String id = "r" + i;
            people.reader(id, "1990-01-01", "mobile", "+" + i, "name", i < 2 ? "N".repeat(40) : "Jo")
                    .loan(id, LATE)
                    .grants(id, Channel.SMS);
        }

        RunSummary summary = run(programme, people.build(), "out");

        assertThat(summary.steps().get(2).byChannel()).isEqualTo(Map.of("sms", 2, "letter", 2));
        assertThat(perSlot("out")).hasSize(4);
        assertThat(RecordChain.firstBroken(read("out/records.jsonl").lines())).isEmpty();
    }

    @Test
    void into_killedAnywhere_leavesWhatAnUninterruptedRunLeaves() {
        Programme programme = optimised(
                "P2D",
                "\"capacity\": [{ \"channel\": \"letter\", \"perSlot\": 1 }, { \"channel\": \"sms\", \"perDay\": 5 }]");
        People people = TestCrowd.of(programme, new TestCrowd.Seeded(3), 150);
        RunSummary whole = run(programme, people, "whole");
        assertThat(whole.steps().get(2).reasons()).containsKey("capacity_exhausted");

        for (int killAt : List.of(0, 1, whole.messages() / 2, whole.messages() - 1)) {
            Path resumed = folder.resolve("resumed" + killAt);
            CampaignRun run = CampaignRun.of(programme, people, RunOptions.defaults())
                    .withTransport(new TestCarrier(killAt))
                    .withBatch(16);

            assertThatThrownBy(() -> run.into(resumed)).isInstanceOf(TestCarrier.Killed.class);
            run.into(resumed);

            for (String list : LISTS) {
                assertThat(read("resumed" + killAt + "/" + list)).as(list).isEqualTo(read("whole/" + list));
            }
        }
    }

    @Test
    void into_capacityThatDropsInBetween_replansOnlyWhatHasNotLeft() {
        TestProgramme files = files("P1D", "\"capacity\": [{ \"perSlot\": 4 }]");
        Programme programme = files.load();
        Programme less = files.change("campaigns/notice.json", "\"perSlot\": 4", "\"perSlot\": 2")
                .load();
        People people = readers(programme, 24);
        List<Map<String, String>> results = new ArrayList<>();
        for (String out : List.of("one", "two")) {
            TestCarrier carrier = new TestCarrier(9);
            CampaignRun first =
                    CampaignRun.of(programme, people, RunOptions.defaults()).withTransport(carrier);
            assertThatThrownBy(() -> first.into(folder.resolve(out))).isInstanceOf(TestCarrier.Killed.class);
            Map<String, String> left = journalTimes(out, carrier.sent);
            assertThat(left).hasSize(9);

            CampaignRun.of(less, people, RunOptions.defaults())
                    .withTransport(carrier)
                    .into(folder.resolve(out));

            Map<String, String> after = times(out);
            assertThat(after).containsAllEntriesOf(left);
            Map<String, Long> taken =
                    left.values().stream().collect(Collectors.groupingBy(at -> at, Collectors.counting()));
            perSlot(out)
                    .forEach((slot, count) -> assertThat((long) count)
                            .as(slot)
                            .isLessThanOrEqualTo(Math.max(2, taken.getOrDefault(slot, 0L))));
            assertThat(after.size() + column(out + "/suppressed.csv", 3).size()).isEqualTo(24);
            assertThat(column(out + "/suppressed.csv", 3)).containsOnly("capacity_exhausted");
            results.add(after);
        }

        assertThat(results.get(0)).isEqualTo(results.get(1));
    }

    @Test
    void into_threads_changeNothing() {
        Programme programme = optimised("P3D", "\"capacity\": [{ \"perHour\": 3, \"perDay\": 15 }]");
        People people = TestCrowd.of(programme, new TestCrowd.Seeded(5), 200);

        run(programme, people, "one");
        CampaignRun.of(programme, people, RunOptions.defaults().withThreads(4)).into(folder.resolve("many"));

        for (String list : LISTS) {
            assertThat(read("many/" + list)).as(list).isEqualTo(read("one/" + list));
        }
    }

    @Test
    void explain_saysWhatTheRunDidWithEverybody() {
        Programme programme = optimised("P1D", "\"capacity\": [{ \"perSlot\": 2 }]");
        People people = readers(programme, 20);
        run(programme, people, "out");
        Map<String, String> times = times("out");

        Explainer explainer = Explainer.of(programme, people, RunOptions.defaults());

        for (int i = 100; i < 120; i++) {
            PersonExplanation person = explainer.explain("r" + i).orElseThrow();
            String at = times.get("r" + i);
            if (at == null) {
                assertThat(person.text()).contains("Why not: every allowed time is full.");
                assertThat(person.json()).contains("\"reason\":\"capacity_exhausted\",\"detail\":\"all 8 slots\"");
            } else {
                assertThat(person.records().get(0).sendAt()).hasToString(at);
                assertThat(person.text()).contains("It is planned together with all others: number ");
            }
        }
        assertThat(times).hasSize(16);
    }

    @Test
    void personalize_oneAlone_takesTheBestSlot() {
        Programme programme = optimised("P1D", "\"capacity\": [{ \"perSlot\": 0 }]");
        PersonTimes times = PersonTimes.withSeed(1);
        active(times, "r100", 14);
        People people = readers(programme, 1);

        Personalization found = Personalizer.of(programme, RunOptions.defaults().withPersonTimes(times))
                .personalize(people, 0);

        assertThat(found.messages())
                .singleElement()
                .extracting(message -> message.message().sendAt())
                .hasToString("2030-03-04T13:00:00Z");
    }

    private static void active(PersonTimes times, String person, int hour) {
        // Every working day of eight weeks before the run; 2030-01-07 is a Monday.
        int monday = (int) LocalDate.of(2030, 1, 7).toEpochDay();
        for (int day = 0; day < 56; day++) {
            if (day % 7 < 5) {
                times.record(person, Channel.LETTER, (monday + day) * 24 + hour, false);
            }
        }
    }

    static TestProgramme files(String within, String slots) {
        return TestProgramme.library()
                .change(
                        "campaigns/notice.json",
                        "\"evaluate\"",
                        "\"sendTime\": \"optimised\", \"sendWithin\": \"" + within + "\", \"slots\": { " + slots
                                + " }, \"evaluate\"");
    }

    private static Programme optimised(String within, String slots) {
        return files(within, slots).load();
    }

    private static People readers(Programme programme, int count) {
        TestPeople people = new TestPeople(programme);
        for (int i = 0; i < count; i++) {
            people.reader("r" + (100 + i), "1990-01-01").loan("r" + (100 + i), LATE);
        }
        return people.build();
    }

    private RunSummary run(Programme programme, People people, String out) {
        return CampaignRun.of(programme, people, RunOptions.defaults()).into(folder.resolve(out));
    }

    private Map<String, Integer> perSlot(String out) {
        return counts(out, 20);
    }

    private Map<String, Integer> perHour(String out) {
        return counts(out, 13);
    }

    /** Letters leave by day, so that days of UTC are days of the agency. */
    private Map<String, Integer> perDay(String out) {
        return counts(out, 10);
    }

    private Map<String, Integer> counts(String out, int length) {
        Map<String, Integer> counts = new TreeMap<>();
        column(out + "/messages.csv", 5).forEach(at -> counts.merge(at.substring(0, length), 1, Integer::sum));
        return counts;
    }

    private Map<String, String> times(String out) {
        Map<String, String> times = new TreeMap<>();
        read(out + "/messages.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(row -> times.put(row[1], row[5]));
        return times;
    }

    /** Returns when the messages leave, as the journal says, that the carrier has, by recipient. */
    private Map<String, String> journalTimes(String out, List<String> sent) {
        List<String> lines = read(out + "/journal.jsonl").lines().toList();
        Map<String, String> times = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith("{\"open\":") && sent.contains(value(line, "open"))) {
                times.put(value(line, "recipient"), value(line, "send_at"));
            }
        }
        return times;
    }

    private static String value(String line, String name) {
        int start = line.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return line.substring(start, line.indexOf('"', start));
    }

    private List<String> column(String file, int column) {
        return read(file)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1)[column])
                .toList();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
