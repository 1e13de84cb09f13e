package org.tidings.benchmarks.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Profile;
import org.tidings.core.ProfileBuilder;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * Asks how many nanoseconds it takes to bind one person's values to the schema: from a map of values, from texts as
 * they stand in a file, and from a map together with the person's events.
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
public class BindBenchmark {
    /** How many people rotate. */
    @Param("512")
    public int people;

    private Schema schema;
    private Rotation<Source> sources;

    /** Takes the people apart, and proves that each way puts them together again. */
    @Setup
    public void prepare() {
        Scenario scenario = Scenario.of(people);
        schema = scenario.programme().schema();
        List<Source> all = scenario.profiles().stream().map(this::source).toList();
        sources = Rotation.of(all);
        Agreement.check("map", all, source -> attributes(map(source)), source -> attributes(source.original()));
        Agreement.check("text", all, source -> attributes(text(source)), source -> attributes(source.original()));
        Agreement.check("events", all, source -> content(mapWithEvents(source)), source -> content(source.original()));
    }

    /** Measures attributes from a map of values. */
    @Benchmark
    public Profile map() {
        return map(sources.next());
    }

    /** Measures attributes from texts. */
    @Benchmark
    public Profile text() {
        return text(sources.next());
    }

    /** Measures attributes and events from a map. */
    @Benchmark
    public Profile mapWithEvents() {
        return mapWithEvents(sources.next());
    }

    private Profile map(Source source) {
        return Profile.of(schema, source.original().personId(), source.values());
    }

    private Profile text(Source source) {
        ProfileBuilder builder = Profile.builder(schema, source.original().personId());
        source.texts().forEach(builder::setText);
        return builder.build();
    }

    private Profile mapWithEvents(Source source) {
        return Profile.of(schema, source.original().personId(), source.valuesAndEvents());
    }

    private Source source(Profile profile) {
        SlotProfile slots = SlotProfile.of(profile);
        Map<String, Object> values = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        for (Attribute attribute : schema.attributes()) {
            if (slots.isPresent(attribute.slot())) {
                Object value = value(slots, attribute);
                values.put(attribute.name(), value);
                texts.put(attribute.name(), value.toString());
            }
        }
        Map<String, Object> valuesAndEvents = new HashMap<>(values);
        for (EventStream stream : schema.streams()) {
            EventColumns columns = slots.events(stream.index());
            if (columns != null) {
                valuesAndEvents.put(stream.name(), events(columns));
            }
        }
        return new Source(slots, values, texts, valuesAndEvents);
    }

    private static Object value(SlotProfile slots, Attribute attribute) {
        if (attribute.type().isPrimitive()) {
            return Values.fromBits(attribute.type(), slots.primitive(attribute.index()));
        }
        return attribute.type() == ValueType.TEXT
                ? slots.text(attribute.index())
                : List.of(slots.set(attribute.index()));
    }

    private static List<Map<String, Object>> events(EventColumns columns) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Map<String, Object> event = new HashMap<>();
            for (EventField field : columns.stream().fields()) {
                if (columns.isPresent(field.column(), i)) {
                    event.put(
                            field.name(),
                            field.type() == ValueType.TEXT
                                    ? columns.texts(field.column())[i]
                                    : Values.fromBits(field.type(), columns.longs(field.column())[i]));
                }
            }
            events.add(event);
        }
        return events;
    }

    private static List<Object> attributes(Profile profile) {
        SlotProfile slots = SlotProfile.of(profile);
        return List.of(
                Arrays.toString(slots.presence()),
                Arrays.toString(slots.primitives()),
                Arrays.deepToString(slots.references()));
    }

    private List<Object> content(Profile profile) {
        SlotProfile slots = SlotProfile.of(profile);
        List<Object> content = new ArrayList<>(attributes(profile));
        for (EventStream stream : schema.streams()) {
            EventColumns columns = slots.events(stream.index());
            content.add(columns == null ? List.of() : events(columns));
        }
        return content;
    }

    private record Source(
            SlotProfile original,
            Map<String, Object> values,
            Map<String, String> texts,
            Map<String, Object> valuesAndEvents) {}
}
