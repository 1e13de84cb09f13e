package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan cut into methods, as a tree that code is written from. Only "definitely true" of the root is asked for; negation
 * has moved into the leaves.
 *
 * <p>A part that several others share, and a part that would make its method long, becomes a method of its own: what
 * stands in the plan once is written once, and the JIT compiler gives up on a method of 8,000 bytes.
 */
sealed interface CodeTree {
    /** Most leaves in one method: each takes up to a hundred bytes. */
    int MOST_IN_METHOD = 48;

    /** Most leaves in one class; a longer rule is interpreted. */
    int MOST_IN_CLASS = 4_000;

    /** A shared part is worth a call from this many leaves on. */
    int LEAST_SHARED = 3;

    /**
     * A leaf.
     *
     * @param side whether "definitely true" of the leaf is asked, instead of "definitely false"
     * @param inverted whether the opposite of the answer counts
     */
    record Leaf(Plan plan, boolean side, boolean inverted) implements CodeTree {}

    /** All of the parts, or at least one of them. */
    record Junction(boolean all, List<CodeTree> parts) implements CodeTree {}

    /** A call of a method. */
    record Call(int method) implements CodeTree {}

    /** Returns the methods of a plan, the one to start with first; nothing for a plan that is too large. */
    static Optional<List<CodeTree>> methods(Plan root) {
        return new Cutter().cut(root);
    }

    /** Cuts one plan. */
    final class Cutter {
        private final Map<Plan, Integer> uses = new HashMap<>();
        private final Map<Plan, CodeTree> parts = new HashMap<>();
        private final IdentityHashMap<CodeTree, Integer> weights = new IdentityHashMap<>();
        private final List<CodeTree> methods = new ArrayList<>();

        Optional<List<CodeTree>> cut(Plan root) {
            int leaves = countUses(root, new HashSet<>());
            if (leaves > MOST_IN_CLASS) {
                return Optional.empty();
            }
            methods.add(new Call(0));
            methods.set(0, part(root));
            return Optional.of(List.copyOf(methods));
        }

        private int countUses(Plan plan, Set<Plan> seen) {
            uses.merge(plan, 1, Integer::sum);
            if (!seen.add(plan)) {
                return 0;
            }
            int leaves = plan.operands().isEmpty() ? 1 : 0;
            for (Plan operand : plan.operands()) {
                leaves += countUses(operand, seen);
            }
            return leaves;
        }

        private CodeTree part(Plan plan) {
            CodeTree known = parts.get(plan);
            if (known == null) {
                known = make(plan);
                if (!(known instanceof Leaf) && uses.getOrDefault(plan, 0) > 1 && weight(known) >= LEAST_SHARED) {
                    known = method(known);
                }
                parts.put(plan, known);
            }
            return known;
        }

        private CodeTree make(Plan plan) {
            Plan.Shape shape = plan.shape();
            if (shape instanceof Plan.And and) {
                return junction(true, and.operands());
            } else if (shape instanceof Plan.Or or) {
                return junction(false, or.operands());
            } else if (shape instanceof Plan.Sure sure) {
                return part(sure.operand());
            } else if (shape instanceof Plan.Not not) {
                return not.operand().shape() instanceof Plan.Sure sure
                        ? opposite((Leaf) part(sure.operand()))
                        : new Leaf(not.operand(), false, false);
            }
            return new Leaf(plan, true, false);
        }

        private static Leaf opposite(Leaf leaf) {
            return new Leaf(leaf.plan(), leaf.side(), !leaf.inverted());
        }

        private CodeTree junction(boolean all, List<Plan> operands) {
            List<CodeTree> open = new ArrayList<>();
            for (Plan operand : operands) {
                open.add(part(operand));
            }
            while (open.size() > MOST_IN_METHOD) {
                List<CodeTree> grouped = new ArrayList<>();
                for (int i = 0; i < open.size(); i += MOST_IN_METHOD) {
                    List<CodeTree> group = open.subList(i, Math.min(open.size(), i + MOST_IN_METHOD));
                    grouped.add(method(weighed(new Junction(all, withCalls(group)))));
                }
                open = grouped;
            }
            return weighed(new Junction(all, withCalls(open)));
        }

        /** Turns the heaviest parts into calls until the rest fits into one method. */
        private List<CodeTree> withCalls(List<CodeTree> group) {
            List<CodeTree> result = new ArrayList<>(group);
            int total = group.stream().mapToInt(this::weight).sum();
            while (total > MOST_IN_METHOD) {
                int heaviest = 0;
                for (int i = 1; i < result.size(); i++) {
                    heaviest = weight(result.get(i)) > weight(result.get(heaviest)) ? i : heaviest;
                }
                total -= weight(result.get(heaviest)) - 1;
                result.set(heaviest, method(result.get(heaviest)));
            }
            return result;
        }

        private Junction weighed(Junction junction) {
            weights.put(
                    junction, junction.parts().stream().mapToInt(this::weight).sum());
            return junction;
        }

        /** Returns how many leaves and calls are written for a part; a list of texts counts as several. */
        private int weight(CodeTree tree) {
            boolean texts = tree instanceof Leaf leaf
                    && leaf.plan().shape() instanceof Plan.Holds holds
                    && holds.test() instanceof ValueTest.AnyOf;
            return texts ? 4 : weights.getOrDefault(tree, 1);
        }

        private Call method(CodeTree tree) {
            methods.add(tree);
            return new Call(methods.size() - 1);
        }
    }
}
