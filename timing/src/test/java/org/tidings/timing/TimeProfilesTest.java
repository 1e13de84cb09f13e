package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;

class TimeProfilesTest {
    private static final double[] EVENLY = new double[24];

    static {
        Arrays.fill(EVENLY, 1.0 / 24);
    }

    private static final double[] DAYS = {0.15, 0.16, 0.16, 0.16, 0.15, 0.11, 0.11};

    @Test
    void defaults_shipped_areProbabilities() {
        TimeProfiles profiles = TimeProfiles.defaults();

        assertThat(profiles.name()).isEqualTo("default");
        assertThat(profiles.size()).isEqualTo(8);
        assertThat(IntStream.range(0, 8).mapToDouble(profiles::weight).sum()).isEqualTo(1, within(1e-12));
        for (int k = 0; k < 8; k++) {
            int profile = k;
            assertThat(IntStream.range(0, 48)
                            .mapToDouble(cell -> profiles.cell(profile, cell))
                            .sum())
                    .isEqualTo(1, within(1e-12));
        }
        assertThat(IntStream.range(0, 7).mapToDouble(profiles::dayShare).sum()).isEqualTo(1, within(1e-12));
    }

    @Test
    void read_whatToJsonWrote_writesTheSameText() {
        String json = TimeProfiles.defaults().toJson();

        assertThat(read(json).toJson()).isEqualTo(json);
    }

