package org.tidings.segmentation;

import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidings.segmentation.Rules.age;
import static org.tidings.segmentation.Rules.events;
import static org.tidings.segmentation.Rules.name;
import static org.tidings.segmentation.Rules.today;
import static org.tidings.segmentation.Rules.when;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.JsonForm;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class RulesTest {
    private static Expr tree(Source source) {
        Type type = source.pick(
                List.of(Type.BOOL, Type.INTEGER, Type.NUMBER, Type.TEXT, Type.DATE, Type.INSTANT, Type.TEXT_SET));
        return new RuleGen(source, List.of("helper")).of(type, 1 + source.size() / 15);
    }

    @Test
    void toRule_ofAReadableRule_isThatOfItsText() {
        Rule rule = age(name("birthDate"))
                .ge(65)
                .and(
                        name("city").in("a", "b"),
                        events("immunizations")
                                .where(name("cvx").eq("140"))
                                .withinLast(12, MONTHS)
                                .exists()
                                .not())
                .toRule();

        assertThat(rule.text())
                .isEqualTo("age(birthDate) >= 65 and city in ('a', 'b')"
                        + " and not exists(immunizations where cvx = '140' within last 12 months)");
        assertThat(when(name("visits").gt(3), today().plus(1, MONTHS)).end())
                .hasToString("case when visits > 3 then today + 1 months end");
    }

    /** Text to tree to Java to tree: whatever the first face says, the builder can say. */
    @Test
    void builder_ofAnyTree_makesTheSameTree() {
        Property.forAll((Gen<Expr>) RulesTest::tree).withTries(1_500).check(tree -> {
            Rule built = rebuilt(tree).toRule();

            assertThat(built.json()).isEqualTo(JsonForm.write(tree));
            assertThat(built.text()).isEqualTo(Printer.print(tree));
        });
    }

    /** Java to text and to JSON, and back. */
    @Test
    void rule_builtInJava_readsBackFromTextAndJson() {
        Property.forAll((Gen<Expr>) RulesTest::tree).withTries(1_500).check(tree -> {
            Rule built = rebuilt(tree).toRule();

            assertThat(Rule.parse(new SourceText("rule", built.text()))).isEqualTo(built);
            assertThat(Rule.fromJson(new SourceText("rule", built.json()))).isEqualTo(built);
        });
    }

    @Test
    void toRule_ofWhatTheLanguageRefuses_saysWhy() {
        assertThatThrownBy(() -> name("city").like("a\\").toRule()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> name("d").plus(1, SECONDS)).hasMessageContaining("years, months, weeks");
        assertThatThrownBy(() -> Rules.call("agee", name("d"))).hasMessageContaining("did you mean 'age'");
        assertThatThrownBy(() -> Rules.call("age")).hasMessageContaining("age(birth)");
        assertThatThrownBy(() -> Rules.value(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> name("x").eq(2.5f)).hasMessageContaining("java.lang.Float");
        assertThatThrownBy(() -> events("s").where(Rules.always(true)).where(Rules.always(true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> events("s").withinLast(1, MONTHS).withinLast(1, MONTHS))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Rules.value(-0.0)).hasToString("0.0");
        assertThat(Rules.value(Instant.parse("2024-01-01T00:00:00.123456789Z")))
                .hasToString("instant '2024-01-01T00:00:00.123456Z'");
    }

    /** Builds a tree by the public methods alone. */
    private static Term rebuilt(Expr expr) {
        if (expr instanceof Expr.Literal n) {
            return n.value() instanceof Boolean outcome ? Rules.always(outcome) : Rules.value(n.value());
        } else if (expr instanceof Expr.Missing) {
            return Rules.missing();
        } else if (expr instanceof Expr.Name n) {
            return Rules.name(n.name());
        } else if (expr instanceof Expr.Not n) {
            return condition(n.operand()).not();
        } else if (expr instanceof Expr.And n) {
            return condition(n.operands().get(0)).and(condition(n.operands().get(1)), rest(n.operands()));
        } else if (expr instanceof Expr.Or n) {
            return condition(n.operands().get(0)).or(condition(n.operands().get(1)), rest(n.operands()));
        } else if (expr instanceof Expr.Compare n) {
            return compared(n.comparison(), rebuilt(n.left()), rebuilt(n.right()));
        } else if (expr instanceof Expr.Between n) {
            return rebuilt(n.value()).between(rebuilt(n.low()), rebuilt(n.high()));
        } else if (expr instanceof Expr.In n) {
            return rebuilt(n.value()).in(rebuilt(n.items().get(0)), others(n.items()));
        } else if (expr instanceof Expr.Is n) {
            return tested(n);
        } else if (expr instanceof Expr.Match n) {
            return matched(n);
        } else if (expr instanceof Expr.Has n) {
            Term set = rebuilt(n.set());
            Term first = rebuilt(n.items().get(0));
            return switch (n.kind()) {
                case ONE -> set.has(first);
                case ANY -> set.hasAny(first, others(n.items()));
                case ALL -> set.hasAll(first, others(n.items()));
            };
        }
        return computed(expr);
    }

    private static Term computed(Expr expr) {
        if (expr instanceof Expr.Arithmetic n) {
            Term left = rebuilt(n.left());
            Term right = rebuilt(n.right());
            return switch (n.operation()) {
                case ADD -> left.plus(right);
                case SUBTRACT -> left.minus(right);
                case MULTIPLY -> left.times(right);
                case DIVIDE -> left.dividedBy(right);
                case REMAINDER -> left.remainder(right);
            };
        } else if (expr instanceof Expr.Negate n) {
            return rebuilt(n.operand()).negated();
        } else if (expr instanceof Expr.Concat n) {
            Object[] rest =
                    n.operands().stream().skip(2).map(RulesTest::rebuilt).toArray();
            return rebuilt(n.operands().get(0)).concat(rebuilt(n.operands().get(1)), rest);
        } else if (expr instanceof Expr.Shift n) {
            ChronoUnit unit = ChronoUnit.valueOf(n.unit().name());
            return n.back()
                    ? rebuilt(n.base()).minus(rebuilt(n.amount()), unit)
                    : rebuilt(n.base()).plus(rebuilt(n.amount()), unit);
        } else if (expr instanceof Expr.Case n) {
            return cases(n);
        } else if (expr instanceof Expr.Call n) {
            return Rules.call(
                    n.function().word(),
                    n.arguments().stream().map(RulesTest::rebuilt).toArray());
        } else if (expr instanceof Expr.Aggregate n) {
            return aggregate(n);
        } else if (expr instanceof Expr.Bucket n) {
            return Rules.bucket(n.salt());
        }
        return Rules.segment(((Expr.SegmentRef) expr).segment());
    }

    private static Condition condition(Expr expr) {
        return expr instanceof Expr.Name name ? Rules.condition(name.name()) : asCondition(rebuilt(expr));
    }

    /** A case, a function or an aggregate that is a condition can be compared with nothing: say that it is one. */
    private static Condition asCondition(Term term) {
        return term instanceof Condition condition ? condition : Rules.condition(term);
    }

    private static Condition[] rest(List<Expr> operands) {
        return operands.stream().skip(2).map(RulesTest::condition).toArray(Condition[]::new);
    }

    private static Object[] others(List<Expr> items) {
        return items.stream().skip(1).map(RulesTest::rebuilt).toArray();
    }

    private static Term compared(Expr.Comparison comparison, Term left, Term right) {
        return switch (comparison) {
            case EQ -> left.eq(right);
            case NE -> left.ne(right);
            case LT -> left.lt(right);
            case LE -> left.le(right);
            case GT -> left.gt(right);
            case GE -> left.ge(right);
        };
    }

    private static Term tested(Expr.Is is) {
        return switch (is.test()) {
            case KNOWN -> rebuilt(is.value()).isKnown();
            case MISSING -> rebuilt(is.value()).isMissing();
            case TRUE -> condition(is.value()).isTrue();
            case FALSE -> condition(is.value()).isFalse();
            case UNKNOWN -> condition(is.value()).isUnknown();
            case EMAIL -> rebuilt(is.value()).isEmail();
        };
    }

    private static Term matched(Expr.Match match) {
        Term value = rebuilt(match.value());
        return switch (match.kind()) {
            case LIKE -> value.like((String) ((Expr.Literal) match.pattern()).value());
            case STARTS -> value.startsWith(rebuilt(match.pattern()));
            case ENDS -> value.endsWith(rebuilt(match.pattern()));
            case CONTAINS -> value.contains(rebuilt(match.pattern()));
        };
    }

    private static Term cases(Expr.Case node) {
        Expr.Branch first = node.branches().get(0);
        Cases cases = node.subject().isPresent()
                ? Rules.match(rebuilt(node.subject().get()), rebuilt(first.when()), rebuilt(first.then()))
                : Rules.when(condition(first.when()), rebuilt(first.then()));
        for (Expr.Branch branch : node.branches().subList(1, node.branches().size())) {
            cases = cases.when(rebuilt(branch.when()), rebuilt(branch.then()));
        }
        return node.otherwise().isPresent()
                ? cases.otherwise(rebuilt(node.otherwise().get()))
                : cases.end();
    }

    private static Term aggregate(Expr.Aggregate node) {
        Events events = Rules.events(node.stream());
        if (node.where().isPresent()) {
            events = events.where(condition(node.where().get()));
        }
        if (node.window().isPresent()) {
            Expr.Window window = node.window().get();
            events = events.withinLast(
                    window.amount(), ChronoUnit.valueOf(window.unit().name()));
        }
        String field = node.field().orElse("");
        return switch (node.kind()) {
            case EXISTS -> events.exists();
            case COUNT -> events.count();
            case COUNT_DISTINCT -> events.countDistinct(field);
            case FIRST -> events.first(field);
            case LAST -> events.last(field);
            case NTH -> events.nth(field, rebuilt(node.index().orElseThrow()));
            case MIN -> events.min(field);
            case MAX -> events.max(field);
            case SUM -> events.sum(field);
            case AVG -> events.avg(field);
        };
    }
}
