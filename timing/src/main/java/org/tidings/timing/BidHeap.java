package org.tidings.timing;

import java.util.Arrays;

/**
 * The bids that hold the places of one node, the lowest on top. A bid and its message are one number, so that a comparison
 * touches no memory but the heap's; equal bids are in the order of their messages.
 */
final class BidHeap {
    private static final int ARITY = 4;

    private final int capacity;
    private long[] keys;
    private int size;

    BidHeap(int capacity) {
        this.capacity = capacity;
        this.keys = new long[Math.min(16, capacity)];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Returns the lowest bid; the heap is not empty. */
    float lowestBid() {
        return bid(keys[0]);
    }

    /** Returns the message with the lowest bid; the heap is not empty. */
    int lowest() {
        return message(keys[0]);
    }

    /** Returns the message at a place of the heap, from 0, in no order. */
    int messageAt(int index) {
        return message(keys[index]);
    }

    /** Returns the bid at a place of the heap. */
    float bidAt(int index) {
        return bid(keys[index]);
    }

    /** Adds a bid of 0 or more; the heap is not full. */
    void add(int message, float bid) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, (int) Math.min(capacity, 2L * size));
        }
        long key = key(message, bid);
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / ARITY;
            if (keys[parent] <= key) {
                break;
            }
            keys[at] = keys[parent];
            at = parent;
        }
        keys[at] = key;
    }

    /** Puts a bid in the place of the lowest; the heap is not empty. */
    void replaceLowest(int message, float bid) {
        down(0, key(message, bid));
    }

    /** Removes the lowest bid; the heap is not empty. */
    void removeLowest() {
        long last = keys[--size];
        if (size > 0) {
            down(0, last);
        }
    }

    /** Keeps the messages that a node still holds. */
    void retain(int[] nodeOf, int node) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (nodeOf[message(keys[i])] == node) {
                keys[kept++] = keys[i];
            }
        }
        if (kept < size) {
            size = kept;
            for (int at = (size - 2) / ARITY; at >= 0 && size > 1; at--) {
                down(at, keys[at]);
            }
        }
    }

    private void down(int start, long key) {
        long[] heap = keys;
        int at = start;
        while (true) {
            int first = at * ARITY + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            long leastKey = heap[first];
            int end = Math.min(first + ARITY, size);
            for (int child = first + 1; child < end; child++) {
                if (heap[child] < leastKey) {
                    least = child;
                    leastKey = heap[child];
                }
            }
            if (leastKey >= key) {
                break;
            }
            heap[at] = leastKey;
            at = least;
        }
        heap[at] = key;
    }

    /** The bits of floats that are not negative are in the order of the floats. */
    private static long key(int message, float bid) {
        return (long) Float.floatToRawIntBits(bid) << Integer.SIZE | message;
    }

    private static float bid(long key) {
        return Float.intBitsToFloat((int) (key >> Integer.SIZE));
    }

    private static int message(long key) {
        return (int) key;
    }
}
