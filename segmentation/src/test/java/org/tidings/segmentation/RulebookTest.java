package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Attribute;
import org.tidings.core.Diagnostic;
import org.tidings.core.LeapDay;
import org.tidings.core.Limits;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.core.internal.SlotProfile;

class RulebookTest {
    @Test
    void definitions_inAnyOrder_areResolved() {
        Rulebook rulebook = People.rulebook("""
                segment many = twice >= 4 and segment('any');
                derive twice 'visits, two times' = once + once
                segment any 'comes at all' = once > 0
                derive once = visits
                """);
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(People.person("visits", 2));

        assertThat(rulebook.segmentNames()).containsExactly("any", "many");
        assertThat(rulebook.segment("any").orElseThrow().description()).isEqualTo("comes at all");
        assertThat(rulebook.segment("none")).isEmpty();
        assertThat(evaluation.matches(rulebook.segment("many").orElseThrow())).isTrue();
        assertThat(rulebook.schema().attributes().stream()
                        .filter(Attribute::derived)
                        .map(Attribute::name))
                .containsExactly("twice", "once");
        assertThat(rulebook.schema().attribute("twice").orElseThrow().description())
                .isEqualTo("visits, two times");
    }

    @Test
    void schema_ofDerived_hasTypeCategoriesAndPresence() {
        Rulebook rulebook = People.rulebook("""
                derive ratio = income / 2
                derive doses = count(immunizations where cvx = city)
                derive label = case when ratio > 1 then text(doses) else 'none' end
                derive mixed = coalesce(children, 0.5)
                """);
        Attribute label = rulebook.schema().attribute("label").orElseThrow();

        assertThat(label.type()).isEqualTo(ValueType.TEXT);
        assertThat(label.required()).isTrue();
        assertThat(label.categories())
                .containsExactlyInAnyOrder("finance.income", "health.vaccination", "address.city");
        assertThat(label.forbiddenFor()).containsExactly("health_reminder");
        assertThat(rulebook.schema().attribute("ratio").orElseThrow().required())
                .isFalse();
        assertThat(rulebook.schema().attribute("doses").orElseThrow().required())
                .isTrue();
        assertThat(rulebook.schema().attribute("mixed").orElseThrow().type()).isEqualTo(ValueType.NUMBER);
    }

    @Test
    void footprint_ofASegment_reachesThroughDefinitions() {
        Rulebook rulebook = People.rulebook("""
                derive long = max(appointments.minutes where fee > 1)
                segment rich = income > 100000
                segment it = long > 30 and segment('rich')
                """);
        Footprint footprint = rulebook.segment("it").orElseThrow().footprint();

        assertThat(footprint.attributes()).containsExactlyInAnyOrder("appointments", "income");
        assertThat(footprint.categories())
                .containsExactlyInAnyOrder("health.appointment", "finance.fee", "finance.income");
        assertThat(footprint.forbiddenFor()).containsExactly("health_reminder");
        assertThat(Footprint.empty().and(footprint)).isEqualTo(footprint);
    }

    @Test
    void cost_ofASegment_countsADerivedAttributeOnce() {
        Rulebook rulebook = People.rulebook("""
                derive doses = count(immunizations where cvx = 'A')
                segment once = doses > 1
                segment twice = doses > 1 and doses < 5
                segment none = visits > 1
                """);

        assertThat(rulebook.segment("none").orElseThrow().cost()).isEqualTo(3);
        // Aggregate, and eight times comparison, field and literal.
        assertThat(rulebook.segment("once").orElseThrow().cost()).isEqualTo(3 + 1 + 8 * 3);
        assertThat(rulebook.segment("twice").orElseThrow().cost()).isEqualTo(7 + 1 + 8 * 3);
    }

