package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/**
 * Generated code over slots and over maps, and the interpreter of plans, against the oracle: 2,000 rules, 12 people
 * each, 24,000 triples of rule, person and instant.
 */
class MatcherDifferentialTest {
    private static final int PEOPLE = 12;

    private record Person(String id, Map<String, Object> values, Profile profile) {}

    private record Case(String rules, LeapDay leapDay, EvaluationContext context, List<Person> people) {}

    private static Case make(Source source) {
        RuleGen rules = new RuleGen(source, List.of("helper"));
        String text = "segment it = " + Printer.print(rules.of(Type.BOOL, 1 + source.size() / 20))
                + "\nderive helper = " + Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 2));
        PersonGen gen = new PersonGen(source);
        EvaluationContext context = gen.context();
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String id = gen.id();
            Map<String, Object> values = gen.values(context);
            people.add(new Person(id, values, Profile.of(People.SCHEMA, id, values)));
        }
        return new Case(text, source.pick(LeapDay.class), context, people);
    }

    @Test
    void matcher_anyRulePersonAndInstant_agreesWithTheOracle() {
        Property.forAll((Gen<Case>) MatcherDifferentialTest::make)
                .withTries(2_000)
                .check(MatcherDifferentialTest::agree);
    }

    /** A fault that a generator of code could have, planted into a plan. */
    private enum Fault {
        RANGE_ENDS_ONE_EARLY {
            @Override
            Plan leaf(Plan leaf, PlanNodes nodes) {
                return leaf.shape() instanceof Plan.Holds holds
                                && holds.test() instanceof ValueTest.Range range
                                && range.high() > range.low()
                        ? nodes.holds(
                                holds.attribute(),
                                ValueTest.Range.of(range.low(), range.high() - 1, range.first(), range.last()))
                        : leaf;
            }
        },
        FUTURE_IS_VISIBLE {
            @Override
            Plan leaf(Plan leaf, PlanNodes nodes) {
                return leaf.shape() instanceof Plan.EventsAtLeast at
                        ? nodes.atLeast(
                                new EventQuery(
                                        at.events().stream(),
                                        at.events().first(),
                                        Long.MAX_VALUE,
                                        at.events().where()),
                                at.least())
                        : leaf;
            }
        },
        MISSING_FIELD_PASSES {
            @Override
            Plan leaf(Plan leaf, PlanNodes nodes) {
                return leaf.shape() instanceof Plan.EventsAtLeast at
                        ? nodes.atLeast(
                                new EventQuery(
                                        at.events().stream(),
                                        at.events().first(),
                                        at.events().last(),
                                        List.of()),
                                at.least())
                        : leaf;
            }
        },
        UNKNOWN_IS_FALSE {
            @Override
            Plan leaf(Plan leaf, PlanNodes nodes) {
                return nodes.sure(leaf);
            }
        },
        ORDER_OF_TEXT_TURNED {
            @Override
            Plan leaf(Plan leaf, PlanNodes nodes) {
                return leaf.shape() instanceof Plan.Holds holds && holds.test() instanceof ValueTest.Beside beside
                        ? nodes.holds(
                                holds.attribute(),
                                new ValueTest.Beside(beside.comparison().swapped(), beside.bound()))
                        : leaf;
            }
        };

        abstract Plan leaf(Plan leaf, PlanNodes nodes);

        Plan into(Plan plan, PlanNodes nodes) {
            if (plan.shape() instanceof Plan.And and) {
                return nodes.and(and.operands().stream()
                        .map(operand -> into(operand, nodes))
                        .toList());
            } else if (plan.shape() instanceof Plan.Or or) {
                return nodes.or(or.operands().stream()
                        .map(operand -> into(operand, nodes))
                        .toList());
            } else if (plan.shape() instanceof Plan.Not not) {
                return nodes.not(into(not.operand(), nodes));
            } else if (plan.shape() instanceof Plan.Sure sure) {
                return nodes.sure(into(sure.operand(), nodes));
            }
            return leaf(plan, nodes);
        }
    }

    /** The harness must see what it is there to see. */
    @ParameterizedTest
    @EnumSource
    void matcher_withAPlantedFault_isCaught(Fault fault) {
        assertThatThrownBy(() -> Property.forAll((Gen<Case>) MatcherDifferentialTest::make)
                        .withTries(2_000)
                        .check(example -> agree(example, fault)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("The property fails");
    }

    private static void agree(Case example, Fault fault) {
        Rulebook rulebook = rulebook(example);
        BoundRules bound = rulebook.bind(example.context());
        Segment segment = rulebook.segment("it").orElseThrow();
        Plan wrong = fault.into(bound.plans().of(segment), new PlanNodes());
        RuleCode slots = bound.compiled().classes().slots(wrong);
        MapCode maps = bound.compiled().classes().maps(wrong, People.SCHEMA);
        for (Person person : example.people()) {
            NaiveEvaluator oracle =
                    new NaiveEvaluator(example.context(), example.leapDay(), SlotProfile.of(person.profile()));
            boolean expected = Objects.equals(oracle.value(segment.condition()), true);
            assertThat(slots.isTrue(SlotProfile.of(person.profile()))).isEqualTo(expected);
            assertThat(maps.isTrue(person.id(), person.values())).isEqualTo(expected);
        }
    }

    private static Rulebook rulebook(Case example) {
        return Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", example.rules()))
                .leapDay(example.leapDay())
                .build();
    }

    private static void agree(Case example) {
        Rulebook rulebook = rulebook(example);
        BoundRules bound = rulebook.bind(example.context());
        Segment segment = rulebook.segment("it").orElseThrow();
        Matcher matcher = bound.matcher(segment);
        RuleCode interpreted = RuleCode.interpreted(bound.plans().of(segment), bound.compiled());
        assertThat(matcher.isGenerated()).isTrue();
        for (Person person : example.people()) {
            SlotProfile slots = SlotProfile.of(person.profile());
            NaiveEvaluator oracle = new NaiveEvaluator(example.context(), example.leapDay(), slots);
            boolean expected = Objects.equals(oracle.value(segment.condition()), true);
            assertThat(matcher.matches(person.profile())).as("slots").isEqualTo(expected);
            assertThat(matcher.matches(person.id(), person.values())).as("map").isEqualTo(expected);
            assertThat(interpreted.isTrue(slots)).as("interpreted").isEqualTo(expected);
        }
    }
}
