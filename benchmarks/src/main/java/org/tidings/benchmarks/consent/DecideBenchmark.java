package org.tidings.benchmarks.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tidings.benchmarks.inputs.Agreement;
import org.tidings.benchmarks.inputs.Rotation;
import org.tidings.benchmarks.inputs.Scenario;
import org.tidings.campaign.People;
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.DecisionRequest;
import org.tidings.core.CategoryUse;
import org.tidings.core.ConsentDecision;
import org.tidings.core.Purpose;

/**
 * Asks how many nanoseconds one consent decision takes that nobody asked for before: from a person's whole history,
 * with its trace. People, their histories and the channels of the purpose rotate.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before it measures
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"})
public class DecideBenchmark {
    private static final String PURPOSE = "health_reminder";
    private static final List<CategoryUse> USES = List.of(
            new CategoryUse("identity.name", CategoryUse.Via.PLACEHOLDER),
            new CategoryUse("health.vaccination", CategoryUse.Via.SEGMENT_RULE),
            new CategoryUse("identity.birth", CategoryUse.Via.SEGMENT_RULE),
            new CategoryUse("identity.death", CategoryUse.Via.SEGMENT_RULE));

    /** How many people rotate. */
    @Param("512")
    public int people;

    private Rotation<Question> questions;
    private ConsentDecider decider;

    /** Makes the questions, and proves that their answers are mixed. */
    @Setup
    public void prepare() {
        Scenario scenario = Scenario.of(people);
        decider = ConsentDecider.of(scenario.programme().catalogue());
        List<Question> all = questions(scenario);
        questions = Rotation.of(all);
        Agreement.checkVaried("decisions", all, question -> decide(question).code());
    }

    /** Measures one decision. */
    @Benchmark
    public ConsentDecision decide() {
        return decide(questions.next());
    }

    private ConsentDecision decide(Question question) {
        return decider.decide(question.request(), question.history(), question.history());
    }

    private static List<Question> questions(Scenario scenario) {
        Purpose purpose = scenario.programme().catalogue().purpose(PURPOSE).orElseThrow();
        People people = scenario.people();
        List<Question> questions = new ArrayList<>();
        for (int person = 0; person < people.size(); person++) {
            String id = people.profile(person).personId();
            ConsentHistory history = people.consents(person);
            purpose.terms()
                    .keySet()
                    .forEach(channel -> questions.add(new Question(
                            new DecisionRequest(
                                    id,
                                    id,
                                    PURPOSE,
                                    channel,
                                    USES,
                                    scenario.programme().jurisdiction(),
                                    scenario.context().instant(),
                                    scenario.context().instant()),
                            history)));
        }
        return questions;
    }

    private record Question(DecisionRequest request, ConsentHistory history) {}
}
