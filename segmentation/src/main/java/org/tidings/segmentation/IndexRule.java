package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.ValueType;
import org.tidings.segmentation.IndexTerm.Any;
import org.tidings.segmentation.IndexTerm.EventFact;
import org.tidings.segmentation.IndexTerm.In;
import org.tidings.segmentation.IndexTerm.Kind;
import org.tidings.segmentation.IndexTerm.LeafFact;
import org.tidings.segmentation.IndexTerm.None;
import org.tidings.segmentation.IndexTerm.Source;
import org.tidings.segmentation.IndexTerm.Terms;

/**
 * A rule in the form in which an index looks it up: it is definitely true exactly if all {@link #required} terms are and
 * no conjunction of {@link #refuting} is; unless it is {@link #isComplete} that is only necessary, and the plan decides.
 *
 * <p>A disjunction over several dimensions is refuted by the conjunction of its opposites, so it costs what a
 * conjunction costs. A disjunction of conjunctions becomes a few disjunctions; it is never multiplied out.
 */
final class IndexRule {
    /** Disjunctions that one disjunction of conjunctions may become before only a necessary one is kept. */
    private static final int MOST_CLAUSES = 6;

    /** Disjunctions over several dimensions that one rule may look up. */
    private static final int MOST_REFUTING = 4;

    private final Terms required = new Terms();
    private final List<Terms> refuting = new ArrayList<>();
    private boolean impossible;
    private boolean complete = true;

    /** What is asked of a node: whether it is definitely true, definitely false, or not so. */
    private enum Side {
        TRUE,
        FALSE,
        NOT_TRUE,
        NOT_FALSE;

        Side opposite() {
            return switch (this) {
                case TRUE -> FALSE;
                case FALSE -> TRUE;
                case NOT_TRUE -> NOT_FALSE;
                case NOT_FALSE -> NOT_TRUE;
            };
        }
    }

    private record Literal(Source source, IndexTerm term, double likelihood) {}

    private IndexRule() {}

    static IndexRule of(Plan plan) {
        IndexRule rule = new IndexRule();
        for (List<Literal> clause : rule.clauses(plan, Side.TRUE)) {
            rule.add(clause);
        }
        return rule;
    }

    Terms required() {
        return required;
    }

    List<Terms> refuting() {
        return refuting;
    }

    /** Returns whether the rule is true for nobody. */
    boolean isImpossible() {
        return impossible;
    }

    boolean isComplete() {
        return complete;
    }

    private void add(List<Literal> clause) {
        if (clause.isEmpty()) {
            impossible = true;
            return;
        }
        List<Literal> merged = merged(clause);
        if (merged.size() == 1) {
            required.add(merged.get(0).source(), merged.get(0).term());
        } else if (refuting.size() == MOST_REFUTING) {
            complete = false;
        } else {
            Terms opposite = new Terms();
            merged.forEach(
                    literal -> opposite.add(literal.source(), literal.term().complement()));
            refuting.add(opposite);
        }
    }

    /** Unites what can be asked at once: alternatives of one attribute, and facts of one source. */
    private static List<Literal> merged(List<Literal> clause) {
        Map<List<Object>, Literal> merged = new LinkedHashMap<>();
        for (Literal literal : clause) {
            List<Object> key = literal.term() instanceof None
                    ? List.of(literal)
                    : List.of(literal.source(), literal.term() instanceof In);
            merged.merge(key, literal, (a, b) -> new Literal(a.source(), union(a.term(), b.term()), 0.5));
        }
        return List.copyOf(merged.values());
    }

    private static IndexTerm union(IndexTerm a, IndexTerm b) {
        if (a instanceof In left && b instanceof In right) {
            return new In(left.values().or(right.values()));
        } else if (a instanceof Any left && b instanceof Any right) {
            Set<Object> facts = new HashSet<>(left.facts());
            facts.addAll(right.facts());
            return new Any(facts);
        }
        return a;
    }

