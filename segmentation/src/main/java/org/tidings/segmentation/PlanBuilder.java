package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Expr.Comparison;

/**
 * Turns one checked tree into a plan. Derived attributes are replaced by their definitions, each with the builder of its
 * own tree; what has no normal form becomes an opaque leaf.
 */
final class PlanBuilder {
    private static final ValueTest.Range IS_TRUE = ValueTest.Range.of(1, 1, 0, 1);

    private final Plans plans;
    private final PlanNodes nodes;
    private final Analysis analysis;
    private final Compiler compiler;
    private final Views views;
    private final OpaquePlans opaques;
    private final IdentityHashMap<Expr, Plan> conditions = new IdentityHashMap<>();
    private final IdentityHashMap<Expr, Map<ValueTest, Plan>> tests = new IdentityHashMap<>();

    PlanBuilder(Plans plans, PlanNodes nodes, Analysis analysis, Clock clock) {
        this(plans, nodes, new Compiler(analysis, clock));
    }

    private PlanBuilder(Plans plans, PlanNodes nodes, Compiler compiler) {
        this.plans = plans;
        this.nodes = nodes;
        this.compiler = compiler;
        this.analysis = compiler.analysis();
        this.views = new Views(compiler);
        this.opaques = new OpaquePlans(plans, nodes, compiler);
    }

    /** Returns a condition as one leaf, whatever is in it. */
    Plan opaque(Expr expr) {
        return opaques.condition(expr);
    }

    /** Returns the plan of a node that is a condition. */
    Plan condition(Expr expr) {
        Plan known = conditions.get(expr);
        if (known == null) {
            known = make(expr);
            conditions.put(expr, known);
        }
        return known;
    }

