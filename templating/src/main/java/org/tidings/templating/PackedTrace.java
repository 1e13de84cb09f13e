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
    private final CategoryBits categories;
    private final int[] uses;

    /**
     * Wraps an array that never changes again.
     *
     * @param cells the values that the variant reads
     * @param categories the numbers of their categories
     * @param uses in turn: number of a value, plus the number of all values for each subject; what became of it
     */
    PackedTrace(List<Ref> cells, CategoryBits categories, int[] uses) {
        this.cells = cells;
        this.categories = categories;
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
        long bits = 0;
        for (int i = 0; i < uses.length; i += 2) {
            bits |= revealed(cells.get(uses[i] % cells.size()), uses[i + 1]);
        }
        return categories.names(bits).orElseGet(this::labelOfMany);
    }

    private Set<String> labelOfMany() {
        Set<String> label = new TreeSet<>();
        for (int i = 0; i < uses.length; i += 2) {
            Ref ref = cells.get(uses[i] % cells.size());
            if (revealed(ref, uses[i + 1]) != 0) {
                label.addAll(ref.categories());
            }
        }
        return Collections.unmodifiableSet(label);
    }

    /** Returns the bits of the categories that a use reveals. */
    static long revealed(Ref ref, int packed) {
        return state(packed) == State.DENIED ? 0 : ref.categoryBits();
    }
}
