package org.tidings.templating;

import java.util.Arrays;
import java.util.List;
import org.tidings.templating.ValueUse.Action;
import org.tidings.templating.ValueUse.Place;
import org.tidings.templating.ValueUse.State;

/**
 * Notes what becomes of each value of a rendering: one entry per value and subject, in the order of the first meeting.
 * Used for one message after the other.
 */
final class Trace {
    private static final int SHOWN = PackedTrace.pack(Place.PLACEHOLDER, State.SHOWN, Action.VALUE);
    private static final int THEN = PackedTrace.pack(Place.CONDITION, State.READ, Action.THEN);
    private static final int ELSE = PackedTrace.pack(Place.CONDITION, State.READ, Action.ELSE);

    private List<Ref> cells = List.of();
    private int width;
    private int[] entries = new int[32];
    private int[] order = new int[16];
    private int size;
    /** One bit for each entry that means something. */
    private long[] noted = new long[1];

    /** Forgets all and begins a message. */
    void begin(List<Ref> cellsOfVariant, int subjects) {
        size = 0;
        cells = cellsOfVariant;
        width = cellsOfVariant.size();
        int needed = Math.multiplyExact(width, subjects + 1);
        if (entries.length < needed) {
            entries = new int[needed];
            noted = new long[(needed >>> 6) + 1];
        }
        for (int i = needed >>> 6; i >= 0; i--) {
            noted[i] = 0;
        }
    }

    /** Notes that a value of a row is shown in the text, which is what happens to most. */
    void shown(int cell, int row) {
        int entry = row * width + cell;
        if (isFirst(entry)) {
            add(entry, SHOWN);
        } else {
            again(entry, Place.PLACEHOLDER, State.SHOWN, Action.VALUE);
        }
    }

    /** Notes that a value of a row was there when it chose a text: the one for that, or the other. */
    void tested(int cell, int row, boolean then) {
        int entry = row * width + cell;
        if (isFirst(entry)) {
            add(entry, then ? THEN : ELSE);
        } else {
            again(entry, Place.CONDITION, State.READ, then ? Action.THEN : Action.ELSE);
        }
    }

    /** Notes a use; of several uses of one value the most telling stays. */
    void note(Ref ref, int subject, Place place, State state, Action action) {
        int row = ref.source() == Ref.Source.SUBJECT ? subject + 1 : 0;
        int entry = row * width + ref.cell();
        if (isFirst(entry)) {
            add(entry, PackedTrace.pack(place, state, action));
        } else {
            again(entry, place, state, action);
        }
    }

    private boolean isFirst(int entry) {
        return (noted[entry >>> 6] & (1L << entry)) == 0;
    }

    private void add(int entry, int packed) {
        if (size == order.length) {
            order = Arrays.copyOf(order, size * 2);
        }
        order[size++] = entry;
        entries[entry] = packed;
        noted[entry >>> 6] |= 1L << entry;
    }

    private void again(int entry, Place place, State state, Action action) {
        int before = entries[entry];
        if (action == Action.REFUSE
                || (PackedTrace.state(before) == State.READ && state == State.SHOWN)
                || (PackedTrace.action(before) == Action.OMIT_BLOCK && action != Action.OMIT_BLOCK)) {
            entries[entry] = PackedTrace.pack(place, state, action);
        }
    }

    /** Returns what was noted so far. */
    PackedTrace packed() {
        int[] uses = new int[size * 2];
        for (int i = 0; i < size; i++) {
            uses[2 * i] = order[i];
            uses[2 * i + 1] = entries[order[i]];
        }
        return new PackedTrace(cells, uses);
    }
}
