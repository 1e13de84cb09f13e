package org.tidings.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** See {@link SlotValues#besides}. */
final class PlannedBefore implements SlotValues {
    private final SlotValues values;
    private final List<Instant> starts;
    private final IntFunction<? extends Collection<Instant>> others;
    private final Spacing spacing;
    private final List<FrequencyCap> caps;

    PlannedBefore(
            SlotValues values,
            List<Instant> starts,
            IntFunction<? extends Collection<Instant>> others,
            Spacing spacing,
            List<FrequencyCap> caps) {
        this.values = Objects.requireNonNull(values, "values");
        this.starts = List.copyOf(starts);
        this.others = Objects.requireNonNull(others, "others");
        this.spacing = Objects.requireNonNull(spacing, "spacing");
        this.caps = List.copyOf(caps);
    }

    @Override
    public void read(int message, float[] into) {
        values.read(message, into);
        List<Instant> planned = new ArrayList<>(others.apply(message));
        if (planned.isEmpty() && caps.isEmpty()) {
            return;
        }
        for (int slot = 0; slot < into.length; slot++) {
            if (into[slot] > FORBIDDEN && !isAllowed(starts.get(slot), planned)) {
                into[slot] = FORBIDDEN;
            }
        }
    }

    private boolean isAllowed(Instant start, List<Instant> planned) {
        for (Instant other : planned) {
            if (Duration.between(start, other).abs().compareTo(spacing.atLeast()) < 0) {
                return false;
            }
        }
        return caps.stream().allMatch(cap -> cap.earliest(start, planned).equals(start));
    }
}
