package org.tidings.benchmarks.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.Segment;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.Rendering;
import org.tidings.templating.SubjectView;
import org.tidings.templating.Variant;

/**
 * Asks how many nanoseconds it takes to render one message about two children into a buffer that is used again: a text
 * message of about 250 and an e-mail of about 850 characters. Names and days rotate.
 *
 * <p>The template checks each value against the decision, counts the parts of a text message, and gives texts, trace
 * and hash; the limit beside it copies the same bytes and does nothing else.
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
public class RenderBenchmark {
    private static final ConsentDecision PERMITTED = new ConsentDecision(
            DecisionOutcome.PERMIT,
            DecisionCode.CONSENT_VALID,
            Set.of(),
            Optional.empty(),
            Set.of(),
            1,
            1,
            Optional.empty(),
            List.of());

    /** The channel, which decides about the length. */
    @Param({"SMS", "EMAIL"})
    public Channel channel;

    /** How many people the families are chosen from. */
    @Param("2000")
    public int people;

    private final RenderBuffer buffer = new RenderBuffer();
    private Rotation<RenderRequest> requests;
    private MessageTemplate template;
    private HandWrittenMessage byHand;

    /** Compiles the template, chooses families, and proves that both ways give the same texts. */
    @Setup
    public void prepare() {
        Scenario scenario = Scenario.of(people);
        template = scenario.template("templates/child");
        Schema schema = scenario.programme().rulebook().schema();
        byHand = channel == Channel.SMS
                ? HandWrittenMessage.sms(schema, scenario.constants())
                : HandWrittenMessage.email(schema, scenario.constants());
        List<RenderRequest> all = requests(scenario, template, channel);
        requests = Rotation.of(all);
        Agreement.checkVaried("text", all, this::textOfTemplate);
        Agreement.check("text", all, this::textOfTemplate, request -> {
            byHand.write(request);
            return byHand.text();
        });
    }

    /** Measures the template. */
    @Benchmark
    public Rendering template() {
        return template.render(requests.next(), buffer);
    }

    /** Measures the limit. */
    @Benchmark
    public int handWritten() {
        return byHand.write(requests.next());
    }

    private String textOfTemplate(RenderRequest request) {
        if (template.render(request, buffer) instanceof Rendering.Rendered rendered) {
            return String.join("", rendered.parts().values());
        }
        throw new IllegalStateException("the message was refused");
    }

    /** Puts children to whom the reminder applies together in twos, and takes an adult with each two. */
    private static List<RenderRequest> requests(Scenario scenario, MessageTemplate template, Channel channel) {
        Segment segment =
                scenario.programme().rulebook().segment("childhoodDue").orElseThrow();
        BoundRules rules = scenario.programme().rulebook().bind(scenario.context());
        Variant variant = template.choose(channel, "en-US", "plain").orElseThrow();
        List<SubjectView> children = new ArrayList<>();
        List<Profile> adults = new ArrayList<>();
        for (Profile person : scenario.profiles()) {
            if (hasAsciiName(person) && rules.on(person).matches(segment)) {
                children.add(new SubjectView(
                        rules.on(person).profile(template.derivedNames().subject()), PERMITTED));
            } else if (hasAsciiName(person)) {
                adults.add(rules.on(person).profile(template.derivedNames().recipient()));
            }
        }
        List<RenderRequest> requests = new ArrayList<>();
        for (int i = 0; i + 1 < children.size() && i / 2 < adults.size(); i += 2) {
            requests.add(new RenderRequest(
                    variant,
                    adults.get(i / 2),
                    PERMITTED,
                    List.copyOf(children.subList(i, i + 2)),
                    Map.of(),
                    Locale.US,
                    scenario.programme().agencyZone()));
        }
        return requests;
    }

    private static boolean hasAsciiName(Profile person) {
        SlotProfile slots = SlotProfile.of(person);
        return person.schema()
                .attribute("firstName")
                .filter(name -> slots.isPresent(name.slot())
                        && slots.text(name.index()).chars().allMatch(c -> (c >= 'A' && c < 0x7F) || c == ' '))
                .isPresent();
    }
}
