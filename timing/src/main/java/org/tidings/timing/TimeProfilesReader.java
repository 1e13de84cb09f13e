package org.tidings.timing;

import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;

/** Reads the JSON form of {@link TimeProfiles}. */
final class TimeProfilesReader {
    /** The only version of the form so far. */
    static final int VERSION = 1;

    /** More profiles than people have habits; each costs time in every question. */
    static final int MAX_PROFILES = 64;

    private static final String SHIFTS = "shiftWeights";

    /** How far a sum of rounded probabilities may lie from 1. */
    private static final double TOLERANCE = 0.001;

    private TimeProfilesReader() {}

    static TimeProfiles read(SourceText source, Limits limits) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, limits);
        if (object.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        JsonFields fields = JsonFields.of(source, diagnostics, object.get());
        // A value out of range is reported by the reader itself.
        if (!fields.has("version")) {
            fields.error("version", "TIM-011", "'version' is missing; it is " + VERSION);
        }
        fields.integer("version", VERSION, VERSION);
        String name = fields.text("name");
        double[] population = probabilities(fields, "population", ActivityStates.CELLS);
        double[] dayShares = probabilities(fields, "dayShares", 7);
        double[] shiftWeights = probabilities(fields, SHIFTS, ActivityStates.HOURS);
        List<JsonFields> rows = fields.objects("profiles");
        if (rows.isEmpty() || rows.size() > MAX_PROFILES) {
            fields.error(
                    "profiles", "TIM-012", "There are " + rows.size() + " profiles; 1 to " + MAX_PROFILES + " may be");
        }
        double[] weights = new double[rows.size()];
        double[][] cells = new double[rows.size()][];
        double[][] shiftsByProfile = TimeProfiles.sameForAll(shiftWeights, rows.size());
        for (int k = 0; k < rows.size(); k++) {
            JsonFields row = rows.get(k);
            weights[k] = number(row, "weight");
            cells[k] = probabilities(row, "cells", ActivityStates.CELLS);
            if (row.has(SHIFTS)) {
                shiftsByProfile[k] = probabilities(row, SHIFTS, ActivityStates.HOURS);
            }
            row.done();
        }
        if (!diagnostics.hasErrors()) {
            scale(fields, "profiles", weights);
        }
        fields.done();
        diagnostics.throwIfErrors();
        return new TimeProfiles(name, weights, cells, population, dayShares, shiftWeights, shiftsByProfile);
    }

    private static double number(JsonFields fields, String name) {
        Optional<JsonValue> value = fields.value(name);
        if (value.isPresent() && value.get() instanceof JsonNumber number && isProbability(number)) {
            return number.value().doubleValue();
        }
        fields.error(name, "TIM-013", "'" + name + "' is no probability above 0");
        return 1;
    }

    private static boolean isProbability(JsonNumber number) {
        double value = number.value().doubleValue();
        return value > 0 && value <= 1;
    }

    private static double[] probabilities(JsonFields fields, String name, int count) {
        List<JsonValue> items = fields.list(name);
        double[] values = new double[count];
        if (items.size() != count) {
            fields.error(name, "TIM-014", "'" + name + "' has " + items.size() + " numbers; it needs " + count);
            return values;
        }
        for (int i = 0; i < count; i++) {
            if (!(items.get(i) instanceof JsonNumber number && isProbability(number))) {
                fields.error(name, "TIM-013", "Number " + (i + 1) + " of '" + name + "' is no probability above 0");
                return values;
            }
            values[i] = number.value().doubleValue();
        }
        scale(fields, name, values);
        return values;
    }

    /** Makes rounded probabilities add up to 1. */
    private static void scale(JsonFields fields, String name, double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            fields.error(name, "TIM-015", "The probabilities of '" + name + "' do not add up to 1");
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
    }
}
