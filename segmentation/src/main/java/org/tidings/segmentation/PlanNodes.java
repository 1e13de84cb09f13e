package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.segmentation.Plan.And;
import org.tidings.segmentation.Plan.Constant;
import org.tidings.segmentation.Plan.EventsAtLeast;
import org.tidings.segmentation.Plan.Holds;
import org.tidings.segmentation.Plan.InBucket;
import org.tidings.segmentation.Plan.InEvent;
import org.tidings.segmentation.Plan.Not;
import org.tidings.segmentation.Plan.Opaque;
import org.tidings.segmentation.Plan.Or;
import org.tidings.segmentation.Plan.Reads;
import org.tidings.segmentation.Plan.Shape;
import org.tidings.segmentation.Plan.Sure;

/** Makes the nodes of plans in normal form, each only once. Owned by one thread at a time. */
final class PlanNodes {
    private final Map<Shape, Plan> nodes = new HashMap<>();
    private final Map<Plan, Plan> complements = new HashMap<>();
    private int count;

    /** What a value test is about; tests of one subject can be merged. */
    private record Subject(Object place, int level) {}

    /** Returns how many nodes there are; the next one has this number as its id. */
    int count() {
        return count;
    }

    Plan constant(int truth) {
        double likelihood = truth == Code.Condition.TRUE ? 1 : 0;
        return node(new Constant(truth), Reads.NOTHING, 0, likelihood, truth != Code.Condition.UNKNOWN);
    }

    Plan constant(boolean value) {
        return constant(value ? Code.Condition.TRUE : Code.Condition.FALSE);
    }

    Plan unknown() {
        return constant(Code.Condition.UNKNOWN);
    }

    /** Returns the test of a stored attribute; unknown if no value is in the domain of the test. */
    Plan holds(Attribute attribute, ValueTest test) {
        return hasNoDomain(test)
                ? unknown()
                : leaf(new Holds(attribute, test), test, Reads.ofAttribute(attribute.slot()));
    }

    /** Returns the test of a field of an event; unknown if no value is in the domain of the test. */
    Plan inEvent(EventField field, int level, ValueTest test) {
        return hasNoDomain(test) ? unknown() : leaf(new InEvent(field, level, test), test, Reads.NOTHING);
    }

    private Plan leaf(Shape shape, ValueTest test, Reads reads) {
        return node(shape, reads, test.cost(), test.likelihood(), test.excludesAbsent());
    }

    private static boolean hasNoDomain(ValueTest test) {
        return test instanceof ValueTest.Range range && range.first() > range.last();
    }

    Plan inBucket(long salt, ValueTest.Range test) {
        return node(new InBucket(salt, test), Reads.ofIdentity(), 20, test.likelihood(), true);
    }

    /** Returns whether so many events pass; a constant where that is sure. */
    Plan atLeast(EventQuery events, long least) {
        if (least <= 0) {
            return constant(true);
        } else if (events.isEmpty()) {
            return constant(false);
        }
        Reads reads = Reads.ofStream(events.stream().index());
        return node(new EventsAtLeast(events, least), reads, events.cost(), 0.3 / least, true);
    }

    Plan opaque(String text, Code.Condition code, Reads reads, long cost) {
        return node(new Opaque(text, code), reads, cost, 0.5, false);
    }

    Plan not(Plan operand) {
        Plan known = complements.get(operand);
        if (known == null) {
            known = complement(operand);
            complements.put(operand, known);
            complements.put(known, operand);
        }
        return known;
    }

    private Plan complement(Plan operand) {
        Shape shape = operand.shape();
        if (shape instanceof Constant constant) {
            return constant.truth() == Code.Condition.UNKNOWN
                    ? operand
                    : constant(constant.truth() == Code.Condition.FALSE);
        } else if (shape instanceof And and) {
            return or(complements(and.operands()));
        } else if (shape instanceof Or or) {
            return and(complements(or.operands()));
        } else if (shape instanceof Not not) {
            return not.operand();
        } else if (shape instanceof Holds holds
                && holds.test() instanceof ValueTest.Range range
                && range.isOneSided()) {
            return holds(holds.attribute(), range.complement());
        } else if (shape instanceof InEvent field
                && field.test() instanceof ValueTest.Range range
                && range.isOneSided()) {
            return inEvent(field.field(), field.level(), range.complement());
        }
        return node(new Not(operand), operand.reads(), operand.cost(), 1 - operand.likelihood(), operand.isCertain());
    }

    /** Without a stream: its calls would make the stack several times as deep. */
    private List<Plan> complements(List<Plan> operands) {
        List<Plan> made = new ArrayList<>();
        for (Plan operand : operands) {
            made.add(not(operand));
        }
        return made;
    }

