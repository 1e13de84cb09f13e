package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;
import org.tidings.timing.PersonTimes;

/**
 * Limits of slots, hours and days, of letters and of all channels, in one another and across one another: how many can go
 * out is counted here, since all letters may leave at the same times.
 */
class OptimisedLimitsTest {
    /** Letters leave on working days from 8 to 16 in Vienna, and the run begins at 9 on a Monday. */
    private static final List<Integer> HOURS_OF_DAYS = List.of(7, 8, 8, 1);

    private static final Pattern TOTALS = Pattern.compile("\"planned\":(\\d+),.*?\"score\":([-0-9.E]+),"
            + "\"value\":([-0-9.E]+),\"bound\":([-0-9.E]+),\"gap\":([-0-9.E]+)");

    @TempDir
    private Path folder;

    private record Limit(int perSlot, int perHour, int perDay) {
        private static final int NONE = 1_000;

        static Limit of(Source source) {
            int a = source.chance(0.5) ? source.intBetween(0, 3) : NONE;
            int b = source.chance(0.5) ? source.intBetween(1, 4) : NONE;
            return new Limit(a, b, source.chance(0.5) ? source.intBetween(1, 12) : NONE);
        }

        String json(String channel) {
            StringBuilder text = new StringBuilder();
            Map<String, Integer> parts = new HashMap<>();
            parts.put("perSlot", perSlot);
            parts.put("perHour", perHour);
            parts.put("perDay", perDay);
            parts.forEach((name, most) -> text.append(most == NONE ? "" : ", \"" + name + "\": " + most));
            return text.isEmpty() ? "" : "{ " + (channel + text).replaceFirst("^, ", "") + " }";
        }
    }

    private record World(Limit letters, Limit all, int slotsOfAnHour, int people, long seed) {
        static World of(Source source) {
            return new World(
                    Limit.of(source),
                    Limit.of(source),
                    source.pick(List.of(1, 2, 4)),
                    source.intBetween(1, 45),
                    source.anyLong());
        }

        /** Returns how many letters can go out. */
        int places() {
            int sum = 0;
            for (int hours : HOURS_OF_DAYS) {
                int hour = Math.min(
                        Math.min(letters.perHour, all.perHour), slotsOfAnHour * Math.min(letters.perSlot, all.perSlot));
                sum += Math.min(Math.min(letters.perDay, all.perDay), hours * hour);
            }
            return sum;
        }

        Programme programme(int seed) {
            List<String> capacity = new ArrayList<>(List.of(letters.json("\"channel\": \"letter\""), all.json("")));
            capacity.removeIf(String::isEmpty);
            return OptimisedRunTest.files(
                            "P3D",
                            "\"length\": \"PT" + 60 / slotsOfAnHour + "M\", \"seed\": " + seed + ", \"capacity\": "
                                    + capacity)
                    .load();
        }
    }

    /** What planning came to, as plan.json says. */
    private record Totals(int planned, double score, double bound, double gap) {}

    @Test
    void plan_limitsInAndAcrossOneAnother_missesNobodyWhoCanBeSentAndProvesItsGap() {
        AtomicInteger number = new AtomicInteger();
        List<Double> gaps = new ArrayList<>();
        Property.forAll(World::of).withTries(12).check(world -> {
            Totals one = run(world, 1, "w" + number.incrementAndGet());
            Totals other = run(world, 2, "w" + number.incrementAndGet());

            int places = Math.min(world.people, world.places());
            assertThat(one.planned).isEqualTo(places);
            assertThat(other.planned).isEqualTo(places);
            if (places == world.people) {
                // Nobody pays for being left out, so that the seed changes neither what a plan is worth nor what it can
                // be.
                assertThat(one.score).isLessThanOrEqualTo(other.bound + 1e-5);
                assertThat(other.score).isLessThanOrEqualTo(one.bound + 1e-5);
            }
            assertThat(one.gap).isBetween(0.0, 0.01);
            assertThat(other.gap).isBetween(0.0, 0.01);
            gaps.add(one.gap);
            gaps.add(other.gap);
        });

        gaps.sort(null);
        System.out.printf(
                "gaps of %d plans: median %.5f, 95 %% %.5f, greatest %.5f%n",
                gaps.size(), gaps.get(gaps.size() / 2), gaps.get(gaps.size() * 95 / 100), gaps.get(gaps.size() - 1));
    }

    private Totals run(World world, int seed, String name) throws IOException {
        Programme programme = world.programme(seed);
        TestPeople people = new TestPeople(programme);
        PersonTimes times = PersonTimes.withSeed(world.seed);
        TestCrowd.Chance chance = new TestCrowd.Seeded(world.seed);
        int monday = (int) LocalDate.of(2030, 1, 7).toEpochDay();
        for (int i = 0; i < world.people; i++) {
            people.reader("r" + i, "1990-01-01").loan("r" + i, "2030-02-01");
            for (int day = 0; day < 20; day++) {
                times.record("r" + i, Channel.LETTER, (monday + day) * 24 + chance.between(6, 12) + i % 6, false);
            }
        }
        CampaignRun.of(programme, people.build(), RunOptions.defaults().withPersonTimes(times))
                .into(folder.resolve(name));
        Matcher totals = TOTALS.matcher(Files.readString(folder.resolve(name).resolve("plan.json")));
        assertThat(totals.find()).isTrue();
        return new Totals(
                Integer.parseInt(totals.group(1)),
                Double.parseDouble(totals.group(2)),
                Double.parseDouble(totals.group(4)),
                Double.parseDouble(totals.group(5)));
    }
}
