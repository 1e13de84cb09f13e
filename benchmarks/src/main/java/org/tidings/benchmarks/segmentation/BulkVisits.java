package org.tidings.benchmarks.segmentation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tidings.core.EventField;
import org.tidings.core.ProfileBuilder;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.ValueType;

/**
 * The visits of the people of {@link BulkPeople}, those of a person in the order of their days.
 *
 * @param offsets where the visits of a person begin; one more than people
 * @param days epoch days
 * @param kinds ordinals in {@link #KINDS}
 */
@SuppressWarnings("ArrayRecordComponent") // shared inside the benchmarks only
record BulkVisits(int[] offsets, int[] days, int[] kinds) {
    static final List<String> KINDS =
            IntStream.range(0, 12).mapToObj(i -> "kind " + (char) ('a' + i)).toList();

    private static final long SEED = 3L;

    static BulkVisits none(int people) {
        return new BulkVisits(new int[people + 1], new int[0], new int[0]);
    }

    static BulkVisits of(int people, int today) {
        Random random = new Random(SEED);
        int[] offsets = new int[people + 1];
        for (int i = 0; i < people; i++) {
            offsets[i + 1] = offsets[i] + (int) (random.nextDouble() * random.nextDouble() * 13);
        }
        int[] days = new int[offsets[people]];
        int[] kinds = new int[days.length];
        for (int i = 0; i < days.length; i++) {
            days[i] = today - random.nextInt(1_500);
            kinds[i] = (int) (random.nextDouble() * random.nextDouble() * KINDS.size());
        }
        for (int i = 0; i < people; i++) {
            Arrays.sort(days, offsets[i], offsets[i + 1]);
        }
        return new BulkVisits(offsets, days, kinds);
    }

    static void describe(SchemaBuilder schema) {
        schema.events(
                "visits",
                "day",
                "visits",
                List.of(
                        new EventField("day", ValueType.DATE, "data.visits", true, "", 0),
                        new EventField("kind", ValueType.TEXT, "data.visits", true, "", 0)));
    }

    void addTo(ProfileBuilder profile, int person) {
        for (int i = offsets[person]; i < offsets[person + 1]; i++) {
            profile.event("visits", Map.of("day", LocalDate.ofEpochDay(days[i]), "kind", KINDS.get(kinds[i])));
        }
    }

    /** Returns whether enough visits of a person are on a day or after it and of a kind whose bit is set. */
    boolean isAtLeast(int person, int firstDay, int kindBits, int least) {
        int found = 0;
        for (int i = offsets[person + 1] - 1; i >= offsets[person] && days[i] >= firstDay; i--) {
            if ((kindBits >>> kinds[i] & 1) != 0 && ++found == least) {
                return true;
            }
        }
        return false;
    }
}
