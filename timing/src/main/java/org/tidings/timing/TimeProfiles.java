package org.tidings.timing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonOutput;

/**
 * What is known about people's hours before anything is known about one of them: a mixture of daily profiles, the average
 * of the population, the share of each day of the week, and how zones lie around the clock. Immutable.
 *
 * <p>A profile is a probability of each of 48 cells: 24 hours of a working day, then 24 of a day off. {@link #defaults()}
 * is a start for an agency that has no activity of its own yet; {@link TimeProfilesTrainer} learns better ones from it.
 */
public final class TimeProfiles {
    private static final String DEFAULTS = "default-time-profiles.json";
    private static final int DAYS = 7;

    private final String name;
    private final double[] weights;
    private final double[][] profiles;
    private final double[] population;
    private final double[] dayShares;
    private final double[] shiftWeights;

    /** The same for each profile; the very list above where a profile has none of its own. */
    private final double[][] shiftsByProfile;

    TimeProfiles(
            String name,
            double[] weights,
            double[][] profiles,
            double[] population,
            double[] dayShares,
            double[] shiftWeights,
            double[][] shiftsByProfile) {
        this.name = name;
        this.weights = weights;
        this.profiles = profiles;
        this.population = population;
        this.dayShares = dayShares;
        this.shiftWeights = shiftWeights;
        this.shiftsByProfile = shiftsByProfile;
    }

    /** Returns one list for all profiles. */
    static double[][] sameForAll(double[] shiftWeights, int profiles) {
        double[][] same = new double[profiles][];
        Arrays.fill(same, shiftWeights);
        return same;
    }