    @Test
    void read_faults_areAllTold() {
        String json = TimeProfiles.defaults()
                .toJson()
                .replace("\"version\": 1", "\"version\": 2")
                .replaceFirst("\"weight\": 0\\.", "\"weight\": 3.")
                .replaceFirst("\"dayShares\": \\[", "\"dayShares\": [0.5, ")
                .replaceFirst("\"shiftWeights\": \\[0", "\"shiftWeights\": [-0")
                .replaceFirst("\"population\": \\[0", "\"population\": [0.9, 0")
                .replace("\"name\"", "\"nam\"");

        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        fault -> assertThat(fault.diagnostics())
                                .extracting(Diagnostic::code)
                                .containsExactly(
                                        "JSON-007",
                                        "JSON-009",
                                        "TIM-014",
                                        "TIM-014",
                                        "TIM-013",
                                        "TIM-013",
                                        "JSON-005"));
    }

    @Test
    void read_probabilitiesThatDoNotAddUp_areRefused() {
        String json = TimeProfiles.defaults().toJson().replaceFirst("\"dayShares\": \\[0.1", "\"dayShares\": [0.9");

        assertThatThrownBy(() -> read(json))
                .hasMessageContaining("TIM-015")
                .hasMessageContaining("The probabilities of 'dayShares' do not add up to 1");
    }

    @Test
    void read_noProfiles_isRefused() {
        String json = TimeProfiles.defaults().toJson().replaceFirst("(?s)\"profiles\": \\[.*\\]", "\"profiles\": []");

        assertThatThrownBy(() -> read(json)).hasMessageContaining("There are 0 profiles; 1 to 64 may be");
    }

    @Test
    void train_twoKindsOfPeople_findsBoth() {
        ActivityStates states = twoKinds(600);

        TimeProfiles profiles =
                TimeProfilesTrainer.withSeed(1).withProfiles(2).train("two kinds", states, DAYS, EVENLY);

        int mornings = morning(profiles, 0) > morning(profiles, 1) ? 0 : 1;
        assertThat(profiles.weight(mornings)).isEqualTo(1.0 / 3, within(0.02));
        assertThat(morning(profiles, mornings)).isGreaterThan(0.85);
        assertThat(morning(profiles, 1 - mornings)).isLessThan(0.15);
    }

    @Test
    void train_sameSeed_givesTheSameProfiles() {
        ActivityStates states = twoKinds(300);

        String once =
                TimeProfilesTrainer.withSeed(9).train("x", states, DAYS, EVENLY).toJson();
        String again =
                TimeProfilesTrainer.withSeed(9).train("x", states, DAYS, EVENLY).toJson();

        assertThat(again).isEqualTo(once);
    }

    @Test
    void train_fewPeople_staysNearThePopulation() {
        ActivityStates states = twoKinds(6);

        TimeProfiles profiles = TimeProfilesTrainer.withSeed(1).withProfiles(2).train("few", states, DAYS, EVENLY);

        double difference = Math.abs(morning(profiles, 0) - morning(profiles, 1));
        assertThat(difference).isLessThan(0.2);
    }

    @Test
    void train_nobody_isRefused() {
        ActivityStates states = ActivityStates.withSeed(1);
        states.add();

        assertThatThrownBy(() -> TimeProfilesTrainer.withSeed(1).train("none", states, DAYS, EVENLY))
                .hasMessage("there is no activity to learn from");
    }

    @Test
    void train_sharesThatAreNone_areRefused() {
        assertThatThrownBy(() -> TimeProfilesTrainer.withSeed(1).train("x", twoKinds(9), EVENLY, EVENLY))
                .hasMessage("7 shares are needed, each at least 0");
        assertThatThrownBy(() -> TimeProfilesTrainer.withSeed(1).withProfiles(65))
                .hasMessage("the number of profiles is 1 to 64, not 65");
    }

    @Test
    void withShiftWeights_peopleOnTwoClocks_findsThem() {
        TimeProfiles mornings = TimeProfilesTrainer.withSeed(1).train("mornings", mornings(300), DAYS, EVENLY);
        ActivityStates utc = ActivityStates.withSeed(2);
        ActivityStates local = mornings(900);
        for (int row = 0; row < 900; row++) {
            utc.add();
            // A third lives eight hours behind UTC, the others five ahead.
            byte[] bytes = local.bytes(row);
            byte[] shifted = bytes.clone();
            int ahead = row % 3 == 0 ? 16 : 5;
            for (int hour = 0; hour < 24; hour++) {
                shifted[hour] = bytes[(hour + ahead) % 24];
            }
            utc.restore(row, shifted);
        }

        TimeProfiles placed = TimeProfilesTrainer.withShiftWeights(mornings, utc);

        assertThat(placed.shiftWeight(15) + placed.shiftWeight(16) + placed.shiftWeight(17))
                .isEqualTo(1.0 / 3, within(0.1));
        assertThat(placed.shiftWeight(4) + placed.shiftWeight(5) + placed.shiftWeight(6))
                .isEqualTo(2.0 / 3, within(0.1));
    }

    @Test
    void withShiftWeights_twoKindsOnOneClock_findsTheClockAndHowManyThereAreOfEach() {
        TimeProfiles kinds =
                TimeProfilesTrainer.withSeed(1).withProfiles(2).train("kinds", narrowAndBroad(1_200), DAYS, EVENLY);
        ActivityStates utc = ActivityStates.withSeed(2);
        ActivityStates local = narrowAndBroad(900);
        for (int row = 0; row < 900; row++) {
            utc.add();
            byte[] bytes = local.bytes(row);
            byte[] shifted = bytes.clone();
            for (int hour = 0; hour < 24; hour++) {
                shifted[hour] = bytes[(hour + 5) % 24];
            }
            utc.restore(row, shifted);
        }

        TimeProfiles placed = TimeProfilesTrainer.withShiftWeights(kinds, utc);

        assertThat(placed.shiftWeight(4) + placed.shiftWeight(5) + placed.shiftWeight(6))
                .isGreaterThan(0.9);
        assertThat(Math.max(placed.weight(0), placed.weight(1))).isEqualTo(2.0 / 3, within(0.1));
        PersonTimeModel unknown = PersonTimeModel.ofUnknownZone(placed);
        TimeDensity density = new TimeDensity();
        // Both have the same clock: their profiles differ, not their zones.
        assertThat(unknown.likeliest(utc, 0, density)).isBetween(4, 6);
        assertThat(density.bestHourOfDay()).isBetween(2, 3);
        assertThat(unknown.likeliest(utc, 1, density)).isBetween(4, 6);
        assertThat(density.bestHourOfDay()).isBetween(8, 16);
    }

    @Test
    void withShiftWeights_kindsInTwoZones_findsTheZoneOfEach() {
        TimeProfiles kinds =
                TimeProfilesTrainer.withSeed(1).withProfiles(2).train("kinds", narrowAndBroad(1_200), DAYS, EVENLY);
        ActivityStates utc = inTwoZones(1_800);

        TimeProfiles placed = TimeProfilesTrainer.withShiftWeights(kinds, utc);

        int narrow = placed.weight(0) < placed.weight(1) ? 0 : 1;
        assertThat(around(placed, narrow, 5)).isGreaterThan(0.75);
        assertThat(around(placed, 1 - narrow, 16)).isGreaterThan(0.75);
        for (int ahead = 0; ahead < 24; ahead++) {
            double mean =
                    placed.weight(0) * placed.shiftWeight(0, ahead) + placed.weight(1) * placed.shiftWeight(1, ahead);
            assertThat(placed.shiftWeight(ahead)).isEqualTo(mean, within(1e-9));
        }
    }

    @Test
    void withShiftWeights_fewPeople_leavesZoneAndProfileAsGoodAsIndependent() {
        TimeProfiles kinds =
                TimeProfilesTrainer.withSeed(1).withProfiles(2).train("kinds", narrowAndBroad(1_200), DAYS, EVENLY);

        TimeProfiles placed = TimeProfilesTrainer.withShiftWeights(kinds, inTwoZones(6));

        for (int ahead = 0; ahead < 24; ahead++) {
            assertThat(placed.shiftWeight(0, ahead)).isEqualTo(placed.shiftWeight(1, ahead), within(0.05));
        }
    }

    @Test
    void read_zonesOfEachProfile_areThoseThatWereWritten() {
        TimeProfiles kinds =
                TimeProfilesTrainer.withSeed(1).withProfiles(2).train("kinds", narrowAndBroad(300), DAYS, EVENLY);
        TimeProfiles placed = TimeProfilesTrainer.withShiftWeights(kinds, inTwoZones(300));

        TimeProfiles again = read(placed.toJson());

        for (int ahead = 0; ahead < 24; ahead++) {
            assertThat(again.shiftWeight(ahead)).isEqualTo(placed.shiftWeight(ahead), within(2e-5));
            assertThat(again.shiftWeight(0, ahead)).isEqualTo(placed.shiftWeight(0, ahead), within(2e-5));
            assertThat(again.shiftWeight(1, ahead)).isEqualTo(placed.shiftWeight(1, ahead), within(2e-5));
        }
        assertThatThrownBy(() -> read(
                        placed.toJson().replaceFirst("(\"weight\": [0-9.]+, \"shiftWeights\": \\[)[0-9.]+, ", "$1")))
                .hasMessageContaining("TIM-014");
    }

    /** Those of 7 to 9 live five hours ahead, the others eight behind. */
    private static ActivityStates inTwoZones(int people) {
        ActivityStates utc = ActivityStates.withSeed(2);
        ActivityStates local = narrowAndBroad(people);
        for (int row = 0; row < people; row++) {
            utc.add();
            byte[] bytes = local.bytes(row);
            byte[] shifted = bytes.clone();
            for (int hour = 0; hour < 24; hour++) {
                shifted[hour] = bytes[(hour + (row % 3 == 0 ? 5 : 16)) % 24];
            }
            utc.restore(row, shifted);
        }
        return utc;
    }

    private static double around(TimeProfiles profiles, int profile, int ahead) {
        return profiles.shiftWeight(profile, ahead - 1)
                + profiles.shiftWeight(profile, ahead)
                + profiles.shiftWeight(profile, ahead + 1);
    }

    /** A third is active at 7 to 9, the others all over 13 to 22: no shift makes the ones look like the others. */
    private static ActivityStates narrowAndBroad(int people) {
        SplittableRandom random = new SplittableRandom(4);
        ActivityStates states = ActivityStates.withSeed(4);
        for (int row = 0; row < people; row++) {
            states.add();
            for (int day = 0; day < 12; day++) {
                int hour = row % 3 == 0 ? 7 + random.nextInt(3) : 13 + random.nextInt(10);
                states.record(row, day * 24 + hour, false);
            }
        }
        return states;
    }

    private static ActivityStates mornings(int people) {
        return people(people, 1);
    }

    /** A third is active at 7 to 9, the others at 20 to 22. */
    private static ActivityStates twoKinds(int people) {
        return people(people, 3);
    }

    private static ActivityStates people(int people, int kinds) {
        SplittableRandom random = new SplittableRandom(4);
        ActivityStates states = ActivityStates.withSeed(4);
        for (int row = 0; row < people; row++) {
            states.add();
            int first = row % kinds == 0 ? 7 : 20;
            for (int day = 0; day < 12; day++) {
                states.record(row, day * 24 + first + random.nextInt(3), false);
            }
        }
        return states;
    }

    private static double morning(TimeProfiles profiles, int profile) {
        return IntStream.range(4, 14)
                .mapToDouble(cell -> profiles.cell(profile, cell))
                .sum();
    }

    private static TimeProfiles read(String json) {
        return TimeProfiles.read(new SourceText("profiles.json", json), Limits.defaults());
    }
}
