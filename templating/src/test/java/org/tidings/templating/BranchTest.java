package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** Sections that follow each other with nothing in between run as if something stood there. */
class BranchTest {
    private static final String GAP = "~";
    private static final List<String> CONDITIONS = List.of(
            "recipient.firstName", "recipient.phone", "recipient.isLate", "openLate", "recipient.isLate.unknown");
    private static final List<String> IN_LOOP =
            List.of("phone", "recipient.phone", "isLate", "item.last", "item.first");

    private record Piece(String condition, boolean inverted, List<Piece> body, String text) {
        String write(String gap) {
            return condition.isEmpty()
                    ? text
                    : (inverted ? "{{^" : "{{#") + condition + "}}" + writeAll(body, gap) + "{{/" + condition + "}}";
        }
    }

    private record Case(List<Piece> pieces, Fixture.Request request) {}

    private static String writeAll(List<Piece> pieces, String gap) {
        return pieces.stream().map(piece -> piece.write(gap)).collect(Collectors.joining(gap, gap, gap));
    }

    @Test
    void invertedSections_onOneCondition_allRun() {
        String text = "{{^recipient.phone}}a{{/recipient.phone}}{{^recipient.phone}}b{{/recipient.phone}}"
                + "{{^subjects}}c{{/subjects}}{{^subjects}}d{{/subjects}}"
                + "{{^recipient.isLate}}e{{/recipient.isLate}}{{^recipient.isLate}}f{{/recipient.isLate}}";
        MessageTemplate template = Fixture.template(
                "manifest.json", Fixture.manifest("\"required\": [\"recipient.isLate\"]"), "sms.en.mustache", text);

        assertThat(Fixture.rendered(template, Fixture.request()).parts()).containsValue("abcdef");
    }

    @Test
    void invertedSections_ofPlainMustacheOnOneName_allRun() {
        MustacheTemplate template =
                MustacheTemplate.compile(new SourceText("t", "{{^x}}a{{/x}}{{^x}}b{{/x}}{{#x}}c{{/x}}"), Map.of());

        assertThat(template.render(Map.of())).isEqualTo("ab");
        assertThat(template.render(Map.of("x", true))).isEqualTo("c");
    }

    @Test
    void sections_withNothingBetweenThem_runAsWithTextBetweenThem() {
        RenderBuffer buffer = new RenderBuffer();
        Property.forAll(BranchTest::randomCase).withTries(500).check(random -> {
            Rendering dense = random.request.render(template(random.pieces, ""), buffer);
            Rendering spaced = random.request.render(template(random.pieces, GAP), buffer);

            assertThat(dense.trace()).isEqualTo(spaced.trace());
            assertThat(text(dense)).isEqualTo(text(spaced).replace(GAP, ""));
        });
    }

    private static String text(Rendering rendering) {
        return rendering instanceof Rendering.Rendered rendered
                ? rendered.parts().getOrDefault("text", "")
                : rendering.toString();
    }

    private static MessageTemplate template(List<Piece> pieces, String gap) {
        return Fixture.template(
                "manifest.json",
                Fixture.manifest("\"required\": [\"recipient.isLate\", \"subjects.isLate\", \"openLate\"]"),
                "sms.en.mustache",
                "begin" + writeAll(pieces, gap));
    }

    private static Case randomCase(Source source) {
        Fixture.Request request = Fixture.request().recipient(person(source)).value("openLate", source.bool());
        if (source.chance(0.2)) {
            request.decision(Fixture.denying("contact"));
        }
        for (int i = source.intBetween(0, 3); i > 0; i--) {
            request.subject(person(source), source.chance(0.2) ? Fixture.denying("contact") : Fixture.PERMIT);
        }
        return new Case(pieces(source, CONDITIONS, 0), request);
    }

    private static Profile person(Source source) {
        return source.bool()
                ? Fixture.person("isLate", source.bool(), "firstName", source.pick(List.of("Ann", "", "  ")))
                : Fixture.person("isLate", source.bool(), "phone", "1");
    }

    private static List<Piece> pieces(Source source, List<String> conditions, int depth) {
        // Few conditions, so that neighbours often share one.
        String usual = source.pick(conditions);
        return source.list(each -> piece(each, conditions, usual, depth), 1, 4);
    }

    private static Piece piece(Source source, List<String> conditions, String usual, int depth) {
        boolean inLoop = conditions.equals(IN_LOOP);
        if (depth > 3 || source.chance(0.2)) {
            return new Piece("", false, List.of(), source.pick(List.of("a", "b", "c", "d")));
        }
        if (!inLoop && source.chance(0.3)) {
            boolean inverted = source.bool();
            return new Piece(
                    "subjects",
                    inverted,
                    pieces(source, inverted ? CONDITIONS : IN_LOOP, inverted ? 4 : depth + 1),
                    "");
        }
        String condition = source.chance(0.7) ? usual : source.pick(conditions);
        return new Piece(condition, source.bool(), pieces(source, conditions, depth + 1), "");
    }
}
