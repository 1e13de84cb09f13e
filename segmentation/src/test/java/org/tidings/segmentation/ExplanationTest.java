package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.Profile;
import org.tidings.testkit.ApprovedFiles;

class ExplanationTest {
    private static final ApprovedFiles APPROVED = ApprovedFiles.of("explanations");

    private static final Rulebook RULES = People.rulebook("""
            derive doses 'doses of A' = count(immunizations where cvx = 'A')
            derive nextDose = birthDate + (case doses when 0 then 2 else 4 end) months
            derive speaksGerman = languages has 'de'
            segment child = age(birthDate) < 18
            segment due = segment('child') and deathDate is missing and nextDose <= today + 30 days
                and (city = 'Boston' or speaksGerman or not member)
            """);

    private static Explanation explain(Profile person) {
        return RULES.bind(People.OCTOBER)
                .on(person)
                .explain(RULES.segment("due").orElseThrow());
    }

    @Test
    void explanation_ofAMember_showsWhatMadeItTrue() {
        Explanation explanation = explain(People.person(
                "birthDate", LocalDate.of(2024, 8, 15),
                "city", "Salem",
                "languages", Set.of("de", "en")));

        assertThat(explanation.truth()).isEqualTo(Truth.TRUE);
        assertThat(explanation.segment()).contains("due");
        APPROVED.check("true.txt", explanation.render());
        APPROVED.check("true.json", explanation.json() + "\n");
    }

    @Test
    void explanation_ofANonMember_showsTheFalseTermsOnly() {
        Explanation explanation = explain(People.person(
                "birthDate", LocalDate.of(1990, 8, 15),
                "immunizations", List.of(People.dose("A", "1990-10-15")),
                "deathDate", LocalDate.of(2020, 1, 1),
                "city", "Boston"));

        assertThat(explanation.truth()).isEqualTo(Truth.FALSE);
        assertThat(explanation.deciding())
                .extracting(Explanation.Node::text)
                .containsExactly("age(birthDate) < 18", "deathDate is missing");
        APPROVED.check("false.txt", explanation.render());
    }

    @Test
    void reasons_describedCondition_isNotTakenApart() {
        Rulebook rulebook = People.rulebook("""
                derive adult 'is 18 or older' = age(birthDate) >= 18
                derive local = city = 'Boston'
                segment it = not adult and local
                """);
        Profile person = People.person("birthDate", LocalDate.of(1990, 8, 15), "city", "Salem");

        Explanation explanation = rulebook.bind(People.OCTOBER)
                .on(person)
                .explain(rulebook.segment("it").orElseThrow());

        assertThat(explanation.reasons())
                .extracting(Explanation.Node::label)
                .containsExactly("is 18 or older", "city = 'Boston'");
        assertThat(explanation.deciding())
                .extracting(Explanation.Node::text)
                .containsExactly("age(birthDate) >= 18", "city = 'Boston'");
    }

    @Test
    void explanation_ofAnUnknownOutcome_showsWhatIsMissing() {
        Explanation explanation = explain(People.person("birthDate", LocalDate.of(2024, 8, 15)));

        assertThat(explanation.truth()).isEqualTo(Truth.UNKNOWN);
        APPROVED.check("unknown.txt", explanation.render());
    }

    @Test
    void explanation_ofEvents_showsTheValueNotTheEvents() {
        Rulebook rulebook = People.rulebook(
                "segment it = nth(immunizations.day, visits where cvx = 'A') >= date '2024-01-01' or false");
        Profile person = People.person("visits", 1, "immunizations", List.of(People.dose("A", "2024-02-01")));

        Explanation explanation = rulebook.bind(People.OCTOBER)
                .on(person)
                .explain(rulebook.segment("it").orElseThrow());

        APPROVED.check("events.txt", explanation.render());
        assertThat(explanation.root().children()).hasSize(2);
    }
}
