package org.tidings.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What limits the slots of a problem, as a forest: a node is a slot of a channel, a group is what some nodes share, and lies
 * within the next larger group that contains it. Nodes and groups together are numbered, nodes first and a group after those
 * that contain it.
 */
final class SlotTree {
    static final int NONE = -1;

    final int nodes;

    /** The group next around each node or group, or NONE. */
    final int[] parent;

    /** How many messages each node or group can carry. */
    final int[] limit;

    /** By group, the nodes in it; by node, the node. */
    final int[][] members;

    /** By slot, the group of its capacity for all channels, or NONE. */
    final int[] sharedGroup;

    /** By group, itself and the groups within it, the larger first. */
    private final int[][] within;

    private SlotTree(int nodes, int[] parent, int[] limit, int[][] members, int[] sharedGroup) {
        this.nodes = nodes;
        this.parent = parent;
        this.limit = limit;
        this.members = members;
        this.sharedGroup = sharedGroup;
        List<List<Integer>> inside = new ArrayList<>();
        for (int r = nodes; r < parent.length; r++) {
            inside.add(new ArrayList<>());
            for (int outer = r; outer != NONE; outer = parent[outer]) {
                inside.get(outer - nodes).add(r);
            }
        }
        this.within = inside.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Cost: nodes by limits. */
    static SlotTree of(SlotProblem problem) {
        List<SlotLimit> limits = new ArrayList<>();
        for (SlotLimit limit : problem.limits) {
            // The only channel is all of them.
            limits.add(problem.channels == 1 ? limit.ofAll() : limit);
        }
        SlotLimit[] shared = new SlotLimit[problem.slots];
        for (int slot = 0; slot < problem.slots; slot++) {
            if (problem.shared[slot] != SlotProblem.UNLIMITED) {
                shared[slot] = new SlotLimit(SlotLimit.ALL, slot, slot + 1, problem.shared[slot]);
                limits.add(shared[slot]);
            }
        }
        limits.sort(Comparator.comparingInt((SlotLimit limit) -> limit.width(problem.channels))
                .reversed());
        int nodes = problem.slots * problem.channels;
        int[] parent = new int[nodes + limits.size()];
        int[] limit = new int[parent.length];
        List<List<Integer>> members = new ArrayList<>();
        System.arraycopy(problem.capacity, 0, limit, 0, nodes);
        for (int g = 0; g < limits.size(); g++) {
            members.add(new ArrayList<>());
            limit[nodes + g] = limits.get(g).count();
            parent[nodes + g] = NONE;
        }
        int[] sharedGroup = new int[problem.slots];
        Arrays.fill(sharedGroup, NONE);
        for (int n = 0; n < nodes; n++) {
            int outer = NONE;
            for (int g = 0; g < limits.size(); g++) {
                if (limits.get(g).concerns(n / problem.slots, n % problem.slots)) {
                    if (outer != NONE && !limits.get(outer - nodes).contains(limits.get(g))) {
                        throw crossing(limits.get(outer - nodes), limits.get(g));
                    }
                    parent[nodes + g] = outer;
                    outer = nodes + g;
                    if (limits.get(g).equals(shared[n % problem.slots])) {
                        sharedGroup[n % problem.slots] = outer;
                    }
                    members.get(g).add(n);
                }
            }
            parent[n] = outer;
        }
        int[][] all = new int[parent.length][];
        for (int r = 0; r < all.length; r++) {
            all[r] = r < nodes
                    ? new int[] {r}
                    : members.get(r - nodes).stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
        }
        return new SlotTree(nodes, parent, limit, all, sharedGroup);
    }

    private static IllegalArgumentException crossing(SlotLimit one, SlotLimit other) {
        return new IllegalArgumentException(one + " and " + other + " overlap, and neither contains the other");
    }

    int size() {
        return parent.length;
    }

    int[] within(int group) {
        return within[group - nodes];
    }

    /** Returns whether two trees have the same nodes and groups, though perhaps other limits. */
    boolean isLike(SlotTree other) {
        return nodes == other.nodes && Arrays.equals(parent, other.parent) && Arrays.deepEquals(members, other.members);
    }
}