    /** Returns the condition that is true where the operand is, and false elsewhere. */
    Plan sure(Plan operand) {
        if (operand.isCertain()) {
            return operand;
        } else if (operand.shape() instanceof Constant) {
            return constant(false);
        } else if (operand.shape() instanceof And and) {
            return and(sures(and.operands()));
        } else if (operand.shape() instanceof Or or) {
            return or(sures(or.operands()));
        }
        return node(new Sure(operand), operand.reads(), operand.cost(), operand.likelihood(), true);
    }

    private List<Plan> sures(List<Plan> operands) {
        List<Plan> made = new ArrayList<>();
        for (Plan operand : operands) {
            made.add(sure(operand));
        }
        return made;
    }

    Plan and(Plan... operands) {
        return and(List.of(operands));
    }

    Plan or(Plan... operands) {
        return or(List.of(operands));
    }

    Plan and(List<Plan> operands) {
        return combined(operands, Code.Condition.FALSE);
    }

    Plan or(List<Plan> operands) {
        return combined(operands, Code.Condition.TRUE);
    }

    /** Returns a conjunction ({@code decisive} FALSE) or disjunction (TRUE). */
    private Plan combined(List<Plan> operands, int decisive) {
        boolean conjunction = decisive == Code.Condition.FALSE;
        Set<Plan> flat = new LinkedHashSet<>();
        for (Plan operand : operands) {
            boolean nested = conjunction ? operand.shape() instanceof And : operand.shape() instanceof Or;
            flat.addAll(nested ? operand.operands() : List.of(operand));
        }
        Collection<Plan> merged = conjunction ? withoutKnown(intersected(flat)) : united(flat);
        List<Plan> kept = new ArrayList<>();
        for (Plan operand : merged) {
            if (operand.shape() instanceof Constant constant && constant.truth() != Code.Condition.UNKNOWN) {
                if (constant.truth() == decisive) {
                    return operand;
                }
            } else if (operand.isCertain() && merged.contains(complements.get(operand))) {
                return constant(decisive);
            } else {
                kept.add(operand);
            }
        }
        if (kept.size() < 2) {
            return kept.isEmpty() ? constant(1 - decisive) : kept.get(0);
        }
        kept.sort(Comparator.<Plan>comparingDouble(plan -> rank(plan, conjunction))
                .thenComparingInt(Plan::id));
        return node(conjunction, List.copyOf(kept));
    }

    /** Returns the cost for each time that an operand decides: the least first is the fastest order. */
    private static double rank(Plan plan, boolean conjunction) {
        double decides = conjunction ? 1 - plan.likelihood() : plan.likelihood();
        return (plan.cost() + 1) / Math.max(decides, 0.01);
    }

    private Plan node(boolean conjunction, List<Plan> operands) {
        BitSet attributes = new BitSet();
        BitSet streams = new BitSet();
        boolean identity = false;
        boolean certain = true;
        long cost = 1;
        double decidesNever = 1;
        for (Plan operand : operands) {
            attributes.or(operand.reads().attributes());
            streams.or(operand.reads().streams());
            identity |= operand.reads().identity();
            certain &= operand.isCertain();
            // The same node may be reached on many ways; the sum must not pass the range of a long.
            cost = Math.min(Integer.MAX_VALUE, cost + operand.cost());
            decidesNever *= conjunction ? operand.likelihood() : 1 - operand.likelihood();
        }
        return node(
                conjunction ? new And(operands) : new Or(operands),
                new Reads(attributes, streams, identity),
                cost,
                conjunction ? decidesNever : 1 - decidesNever,
                certain);
    }

    private Plan node(Shape shape, Reads reads, long cost, double likelihood, boolean certain) {
        Plan known = nodes.get(shape);
        if (known == null) {
            known = new Plan(count++, shape, reads, cost, likelihood, certain);
            nodes.put(shape, known);
        }
        return known;
    }

    /** Merges ranges of one subject with one domain into their intersection. */
    private Collection<Plan> intersected(Set<Plan> operands) {
        Map<List<Object>, Plan> merged = new LinkedHashMap<>();
        for (Plan operand : operands) {
            ValueTest.Range range = test(operand) instanceof ValueTest.Range found ? found : null;
            List<Object> key =
                    range == null ? List.of(operand) : List.of(subject(operand), range.first(), range.last());
            Plan other = merged.get(key);
            if (other == null || range == null) {
                merged.put(key, operand);
            } else {
                ValueTest.Range before = (ValueTest.Range) test(other);
                ValueTest.Range both = ValueTest.Range.of(
                        Math.max(range.low(), before.low()),
                        Math.min(range.high(), before.high()),
                        range.first(),
                        range.last());
                merged.put(key, withTest(operand, both));
            }
        }
        return new LinkedHashSet<>(merged.values());
    }

