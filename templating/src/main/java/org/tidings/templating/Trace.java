package org.tidings.templating;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tidings.templating.ValueUse.Action;
import org.tidings.templating.ValueUse.Place;
import org.tidings.templating.ValueUse.State;

/**
 * Notes what becomes of each value of a rendering: one entry per value and subject, in the order of the first meeting.
 * Used for one message after the other.
 *
 * <p>A note is a few words of a log, one note for all values of a {@link Stretch}. What they come to for each value is worked
 * out when somebody asks, or when the log is full.
 */
final class Trace {
    private static final int SHOWN = PackedTrace.pack(Place.PLACEHOLDER, State.SHOWN, Action.VALUE);
    private static final int THEN = PackedTrace.pack(Place.CONDITION, State.READ, Action.THEN);
    private static final int ELSE = PackedTrace.pack(Place.CONDITION, State.READ, Action.ELSE);

    /** Words of a note: cell, row, use; or where entries of a stretch begin, where they end, the subject. */
    private static final int NOTE = 3;
    /** Notes in the log. */
    private static final int MOST_NOTES = 256;

    private final int[] log = new int[MOST_NOTES * NOTE];
    /** For each note of a stretch its program, else what was there before. */
    private final int[][] programs = new int[MOST_NOTES][];
    /** For each note whether it is one of a stretch. */
    private final boolean[] stretches = new boolean[MOST_NOTES];

    private int notes;

    private List<Ref> cells = List.of();
    private CategoryBits categories = new CategoryBits();
    private int rows;
    private int[] entries = new int[32];
    private int[] order = new int[16];
    private int size;
    /** One bit for each entry that means something. */
    private long[] noted = new long[1];

    /** Whether notes of this message are worked out already. */
    private boolean begun;

    /** Forgets all and begins a message. */
    void begin(CompiledVariant variant, int subjects) {
        cells = variant.cells();
        categories = variant.categoryBits();
        rows = subjects + 1;
        notes = 0;
        begun = false;
    }

    /**
     * Notes that all values of some entries of a stretch are shown in the text, which is what happens to most.
     *
     * @param subject whose turn it is, or -1
     */
    void shown(int[] program, int from, int end, int subject) {
        stretches[notes] = true;
        programs[notes] = program;
        log(from, end, subject);
    }

    /** Notes that a value of a row was there when it chose a text: the one for that, or the other. */
    void tested(int cell, int row, boolean then) {
        stretches[notes] = false;
        log(cell, row, then ? THEN : ELSE);
    }

    /** Notes a use; of several uses of one value the most telling stays. */
    void note(Ref ref, int subject, Place place, State state, Action action) {
        stretches[notes] = false;
        log(ref.cell(), ref.source() == Ref.Source.SUBJECT ? subject + 1 : 0, PackedTrace.pack(place, state, action));
    }

    private void log(int first, int second, int third) {
        int at = notes * NOTE;
        log[at] = first;
        log[at + 1] = second;
        log[at + 2] = third;
        if (++notes == MOST_NOTES) {
            workOut();
        }
    }

    private void workOut() {
        int width = cells.size();
        if (!begun) {
            int needed = Math.multiplyExact(width, rows);
            if (entries.length < needed) {
                entries = new int[needed];
                noted = new long[(needed >>> 6) + 1];
            }
            Arrays.fill(noted, 0, (needed >>> 6) + 1, 0);
            size = 0;
            begun = true;
        }
        for (int note = 0; note < notes; note++) {
            int at = note * NOTE;
            if (stretches[note]) {
                for (int entry = log[at]; entry < log[at + 1]; entry += Stretch.ENTRY) {
                    int value = Stretch.value(entry);
                    int row = QuickValue.ofSubject(programs[note], value) ? log[at + 2] + 1 : 0;
                    take(row * width + QuickValue.cell(programs[note], value), SHOWN);
                }
            } else {
                take(log[at + 1] * width + log[at], log[at + 2]);
            }
        }
        notes = 0;
    }

    private void take(int entry, int packed) {
        long bit = 1L << entry;
        if ((noted[entry >>> 6] & bit) == 0) {
            if (size == order.length) {
                order = Arrays.copyOf(order, size * 2);
            }
            order[size++] = entry;
            entries[entry] = packed;
            noted[entry >>> 6] |= bit;
        } else if (tellsMore(packed, entries[entry])) {
            entries[entry] = packed;
        }
    }

    private static boolean tellsMore(int packed, int before) {
        Action action = PackedTrace.action(packed);
        return action == Action.REFUSE
                || (PackedTrace.state(before) == State.READ && PackedTrace.state(packed) == State.SHOWN)
                || (PackedTrace.action(before) == Action.OMIT_BLOCK && action != Action.OMIT_BLOCK);
    }

    /** Returns what was noted so far. */
    PackedTrace packed() {
        workOut();
        int[] uses = new int[size * 2];
        for (int i = 0; i < size; i++) {
            uses[2 * i] = order[i];
            uses[2 * i + 1] = entries[order[i]];
        }
        return new PackedTrace(cells, categories, uses);
    }

    /** Returns the categories of all values but the denied ones, sorted; without allocation where they were met before. */
    Set<String> label() {
        workOut();
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= PackedTrace.revealed(cells.get(order[i] % cells.size()), entries[order[i]]);
        }
        return categories.names(bits).orElseGet(() -> packed().label());
    }
}
