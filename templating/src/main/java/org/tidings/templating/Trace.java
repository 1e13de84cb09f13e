package org.tidings.templating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tidings.templating.ValueUse.Action;
import org.tidings.templating.ValueUse.Place;
import org.tidings.templating.ValueUse.State;

/** What became of each value of a rendering: one entry per value and subject, in the order of the first meeting. */
final class Trace {
    private static final Place[] PLACES = Place.values();
    private static final State[] STATES = State.values();
    private static final Action[] ACTIONS = Action.values();

    private final List<Ref> cells;
    private final int[] entries;
    private int[] order = new int[16];
    private int size;

    Trace(List<Ref> cells, int subjects) {
        this.cells = cells;
        this.entries = new int[cells.size() * (subjects + 1)];
    }

    /** Notes a use; of several uses of one value the most telling stays. */
    @SuppressWarnings("EnumOrdinal") // packed and unpacked here only, within one rendering
    void note(Ref ref, int subject, Place place, State state, Action action) {
        int row = ref.source() == Ref.Source.SUBJECT ? subject + 1 : 0;
        int entry = row * cells.size() + ref.cell();
        int packed = 1 + place.ordinal() + (state.ordinal() << 8) + (action.ordinal() << 16);
        int before = entries[entry];
        if (before == 0) {
            if (size == order.length) {
                order = Arrays.copyOf(order, size * 2);
            }
            order[size++] = entry;
            entries[entry] = packed;
        } else if (action == Action.REFUSE
                || (state(before) == State.READ && state == State.SHOWN)
                || (action(before) == Action.OMIT_BLOCK && action != Action.OMIT_BLOCK)) {
            entries[entry] = packed;
        }
    }

    List<ValueUse> list() {
        List<ValueUse> uses = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Ref ref = cells.get(order[i] % cells.size());
            int packed = entries[order[i]];
            uses.add(new ValueUse(
                    PLACES[(packed - 1) & 0xFF],
                    ref.name(),
                    order[i] / cells.size() - 1,
                    ref.categories(),
                    state(packed),
                    action(packed)));
        }
        return uses;
    }

    private static State state(int packed) {
        return STATES[(packed >> 8) & 0xFF];
    }

    private static Action action(int packed) {
        return ACTIONS[packed >> 16];
    }
}