    @Test
    void expression_afterwards_usesDerivedNamesAndSegments() {
        Rulebook rulebook = People.rulebook("derive half = visits / 2 segment idle = visits = 0");
        Expression number = rulebook.expression(source("visits + 1"), ValueType.NUMBER);
        Expression label = rulebook.expression(source("case when segment('idle') then 'idle' end"), ValueType.TEXT);
        Expression day = rulebook.expression(source("coalesce(birthDate, today)"), ValueType.DATE);
        Expression condition = rulebook.condition(source("half >= 0.5"));
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(People.person("visits", 1));

        assertThat(evaluation.value(number)).contains(2.0);
        assertThat(evaluation.text(label)).isEmpty();
        assertThat(evaluation.date(day)).contains(LocalDate.of(2024, 10, 1));
        assertThat(evaluation.isTrue(condition)).isTrue();
        assertThat(evaluation.truth(condition)).isEqualTo(Truth.TRUE);
        assertThat(evaluation.explain(condition).segment()).isEmpty();
        assertThat(number.type()).isEqualTo(ValueType.NUMBER);
        assertThat(label.mayBeMissing()).isTrue();
        assertThat(condition.text()).isEqualTo("half >= 0.5");
        assertThat(condition.json()).isEqualTo("{\">=\":[{\"name\":\"half\"},{\"number\":\"0.5\"}]}");
    }

    private static SourceText source(String text) {
        return new SourceText("campaign.json", text);
    }

