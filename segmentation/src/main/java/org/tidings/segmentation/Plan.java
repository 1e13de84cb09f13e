package org.tidings.segmentation;

import java.util.BitSet;
import java.util.List;
import org.tidings.core.Attribute;
import org.tidings.core.ValueType;
import org.tidings.core.internal.SlotProfile;

/**
 * A condition with the clock bound, in normal form: a node of a graph without cycles that all segments of one
 * {@link BoundRules} share. {@link Plans} makes the nodes; {@code rules.plans().of(segment)} is where to start.
 *
 * <p><b>Identity.</b> Structurally equal conditions are the same object, across segments, derived attributes and
 * {@code segment('x')}: compare nodes with {@code ==} and use them as keys. {@link #id} counts from 0 in the order of
 * creation; the operands of a node have smaller ids, so ids order the graph from the leaves up.
 *
 * <p><b>Form.</b> {@link #shape} says what the node is. {@code And} and {@code Or} are flat, without repetitions, without
 * constants other than unknown, with two or more operands, the one that decides soonest for its cost first. {@code Not} stands above
 * leaves and {@code Sure} only; it is pushed down by De Morgan and by complementing ranges. Leaves are
 *
 * <ul>
 *   <li>{@code Holds}: a stored attribute passes a {@link ValueTest}. Ages, dates, windows and comparisons of integers
 *       with numbers have become ranges of the attribute's key; what a dated attribute hides while it lies in the future
 *       is outside the domain of its test;
 *   <li>{@code InBucket}: the person's bucket lies in a range;
 *   <li>{@code EventsAtLeast}: at least so many events pass an {@link EventQuery}; {@code exists} asks for one, and what
 *       bounds a count from above is the {@code Not} of one more;
 *   <li>{@code Opaque}: everything else, as compiled code, with what it reads.
 * </ul>
 *
 * <p><b>Three values.</b> A node is true, false or unknown; {@link #isTrue} asks for "definitely true" and
 * {@link #isFalse} for "definitely false". To compute them set by set or bit by bit: T(not e) = F(e); T(a and b) = T(a)
 * and T(b), F(a and b) = F(a) or F(b), the other way round for {@code or}; T(sure e) = T(e), F(sure e) = not T(e);
 * T(holds) = present and {@code holds}, F(holds) = present ? {@code excludes} : {@code excludesAbsent}. For a node that
 * {@link #isCertain} F is the complement of T; {@code EventsAtLeast} and {@code InBucket} are.
 *
 * <p>Immutable; evaluation allocates nothing except in {@code Opaque}.
 */
final class Plan {
    private final int id;
    private final Shape shape;
    private final Reads reads;
    private final long cost;
    private final double likelihood;
    private final boolean certain;

    Plan(int id, Shape shape, Reads reads, long cost, double likelihood, boolean certain) {
        this.id = id;
        this.shape = shape;
        this.reads = reads;
        this.cost = cost;
        this.likelihood = likelihood;
        this.certain = certain;
    }

    /** What a node is. Equal shapes over the same nodes are equal. */
    sealed interface Shape {}

    /** A constant: {@link Code.Condition#TRUE}, {@link Code.Condition#FALSE} or {@link Code.Condition#UNKNOWN}. */
    record Constant(int truth) implements Shape {}

    /** Negation of a leaf or of {@code Sure}. */
    record Not(Plan operand) implements Shape {}

    /** Conjunction. */
    record And(List<Plan> operands) implements Shape {}

    /** Disjunction. */
    record Or(List<Plan> operands) implements Shape {}

    /** True where the operand is true, false where it is false or unknown: {@code operand is true}. */
    record Sure(Plan operand) implements Shape {}

    /** A test of a stored attribute. */
    record Holds(Attribute attribute, ValueTest test) implements Shape {}

    /**
     * A test of the person's bucket.
     *
     * @param salt contribution of the salt, {@link Buckets#ofSalt}
     * @param test range of the key of the bucket
     */
    record InBucket(long salt, ValueTest.Range test) implements Shape {}

    /** Whether at least {@code least} events pass; {@code least} is 1 or more. */
    record EventsAtLeast(EventQuery events, long least) implements Shape {}

    /**
     * A field of the event that a {@code where} looks at. Exists while {@link EventQuery}s are made and in no plan that
     * {@link Plans#of(Segment)} returns.
     */
    record InEvent(org.tidings.core.EventField field, int level, ValueTest test) implements Shape {}

