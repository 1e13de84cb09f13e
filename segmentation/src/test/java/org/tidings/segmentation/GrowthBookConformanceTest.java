package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostics;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/** The cases that all SDKs of GrowthBook share: conditions. */
class GrowthBookConformanceTest {
    private static final EvaluationContext CONTEXT =
            new EvaluationContext(Instant.parse("2024-10-01T12:00:00Z"), ZoneId.of("UTC"));

    @Test
    void conditions_ofTheSdks_giveTheSameOutcome() {
        SharedFolder.assumeAvailable();
        ConformanceRun run = ConformanceRun.of("growthbook conditions");
        Diagnostics diagnostics = new Diagnostics();
        String text = SharedFolder.text("conformance/growthbook/cases.json");
        JsonObject file = (JsonObject) JsonReader.read(
                        new SourceText("cases.json", text),
                        diagnostics,
                        Limits.defaults().withMaxNodes(10_000_000))
                .orElseThrow();

        for (JsonValue item : ((JsonArray) file.members().get("evalCondition")).items()) {
            List<JsonValue> example = ((JsonArray) item).items();
            String name = ((JsonText) example.get(0)).value();
            run.check(name, () -> check(example));
        }

        run.finish();
    }

    private static void check(List<JsonValue> example) {
        ForeignPerson person = ForeignPerson.of(example.get(2));
        Schema schema = person.schema();
        SourceText condition = new SourceText("condition.json", Json.write(example.get(1)));
        RuleImport imports = RuleImport.into(schema).withUnknownAsMissing();
        Optional<SourceText> groups = example.size() < 5
                ? Optional.empty()
                : Optional.of(new SourceText("groups.json", Json.write(example.get(4))));
        ImportedRule imported = groups.map(saved -> imports.growthBook(condition, saved))
                .orElseGet(() -> imports.growthBook(condition));
        Rulebook rulebook =
                Rulebook.builder(schema).segment("it", imported.rule()).build();

        Truth truth = rulebook.bind(CONTEXT)
                .on(person.profile(schema))
                .truth(rulebook.segment("it").orElseThrow());

        boolean expected = ((JsonBool) example.get(3)).value();
        assertThat(truth).as(imported.rule().text()).isEqualTo(expected ? Truth.TRUE : Truth.FALSE);
    }
}
