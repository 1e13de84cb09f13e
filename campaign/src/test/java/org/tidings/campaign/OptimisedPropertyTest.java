package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;
import org.tidings.timing.PersonTimes;

/** Whatever windows, limits, deadlines and people there are: what a plan must never do. */
class OptimisedPropertyTest {
    private static final ZoneId AGENCY = ZoneId.of("Europe/Vienna");
    private static final Instant AT = Instant.parse("2030-03-04T08:00:00Z");

    @TempDir
    private Path folder;

    /** Hours of a day, from the first to the last, in a zone. */
    private record Hours(int from, int to) {
        boolean contains(ZonedDateTime local) {
            return local.getHour() >= from && local.getHour() < to;
        }

        @Override
        public String toString() {
            return String.format("%02d:00-%02d:00", from, to);
        }
    }

    private record Limit(String channel, String span, int most) {}

    private record World(
            Hours sms,
            Hours letter,
            Hours quiet,
            int cap,
            int capDays,
            List<Limit> limits,
            int slotMinutes,
            long people) {
        static World of(Source source) {
            int quietFrom = source.intBetween(19, 21);
            List<Limit> limits = new ArrayList<>();
            for (String channel : List.of("sms", "email", "letter", "all")) {
                for (String span : List.of("perSlot", "perHour", "perDay")) {
                    if (source.chance(0.35)) {
                        limits.add(new Limit(channel, span, source.intBetween(0, span.equals("perDay") ? 12 : 4)));
                    }
                }
            }
            return new World(
                    hours(source),
                    hours(source),
                    new Hours(quietFrom, quietFrom + 2),
                    source.intBetween(1, 2),
                    source.intBetween(1, 4),
                    limits,
                    source.pick(List.of(15, 30, 60)),
                    source.anyLong());
        }

        private static Hours hours(Source source) {
            int from = source.intBetween(6, 14);
            return new Hours(from, source.intBetween(from + 1, 20));
        }

        TestProgramme files() {
            StringBuilder capacity = new StringBuilder();
            for (String channel : List.of("sms", "email", "letter", "all")) {
                StringBuilder entry = new StringBuilder();
                limits.stream()
                        .filter(limit -> limit.channel.equals(channel))
                        .forEach(limit -> entry.append(", \"")
                                .append(limit.span)
                                .append("\": ")
                                .append(limit.most));
                if (!entry.isEmpty()) {
                    String text =
                            channel.equals("all") ? entry.substring(2) : "\"channel\": \"" + channel + "\"" + entry;
                    capacity.append(capacity.isEmpty() ? "" : ", ")
                            .append("{ ")
                            .append(text)
                            .append(" }");
                }
            }
            String timing = "\"sendTime\": \"optimised\", \"sendWithin\": \"P2D\", \"slots\": { \"length\": \"PT"
                    + slotMinutes + "M\", \"seed\": 5, \"capacity\": [" + capacity + "] }, ";
            return TestProgramme.library()
                    .change("campaigns/notice.json", "\"evaluate\"", timing + "\"evaluate\"")
                    .change("campaigns/visit.json", "\"subjectOrder\"", timing + "\"subjectOrder\"")
                    .change(
                            "programme.json",
                            "\"spacing\"",
                            "\"caps\": [{ \"messages\": " + cap + ", \"within\": \"P" + capDays + "D\" }], \"spacing\"")
                    .file(
                            "windows.json",
                            "{ \"channels\": { \"sms\": { \"hours\": { \"mon-sat\": \"" + sms
                                    + "\" } }, \"email\": { \"hours\": { \"mon-sun\": \"07:00-22:00\" } },"
                                    + " \"letter\": { \"zone\": \"agency\", \"hours\": { \"mon-fri\": \"" + letter
                                    + "\" } } }, \"quietHours\": { \"hours\": \"" + quiet
                                    + "\", \"zone\": \"recipient\", \"channels\": [\"sms\", \"email\"] } }");
        }
    }