    /**
     * Compiled code. Opaque leaves are the same where their texts are.
     *
     * @param text what it computes, in the rule language, perhaps with a range behind it
     */
    record Opaque(String text, Code.Condition code) implements Shape {
        @Override
        public boolean equals(Object other) {
            return other instanceof Opaque opaque && text.equals(opaque.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /**
     * What an answer depends on, besides the clock.
     *
     * @param attributes slots of stored attributes; not to be changed
     * @param streams indices of event streams; not to be changed
     * @param identity whether the person's id is read
     */
    record Reads(BitSet attributes, BitSet streams, boolean identity) {
        static final Reads NOTHING = new Reads(new BitSet(), new BitSet(), false);

        static Reads ofAttribute(int slot) {
            BitSet slots = new BitSet();
            slots.set(slot);
            return new Reads(slots, NOTHING.streams, false);
        }

        static Reads ofStream(int index) {
            BitSet indices = new BitSet();
            indices.set(index);
            return new Reads(NOTHING.attributes, indices, false);
        }

        static Reads ofIdentity() {
            return new Reads(NOTHING.attributes, NOTHING.streams, true);
        }

        Reads and(Reads other) {
            BitSet slots = (BitSet) attributes.clone();
            slots.or(other.attributes);
            BitSet indices = (BitSet) streams.clone();
            indices.or(other.streams);
            return new Reads(slots, indices, identity || other.identity);
        }
    }

    /** Returns the ordinal among the nodes of one {@link Plans}. */
    int id() {
        return id;
    }

    Shape shape() {
        return shape;
    }

    Reads reads() {
        return reads;
    }

    /** Returns the number of elementary steps of a full evaluation, with eight events in every stream. */
    long cost() {
        return cost;
    }

    /** Returns how often the node is true, a guess from its form, between 0 and 1. */
    double likelihood() {
        return likelihood;
    }

    /** Returns whether the node is never unknown. */
    boolean isCertain() {
        return certain;
    }

    /** Returns the operands; none for a leaf. */
    List<Plan> operands() {
        if (shape instanceof And and) {
            return and.operands();
        } else if (shape instanceof Or or) {
            return or.operands();
        } else if (shape instanceof Not not) {
            return List.of(not.operand());
        }
        return shape instanceof Sure sure ? List.of(sure.operand()) : List.of();
    }

    /** Returns whether the node is definitely true for the person of a frame. */
    boolean isTrue(Frame frame) {
        if (shape instanceof And and) {
            List<Plan> operands = and.operands();
            for (int i = 0; i < operands.size(); i++) {
                if (!operands.get(i).isTrue(frame)) {
                    return false;
                }
            }
            return true;
        } else if (shape instanceof Or or) {
            List<Plan> operands = or.operands();
            for (int i = 0; i < operands.size(); i++) {
                if (operands.get(i).isTrue(frame)) {
                    return true;
                }
            }
            return false;
        } else if (shape instanceof Not not) {
            return not.operand().isFalse(frame);
        } else if (shape instanceof Sure sure) {
            return sure.operand().isTrue(frame);
        } else if (shape instanceof Constant constant) {
            return constant.truth() == Code.Condition.TRUE;
        } else if (shape instanceof Opaque opaque) {
            return opaque.code().isTrue(frame);
        } else if (shape instanceof Holds holds) {
            return isTrue(holds.attribute(), holds.test(), frame.profile);
        }
        return isTwoValuedTrue(frame);
    }

    /** Returns whether the node is definitely false for the person of a frame. */
    boolean isFalse(Frame frame) {
        if (shape instanceof And and) {
            List<Plan> operands = and.operands();
            for (int i = 0; i < operands.size(); i++) {
                if (operands.get(i).isFalse(frame)) {
                    return true;
                }
            }
            return false;
        } else if (shape instanceof Or or) {
            List<Plan> operands = or.operands();
            for (int i = 0; i < operands.size(); i++) {
                if (!operands.get(i).isFalse(frame)) {
                    return false;
                }
            }
            return true;
        } else if (shape instanceof Not not) {
            return not.operand().isTrue(frame);
        } else if (shape instanceof Sure sure) {
            return !sure.operand().isTrue(frame);
        } else if (shape instanceof Constant constant) {
            return constant.truth() == Code.Condition.FALSE;
        } else if (shape instanceof Opaque opaque) {
            return opaque.code().isFalse(frame);
        } else if (shape instanceof Holds holds) {
            return isFalse(holds.attribute(), holds.test(), frame.profile);
        }
        return !isTwoValuedTrue(frame);
    }

    private boolean isTwoValuedTrue(Frame frame) {
        if (shape instanceof EventsAtLeast events) {
            return events.events().isAtLeast(frame.profile, events.least());
        } else if (shape instanceof InBucket bucket) {
            double value = Buckets.bucket(frame.idHash(), bucket.salt());
            return bucket.test().holds(ValueTest.numberKey(Double.doubleToRawLongBits(value)));
        }
        throw new IllegalStateException("no evaluation of " + shape.getClass());
    }

    private static boolean isTrue(Attribute attribute, ValueTest test, SlotProfile person) {
        if (!person.isPresent(attribute.slot())) {
            return false;
        } else if (attribute.type().isPrimitive()) {
            return ((ValueTest.OfKey) test).holds(ValueTest.key(attribute.type(), person.primitive(attribute.index())));
        }
        return attribute.type() == ValueType.TEXT
                ? ((ValueTest.OfText) test).holds(person.text(attribute.index()))
                : ((ValueTest.OfSet) test).holds(person.set(attribute.index()));
    }

    private static boolean isFalse(Attribute attribute, ValueTest test, SlotProfile person) {
        if (!person.isPresent(attribute.slot())) {
            return test.excludesAbsent();
        } else if (attribute.type().isPrimitive()) {
            return ((ValueTest.OfKey) test)
                    .excludes(ValueTest.key(attribute.type(), person.primitive(attribute.index())));
        }
        return !isTrue(attribute, test, person);
    }

    /** Returns the shape, for people who look for a fault. */
    @Override
    public String toString() {
        return "#" + id + " " + shape;
    }
}
