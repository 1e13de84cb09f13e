package org.tidings.segmentation.internal.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Finds the position of a person by the id: a hash table with linear probing, about eight bytes a person. */
public final class IdIndex {
    private final TextBlob ids;
    private final int[] table;
    private final int mask;
    private final List<Integer> repeated = new ArrayList<>();

    /** Reads all ids once. */
    public IdIndex(TextBlob ids) {
        this.ids = ids;
        int size = ids.size();
        int capacity = Integer.highestOneBit(Math.max(8, Math.min(size, 1 << 29))) * 2;
        if (size > capacity / 4L * 3 && capacity < 1 << 30) {
            capacity *= 2;
        }
        this.table = new int[capacity];
        this.mask = capacity - 1;
        byte[] id = new byte[64];
        for (int row = 0; row < size; row++) {
            int length = ids.length(row);
            if (length > id.length) {
                id = Arrays.copyOf(id, length * 2);
            }
            ids.copy(row, id);
            int slot = slot(id, length);
            if (table[slot] == 0) {
                table[slot] = row + 1;
            } else {
                repeated.add(row);
            }
        }
    }

    /** Returns the rows whose id an earlier row has, too. */
    public List<Integer> repeated() {
        return Collections.unmodifiableList(repeated);
    }

    /** Returns the row of an id, or -1 if there is none. */
    public int find(String id) {
        byte[] bytes = TextBlob.encode(id);
        return table[slot(bytes, bytes.length)] - 1;
    }

    private int slot(byte[] id, int length) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ id[i]) * 0x100000001B3L;
        }
        int slot = (int) (hash ^ (hash >>> 32)) & mask;
        while (table[slot] != 0 && !ids.is(table[slot] - 1, id, 0, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