    @Test
    void evaluation_wrongUse_isRefused() {
        Rulebook rulebook = People.rulebook("segment it = member derive d = 1");
        Expression ofAnother = People.rulebook("").condition(source("member"));
        Expression number = rulebook.expression(source("visits"), ValueType.INTEGER);
        BoundRules rules = rulebook.bind(People.OCTOBER);
        Evaluation evaluation = rules.on(People.person());
        Schema other =
                Schema.builder("other", 1).attribute("x", ValueType.BOOL, "c").build();

        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.isTrue(ofAnother));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.isTrue(number));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.text(number));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.date(number));
        assertThatIllegalArgumentException().isThrownBy(() -> evaluation.profile(Set.of("city")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.on(Profile.builder(other, "p").build()));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Rulebook.builder(other).limits(Limits.defaults()).limits(Limits.defaults()));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Rulebook.builder(other).leapDay(LeapDay.LAST_OF_MONTH).leapDay(LeapDay.LAST_OF_MONTH));
    }

    @Test
    void profile_withDerived_holdsTheNamedOnesOnly() {
        Rulebook rulebook = People.rulebook("""
                derive next = birthDate + 2 months
                derive label = city || '!'
                derive tongues = languages
                derive gone = weight * 2
                derive left = 1
                """);
        Profile person = People.person(
                "birthDate", LocalDate.of(2024, 1, 31),
                "deathDate", LocalDate.of(2030, 1, 1),
                "city", "Salem",
                "languages", Set.of("de"));
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(person);
        SlotProfile filled = SlotProfile.of(evaluation.profile(Set.of("next", "label", "tongues", "gone")));

        assertThat(filled.schema()).isSameAs(rulebook.schema());
        assertThat(filled.personId()).isEqualTo("p1");
        assertThat(LocalDate.ofEpochDay(
                        filled.primitive(attribute(rulebook, "next").index())))
                .isEqualTo(LocalDate.of(2024, 3, 31));
        assertThat(filled.text(attribute(rulebook, "label").index())).isEqualTo("Salem!");
        assertThat(filled.set(attribute(rulebook, "tongues").index())).containsExactly("de");
        assertThat(filled.isPresent(attribute(rulebook, "gone").slot())).isFalse();
        assertThat(filled.isPresent(attribute(rulebook, "left").slot())).isFalse();
        assertThat(filled.isPresent(attribute(rulebook, "deathDate").slot())).isFalse();
        assertThat(filled.isPresent(attribute(rulebook, "city").slot())).isTrue();
        assertThat(rulebook.bind(People.OCTOBER)
                        .on(filled)
                        .profile(Set.of("next"))
                        .schema())
                .isSameAs(rulebook.schema());
    }

    private static Attribute attribute(Rulebook rulebook, String name) {
        return rulebook.schema().attribute(name).orElseThrow();
    }

    @Test
    void value_ofEveryType_comesInItsJavaForm() {
        Profile person =
                People.person("languages", Set.of("de", "ar"), "signedUp", Instant.parse("2024-01-01T00:00:00Z"));
        Rulebook rulebook = People.rulebook("");
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(person);

        assertThat(evaluation.value(rulebook.expression(source("languages"), ValueType.TEXT_SET)))
                .contains(Set.of("ar", "de"));
        assertThat(evaluation.value(rulebook.expression(source("signedUp"), ValueType.INSTANT)))
                .contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(evaluation.value(rulebook.condition(source("member")))).contains(true);
        assertThat(evaluation.value(rulebook.condition(source("blocked")))).isEmpty();
        assertThat(evaluation.value(rulebook.expression(source("city"), ValueType.TEXT)))
                .isEmpty();
    }

    @Test
    void builder_withRules_compilesThemToo() {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .derive("twice", Rule.fromJson(source("{\"*\":[{\"name\":\"visits\"},2]}")))
                .segment("some", Rule.parse(source("twice > 0")))
                .rules(People.text("segment none = not segment('some')"))
                .build();
        Evaluation evaluation = rulebook.bind(People.OCTOBER).on(People.person("visits", 3));

        assertThat(evaluation.matches(rulebook.segment("some").orElseThrow())).isTrue();
        assertThat(evaluation.matches(rulebook.segment("none").orElseThrow())).isFalse();
        assertThat(rulebook.segment("some").orElseThrow()).hasToString("some");
        assertThat(rulebook.bind(People.OCTOBER).rulebook()).isSameAs(rulebook);
        assertThat(rulebook.bind(People.OCTOBER).context()).isEqualTo(People.OCTOBER);
    }

    @ParameterizedTest
    @CsvSource({
        "LAST_OF_MONTH, 2022-02-27, false", "LAST_OF_MONTH, 2022-02-28, true",
        "FIRST_OF_NEXT_MONTH, 2022-02-28, false", "FIRST_OF_NEXT_MONTH, 2022-03-01, true"
    })
    void age_ofALeapling_followsThePolicy(LeapDay policy, LocalDate day, boolean adult) {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .leapDay(policy)
                .rules(People.text("""
                        segment byAge = age(birthDate) >= 18
                        segment bySum = birthDate + 18 years <= today
                        segment byMonths = months_between(birthDate, today) between 216 and 9999
                        derive n = age(birthDate)
                        """))
                .build();
        Profile person = People.person("birthDate", LocalDate.of(2004, 2, 29));
        Evaluation evaluation = rulebook.bind(org.tidings.core.EvaluationContext.startOf(day, People.NEW_YORK))
                .on(person);

        for (String name : rulebook.segmentNames()) {
            assertThat(evaluation.matches(rulebook.segment(name).orElseThrow()))
                    .as(name)
                    .isEqualTo(adult);
        }
        assertThat(evaluation.value(rulebook.derived("n").orElseThrow())).contains(adult ? 18L : 17L);
    }

    @Test
    void boundRules_manyThreads_agree() {
        Rulebook rulebook = People.rulebook("""
                derive doses = count(immunizations where cvx = 'A')
                derive detail = join(';', city, text(doses))
                segment it = doses > 0 and detail <> 'x'
                """);
        BoundRules rules = rulebook.bind(People.OCTOBER);
        List<Profile> people = IntStream.range(0, 200)
                .mapToObj(i -> People.person(
                        "city",
                        "c" + i,
                        "immunizations",
                        i % 2 == 0 ? List.of(People.dose("A", "2024-01-01")) : List.of()))
                .toList();

        List<Boolean> matches = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i ->
                        rules.on(people.get(i)).matches(rulebook.segment("it").orElseThrow()))
                .toList();

        assertThat(matches)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> i % 2 == 0).toList());
    }

    @Test
    void warnings_ofSoundRules_areNone() {
        assertThat(People.rulebook("segment it = member and not exists(immunizations)")
                        .warnings())
                .isEmpty();
        assertThat(People.rulebook("derive gap = join(' ', city) segment it = gap = ''")
                        .warnings())
                .isEmpty();
        assertThat(People.rulebook("segment it = city <> 'x'").warnings())
                .extracting(Diagnostic::isError)
                .containsExactly(false);
        assertThat(Optional.of(Truth.ofCode(0))).contains(Truth.FALSE);
    }
}
