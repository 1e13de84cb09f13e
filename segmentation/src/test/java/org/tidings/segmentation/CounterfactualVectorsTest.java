package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue.JsonArray;
import org.tidings.core.json.JsonValue.JsonBool;
import org.tidings.core.json.JsonValue.JsonNumber;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

/** Published smallest change sets of rules over four conditions; the file's other vectors are about small groups. */
class CounterfactualVectorsTest {
    @Test
    void changes_ofTheVectors_areThosePublished() {
        SharedFolder.assumeAvailable();
        ConformanceRun run = ConformanceRun.of("privacy-vectors counterfactuals");
        JsonObject file = JsonReader.readObject(
                        new SourceText("vectors", SharedFolder.text("conformance/privacy-vectors.json")),
                        new Diagnostics(),
                        Limits.defaults())
                .orElseThrow();

        file.members().keySet().stream()
                .filter(section -> !section.equals("counterfactuals") && !section.equals("schema"))
                .forEach(section -> run.outOfScope(section, "sections about small groups"));
        JsonArray vectors = (JsonArray) file.members().get("counterfactuals");
        for (int i = 0; i < vectors.items().size(); i++) {
            JsonObject vector = (JsonObject) vectors.items().get(i);
            run.check("vector " + i, () -> check(vector));
        }

        run.finish();
    }

    private static void check(JsonObject vector) {
        SchemaBuilder builder = Schema.builder("vector", 1);
        Map<String, Object> values = new LinkedHashMap<>();
        ((JsonObject) vector.members().get("person")).members().forEach((name, value) -> {
            builder.attribute(name, ValueType.BOOL, "data");
            values.put(name, ((JsonBool) value).value());
        });
        Schema schema = builder.build();
        String rule = ((JsonText) vector.members().get("rule")).value();
        Rulebook rulebook = Rulebook.compile(
                schema, List.of(new SourceText("rule", "segment it = " + inThisLanguage(rule, values.keySet()))));
        Segment segment = rulebook.segment("it").orElseThrow();
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(Profile.of(schema, "p", values));

        ChangeSets changes = evaluation.changes(segment, ChangeSets.Scope.MUTABLE);

        assertThat(evaluation.matches(segment))
                .isEqualTo(((JsonBool) vector.members().get("included")).value());
        assertThat(changes.complete()).isTrue();
        assertThat(names(changes)).isEqualTo(expected(vector));
        int smallest = ((JsonNumber) vector.members().get("smallest")).value().intValueExact();
        assertThat(changes.sets().get(0).changes()).hasSize(smallest);
    }

    /** {@code at least n of a,b,c} becomes the pairs, triples and so on that are enough. */
    private static String inThisLanguage(String rule, Set<String> names) {
        if (!rule.startsWith("at least ")) {
            return rule.toLowerCase(Locale.ROOT);
        }
        int least = Integer.parseInt(rule.substring(9, 10));
        List<String> all = new ArrayList<>(names);
        List<String> enough = new ArrayList<>();
        for (int bits = 0; bits < 1 << all.size(); bits++) {
            if (Integer.bitCount(bits) == least) {
                int chosen = bits;
                enough.add(all.stream()
                        .filter(name -> (chosen >> all.indexOf(name) & 1) == 1)
                        .collect(Collectors.joining(" and ", "(", ")")));
            }
        }
        return String.join(" or ", enough);
    }

    private static Set<String> names(ChangeSets changes) {
        return changes.sets().stream()
                .map(set -> set.changes().stream()
                        .map(ChangeSets.Change::term)
                        .sorted()
                        .toList()
                        .toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expected(JsonObject vector) {
        Set<String> sets = new TreeSet<>();
        for (var set : ((JsonArray) vector.members().get("minimalChanges")).items()) {
            sets.add(((JsonArray) set)
                    .items().stream()
                            .map(name -> ((JsonText) name).value())
                            .sorted()
                            .toList()
                            .toString());
        }
        return sets;
    }
}