    /** A row of messages.csv. */
    private record Row(String step, String recipient, String channel, Instant at, List<String> subjects) {
        static Row of(String line) {
            String[] fields = line.split(",", -1);
            return new Row(fields[0], fields[1], fields[2], Instant.parse(fields[5]), List.of(fields[7].split(" ")));
        }
    }

    @Test
    void plan_anyWorld_keepsWithinEverythingAndLosesNobody() {
        AtomicInteger number = new AtomicInteger();
        Property.forAll(World::of).withTries(25).check(world -> check(world, "w" + number.incrementAndGet()));
    }

    private void check(World world, String name) throws IOException {
        Programme programme = world.files().load();
        Crowd crowd = Crowd.of(programme, new TestCrowd.Seeded(world.people), 40);
        People people = crowd.people;
        RunOptions options = RunOptions.defaults().withPersonTimes(times(world.people));

        RunSummary summary = CampaignRun.of(programme, people, options).into(folder.resolve(name));

        CampaignRun.of(programme, people, options.withThreads(3)).into(folder.resolve(name + "again"));
        for (String list : List.of("messages.csv", "suppressed.csv", "records.jsonl", "withheld.jsonl", "plan.json")) {
            assertThat(Files.readString(folder.resolve(name + "again").resolve(list)))
                    .isEqualTo(Files.readString(folder.resolve(name).resolve(list)));
        }
        List<Row> rows = lines(name, "messages.csv").stream().map(Row::of).toList();
        for (Row row : rows) {
            checkWindow(world, crowd, row);
        }
        checkDeadlines(crowd, rows);
        checkCaps(world, rows);
        checkLimits(world, rows);
        checkEverybody(name, rows, summary);
    }

    private static PersonTimes times(long seed) {
        PersonTimes times = PersonTimes.withSeed(seed);
        TestCrowd.Chance chance = new TestCrowd.Seeded(seed + 1);
        int first = (int) LocalDate.of(2030, 1, 7).toEpochDay() * 24;
        for (int person = 0; person < 20; person++) {
            for (int event = 0; event < 30; event++) {
                times.record("p" + person, Channel.SMS, first + event * 24 + chance.between(6, 21), false);
            }
        }
        return times;
    }

    /** Readers, with what the test has to know of them. */
    private record Crowd(People people, Map<String, ZoneId> zones, Map<String, LocalDate> ends) {
        static Crowd of(Programme programme, TestCrowd.Chance chance, int size) {
            TestPeople people = new TestPeople(programme);
            Map<String, ZoneId> zones = new HashMap<>();
            Map<String, LocalDate> ends = new HashMap<>();
            for (int i = 0; i < size; i++) {
                String id = "p" + i;
                ZoneId zone = ZoneId.of(List.of("Asia/Kolkata", "America/New_York", "Europe/Vienna")
                        .get(chance.between(0, 2)));
                LocalDate end = LocalDate.of(2030, 3, 6).plusDays(chance.between(0, 40));
                zones.put(id, zone);
                ends.put(id, end);
                List<Object> values = new ArrayList<>(List.of("zone", zone.getId(), "cardEnds", end));
                if (chance.between(0, 2) > 0) {
                    values.addAll(List.of("mobile", "+" + i));
                }
                if (chance.between(0, 2) > 0) {
                    values.addAll(List.of("email", id + "@x.org"));
                }
                people.reader(id, (chance.between(0, 3) == 0 ? 2022 : 1980) + "-06-15", values.toArray());
                for (int loan = chance.between(0, 2); loan > 0; loan--) {
                    people.loan(id, "2030-02-0" + loan);
                }
                TestCrowd.consentsAndGuardians(people, id, size, chance);
            }
            return new Crowd(people.build(), zones, ends);
        }

        ZoneId zone(String id) {
            return zones.getOrDefault(id, AGENCY);
        }
    }