    /**
     * Returns the profiles that the library ships as a default: learned by {@link TimeProfilesTrainer} from public
     * activity of software authors, who are nobody's citizens; replace them as soon as there is activity of one's own.
     */
    public static TimeProfiles defaults() {
        try (InputStream in = TimeProfiles.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is missing in the module");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return read(new SourceText(DEFAULTS, text), Limits.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the JSON form that {@link #toJson} writes.
     *
     * @throws InvalidInputException with every fault of the text
     */
    public static TimeProfiles read(SourceText source, Limits limits) {
        return TimeProfilesReader.read(source, limits);
    }

    /** Returns the name under which records and reports mention these profiles. */
    public String name() {
        return name;
    }

    /** Returns the number of profiles. */
    public int size() {
        return weights.length;
    }

    /** Returns the probability of a profile before anything is known. */
    public double weight(int profile) {
        return weights[profile];
    }

    /** Returns the probability of a cell in a profile. */
    public double cell(int profile, int cell) {
        return profiles[profile][cell];
    }

    /** Returns the probability of a cell in the population as a whole. */
    public double population(int cell) {
        return population[cell];
    }

    /** Fills a density with that of the population, the best guess about somebody of whom nothing is known. */
    public void density(TimeDensity into) {
        System.arraycopy(population, 0, into.cells, 0, population.length);
        into.dayFactors = dayFactors();
    }

    /** Returns the share of a day of the week in all activity; 0 is Monday. */
    public double dayShare(int dayOfWeek) {
        return dayShares[dayOfWeek];
    }

    /**
     * Returns the probability that the clock of a person of unknown zone is a number of hours ahead of the one on which all
     * are recorded, modulo 24. That one is UTC unless {@link TimeProfilesTrainer#withShiftWeights} learned from another.
     */
    public double shiftWeight(int hoursAhead) {
        return shiftWeights[hoursAhead];
    }

    /** Returns the same among the people of one profile. */
    public double shiftWeight(int profile, int hoursAhead) {
        return shiftsByProfile[profile][hoursAhead];
    }

    /** Returns a copy with other weights of the zones, of the profiles, and of the zones in each profile. */
    TimeProfiles withWeights(double[] shifts, double[] others, double[][] byProfile) {
        return new TimeProfiles(name, others, profiles, population, dayShares, shifts, byProfile);
    }

    /**
     * Returns the profiles as JSON with six decimals, one profile a line; {@code shiftWeights} stand in a line of their own
     * and, where a profile's zones are not those of all, in the profile, too.
     */
    public String toJson() {
        StringBuilder out = new StringBuilder("{\n");
        out.append("\"version\": ").append(TimeProfilesReader.VERSION).append(",\n");
        String head = JsonOutput.object(json -> json.field("name", name));
        out.append(head, 1, head.length() - 1).append(",\n");
        list(out, "population", population).append(",\n");
        list(out, "dayShares", dayShares).append(",\n");
        list(out, "shiftWeights", shiftWeights).append(",\n");
        out.append("\"profiles\": [");
        for (int k = 0; k < weights.length; k++) {
            out.append(k == 0 ? "\n" : ",\n").append("{\"weight\": ");
            number(out, weights[k]).append(", ");
            if (!Arrays.equals(shiftsByProfile[k], shiftWeights)) {
                list(out, "shiftWeights", shiftsByProfile[k]).append(", ");
            }
            list(out, "cells", profiles[k]).append('}');
        }
        return out.append("\n]\n}\n").toString();
    }

    /** Returns the logarithms of the profiles, cell by cell, so that a cell's values lie side by side. */
    double[] logsByCell() {
        return logsByCell(profiles);
    }

    /** Returns the profiles themselves. */
    double[][] profiles() {
        return profiles;
    }

    /** Returns the logarithms of the weights. */
    double[] logWeights() {
        return logs(weights);
    }

    static double[] logs(double[] values) {
        return Arrays.stream(values).map(StrictMath::log).toArray();
    }

    /** Returns the weights of {@link #shifts}: that of the profile times that of the zone in it. */
    double[] weightsOfShifts() {
        double[] product = new double[ActivityStates.HOURS * weights.length];
        for (int i = 0; i < product.length; i++) {
            int profile = i % weights.length;
            product[i] = weights[profile] * shiftsByProfile[profile][i / weights.length];
        }
        return product;
    }

    /** Returns all profiles on the clock on which all are recorded, for each number of hours that their own clock is ahead. */
    double[][] shifts() {
        double[][] shifts = new double[ActivityStates.HOURS * weights.length][ActivityStates.CELLS];
        for (int i = 0; i < shifts.length; i++) {
            double[] profile = profiles[i % weights.length];
            int ahead = i / weights.length;
            for (int hour = 0; hour < ActivityStates.HOURS; hour++) {
                int local = (hour + ahead) % ActivityStates.HOURS;
                shifts[i][hour] = profile[local];
                shifts[i][ActivityStates.HOURS + hour] = profile[ActivityStates.HOURS + local];
            }
        }
        return shifts;
    }

    /** Returns by how much a day of the week differs from its class: its share over that of all days of the class. */
    double[] dayFactors() {
        double working = 0;
        for (int day = 0; day < DAYS - 2; day++) {
            working += dayShares[day];
        }
        double off = dayShares[5] + dayShares[6];
        double[] factors = new double[DAYS];
        for (int day = 0; day < DAYS; day++) {
            factors[day] = dayShares[day] / (day < DAYS - 2 ? working : off);
        }
        return factors;
    }

    static double[] logsByCell(double[][] rows) {
        double[] logs = new double[ActivityStates.CELLS * rows.length];
        for (int cell = 0; cell < ActivityStates.CELLS; cell++) {
            for (int k = 0; k < rows.length; k++) {
                logs[cell * rows.length + k] = StrictMath.log(rows[k][cell]);
            }
        }
        return logs;
    }

    private static StringBuilder list(StringBuilder out, String label, double[] values) {
        out.append('"').append(label).append("\": [");
        for (int i = 0; i < values.length; i++) {
            number(out.append(i == 0 ? "" : ", "), values[i]);
        }
        return out.append(']');
    }

    /** Writes a probability with six decimals; one that would become 0 keeps the smallest, for it has a logarithm. */
    private static StringBuilder number(StringBuilder out, double value) {
        long millionths = Math.max(1, Math.round(value * 1_000_000));
        String digits = Long.toString(1_000_000 + millionths % 1_000_000);
        return out.append(millionths / 1_000_000).append('.').append(digits, 1, 7);
    }
}
