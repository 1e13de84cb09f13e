package org.tidings.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tidings.core.Diagnostic;
import org.tidings.core.EvaluationContext;
import org.tidings.core.EventField;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;

/** What is asked of every reader: refuse with diagnostics, or give a rule that prints, reads back equal and runs. */
final class RuleTarget {
    static final Schema SCHEMA = Schema.builder("fuzz", 1)
            .attribute("a", ValueType.INTEGER, "x")
            .attribute("b", ValueType.BOOL, "x")
            .attribute("c", ValueType.TEXT, "x")
            .attribute("d", ValueType.DATE, "x")
            .attribute("i", ValueType.INSTANT, "x")
            .attribute("n", ValueType.NUMBER, "x")
            .attribute("s", ValueType.TEXT_SET, "x")
            .events(
                    "e",
                    "at",
                    "",
                    List.of(
                            new EventField("at", ValueType.DATE, "x", true, "", 0),
                            new EventField("value", ValueType.INTEGER, "x", false, "", 0)))
            .build();

    private static final EvaluationContext CONTEXT =
            new EvaluationContext(Instant.parse("2024-10-01T12:00:00Z"), ZoneId.of("America/New_York"));

    private static final List<Profile> PEOPLE = List.of(
            Profile.of(SCHEMA, "nobody", Map.of()),
            Profile.of(
                    SCHEMA,
                    "somebody",
                    Map.of(
                            "a",
                            3,
                            "b",
                            true,
                            "c",
                            "text",
                            "d",
                            LocalDate.of(1960, 2, 29),
                            "i",
                            Instant.parse("2024-01-01T00:00:00Z"),
                            "n",
                            2.5,
                            "s",
                            Set.of("x", "y"),
                            "e",
                            List.of(Map.of("at", LocalDate.of(2020, 1, 1), "value", 7)))));

    private RuleTarget() {}

    static SourceText source(String text) {
        return new SourceText("fuzz", text);
    }

    /** Runs a reader and tries what it has read; anything but a refusal with diagnostics is a finding. */
    static void check(Supplier<Rule> reader) {
        Rule rule;
        try {
            rule = reader.get();
        } catch (InvalidInputException e) {
            require(!e.diagnostics().isEmpty(), "a refusal gives a reason");
            e.diagnostics().forEach(Diagnostic::render);
            return;
        }
        require(Rule.parse(source(rule.text())).equals(rule), "the text reads back as the same rule");
        require(Rule.fromJson(source(rule.json())).equals(rule), "the JSON reads back as the same rule");
        try {
            run(rule);
        } catch (InvalidInputException e) {
            e.diagnostics().forEach(Diagnostic::render);
        }
    }

    private static void run(Rule rule) {
        Rulebook rulebook = Rulebook.builder(SCHEMA).segment("it", rule).build();
        Segment segment = rulebook.segment("it").orElseThrow();
        BoundRules bound = rulebook.bind(CONTEXT);
        for (Profile person : PEOPLE) {
            Evaluation evaluation = bound.on(person);
            Truth truth = evaluation.truth(segment);
            require(evaluation.explain(segment).truth() == truth, "the explanation agrees with the outcome");
            evaluation.changes(segment, ChangeSets.Scope.EVERYTHING).json();
        }
    }

    private static void require(boolean holds, String law) {
        if (!holds) {
            throw new IllegalStateException("broken: " + law);
        }
    }
}