    /** Returns disjunctions all of which are true where a side of a node is, and only there while {@link #complete}. */
    private List<List<Literal>> clauses(Plan plan, Side side) {
        Plan.Shape shape = plan.shape();
        if (shape instanceof Plan.And || shape instanceof Plan.Or) {
            boolean conjunction = shape instanceof Plan.And == (side == Side.TRUE || side == Side.NOT_FALSE);
            List<List<List<Literal>>> parts = new ArrayList<>();
            for (Plan operand : plan.operands()) {
                parts.add(clauses(operand, side));
            }
            return conjunction ? parts.stream().flatMap(List::stream).toList() : disjunction(parts);
        } else if (shape instanceof Plan.Not not) {
            return clauses(not.operand(), side.opposite());
        } else if (shape instanceof Plan.Sure sure) {
            return switch (side) {
                case TRUE, NOT_FALSE -> clauses(sure.operand(), Side.TRUE);
                case FALSE, NOT_TRUE -> clauses(sure.operand(), Side.NOT_TRUE);
            };
        } else if (shape instanceof Plan.Constant constant) {
            return isSo(constant.truth(), side) ? List.of() : List.of(List.of());
        } else if (shape instanceof Plan.Holds holds && holds.test() instanceof ValueTest.Members members) {
            return members(holds.attribute(), members, plan, side);
        }
        return List.of(List.of(literal(plan, side)));
    }

    private static boolean isSo(int truth, Side side) {
        return switch (side) {
            case TRUE -> truth == Code.Condition.TRUE;
            case FALSE -> truth == Code.Condition.FALSE;
            case NOT_TRUE -> truth != Code.Condition.TRUE;
            case NOT_FALSE -> truth != Code.Condition.FALSE;
        };
    }

    private List<List<Literal>> disjunction(List<List<List<Literal>>> parts) {
        long count = 1;
        for (List<List<Literal>> part : parts) {
            count = Math.min(MOST_CLAUSES + 1L, count * part.size());
        }
        if (count > MOST_CLAUSES) {
            complete = false;
            List<Literal> necessary = new ArrayList<>();
            parts.forEach(part -> necessary.addAll(sharpest(part)));
            return List.of(necessary);
        }
        List<List<Literal>> result = List.of(List.of());
        for (List<List<Literal>> part : parts) {
            List<List<Literal>> longer = new ArrayList<>();
            for (List<Literal> before : result) {
                for (List<Literal> clause : part) {
                    List<Literal> both = new ArrayList<>(before);
                    both.addAll(clause);
                    longer.add(both);
                }
            }
            result = longer;
        }
        return result;
    }

    /** Returns the disjunction that the fewest people probably pass. */
    private static List<Literal> sharpest(List<List<Literal>> clauses) {
        return clauses.stream()
                .min(Comparator.comparingDouble(clause ->
                        clause.stream().mapToDouble(Literal::likelihood).sum()))
                .orElseThrow();
    }

    private static List<List<Literal>> members(Attribute attribute, ValueTest.Members members, Plan plan, Side side) {
        Source source = Source.ofSlot(Kind.MEMBERS, attribute.slot());
        if (!members.all()) {
            Set<Object> facts = new HashSet<>(members.items());
            if (side == Side.FALSE || side == Side.NOT_FALSE) {
                facts.add(IndexTerm.Absence.ABSENT);
            }
            IndexTerm term = side == Side.TRUE || side == Side.NOT_FALSE ? new Any(facts) : new None(facts);
            return List.of(List.of(new Literal(source, term, plan.likelihood())));
        } else if (side == Side.TRUE) {
            return members.items().stream()
                    .map(item -> List.of(new Literal(source, new Any(Set.of(item)), 0.2)))
                    .toList();
        } else if (side == Side.NOT_TRUE) {
            return List.of(members.items().stream()
                    .map(item -> new Literal(source, new None(Set.of(item)), 0.8))
                    .toList());
        }
        return List.of(List.of(leaf(plan, side)));
    }