    /** Replaces {@code x is known and test of x} by {@code (test of x) is true}. */
    private Collection<Plan> withoutKnown(Collection<Plan> operands) {
        Collection<Plan> rest = operands;
        for (Plan known : operands) {
            if (test(known) instanceof ValueTest.Present present) {
                Set<Plan> narrowed = new LinkedHashSet<>();
                boolean implied = false;
                for (Plan other : rest) {
                    boolean tested = other != known && isDecided(other, subject(known), present);
                    implied |= tested;
                    narrowed.add(tested ? sure(other) : other);
                }
                if (implied) {
                    narrowed.remove(known);
                    rest = narrowed;
                }
            }
        }
        return rest;
    }

    /** Returns whether a node is a test of a subject, or the opposite of one, that every visible value decides. */
    private static boolean isDecided(Plan plan, Subject subject, ValueTest.Present present) {
        Plan leaf = plan.shape() instanceof Not not ? not.operand() : plan;
        Object test = test(leaf);
        if (!(test instanceof ValueTest) || !subject(leaf).equals(subject)) {
            return false;
        } else if (test instanceof ValueTest.Range range) {
            return isWhole(leaf, range.first(), range.last(), present);
        }
        return test instanceof ValueTest.OneOf one
                ? isWhole(leaf, one.first(), one.last(), present)
                : !(test instanceof ValueTest.Present);
    }

    private static boolean isWhole(Plan leaf, long first, long last, ValueTest.Present present) {
        ValueType type = leaf.shape() instanceof InEvent field
                ? field.field().type()
                : ((Holds) leaf.shape()).attribute().type();
        return type == ValueType.BOOL ? first <= 0 && last >= 1 : first == Long.MIN_VALUE && last >= present.last();
    }

    /** Merges equalities of one subject with one domain into a test for one of several values. */
    private Collection<Plan> united(Set<Plan> operands) {
        Map<List<Object>, List<Plan>> groups = new LinkedHashMap<>();
        for (Plan operand : operands) {
            groups.computeIfAbsent(equalityKey(operand), key -> new ArrayList<>())
                    .add(operand);
        }
        Set<Plan> merged = new LinkedHashSet<>();
        for (List<Plan> group : groups.values()) {
            Plan first = group.get(0);
            merged.add(group.size() == 1 ? first : withTest(first, union(group)));
        }
        return merged;
    }

    private static List<Object> equalityKey(Plan plan) {
        Object test = test(plan);
        if (test instanceof ValueTest.AnyOf) {
            return List.of(subject(plan));
        } else if (test instanceof ValueTest.Range range && range.isPoint()) {
            return List.of(subject(plan), range.first(), range.last());
        } else if (test instanceof ValueTest.OneOf one) {
            return List.of(subject(plan), one.first(), one.last());
        }
        return List.of(plan);
    }

    private static ValueTest union(List<Plan> group) {
        NavigableSet<Long> keys = new TreeSet<>();
        NavigableSet<String> texts = new TreeSet<>(TextOrder.BY_CODE_POINT);
        long first = 0;
        long last = 0;
        for (Plan plan : group) {
            Object test = test(plan);
            if (test instanceof ValueTest.AnyOf any) {
                texts.addAll(any.texts());
            } else if (test instanceof ValueTest.OneOf one) {
                keys.addAll(one.keys());
                first = one.first();
                last = one.last();
            } else {
                ValueTest.Range range = (ValueTest.Range) test;
                keys.add(range.low());
                first = range.first();
                last = range.last();
            }
        }
        return texts.isEmpty() ? ValueTest.OneOf.of(keys, first, last) : ValueTest.AnyOf.of(texts);
    }

    /** Returns the test of a leaf that tests a value; what is none for other nodes. */
    private static Object test(Plan plan) {
        if (plan.shape() instanceof Holds holds) {
            return holds.test();
        }
        return plan.shape() instanceof InEvent field ? field.test() : plan;
    }

    private static Subject subject(Plan plan) {
        return plan.shape() instanceof InEvent field
                ? new Subject(field.field(), field.level())
                : new Subject(((Holds) plan.shape()).attribute(), -1);
    }

    private Plan withTest(Plan leaf, ValueTest test) {
        return leaf.shape() instanceof InEvent field
                ? inEvent(field.field(), field.level(), test)
                : holds(((Holds) leaf.shape()).attribute(), test);
    }
}