    private static void checkWindow(World world, Crowd crowd, Row row) {
        ZonedDateTime own = row.at.atZone(crowd.zone(row.recipient));
        ZonedDateTime agency = row.at.atZone(AGENCY);
        switch (row.channel) {
            case "letter" -> {
                assertThat(world.letter.contains(agency)).as(row.toString()).isTrue();
                assertThat(agency.getDayOfWeek()).isLessThan(DayOfWeek.SATURDAY);
            }
            case "sms" -> {
                assertThat(world.sms.contains(own)).as(row.toString()).isTrue();
                assertThat(own.getDayOfWeek()).isLessThan(DayOfWeek.SUNDAY);
            }
            default ->
                assertThat(new Hours(7, 22).contains(own)).as(row.toString()).isTrue();
        }
        if (!row.channel.equals("letter")) {
            assertThat(world.quiet.contains(own)).as(row.toString()).isFalse();
        }
        assertThat(row.at).isAfterOrEqualTo(AT);
    }

    private static void checkDeadlines(Crowd crowd, List<Row> rows) {
        for (Row row : rows) {
            if (row.step.startsWith("VISIT")) {
                ZoneId zone = row.channel.equals("letter") ? AGENCY : crowd.zone(row.recipient);
                LocalDate day = row.at.atZone(zone).toLocalDate();
                for (String subject : row.subjects) {
                    assertThat(day).isBefore(crowd.ends.getOrDefault(subject, LocalDate.MIN));
                }
            }
        }
    }

    private static void checkCaps(World world, List<Row> rows) {
        Map<String, List<Instant>> byRecipient = new HashMap<>();
        rows.forEach(row -> byRecipient
                .computeIfAbsent(row.recipient, any -> new ArrayList<>())
                .add(row.at));
        byRecipient.values().forEach(times -> {
            times.sort(null);
            for (int i = world.cap; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - world.cap), times.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofDays(world.capDays));
            }
        });
    }

    private static void checkLimits(World world, List<Row> rows) {
        for (String campaign : List.of("NOTICE", "VISIT")) {
            for (Limit limit : world.limits) {
                Map<String, Integer> counts = new HashMap<>();
                for (Row row : rows) {
                    if (row.step.startsWith(campaign)
                            && (limit.channel.equals("all") || limit.channel.equals(row.channel))) {
                        counts.merge(span(limit.span, world.slotMinutes, row.at), 1, Integer::sum);
                    }
                }
                assertThat(counts.values()).as(limit.toString()).allMatch(count -> count <= limit.most);
            }
        }
    }

    private static String span(String span, int slotMinutes, Instant at) {
        ZonedDateTime local = at.atZone(AGENCY);
        return switch (span) {
            case "perDay" -> local.toLocalDate().toString();
            case "perHour" -> Long.toString(Math.floorDiv(at.getEpochSecond(), 3_600));
            default -> Long.toString(Math.floorDiv(at.getEpochSecond(), slotMinutes * 60L));
        };
    }

    private void checkEverybody(String name, List<Row> rows, RunSummary summary) throws IOException {
        Set<String> told = new HashSet<>();
        rows.forEach(row -> row.subjects.forEach(subject -> told.add(row.step + "," + subject)));
        Set<String> withheld = new HashSet<>();
        lines(name, "suppressed.csv").forEach(line -> {
            String[] fields = line.split(",", -1);
            assertThat(fields[3]).isNotEmpty().isNotEqualTo("internal_error");
            withheld.add(fields[0] + "," + fields[1]);
        });
        for (String line : lines(name, "eligible.csv")) {
            String[] fields = line.split(",", -1);
            String key = fields[0] + "," + fields[1];
            assertThat(told.contains(key) || withheld.contains(key)).as(key).isTrue();
        }
        assertThat(summary.steps())
                .allSatisfy(
                        step -> assertThat(step.notInSegment() + step.undecided() + step.reached() + step.withheld())
                                .isEqualTo(summary.people()));
    }

    private List<String> lines(String name, String file) throws IOException {
        return Files.readString(folder.resolve(name).resolve(file))
                .lines()
                .skip(1)
                .toList();
    }
}