    private static Literal literal(Plan plan, Side side) {
        double likelihood = side == Side.TRUE || side == Side.NOT_FALSE ? plan.likelihood() : 1 - plan.likelihood();
        if (plan.shape() instanceof Plan.Holds holds) {
            Attribute attribute = holds.attribute();
            if (attribute.type() == ValueType.TEXT_SET) {
                // Whether there is a set at all.
                boolean known = side == Side.TRUE || side == Side.NOT_FALSE;
                Set<Object> absent = Set.of(IndexTerm.Absence.ABSENT);
                return new Literal(
                        Source.ofSlot(Kind.MEMBERS, attribute.slot()),
                        known ? new None(absent) : new Any(absent),
                        likelihood);
            }
            ValueSet trues = values(attribute, holds.test(), Side.TRUE);
            ValueSet falses = values(attribute, holds.test(), Side.FALSE);
            if (trues != null && falses != null) {
                ValueSet set = switch (side) {
                    case TRUE -> trues;
                    case FALSE -> falses;
                    case NOT_TRUE -> trues.complement();
                    case NOT_FALSE -> falses.complement();
                };
                Kind kind = attribute.type() == ValueType.TEXT ? Kind.TEXT : Kind.KEYS;
                return new Literal(Source.ofSlot(kind, attribute.slot()), new In(set), likelihood);
            }
        } else if (plan.shape() instanceof Plan.EventsAtLeast events && events.least() == 1) {
            Optional<Literal> looked = events(events.events(), side, likelihood);
            if (looked.isPresent()) {
                return looked.get();
            }
        }
        return leaf(plan, side);
    }

    /** Returns the values for which a test is definitely true or definitely false, or null if they cannot be listed. */
    private static @Nullable ValueSet values(Attribute attribute, ValueTest test, Side side) {
        boolean isTrue = side == Side.TRUE;
        if (attribute.type() == ValueType.TEXT) {
            if (test instanceof ValueTest.Present) {
                return isTrue ? ValueSet.Texts.KNOWN : ValueSet.Texts.KNOWN.complement();
            }
            return test instanceof ValueTest.AnyOf any
                    ? new ValueSet.Texts(Set.copyOf(any.texts()), !isTrue, false)
                    : null;
        }
        ValueSet holds = ValueSet.Keys.NONE;
        ValueSet domain;
        if (test instanceof ValueTest.Range range) {
            holds = ValueSet.Keys.between(range.low(), range.high());
            domain = ValueSet.Keys.between(range.first(), range.last());
        } else if (test instanceof ValueTest.OneOf one) {
            for (long key : one.keys()) {
                holds = holds.or(ValueSet.Keys.between(key, key));
            }
            domain = ValueSet.Keys.between(one.first(), one.last());
        } else {
            holds = ValueSet.Keys.between(Long.MIN_VALUE, ((ValueTest.Present) test).last());
            domain = ValueSet.Keys.between(Long.MIN_VALUE, Long.MAX_VALUE).withAbsent();
        }
        return isTrue ? holds : domain.and(holds.complement());
    }

    /** Returns a question for an event with one of some texts in a field, or nothing for other questions. */
    private static Optional<Literal> events(EventQuery query, Side side, double likelihood) {
        if (query.where().size() != 1) {
            return Optional.empty();
        }
        EventQuery.FieldTest only = query.where().get(0);
        if (only.negated() || !(only.test() instanceof ValueTest.AnyOf any)) {
            return Optional.empty();
        }
        Set<Object> facts = new HashSet<>();
        any.texts().forEach(text -> facts.add(new EventFact(text, query.first())));
        Source source =
                new Source(Kind.EVENTS, query.stream().index(), only.field().column(), query.last());
        boolean asked = side == Side.TRUE || side == Side.NOT_FALSE;
        return Optional.of(new Literal(source, asked ? new Any(facts) : new None(facts), likelihood));
    }

    private static Literal leaf(Plan plan, Side side) {
        Source source = Source.ofSlot(Kind.LEAVES, 0);
        boolean aboutTruth = side == Side.TRUE || side == Side.NOT_TRUE;
        boolean asked = side == Side.TRUE || side == Side.FALSE;
        if (plan.isCertain() && !aboutTruth) {
            aboutTruth = true;
            asked = !asked;
        }
        Set<Object> fact = Set.of(new LeafFact(plan, aboutTruth));
        return new Literal(source, asked ? new Any(fact) : new None(fact), plan.likelihood());
    }
}
