package org.tidings.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;

class PersonTimeModelTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final TimeProfiles PROFILES = TimeProfiles.defaults();
    private static final PersonTimeModel MODEL = PersonTimeModel.of(PROFILES);

    private static final Gen<List<Integer>> HOURS = source -> source.list(s -> s.intBetween(400_000, 420_000), 0, 80);

    @Test
    void density_anyPerson_isTheFormula() {
        Property.forAll(HOURS).check(hours -> {
            ActivityStates states = states(hours);
            TimeDensity density = new TimeDensity();

            MODEL.density(states, 0, density);

            double[] expected = formula(states, 0, mixture(states, 0));
            for (int cell = 0; cell < 48; cell++) {
                assertThat(density.cell(cell)).isEqualTo(expected[cell], EXACT);
            }
        });
    }

    @Test
    void density_anyChannel_isTheFormulaOneLevelDown() {
        Property.forAll(HOURS).check(hours -> {
            ActivityStates states = states(hours);
            int channel = states.add();
            hours.stream()
                    .filter(hour -> hour % 3 == 0)
                    .forEach(hour -> states.record(channel, hour, hour / 24 % 7 >= 5));
            TimeDensity overall = new TimeDensity();
            TimeDensity density = new TimeDensity();
            MODEL.density(states, 0, overall);

            MODEL.density(states, channel, overall, density);

            double[] prior = new double[48];
            Arrays.setAll(prior, overall::cell);
            double[] expected = formula(states, channel, prior);
            for (int cell = 0; cell < 48; cell++) {
                assertThat(density.cell(cell)).isEqualTo(expected[cell], EXACT);
            }
        });
    }

    @Test
    void density_anyPerson_addsUpToOneOverCellsAndOverTheWeek() {
        Property.forAll(HOURS).check(hours -> {
            TimeDensity density = new TimeDensity();
            MODEL.density(states(hours), 0, density);

            double cells = 0;
            for (int cell = 0; cell < 48; cell++) {
                cells += density.cell(cell);
            }
            double week = 0;
            for (int hour = 0; hour < 168; hour++) {
                week += density.hour(hour / 24, hour % 24);
            }
            assertThat(cells).isEqualTo(1, EXACT);
            assertThat(week).isEqualTo(1, EXACT);
        });
    }

    @Test
    void density_nobodyKnown_isTheMixtureOfTheProfiles() {
        ActivityStates states = states(List.of());
        TimeDensity density = new TimeDensity();

        MODEL.density(states, 0, density);

        for (int cell = 0; cell < 48; cell++) {
            double expected = 0;
            for (int k = 0; k < PROFILES.size(); k++) {
                expected += PROFILES.weight(k) * PROFILES.cell(k, cell);
            }
            assertThat(density.cell(cell)).isEqualTo(expected, EXACT);
        }
    }

    @Test
    void recommend_anyPersonAndMask_isTheFirstOfTheBestAllowedHours() {
        Property.forAll(HOURS).check(hours -> {
            ActivityStates states = states(hours);
            TimeDensity density = new TimeDensity();
            int salt = hours.hashCode();
            WeekMask mask = WeekMask.of(hour -> (hour * 31 + salt) % 5 != 0);

            int best = MODEL.recommend(states, 0, mask, density);

            assertThat(mask.allows(best)).isTrue();
            for (int hour = 0; hour < 168; hour++) {
                if (mask.allows(hour)) {
                    double worth = density.slot(hour);
                    assertThat(worth).isLessThanOrEqualTo(density.slot(best));
                    assertThat(hour < best && worth == density.slot(best)).isFalse();
                }
            }
        });
    }

    @Test
    void recommend_nothingAllowed_isMinusOne() {
        int best = MODEL.recommend(states(List.of()), 0, WeekMask.of(hour -> false), new TimeDensity());

        assertThat(best).isEqualTo(-1);
    }

    @Test
    void recommend_personOfOneHour_isJustBeforeThatHourIsOver() {
        ActivityStates states = ActivityStates.withSeed(1);
        states.add();
        for (int day = 0; day < 200; day++) {
            states.record(0, (18_000 + day) * 24 + 6, false);
        }

        int best = MODEL.recommend(states, 0, WeekMask.of(hour -> hour < 24), new TimeDensity());

        assertThat(best).isBetween(5, 6);
    }

    @Test
    void slot_sundayNight_runsIntoMonday() {
        TimeDensity density = new TimeDensity();
        MODEL.density(states(List.of()), 0, density);

        assertThat(density.slot(167)).isEqualTo(density.hour(6, 23) + density.hour(0, 0), EXACT);
    }

    @Test
    void hourOfHoliday_anyHour_isThatOfAnAverageDayOff() {
        TimeDensity density = new TimeDensity();
        MODEL.density(states(List.of()), 0, density);

        assertThat(density.hourOfHoliday(10)).isEqualTo((density.hour(5, 10) + density.hour(6, 10)) / 2, EXACT);
    }

    @Test
    void ofUnknownZone_personWithAnAverageDaySevenHoursBehind_isFound() {
        PersonTimeModel unknown = PersonTimeModel.ofUnknownZone(PROFILES);
        ActivityStates states = ActivityStates.withSeed(1);
        states.add();
        for (int hour = 0; hour < 24; hour++) {
            int days = (int) Math.round(300 * PROFILES.population(hour));
            for (int day = 0; day < days; day++) {
                states.record(0, (18_000 + hour * 30 + day) * 24 + hour + 7, false);
            }
        }

        int ahead = unknown.likeliest(states, 0, new TimeDensity());

        assertThat(ahead).isBetween(16, 18);
    }

    private static ActivityStates states(List<Integer> hours) {
        ActivityStates states = ActivityStates.withSeed(1);
        int row = states.add();
        hours.stream().sorted().forEach(hour -> states.record(row, hour, hour / 24 % 7 >= 5));
        return states;
    }

    /** The mixture as the specification writes it, without any care for speed or small numbers. */
    private static double[] mixture(ActivityStates states, int row) {
        double[] shares = new double[PROFILES.size()];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            double product = PROFILES.weight(k);
            for (int cell = 0; cell < 48; cell++) {
                // A common factor keeps the product above the smallest double.
                product *= Math.pow(48 * PROFILES.cell(k, cell), states.count(row, cell));
            }
            shares[k] = product;
            sum += product;
        }
        double[] mixture = new double[48];
        for (int k = 0; k < shares.length; k++) {
            for (int cell = 0; cell < 48; cell++) {
                mixture[cell] += shares[k] / sum * PROFILES.cell(k, cell);
            }
        }
        return mixture;
    }

    private static double[] formula(ActivityStates states, int row, double[] prior) {
        double[] spread = new double[48];
        double norm = 0;
        for (int distance = 0; distance < 24; distance++) {
            norm += Math.exp(12 * Math.cos(2 * Math.PI * distance / 24));
        }
        for (int cell = 0; cell < 48; cell++) {
            for (int from = 0; from < 24; from++) {
                double kernel = Math.exp(12 * Math.cos(2 * Math.PI * (cell % 24 - from) / 24)) / norm;
                spread[cell] += kernel * states.count(row, cell / 24 * 24 + from);
            }
        }
        double n = states.total(row);
        double[] result = new double[48];
        for (int cell = 0; cell < 48; cell++) {
            double share = cell < 24 ? 5.0 / 7 : 2.0 / 7;
            double own = 0.75 * spread[cell] + 0.25 * share * (spread[cell % 24] + spread[24 + cell % 24]);
            result[cell] = (own + 30 * prior[cell]) / (n + 30);
        }
        return result;
    }
}
