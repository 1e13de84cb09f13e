package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.templating.Readability.Formula;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class ReadabilityTest {
    @ParameterizedTest
    @CsvSource({
        "en, cat, 1",
        "en, time, 1",
        "en, table, 2",
        "en, wanted, 2",
        "en, renewed, 2",
        "en, library, 3",
        "en, houses, 2",
        "en, people, 2",
        "en, the, 1",
        "en, vaccination, 4",
        "en, makes, 1",
        "en, whole, 1",
        "en, 2025, 4",
        "de, Haus, 1",
        "de, Impfung, 2",
        "de, Bibliothek, 4",
        "de, B\u00FCcherei, 3",
        "de, Auskunft, 2",
        "de, beantragen, 4",
        "de, Frist, 1",
        "de, neue, 2",
        "de, Gesundheitsamt, 4",
        "es, casa, 2",
        "es, pa\u00EDs, 2",
        "es, a\u00E9reo, 4",
        "es, vacunaci\u00F3n, 4",
        "es, queso, 2",
        "es, guerra, 2",
        "es, ciudad, 2",
        "es, hay, 1",
        "es, biblioteca, 4"
    })
    void syllables_ofAWord(String language, String word, int syllables) {
        assertThat(Syllables.count(word, language)).isEqualTo(syllables);
    }

    @Test
    void of_sentencesOfKnownSize_isTheFormulaByHand() {
        // Two sentences of three words, every word of one syllable.
        assertThat(value("The cat sat. The dog ran.", "en")).isCloseTo(206.835 - 1.015 * 3 - 84.6, within(1e-9));
        assertThat(value("Das Haus steht. Der Hund bellt.", "de")).isCloseTo(180 - 3 - 58.5, within(1e-9));
        assertThat(value("La casa. La casa.", "es")).isCloseTo(206.835 - 62.3 * 1.5 - 2, within(1e-9));
        assertThat(value("La casa bella.", "it")).isCloseTo(89 + (300.0 - 10 * 11) / 3, within(1e-9));
        assertThat(value("Ett bibliotek. Ett hus.", "sv")).isCloseTo(2 + 100.0 / 4, within(1e-9));
    }

    private static double value(String text, String language) {
        Readability.Score score =
                Readability.of(text, Locale.forLanguageTag(language)).score().orElseThrow();
        assertThat(score.formula().language()).isEqualTo(language);
        return score.value();
    }

    @Test
    void of_languageWithoutAFormula_hasSentencesOnly() {
        Readability measured = Readability.of(
                "\u0645\u0631\u062D\u0628\u0627 \u0628\u0643\u0645\u061F \u0646\u0639\u0645.",
                Locale.forLanguageTag("ar"));

        assertThat(measured.score()).isEmpty();
        assertThat(measured.sentences()).isEqualTo(2);
        assertThat(measured.wordsPerSentence()).isEqualTo(1.5);
    }

    @Test
    void of_linesAndAddresses_lineIsASentenceAndAddressIsNothing() {
        Readability measured = Readability.of(
                "Bring:\n- a card\n- a form\nSee https://agency.example/a.b?c=d or mail a@b.example", Locale.ENGLISH);

        assertThat(measured.sentences()).isEqualTo(4);
        assertThat(measured.words()).isEqualTo(8);
    }

    @Test
    void of_plainAndOfficialText_areToldApart() {
        Readability plain =
                Readability.of("Your books are due on Friday. Please bring them back, or renew them.", Locale.ENGLISH);
        Readability official = Readability.of(
                "Notification is hereby given regarding the imminent expiration of the stipulated borrowing period applicable"
                        + " to publications previously obtained by the aforementioned individual.",
                Locale.ENGLISH);

        assertThat(plain.score().orElseThrow().isHard(false)).isFalse();
        assertThat(official.score().orElseThrow().isHard(false)).isTrue();
        assertThat(Formula.LIX.plain()).isGreaterThan(Formula.LIX.easy());
    }

    @Test
    void of_anyText_isANumber() {
        Property.forAll((Source source) -> source.text(200)).check(text -> {
            for (String language : new String[] {"en", "de", "es", "it", "sv", "fa"}) {
                Readability measured = Readability.of(text, Locale.forLanguageTag(language));
                assertThat(measured.words() == 0).isEqualTo(measured.sentences() == 0);
                measured.score().ifPresent(score -> assertThat(score.value()).isFinite());
            }
        });
    }
}
