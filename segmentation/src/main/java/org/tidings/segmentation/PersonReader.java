package org.tidings.segmentation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.Schema;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.columns.Coding;
import org.tidings.segmentation.internal.columns.SlicedColumn;
import org.tidings.segmentation.internal.columns.Store;

/**
 * Puts back together as much of a person as a condition reads, for conditions that have no columnar form. A profile that
 * it returns is good until the next. Owned by one thread.
 */
final class PersonReader {
    private final Store store;
    private final long[] presence;
    private final long[] primitives;
    private final Object[] references;
    private final @Nullable EventColumns[] events;

    PersonReader(Store store) {
        Schema schema = store.schema();
        this.store = store;
        this.presence = new long[(schema.attributes().size() + 63) >>> 6];
        this.primitives = new long[schema.primitiveCount()];
        this.references = new Object[schema.referenceCount()];
        this.events = new EventColumns[schema.streams().size()];
    }

    /** Returns what is read of the person at a position. */
    SlotProfile person(Plan.Reads reads, int position) {
        Arrays.fill(presence, 0);
        for (int slot = reads.attributes().nextSetBit(0);
                slot >= 0;
                slot = reads.attributes().nextSetBit(slot + 1)) {
            SlicedColumn column = store.columns().get(slot);
            put(slot, column.coding(), column.code(position));
        }
        Arrays.fill(events, null);
        for (int index = reads.streams().nextSetBit(0);
                index >= 0;
                index = reads.streams().nextSetBit(index + 1)) {
            events[index] = store.tables().get(index).of(position);
        }
        return profile(reads.identity() ? store.ids().get(position) : "");
    }

    /** Returns somebody who has one value and nothing else. */
    SlotProfile withOnly(int slot, long code) {
        Arrays.fill(presence, 0);
        Arrays.fill(events, null);
        put(slot, store.columns().get(slot).coding(), code);
        return profile("");
    }

    private SlotProfile profile(String id) {
        return new SlotProfile(store.schema(), id, presence, primitives, references, events);
    }

    private void put(int slot, Coding coding, long code) {
        if (coding.isMissing(code)) {
            return;
        }
        Attribute attribute = store.schema().attributes().get(slot);
        presence[slot >>> 6] |= 1L << slot;
        if (coding.type().isPrimitive()) {
            primitives[attribute.index()] = coding.rawBits(code);
        } else {
            references[attribute.index()] = coding.reference(code);
        }
    }
}
