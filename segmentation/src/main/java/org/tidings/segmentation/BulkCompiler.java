package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tidings.segmentation.internal.columns.Circuit;
import org.tidings.segmentation.internal.columns.CodeRanges;
import org.tidings.segmentation.internal.columns.Coding;
import org.tidings.segmentation.internal.columns.Program;
import org.tidings.segmentation.internal.columns.SlicedColumn;
import org.tidings.segmentation.internal.columns.Store;

/**
 * Turns plans into a circuit over the columns of a population. A plan has two edges, "definitely true" and "definitely
 * false", made when they are asked for; a rule asks for one, so that three values cost no third vector.
 *
 * <p>A condition over one attribute becomes a set of its codes, whatever it computes. What is left, events, buckets and
 * conditions over several attributes that are no tests, is computed person by person, for those people only for whom
 * the rest of each rule does not decide; {@link #guard} finds out who they are.
 */
final class BulkCompiler {
    /** How many different values a column may have for a condition without a form to be computed for each of them. */
    private static final long MOST_VALUES = 100_000;

    /** From so many paths that lead to a condition on, nobody is spared. */
    private static final int MOST_PATHS = 8;

    private final Population population;
    private final Store store;
    private final CompiledRules rules;
    private final Circuit circuit = new Circuit();
    private final Map<Side, Integer> edges = new HashMap<>();
    private final Map<Plan, Boolean> columnar = new HashMap<>();
    private final Map<Side, Integer> paths = new HashMap<>();
    private final Map<Side, Integer> guards = new LinkedHashMap<>();
    private final List<Function<PersonReader, Program.Input>> inputs = new ArrayList<>();

    /** One side of a plan. */
    private record Side(Plan plan, boolean truth) {}

    BulkCompiler(Population population, CompiledRules rules) {
        this.population = population;
        this.store = population.store();
        this.rules = rules;
    }

    /** Returns the program of "definitely true" for each condition, or "definitely false" where that is asked. */
    BulkProgram compile(List<Plan> conditions, List<Boolean> truths) {
        for (int i = 0; i < conditions.size(); i++) {
            guard(conditions.get(i), truths.get(i), Circuit.TRUE);
        }
        guards.forEach((side, guard) -> {
            edges.put(side, circuit.guarded(guard));
            inputs.add(reader -> question(reader, side).input());
        });
        int[] roots = new int[conditions.size()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = edge(conditions.get(i), truths.get(i));
        }
        return new BulkProgram(population, Program.of(circuit, roots, store.rows()), inputs);
    }

    private int edge(Plan plan, boolean truth) {
        Side side = new Side(plan, truth);
        Integer known = edges.get(side);
        if (known == null) {
            known = make(plan, truth);
            edges.put(side, known);
        }
        return known;
    }

    private int make(Plan plan, boolean truth) {
        Plan.Shape shape = plan.shape();
        if (shape instanceof Plan.Constant constant) {
            int wanted = truth ? Code.Condition.TRUE : Code.Condition.FALSE;
            return constant.truth() == wanted ? Circuit.TRUE : Circuit.FALSE;
        } else if (shape instanceof Plan.Not not) {
            return edge(not.operand(), !truth);
        } else if (shape instanceof Plan.Sure sure) {
            int edge = edge(sure.operand(), true);
            return truth ? edge : Circuit.not(edge);
        } else if (shape instanceof Plan.And || shape instanceof Plan.Or) {
            boolean all = shape instanceof Plan.And == truth;
            int edge = all ? Circuit.TRUE : Circuit.FALSE;
            for (Plan operand : plan.operands()) {
                int next = edge(operand, truth);
                edge = all ? circuit.and(edge, next) : circuit.or(edge, next);
            }
            return edge;
        } else if (shape instanceof Plan.Holds holds) {
            int slot = holds.attribute().slot();
            SlicedColumn column = store.columns().get(slot);
            CodeRanges codes = TestedCodes.of(column.coding(), holds.test(), truth);
            return circuit.codes(slot, column, codes.toArray());
        } else if (isColumnar(plan)) {
            return codesOf(plan, ((Plan.Opaque) shape).code(), truth);
        }
        // An input without a guard matters for nobody. Events and buckets are never unknown: one input serves both
        // sides.
        return truth || shape instanceof Plan.Opaque ? Circuit.FALSE : Circuit.not(edge(plan, true));
    }

