package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The compiled evaluator against the oracle, on random rules, people and instants. */
class DifferentialTest {
    private static final List<Type> TYPES = List.of(
            Type.BOOL,
            Type.BOOL,
            Type.BOOL,
            Type.INTEGER,
            Type.NUMBER,
            Type.TEXT,
            Type.DATE,
            Type.INSTANT,
            Type.TEXT_SET);

    /** A rule file with one condition and one value, for several people at one instant. */
    private record Case(String rules, LeapDay leapDay, EvaluationContext context, List<Profile> people) {}

    private static Case make(Source source) {
        int depth = 1 + source.size() / 20;
        String helper = Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 2));
        RuleGen rules = new RuleGen(source, List.of("helper"));
        Expr condition = rules.of(Type.BOOL, depth);
        Expr value = rules.of(source.pick(TYPES), depth);
        PersonGen people = new PersonGen(source);
        EvaluationContext context = people.context();
        String text = "segment it = " + Printer.print(condition) + "\nderive helper = " + helper + "\nderive other = "
                + Printer.print(value) + "\nsegment both = segment('it') and not helper";
        return new Case(
                text,
                source.pick(LeapDay.class),
                context,
                List.of(people.person(context), people.person(context), people.person(context)));
    }

    @Test
    void compiled_anyRulePersonAndInstant_agreesWithTheOracle() {
        Property.forAll((Gen<Case>) DifferentialTest::make).withTries(2_000).check(DifferentialTest::agree);
    }

    private static void agree(Case example) {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", example.rules()))
                .leapDay(example.leapDay())
                .build();
        BoundRules bound = rulebook.bind(example.context());
        Expression other = rulebook.derived("other").orElseThrow();
        for (Profile person : example.people()) {
            NaiveEvaluator oracle = new NaiveEvaluator(example.context(), example.leapDay(), SlotProfile.of(person));
            Evaluation evaluation = bound.on(person);
            for (String name : rulebook.segmentNames()) {
                Segment segment = rulebook.segment(name).orElseThrow();
                Object expected = oracle.value(segment.condition());
                Truth truth = expected == null ? Truth.UNKNOWN : expected.equals(true) ? Truth.TRUE : Truth.FALSE;
                assertThat(evaluation.truth(segment)).as(name).isEqualTo(truth);
                assertThat(evaluation.matches(segment)).as(name).isEqualTo(truth == Truth.TRUE);
                assertThat(bound.on(person).isTrue(segment.condition())).isEqualTo(truth == Truth.TRUE);
                Plan plan = bound.plans().of(segment);
                Frame frame = Frame.of(bound.compiled(), SlotProfile.of(person));
                assertThat(plan.isTrue(frame)).as("plan of %s", name).isEqualTo(truth == Truth.TRUE);
                assertThat(plan.isFalse(frame)).as("plan of %s", name).isEqualTo(truth == Truth.FALSE);
            }
            assertThat(evaluation.value(other).orElse("missing"))
                    .isEqualTo(Optional.ofNullable(oracle.value(other)).orElse("missing"));
            assertThat(evaluation
                            .explain(rulebook.segment("both").orElseThrow())
                            .truth())
                    .isEqualTo(evaluation.truth(rulebook.segment("both").orElseThrow()));
        }
    }
}