    private Plan make(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return nodes.constant((Boolean) literal.value());
        } else if (expr instanceof Expr.Missing) {
            return nodes.unknown();
        } else if (expr instanceof Expr.Not not) {
            return nodes.not(condition(not.operand()));
        } else if (expr instanceof Expr.And and) {
            return nodes.and(all(and.operands()));
        } else if (expr instanceof Expr.Or or) {
            return nodes.or(all(or.operands()));
        } else if (expr instanceof Expr.Compare compare) {
            return compare(compare.comparison(), compare.left(), compare.right());
        } else if (expr instanceof Expr.Between between) {
            return nodes.and(
                    compare(Comparison.GE, between.value(), between.low()),
                    compare(Comparison.LE, between.value(), between.high()));
        } else if (expr instanceof Expr.In in) {
            return nodes.or(in.items().stream()
                    .map(item -> compare(Comparison.EQ, in.value(), item))
                    .toList());
        } else if (expr instanceof Expr.Is is) {
            return is(is);
        } else if (expr instanceof Expr.Match match) {
            return match(match);
        } else if (expr instanceof Expr.Has has) {
            return has(has);
        } else if (expr instanceof Expr.SegmentRef reference) {
            return plans.of(analysis.segment(reference));
        } else if (expr instanceof Expr.Aggregate aggregate && aggregate.kind() == Expr.AggregateKind.EXISTS) {
            return query(aggregate).map(query -> nodes.atLeast(query, 1)).orElseGet(() -> opaques.condition(expr));
        } else if (expr instanceof Expr.Name name) {
            return analysis.target(name) instanceof Target.Computed computed
                    ? plans.of(computed.derived().expression())
                    : named(name, IS_TRUE);
        }
        return chosen(expr, nodes.unknown(), this::condition).orElseGet(() -> opaques.condition(expr));
    }

    /** Without a stream: its calls would make the stack several times as deep. */
    private List<Plan> all(List<Expr> operands) {
        List<Plan> made = new ArrayList<>();
        for (Expr operand : operands) {
            made.add(condition(operand));
        }
        return made;
    }

    // Comparisons.

    private Plan compare(Comparison comparison, Expr left, Expr right) {
        if (comparison == Comparison.NE) {
            return nodes.not(compare(Comparison.EQ, left, right));
        }
        Type type = analysis.type(left);
        Type other = analysis.type(right);
        if (type == Type.NOTHING || other == Type.NOTHING) {
            return nodes.unknown();
        } else if (type == Type.BOOL) {
            return same(condition(left), condition(right));
        } else if (type == Type.TEXT) {
            return compareTexts(comparison, left, right);
        }
        Constants.Long64 leftConstant = constant(left);
        Constants.Long64 rightConstant = constant(right);
        if (rightConstant != null) {
            return rightConstant.known()
                    ? range(left, KeyRanges.of(comparison, type, other, rightConstant.value()))
                    : nodes.unknown();
        } else if (leftConstant != null) {
            return leftConstant.known()
                    ? range(right, KeyRanges.of(comparison.swapped(), other, type, leftConstant.value()))
                    : nodes.unknown();
        }
        return opaques.comparison(comparison, left, right);
    }

    /** Returns whether two conditions have the same value; unknown where one is. */
    private Plan same(Plan a, Plan b) {
        return isUnknown(a) || isUnknown(b)
                ? nodes.unknown()
                : nodes.and(nodes.or(nodes.not(a), b), nodes.or(a, nodes.not(b)));
    }

    private static boolean isUnknown(Plan plan) {
        return plan.shape() instanceof Plan.Constant constant && constant.truth() == Code.Condition.UNKNOWN;
    }

    private Plan compareTexts(Comparison comparison, Expr left, Expr right) {
        Code.@Nullable Reference leftConstant = textConstant(left);
        Code.@Nullable Reference rightConstant = textConstant(right);
        boolean swapped = rightConstant == null;
        Code.@Nullable Reference constant = swapped ? leftConstant : rightConstant;
        if (constant == null) {
            return opaques.comparison(comparison, left, right);
        }
        Object bound = constant.get(Frame.empty());
        if (bound == null) {
            return nodes.unknown();
        }
        Comparison seen = swapped ? comparison.swapped() : comparison;
        return text(
                swapped ? right : left,
                seen == Comparison.EQ
                        ? ValueTest.AnyOf.of(List.of((String) bound))
                        : new ValueTest.Beside(seen, (String) bound));
    }

    /** Returns the value of a primitive expression that is the same for everybody, or null if it is not. */
    private Constants.@Nullable Long64 constant(Expr expr) {
        if (expr instanceof Expr.Name name) {
            Target target = analysis.target(name);
            if (target instanceof Target.Computed computed && isPlain(computed.derived())) {
                Expression definition = computed.derived().expression();
                return plans.builder(computed.derived()).constant(definition.expr());
            }
            return null;
        } else if (expr instanceof Expr.Aggregate) {
            return null;
        }
        return compiler.primitive(expr, analysis.type(expr)) instanceof Constants.Long64 found ? found : null;
    }

    private Code.@Nullable Reference textConstant(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return analysis.target(name) instanceof Target.Computed computed
                    ? plans.builder(computed.derived())
                            .textConstant(computed.derived().expression().expr())
                    : null;
        }
        Code.Reference code = compiler.reference(expr);
        return code.isConstant() ? code : null;
    }

    /** Returns whether a derived attribute has the type of its tree: none is widened from integer to number. */
    private static boolean isPlain(Derived derived) {
        Expression definition = derived.expression();
        return definition.resultType() == definition.analysis().type(definition.expr());
    }

    /** Returns the condition that the key of a primitive expression passes a test. */
    Plan range(Expr expr, ValueTest.OfKey test) {
        Constants.Long64 constant = constant(expr);
        if (constant != null) {
            return tested(constant, analysis.type(expr), test);
        }
        Optional<Views.View> view = test instanceof ValueTest.Range ? views.of(expr) : Optional.empty();
        if (view.isPresent()) {
            return seen(view.get(), (ValueTest.Range) test);
        } else if (expr instanceof Expr.Name name) {
            return named(name, test);
        } else if (expr instanceof Expr.Bucket bucket && test instanceof ValueTest.Range range) {
            return nodes.inBucket(Buckets.ofSalt(bucket.salt()), range);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            Optional<Plan> counted = new EventPlans(this, nodes, analysis).aggregate(aggregate, test);
            return counted.orElseGet(() -> opaques.key(expr, test));
        }
        return remembered(
                expr,
                test,
                () -> chosen(expr, absent(test), value -> range(value, test)).orElseGet(() -> opaques.key(expr, test)));
    }

    private Plan tested(Constants.Long64 constant, Type type, ValueTest.OfKey test) {
        if (!constant.known()) {
            return absent(test);
        }
        long key = ValueTest.key(type.valueType(), constant.value());
        return test.holds(key) ? nodes.constant(true) : test.excludes(key) ? nodes.constant(false) : nodes.unknown();
    }

    /** Returns what a test makes of an absent value. */
    private Plan absent(ValueTest test) {
        return test.excludesAbsent() ? nodes.constant(false) : nodes.unknown();
    }

    /** Returns the condition that a function of a day passes, as a range of the day. */
    private Plan seen(Views.View view, ValueTest.Range test) {
        Conditions.Range passing = view.preimage(test.low(), test.high());
        Conditions.Range domain = view.preimage(test.first(), test.last());
        return range(view.leaf(), ValueTest.Range.of(passing.low(), passing.high(), domain.low(), domain.high()));
    }

    private Plan named(Expr.Name name, ValueTest test) {
        Target target = analysis.target(name);
        if (target instanceof Target.Stored stored) {
            Attribute attribute = stored.attribute();
            return nodes.holds(attribute, visible(attribute, test));
        } else if (target instanceof Target.Field field) {
            return nodes.inEvent(field.field(), field.level(), test);
        }
        Derived derived = ((Target.Computed) target).derived();
        Expr definition = derived.expression().expr();
        if (!isPlain(derived)) {
            return opaques.key(name, (ValueTest.OfKey) test);
        } else if (test instanceof ValueTest.OfKey keys && analysis.type(name) != Type.TEXT) {
            return plans.builder(derived).range(definition, keys);
        }
        return plans.builder(derived).text(definition, (ValueTest.OfText) test);
    }

    /** Returns a test that takes what an attribute hides in the future for absent. */
    private ValueTest visible(Attribute attribute, ValueTest test) {
        long last = compiler.clock().last(attribute);
        if (test instanceof ValueTest.Range range) {
            return range.knownUpTo(last);
        } else if (test instanceof ValueTest.Present) {
            return new ValueTest.Present(last);
        }
        return test;
    }

    // Texts and sets.

    /** Returns the condition that a text expression passes a test. */
    Plan text(Expr expr, ValueTest.OfText test) {
        Code.Reference constant = textConstant(expr);
        if (constant != null) {
            Object value = constant.get(Frame.empty());
            return value == null ? absent(test) : nodes.constant(test.holds((String) value));
        } else if (expr instanceof Expr.Name name) {
            return named(name, test);
        }
        return remembered(
                expr,
                test,
                () -> chosen(expr, absent(test), value -> text(value, test)).orElseGet(() -> opaques.text(expr, test)));
    }

    private Plan match(Expr.Match match) {
        Code.Reference pattern = textConstant(match.pattern());
        if (pattern == null) {
            return opaques.condition(match);
        }
        String part = (String) pattern.get(Frame.empty());
        if (part == null) {
            return nodes.unknown();
        }
        return text(
                match.value(),
                match.kind() == Expr.MatchKind.LIKE
                        ? ValueTest.Like.of(part)
                        : new ValueTest.Match(match.kind(), part));
    }

    private Plan has(Expr.Has has) {
        if (!(has.set() instanceof Expr.Name name) || !(analysis.target(name) instanceof Target.Stored stored)) {
            return opaques.condition(has);
        }
        List<String> constants = new ArrayList<>();
        List<Plan> parts = new ArrayList<>();
        for (Expr item : has.items()) {
            Code.Reference constant = textConstant(item);
            if (constant == null) {
                parts.add(opaques.condition(new Expr.Has(Expr.HasKind.ONE, name, List.of(item), has.span())));
            } else if (constant.get(Frame.empty()) instanceof String text) {
                constants.add(text);
            } else {
                parts.add(nodes.unknown());
            }
        }
        boolean all = has.kind() == Expr.HasKind.ALL;
        if (!constants.isEmpty()) {
            parts.add(nodes.holds(stored.attribute(), ValueTest.Members.of(all, constants)));
        }
        return all ? nodes.and(parts) : nodes.or(parts);
    }

    // What is known.

    private Plan is(Expr.Is is) {
        return switch (is.test()) {
            case KNOWN -> known(is.value());
            case MISSING -> nodes.not(known(is.value()));
            case TRUE -> nodes.sure(condition(is.value()));
            case FALSE -> nodes.sure(nodes.not(condition(is.value())));
            case UNKNOWN -> nodes.not(decided(condition(is.value())));
            case EMAIL -> text(is.value(), new ValueTest.Email());
        };
    }

    private Plan decided(Plan condition) {
        return nodes.or(nodes.sure(condition), nodes.sure(nodes.not(condition)));
    }

    /** Returns the condition that an expression of any type has a value. */
    private Plan known(Expr expr) {
        ValueTest.Present present = new ValueTest.Present(Long.MAX_VALUE);
        return switch (analysis.type(expr)) {
            case NOTHING -> nodes.constant(false);
            case BOOL -> isStored(expr) ? named((Expr.Name) expr, present) : decided(condition(expr));
            case TEXT -> text(expr, present);
            case TEXT_SET -> isStored(expr) ? named((Expr.Name) expr, present) : opaques.known(expr);
            case INTEGER, NUMBER, DATE, INSTANT ->
                views.of(expr).isPresent() ? nodes.sure(range(expr, KeyRanges.all())) : range(expr, present);
            case WRONG -> throw new IllegalStateException("a faulty tree is not planned");
        };
    }

    private boolean isStored(Expr expr) {
        return expr instanceof Expr.Name name && !(analysis.target(name) instanceof Target.Computed);
    }

    // Alternatives.

    /** Returns the test of an expression, made once: derived attributes that name each other would multiply it. */
    private Plan remembered(Expr expr, ValueTest test, Supplier<Plan> maker) {
        Map<ValueTest, Plan> known = tests.computeIfAbsent(expr, key -> new HashMap<>());
        Plan plan = known.get(test);
        if (plan == null) {
            plan = maker.get();
            known.put(test, plan);
        }
        return plan;
    }

    /**
     * Returns the test of a {@code case} or {@code coalesce} as a condition: for each alternative, that it is the one
     * and passes. Nothing if the expression is neither.
     *
     * @param absent what the test makes of an absent value
     */
    private Optional<Plan> chosen(Expr expr, Plan absent, Function<Expr, Plan> test) {
        if (!isAlternative(expr) || !plans.mayCopy()) {
            return Optional.empty();
        }
        if (expr instanceof Expr.Case branches) {
            Plan rest = branches.otherwise().map(test).orElse(absent);
            for (int i = branches.branches().size() - 1; i >= 0; i--) {
                Expr.Branch branch = branches.branches().get(i);
                Plan applies = nodes.sure(
                        branches.subject().isPresent()
                                ? compare(Comparison.EQ, branches.subject().get(), branch.when())
                                : condition(branch.when()));
                rest = nodes.or(nodes.and(applies, test.apply(branch.then())), nodes.and(nodes.not(applies), rest));
            }
            return Optional.of(rest);
        }
        List<Expr> arguments = ((Expr.Call) expr).arguments();
        Plan rest = test.apply(arguments.get(arguments.size() - 1));
        for (int i = arguments.size() - 2; i >= 0; i--) {
            Plan known = known(arguments.get(i));
            rest = nodes.or(nodes.and(known, test.apply(arguments.get(i))), nodes.and(nodes.not(known), rest));
        }
        return Optional.of(rest);
    }

    /** Returns whether an expression chooses one of several, none of which is widened from integer to number. */
    private boolean isAlternative(Expr expr) {
        List<Expr> results = new ArrayList<>();
        if (expr instanceof Expr.Case branches) {
            branches.branches().forEach(branch -> results.add(branch.then()));
            branches.otherwise().ifPresent(results::add);
        } else if (expr instanceof Expr.Call call
                && call.function() == org.tidings.segmentation.internal.Function.COALESCE) {
            results.addAll(call.arguments());
        }
        Type type = analysis.type(expr);
        return !results.isEmpty()
                && results.stream()
                        .map(analysis::type)
                        .allMatch(found -> found == type || (found == Type.NOTHING && type != Type.NOTHING));
    }

    // Events.

    /** Returns which events an aggregate takes, or nothing if that has no normal form. */
    Optional<EventQuery> query(Expr.Aggregate aggregate) {
        PlanBuilder inside = new PlanBuilder(plans, new PlanNodes(), compiler);
        return new EventPlans(this, nodes, analysis)
                .query(aggregate, compiler.clock(), aggregate.where().map(inside::condition));
    }
}