    /** Returns the codes of an attribute for which code over this attribute alone is definitely what is asked. */
    private int codesOf(Plan plan, Code.Condition code, boolean truth) {
        int slot = plan.reads().attributes().nextSetBit(0);
        PersonReader reader = new PersonReader(store);
        if (slot < 0) {
            return isSo(code, Frame.of(rules, reader.person(plan.reads(), 0)), truth) ? Circuit.TRUE : Circuit.FALSE;
        }
        SlicedColumn column = store.columns().get(slot);
        CodeRanges codes = new CodeRanges();
        for (long value = 0; value < column.coding().end(); value++) {
            if (isSo(code, Frame.of(rules, reader.withOnly(slot, value)), truth)) {
                codes.add(value, value);
            }
        }
        return circuit.codes(slot, column, codes.toArray());
    }

    private static boolean isSo(Code.Condition code, Frame frame, boolean truth) {
        return truth ? code.isTrue(frame) : code.isFalse(frame);
    }

    private boolean isColumnar(Plan plan) {
        Boolean known = columnar.get(plan);
        if (known == null) {
            known = plan.operands().stream().allMatch(this::isColumnar) && isColumnar(plan.shape(), plan.reads());
            columnar.put(plan, known);
        }
        return known;
    }

    private boolean isColumnar(Plan.Shape shape, Plan.Reads reads) {
        if (shape instanceof Plan.Opaque) {
            int slot = reads.attributes().nextSetBit(0);
            return reads.streams().isEmpty()
                    && !reads.identity()
                    && reads.attributes().cardinality() <= 1
                    && (slot < 0 || isEnumerable(store.columns().get(slot).coding()));
        }
        return !(shape instanceof Plan.EventsAtLeast) && !(shape instanceof Plan.InBucket);
    }

    /** Returns whether looking at each value is no more work than looking at a good part of the people. */
    private boolean isEnumerable(Coding coding) {
        return coding.end() <= Math.max(64, Math.min(MOST_VALUES, store.rows() / 4));
    }

    /**
     * Adds the people for whom a side of a plan matters to the guards of what is computed person by person: in a
     * conjunction those for whom the columnar operands are true, in a disjunction those for whom they are not.
     */
    private void guard(Plan plan, boolean truth, int guard) {
        if (guard == Circuit.FALSE || isColumnar(plan)) {
            return;
        }
        Side side = new Side(plan, truth);
        Plan.Shape shape = plan.shape();
        if (plan.operands().isEmpty()) {
            Side input = shape instanceof Plan.Opaque ? side : new Side(plan, true);
            guards.merge(input, guard, circuit::or);
            return;
        }
        int path = paths.merge(side, 1, Integer::sum);
        if (path > MOST_PATHS) {
            return;
        }
        int narrowed = path == MOST_PATHS ? Circuit.TRUE : guard;
        if (shape instanceof Plan.Not not) {
            guard(not.operand(), !truth, narrowed);
        } else if (shape instanceof Plan.Sure sure) {
            guard(sure.operand(), true, narrowed);
        } else {
            boolean all = shape instanceof Plan.And == truth;
            for (Plan operand : plan.operands()) {
                if (isColumnar(operand)) {
                    int edge = edge(operand, truth);
                    narrowed = circuit.and(narrowed, all ? edge : Circuit.not(edge));
                }
            }
            for (Plan operand : plan.operands()) {
                guard(operand, truth, narrowed);
            }
        }
    }

    private BulkInputs.Question question(PersonReader reader, Side side) {
        Plan.Shape shape = side.plan().shape();
        if (shape instanceof Plan.EventsAtLeast events) {
            return BulkInputs.events(store, events);
        } else if (shape instanceof Plan.InBucket bucket) {
            return BulkInputs.bucket(population, bucket);
        }
        return BulkInputs.code(reader, rules, side.plan().reads(), ((Plan.Opaque) shape).code(), side.truth());
    }
}
