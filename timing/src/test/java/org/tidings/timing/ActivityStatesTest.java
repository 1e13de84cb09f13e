package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class ActivityStatesTest {
    private static final int MONDAY_NINE = 4 * 24 + 9;
    private static final int CELL_NINE = 9;
    private static final int ROWS = 4_000;

    /** Hours of activity, mostly in order. */
    private static final Gen<List<Integer>> HOURS = source -> source.list(ActivityStatesTest::hour, 0, 60);

    private static Integer hour(Source source) {
        return source.intBetween(-40_000, 500_000);
    }

    @Test
    void record_firstEvent_countsOneInItsCell() {
        ActivityStates states = ActivityStates.withSeed(1);
        int row = states.add();

        states.record(row, MONDAY_NINE, false);

        assertThat(states.count(row, CELL_NINE)).isEqualTo(1);
        assertThat(states.total(row)).isEqualTo(1);
        assertThat(states.lastLocalHour(row)).isEqualTo(MONDAY_NINE);
    }

    @Test
    void record_dayOff_countsInItsOwnCells() {
        ActivityStates states = ActivityStates.withSeed(1);
        int row = states.add();

        states.record(row, MONDAY_NINE, true);

        assertThat(states.count(row, 24 + CELL_NINE)).isEqualTo(1);
        assertThat(states.count(row, CELL_NINE)).isZero();
    }

    @Test
    void record_hourBefore1970_isCountedAtItsHourOfDay() {
        ActivityStates states = ActivityStates.withSeed(1);
        int row = states.add();

        states.record(row, -1, false);

        assertThat(states.count(row, 23)).isEqualTo(1);
        assertThat(states.lastLocalHour(row)).isEqualTo(-1);
    }

    @Test
    void record_sameHourAgain_changesNothing() {
        ActivityStates states = ActivityStates.withSeed(1);
        int row = states.add();
        states.record(row, MONDAY_NINE, false);
        byte[] once = states.bytes(row);

        states.record(row, MONDAY_NINE, false);

        assertThat(states.bytes(row)).isEqualTo(once);
    }

    @Test
    void record_laterHoursOfTheDay_addDifferencesOfSquareRootsOnAverage() {
        ActivityStates states = ActivityStates.withSeed(7);
        double[] sums = new double[3];
        for (int row = 0; row < ROWS; row++) {
            states.add();
            for (int i = 0; i < 3; i++) {
                states.record(row, MONDAY_NINE + i, false);
                sums[i] += states.count(row, CELL_NINE + i) / ROWS;
            }
        }

        assertThat(sums[0]).isEqualTo(1, within(1e-9));
        assertThat(sums[1]).isEqualTo(Math.sqrt(2) - 1, within(0.005));
        assertThat(sums[2]).isEqualTo(Math.sqrt(3) - Math.sqrt(2), within(0.005));
    }

    @Test
    void record_daysLater_fadesByHalfInAYearOnAverage() {
        ActivityStates states = ActivityStates.withSeed(7);
        double afterYear = 0;
        double afterManySmallSteps = 0;
        for (int row = 0; row < ROWS; row += 2) {
            states.add();
            states.add();
            states.record(row, MONDAY_NINE, false);
            states.record(row, MONDAY_NINE + 365 * 24 + 5, false);
            afterYear += states.count(row, CELL_NINE) * 2 / ROWS;
            for (int day = 0; day <= 365; day += 5) {
                states.record(row + 1, MONDAY_NINE + day * 24 + (day == 0 ? 0 : 1 + day % 14), false);
            }
            afterManySmallSteps += states.count(row + 1, CELL_NINE) * 2 / ROWS;
        }

        assertThat(afterYear).isEqualTo(0.5, within(0.01));
        assertThat(afterManySmallSteps).isEqualTo(0.5, within(0.02));
    }

    @Test
    void record_manyYearsLater_forgets() {
        ActivityStates states = ActivityStates.withSeed(7);
        int row = states.add();
        states.record(row, MONDAY_NINE, false);

        states.record(row, MONDAY_NINE + 20 * 365 * 24 + 3, false);

        assertThat(states.count(row, CELL_NINE)).isZero();
        assertThat(states.total(row)).isEqualTo(1);
    }

    @Test
    void record_eventBeforeTheLast_countsFadedAndMovesNothing() {
        ActivityStates states = ActivityStates.withSeed(7);
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            states.add();
            states.record(row, MONDAY_NINE + 365 * 24, false);
            states.record(row, MONDAY_NINE + 4, false);
            sum += states.count(row, CELL_NINE + 4) / ROWS;
            assertThat(states.lastLocalHour(row)).isEqualTo(MONDAY_NINE + 365 * 24);
            assertThat(states.count(row, CELL_NINE)).isEqualTo(1);
        }

        assertThat(sum).isEqualTo(0.5, within(0.01));
    }

    @Test
    void record_fullCounter_halvesTheRowAndKeepsItsProportions() {
        ActivityStates states = ActivityStates.withSeed(3);
        double often = 0;
        double seldom = 0;
        for (int row = 0; row < 200; row++) {
            states.add();
            for (int day = 0; day < 120; day++) {
                states.record(row, MONDAY_NINE + day * 24, false);
                if (day % 4 == 0) {
                    // Before the last hour: counts, but does not make a second hour of the day.
                    states.record(row, MONDAY_NINE + day * 24 - 24 * 400 + 6, false);
                }
            }
            often += states.count(row, CELL_NINE);
            seldom += states.count(row, CELL_NINE + 6);
            assertThat(states.count(row, CELL_NINE)).isBetween(12.0, 32.0);
        }

        assertThat(seldom / often).isEqualTo(0.25 * Math.pow(2, -400.0 / 365), within(0.01));
    }

    @Test
    void rows_visitedInAnyOrder_holdTheSameBytes() {
        Property.forAll(HOURS).check(hours -> {
            ActivityStates together = ActivityStates.withSeed(5);
            ActivityStates apart = ActivityStates.withSeed(5);
            for (int row = 0; row < 3; row++) {
                together.add();
                apart.add();
            }
            for (int hour : hours) {
                for (int row = 0; row < 3; row++) {
                    together.record(row, hour, hour % 7 == 0);
                }
            }
            for (int row = 2; row >= 0; row--) {
                for (int hour : hours) {
                    apart.record(row, hour, hour % 7 == 0);
                }
            }

            for (int row = 0; row < 3; row++) {
                assertThat(apart.bytes(row)).isEqualTo(together.bytes(row));
            }
        });
    }

    @Test
    void restore_bytesOfAnyRow_giveTheSameRow() {
        Property.forAll(HOURS).check(hours -> {
            ActivityStates states = ActivityStates.withSeed(5);
            states.add();
            states.add();
            hours.forEach(hour -> states.record(0, hour, false));

            states.restore(1, states.bytes(0));

            assertThat(states.bytes(1)).isEqualTo(states.bytes(0)).hasSize(56);
            assertThat(states.total(1)).isEqualTo(states.total(0));
            assertThat(states.lastLocalHour(1)).isEqualTo(states.lastLocalHour(0));
        });
    }

    @Test
    void restore_bytesThatAreNoRow_areRefused() {
        ActivityStates states = ActivityStates.withSeed(5);
        states.add();
        byte[] spareUsed = new byte[56];
        spareUsed[52] = 1;
        spareUsed[55] = 1;
        byte[] countsWithoutHour = new byte[56];
        countsWithoutHour[3] = 8;

        assertThatThrownBy(() -> states.restore(0, new byte[55])).hasMessage("a row has 56 bytes, not 55");
        assertThatThrownBy(() -> states.restore(0, spareUsed)).hasMessage("the bytes are not a row of activity");
        assertThatThrownBy(() -> states.restore(0, countsWithoutHour))
                .hasMessage("the bytes are not a row of activity");
        assertThat(states.bytes(0)).containsOnly(0);
    }

    @Test
    void erase_row_leavesZerosAndNothingElseChanges() {
        ActivityStates states = ActivityStates.withSeed(5);
        states.add();
        states.add();
        states.record(0, MONDAY_NINE, false);
        states.record(1, MONDAY_NINE, false);

        states.erase(0);

        assertThat(states.bytes(0)).hasSize(56).containsOnly(0);
        assertThat(states.lastLocalHour(0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(states.count(1, CELL_NINE)).isEqualTo(1);
    }

    @Test
    void allocatedBytes_manyRows_areFiftySixEach() {
        ActivityStates states = ActivityStates.withSeed(5);
        for (int i = 0; i < 500_000; i++) {
            states.add();
        }

        assertThat((double) states.allocatedBytes() / states.size()).isBetween(56.0, 57.0);
    }

    @Test
    void row_thatDoesNotExist_isRefused() {
        ActivityStates states = ActivityStates.withSeed(5);
        states.add();

        assertThatThrownBy(() -> states.record(1, 0, false)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> states.total(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
