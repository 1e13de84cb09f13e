package org.tidings.benchmarks.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.ValueType;

/**
 * One attribute of the people of {@link BulkPeople}, as numbers that fit all types: epoch days, seconds since
 * {@link #EPOCH}, hundredths of a number, ordinals of texts, bits of a set's members.
 *
 * @param texts values of a text, or members of a set, by number
 * @param values one per person, or {@link #MISSING}
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside the benchmarks only
record BulkColumn(String name, ValueType type, List<String> texts, int[] values) {
    static final int MISSING = Integer.MIN_VALUE;
    static final Instant EPOCH = Instant.parse("2022-01-01T00:00:00Z");

    boolean isMissing(int person) {
        return values[person] == MISSING;
    }

    /** Returns the value of a person in the form that a profile takes. */
    Object value(int person) {
        int number = values[person];
        return switch (type) {
            case BOOL -> number != 0;
            case INTEGER -> (long) number;
            case NUMBER -> number / 100.0;
            case TEXT -> texts.get(number);
            case DATE -> LocalDate.ofEpochDay(number);
            case INSTANT -> instant(number);
            case TEXT_SET -> members(number);
        };
    }

    static Instant instant(int number) {
        return EPOCH.plusSeconds(number);
    }

    private Set<String> members(int bits) {
        Set<String> members = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if ((bits >>> i & 1) != 0) {
                members.add(texts.get(i));
            }
        }
        return members;
    }
}
