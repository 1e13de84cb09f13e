package org.tidings.timing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes room for messages without a place: a message takes a slot whose message takes another one, and so on to a slot with
 * room. These are the augmenting paths of a greatest flow in the tree of limits (Ford and Fulkerson 1956), the shortest
 * first. Where there is none, no plan sends the message besides those that are sent; what was searched in vain is not
 * searched again, for no later path leads out of it.
 */
final class SlotPaths {
    private static final int NOBODY = -1;
    private static final long MAX_VALUES = 1_000_000_000;

    private final SlotProblem problem;
    private final SlotTree tree;
    private final int[] nodeOf;
    private final float[] row;

    /** By node and group, its messages. */
    private final int[] size;

    /** By group, the nodes and groups next within. */
    private final int[][] children;

    /** By node, its first message; by message, the next of its node and the one before. */
    private final int[] first;

    private final int[] next;
    private final int[] previous;

    /** By node and group: where the search came from, and the message that moves to a node, or NOBODY. */
    private final int[] cameFrom;

    private final int[] moves;
    private final boolean[] seen;
    private final int[] queue;
    private int queued;
    private long valuesRead;

    private SlotPaths(SlotProblem problem, int[] nodeOf) {
        this.problem = problem;
        this.tree = problem.tree;
        this.nodeOf = nodeOf;
        this.row = new float[problem.slots];
        this.size = new int[tree.size()];
        this.first = new int[tree.nodes];
        this.next = new int[nodeOf.length];
        this.previous = new int[nodeOf.length];
        this.cameFrom = new int[tree.size()];
        this.moves = new int[tree.size()];
        this.seen = new boolean[tree.size()];
        this.queue = new int[tree.size()];
        this.children = children(tree);
        Arrays.fill(first, NOBODY);
        for (int message = 0; message < nodeOf.length; message++) {
            if (nodeOf[message] != SlotAuction.NOWHERE) {
                link(message, nodeOf[message]);
                for (int place = nodeOf[message]; place != SlotTree.NONE; place = tree.parent[place]) {
                    size[place]++;
                }
            }
        }
    }

    private static int[][] children(SlotTree tree) {
        int[] count = new int[tree.size()];
        for (int group : tree.parent) {
            if (group != SlotTree.NONE) {
                count[group]++;
            }
        }
        int[][] children = new int[tree.size()][];
        Arrays.setAll(children, place -> new int[count[place]]);
        for (int place = 0; place < tree.size(); place++) {
            int group = tree.parent[place];
            if (group != SlotTree.NONE) {
                children[group][--count[group]] = place;
            }
        }
        return children;
    }

    /**
     * Returns the search of paths for a plan.
     *
     * @param nodeOf by message, its node or {@link SlotAuction#NOWHERE}; changed by the search
     */
    static SlotPaths of(SlotProblem problem, int[] nodeOf) {
        return new SlotPaths(problem, nodeOf);
    }

    /** Places every message that can be, those that cost most first. */
    void placeAll() {
        int[] left = IntStream.range(0, nodeOf.length)
                .filter(message -> nodeOf[message] == SlotAuction.NOWHERE)
                .boxed()
                .sorted(Comparator.comparingDouble(message -> problem.unsent[message]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int message : left) {
            if (valuesRead > MAX_VALUES) {
                return;
            }
            int end = bestWithRoom(message);
            queued = 0;
            if (end == SlotTree.NONE) {
                end = search(message);
            } else {
                cameFrom[end] = SlotTree.NONE;
                moves[end] = message;
                end = climb(end);
            }
            if (end != SlotTree.NONE) {
                follow(end);
                // What did not lead anywhere stays seen.
                for (int i = 0; i < queued; i++) {
                    seen[queue[i]] = false;
                }
            }
        }
    }

    /** Returns the node that is worth most to a message among those with room, or NONE. */
    private int bestWithRoom(int message) {
        read(message);
        int base = problem.channel(message) * problem.slots;
        int best = SlotTree.NONE;
        for (int slot = 0; slot < row.length; slot++) {
            if (row[slot] > SlotValues.FORBIDDEN
                    && (best == SlotTree.NONE || row[slot] > row[best - base])
                    && hasRoom(base + slot)) {
                best = base + slot;
            }
        }
        return best;
    }

    private boolean hasRoom(int n) {
        for (int place = n; place != SlotTree.NONE; place = tree.parent[place]) {
            if (size[place] >= tree.limit[place]) {
                return false;
            }
        }
        return true;
    }

    /** Goes from a node with room to the outermost group, and returns it. */
    private int climb(int n) {
        int place = n;
        while (tree.parent[place] != SlotTree.NONE) {
            int group = tree.parent[place];
            cameFrom[group] = place;
            moves[group] = NOBODY;
            place = group;
        }
        return place;
    }

    private int search(int message) {
        reach(SlotTree.NONE, message);
        for (int at = 0; at < queued; at++) {
            int place = queue[at];
            if (size[place] < tree.limit[place]) {
                int group = tree.parent[place];
                if (group == SlotTree.NONE) {
                    return place;
                }
                see(group, place, NOBODY);
            }
            for (int child : children[place]) {
                if (size[child] > 0) {
                    see(child, place, NOBODY);
                }
            }
            if (place < tree.nodes) {
                for (int other = first[place]; other != NOBODY; other = next[other]) {
                    reach(place, other);
                }
            }
        }
        return SlotTree.NONE;
    }

    /** Sees the nodes to which a message can move. */
    private void reach(int from, int message) {
        read(message);
        int base = problem.channel(message) * problem.slots;
        for (int slot = 0; slot < row.length; slot++) {
            if (row[slot] > SlotValues.FORBIDDEN) {
                see(base + slot, from, message);
            }
        }
    }

    private void see(int place, int from, int message) {
        if (!seen[place]) {
            seen[place] = true;
            cameFrom[place] = from;
            moves[place] = message;
            queue[queued++] = place;
        }
    }

    private void read(int message) {
        problem.read(message, row);
        valuesRead += row.length;
    }

    /** Moves the messages of a path that ends where one more has room. */
    private void follow(int end) {
        size[end]++;
        for (int place = end; place != SlotTree.NONE; place = cameFrom[place]) {
            int from = cameFrom[place];
            if (moves[place] != NOBODY) {
                move(moves[place], place);
            } else if (tree.parent[from] == place) {
                size[from]++;
            } else {
                size[place]--;
            }
        }
    }

    private void move(int message, int to) {
        int from = nodeOf[message];
        if (from != SlotAuction.NOWHERE) {
            if (previous[message] == NOBODY) {
                first[from] = next[message];
            } else {
                next[previous[message]] = next[message];
            }
            if (next[message] != NOBODY) {
                previous[next[message]] = previous[message];
            }
        }
        nodeOf[message] = to;
        link(message, to);
    }

    private void link(int message, int n) {
        next[message] = first[n];
        previous[message] = NOBODY;
        if (first[n] != NOBODY) {
            previous[first[n]] = message;
        }
        first[n] = message;
    }
}
