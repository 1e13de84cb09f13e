package org.tidings.segmentation.internal.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;

/** Collects the values of a column as they come, and finds the coding that takes the fewest bits. */
final class RawColumn {
    /** Up to this spread, different keys are counted in a bit set instead of by sorting. */
    private static final long SMALL_SPREAD = 1L << 24;

    private final ValueType type;
    private final BitSet missing = new BitSet();
    private final Map<Object, Integer> references = new HashMap<>();
    private long[] keys = new long[64];
    private int size;

    RawColumn(ValueType type) {
        this.type = type;
    }

    /** Adds raw bits. */
    void add(long rawBits) {
        append(Coding.key(type, rawBits));
    }

    /** Adds a String, or a sorted {@code String[]}. */
    void add(Object reference) {
        Object key = reference instanceof String[] set ? new SetKey(set) : reference;
        Integer known = references.putIfAbsent(key, references.size());
        append(known == null ? references.size() - 1 : known);
    }

    void addMissing() {
        missing.set(size);
        append(0);
    }

    private void append(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Sections.grown(size));
        }
        keys[size++] = key;
    }

    SlicedColumn sliced() {
        Coded coded = code();
        return SlicedColumn.of(coded.coding(), size, coded.codes());
    }

    PackedColumn packed() {
        Coded coded = code();
        return new PackedColumn(coded.coding(), Packed.of(coded.coding().bits(), size, coded.codes()));
    }

    /** Returns the sums of the values before each, and of all: the values are counts. */
    Packed offsets() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            long count = keys[i];
            keys[i] = total;
            total += count;
        }
        long end = total;
        if (end > Integer.MAX_VALUE - 1) {
            throw new IllegalStateException("a stream has " + end + " events; split the population");
        }
        return Packed.of(ReferenceForm.bitsFor(end), size + 1, i -> i == size ? end : keys[i]);
    }

    private record Coded(Coding coding, IntToLongFunction codes) {}

    private Coded code() {
        boolean optional = !missing.isEmpty();
        int first = optional ? 1 : 0;
        if (!type.isPrimitive()) {
            int[] ranks = new int[references.size()];
            Coding coding = new Coding(type, optional, sorted(ranks));
            return new Coded(coding, i -> missing.get(i) ? 0 : first + ranks[(int) keys[i]]);
        }
        Dictionary.Keys dictionary = keys();
        Coding coding = new Coding(type, optional, dictionary);
        return new Coded(coding, i -> missing.get(i) ? 0 : first + dictionary.ceiling(keys[i]));
    }

    private Dictionary sorted(int[] ranks) {
        List<Map.Entry<Object, Integer>> entries = new ArrayList<>(references.entrySet());
        entries.sort((a, b) -> compare(a.getKey(), b.getKey()));
        Object[] values = new Object[entries.size()];
        for (int rank = 0; rank < values.length; rank++) {
            Map.Entry<Object, Integer> entry = entries.get(rank);
            ranks[entry.getValue()] = rank;
            values[rank] = entry.getKey() instanceof SetKey set ? set.members() : entry.getKey();
        }
        return new Dictionary.References(values, ReferenceForm.words(type, values));
    }

    private static int compare(Object a, Object b) {
        if (a instanceof SetKey set) {
            return Arrays.compare(set.members(), ((SetKey) b).members(), TextOrder.BY_CODE_POINT);
        }
        return TextOrder.compare((String) a, (String) b);
    }

    /** Returns equal steps, or a list where the list and its shorter codes together are smaller. */
    private Dictionary.Keys keys() {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            if (!missing.get(i)) {
                least = Math.min(least, keys[i]);
                greatest = Math.max(greatest, keys[i]);
            }
        }
        if (least > greatest) {
            return new Dictionary.Steps(0, 1, 0);
        }
        long step = step(least);
        long last = Long.divideUnsigned(greatest - least, step);
        int stepBits = 64 - Long.numberOfLeadingZeros(last + 1);
        if (last >= 0 && last <= 256) {
            return new Dictionary.Steps(least, step, last + 1);
        }
        long[] different = different(least, step, last);
        int listBits = 64 - Long.numberOfLeadingZeros(different.length);
        boolean isList = last < 0 || stepBits > 62 || (long) (stepBits - listBits) * size > 64L * different.length;
        return isList ? new Dictionary.Listed(Words.of(different)) : new Dictionary.Steps(least, step, last + 1);
    }

    /** Returns the greatest common divisor of the distances to the least key, at least 1. */
    private long step(long least) {
        long step = 0;
        for (int i = 0; i < size && step != 1; i++) {
            long rest = missing.get(i) ? 0 : keys[i] - least;
            while (rest != 0) {
                long remainder = Long.remainderUnsigned(step, rest);
                step = rest;
                rest = remainder;
            }
        }
        return step == 0 ? 1 : step;
    }

    private long[] different(long least, long step, long last) {
        if (last >= 0 && last < SMALL_SPREAD) {
            BitSet seen = new BitSet();
            for (int i = 0; i < size; i++) {
                if (!missing.get(i)) {
                    seen.set((int) Long.divideUnsigned(keys[i] - least, step));
                }
            }
            return seen.stream().mapToLong(index -> least + index * step).toArray();
        }
        long[] present = new long[size - missing.cardinality()];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!missing.get(i)) {
                present[count++] = keys[i];
            }
        }
        Arrays.sort(present);
        int unique = 1;
        for (int i = 1; i < count; i++) {
            if (present[i] != present[i - 1]) {
                present[unique++] = present[i];
            }
        }
        return Arrays.copyOf(present, unique);
    }

    /** A set of texts with the equality of its members. */
    private record SetKey(
            @SuppressWarnings("ArrayRecordComponent") // equals and hashCode look at the members
            String[] members) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SetKey key && Arrays.equals(members, key.members);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(members);
        }
    }
}
