package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The grammar in the guide against the parser: what the grammar derives, the parser reads. */
class GrammarTest {
    /** Faults of what is grammatical: values that do not exist, lists and arguments that do not fit. */
    private static final Set<String> BEYOND_GRAMMAR =
            Set.of("SEG-014", "SEG-016", "SEG-017", "SEG-020", "SEG-024", "SEG-025", "SEG-029", "SEG-031", "SEG-032");

    private static final Pattern TOKEN = Pattern.compile("\"([^\"]+)\"|([A-Za-z]+)|([=|{}\\[\\]()])");

    private static final Map<String, List<String>> WORDS = Map.of(
            "NAME", List.of("a", "b2", "\"where\""),
            "TEXT", List.of("'x'", "'it''s'", "'2024-02-29'", "'2024-02-29T00:00:00Z'"),
            "INTEGER", List.of("0", "3", "42"),
            "NUMBER", List.of("2.5", "1e3", "4.2e1"),
            "STREAM", List.of("s"),
            "FIELD", List.of("f"),
            "FUNCTION", List.of("lower", "coalesce", "age", "matches", "text", "compare_versions"));

    private final Map<String, List<String>> rules;

    GrammarTest() throws IOException {
        this.rules = rules();
    }

    private static Map<String, List<String>> rules() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("tidings.root", ".."), "docs/guide/rules.md"));
        int from = guide.indexOf("file        = ");
        Map<String, List<String>> rules = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line :
                guide.substring(from, guide.indexOf("```", from)).lines().toList()) {
            Matcher head = Pattern.compile("^([a-z]+) += ").matcher(line);
            String body = line;
            if (head.find()) {
                current = new ArrayList<>();
                rules.put(head.group(1), current);
                body = line.substring(head.end());
            }
            Matcher token = TOKEN.matcher(body);
            while (token.find()) {
                current.add(token.group());
            }
        }
        return rules;
    }

    /** Derives a text, preferring the first alternative and no repetition when it is deep. */
    private final class Derivation {
        private final Source source;
        private final StringBuilder out = new StringBuilder();
        private int depth;

        Derivation(Source source) {
            this.source = source;
        }

        void rule(String name) {
            depth++;
            alternatives(rules.get(name), 0, rules.get(name).size());
            depth--;
        }

        private boolean isDeep() {
            return depth > 22;
        }

        private void alternatives(List<String> tokens, int from, int to) {
            List<int[]> choices = new ArrayList<>();
            int begin = from;
            for (int i = from; i <= to; i++) {
                if (i == to || (tokens.get(i).equals("|") && nesting(tokens, from, i) == 0)) {
                    choices.add(new int[] {begin, i});
                    begin = i + 1;
                }
            }
            int[] chosen = isDeep() ? choices.get(0) : source.pick(choices);
            sequence(tokens, chosen[0], chosen[1]);
        }

        private int nesting(List<String> tokens, int from, int to) {
            int nesting = 0;
            for (String token : tokens.subList(from, to)) {
                nesting += "([{".contains(token) ? 1 : ")]}".contains(token) ? -1 : 0;
            }
            return nesting;
        }

        private void sequence(List<String> tokens, int from, int to) {
            for (int i = from; i < to; i++) {
                String token = tokens.get(i);
                if ("([{".contains(token)) {
                    int end = i + 1;
                    while (nesting(tokens, i, end) > 0) {
                        end++;
                    }
                    int times = token.equals("(") ? 1 : isDeep() || source.chance(0.7) ? 0 : 1;
                    for (int n = 0; n < times; n++) {
                        alternatives(tokens, i + 1, end - 1);
                    }
                    i = end - 1;
                } else if (token.startsWith("\"")) {
                    out.append(token, 1, token.length() - 1).append(' ');
                } else if (WORDS.containsKey(token)) {
                    out.append(source.pick(WORDS.get(token))).append(' ');
                } else {
                    rule(token);
                }
            }
        }
    }

    private String derive(Source source) {
        Derivation derivation = new Derivation(source);
        derivation.rule("file");
        return derivation.out.toString();
    }

    @Test
    void grammar_ofTheGuide_namesEveryRuleThatItUses() {
        for (List<String> tokens : rules.values()) {
            for (String token : tokens) {
                boolean isName = Character.isLetter(token.charAt(0)) && !WORDS.containsKey(token);
                assertThat(!isName || rules.containsKey(token)).as(token).isTrue();
            }
        }
    }

    @Test
    void parser_whateverTheGrammarDerives_findsNoSyntaxError() {
        Property.forAll((Gen<String>) this::derive).withTries(1_500).check(text -> {
            try {
                Rulebook.builder(People.SCHEMA)
                        .rules(new SourceText("derived.rules", text))
                        .build();
            } catch (InvalidInputException e) {
                assertThat(e.diagnostics())
                        .extracting(Diagnostic::code)
                        .as(text)
                        .allMatch(code -> BEYOND_GRAMMAR.contains(code) || code.compareTo("SEG-100") > 0);
            }
        });
    }
}
