package org.tidings.templating;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.templating.ValueUse.Action;
import org.tidings.templating.ValueUse.Place;
import org.tidings.templating.ValueUse.State;

/** The trace of one rendering in two words per value, written out when somebody asks for it. Immutable. */
final class PackedTrace {
    private static final Place[] PLACES = Place.values();
    private static final State[] STATES = State.values();
    private static final Action[] ACTIONS = Action.values();

    private final List<Ref> cells;
    private final int[] uses;

    /**
     * Wraps an array that never changes again.
     *
     * @param cells the values that the variant reads
     * @param uses in turn: number of a value, plus the number of all values for each subject; what became of it
     */
    PackedTrace(List<Ref> cells, int[] uses) {
        this.cells = cells;
        this.uses = uses;
    }

    /** Returns what became of a value as one word, which is never 0. */
    @SuppressWarnings("EnumOrdinal") // packed and unpacked here only, within one process
    static int pack(Place place, State state, Action action) {
        return 1 + place.ordinal() + (state.ordinal() << 8) + (action.ordinal() << 16);
    }

    static State state(int packed) {
        return STATES[(packed >> 8) & 0xFF];
    }

    static Action action(int packed) {
        return ACTIONS[packed >> 16];
    }

    /** Returns what became of each value, in the order of the first meeting. */
    List<ValueUse> list() {
        List<ValueUse> list = new ArrayList<>(uses.length / 2);
        for (int i = 0; i < uses.length; i += 2) {
            Ref ref = cells.get(uses[i] % cells.size());
            int packed = uses[i + 1];
            list.add(new ValueUse(
                    PLACES[(packed - 1) & 0xFF],
                    ref.name(),
                    uses[i] / cells.size() - 1,
                    ref.categories(),
                    state(packed),
                    action(packed)));
        }
        return Collections.unmodifiableList(list);
    }

    /** Returns the categories of all values but the denied ones, sorted. */
    Set<String> label() {
        Set<String> label = new TreeSet<>();
        for (int i = 0; i < uses.length; i += 2) {
            if (state(uses[i + 1]) != State.DENIED) {
                label.addAll(cells.get(uses[i] % cells.size()).categories());
            }
        }
        return Collections.unmodifiableSet(label);
    }
}
