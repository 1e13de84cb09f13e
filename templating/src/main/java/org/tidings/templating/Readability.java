package org.tidings.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How hard a text is to read, by the formula that was made for its language; for a language without one only the length of
 * its sentences. A formula counts; whether the text makes sense is for people to say.
 *
 * @param sentences sentences and lines that stand for one, such as a heading or an item
 * @param words words
 * @param score value of the formula, or nothing where the language has none here or the text has no words
 */
public record Readability(int sentences, int words, Optional<Score> score) {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:['\u2019.-][\\p{L}\\p{M}\\p{N}]+)*");
    private static final Pattern SENTENCE_END = Pattern.compile(
            "[.!?\u2026\u061F\u06D4\u0964\u3002\uFF01\uFF1F]+[\\p{Pe}\\p{Pf}\"']*(?=\\s|$)(?!\\s+\\p{Ll})|\\n+");
    private static final Pattern ADDRESS = Pattern.compile("\\b(?:https?://|www\\.)\\S+|\\S+@\\S+");

    /** Checks that the score is given. */
    public Readability {
        Objects.requireNonNull(score, "score");
    }

    /** A formula, and the language that it was made for. */
    public enum Formula {
        /**
         * English: 206.835 - 1.015 words per sentence - 84.6 syllables per word. R. Flesch, A new readability yardstick,
         * Journal of Applied Psychology 32 (1948). 60 and more is plain English.
         */
        FLESCH("en", "Flesch", 60, 70),
        /**
         * German: 180 - words per sentence - 58.5 syllables per word. T. Amstad, Wie verst\u00E4ndlich sind unsere
         * Zeitungen?, Z\u00FCrich (1978).
         */
        AMSTAD("de", "Amstad", 50, 60),
        /**
         * Spanish: 206.835 - 62.3 syllables per word - words per sentence. F. Szigriszt Pazos, Sistemas predictivos de
         * legibilidad del mensaje escrito, Madrid (1993); 55 and more is easy on the scale of I. Barrio (2008).
         */
        SZIGRISZT_PAZOS("es", "Szigriszt-Pazos", 55, 65),
        /**
         * Italian: 89 + (300 sentences - 10 letters) / words. P. Lucisano, M. E. Piemontese, GULPEASE, Scuola e citt\u00E0 3
         * (1988); 60 is for people who left school after eight years, 80 after five.
         */
        GULPEASE("it", "Gulpease", 60, 80),
        /**
         * Swedish: words per sentence + 100 long words (more than six letters) / words; less is easier. C. H. Bj\u00F6rnsson,
         * L\u00E4sbarhet, Stockholm (1968); below 40 is easy, below 30 very easy.
         */
        LIX("sv", "LIX", 40, 30);

        private final String language;
        private final String title;
        private final int plain;
        private final int easy;

        Formula(String language, String title, int plain, int easy) {
            this.language = language;
            this.title = title;
            this.plain = plain;
            this.easy = easy;
        }

        /** Returns the language, as an ISO 639 code. */
        public String language() {
            return language;
        }

        /** Returns the name under which people know the formula. */
        public String title() {
            return title;
        }

        /** Returns the value that a text for everybody should reach, or for LIX stay below. */
        public int plain() {
            return plain;
        }

        /** Returns the value that an easy text should reach, or for LIX stay below. */
        public int easy() {
            return easy;
        }

        private static Optional<Formula> of(Locale locale) {
            for (Formula formula : values()) {
                if (formula.language.equals(locale.getLanguage())) {
                    return Optional.of(formula);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The value of a formula.
     *
     * @param formula which one
     * @param value the value, not rounded
     */
    public record Score(Formula formula, double value) {
        /** Returns whether the text is harder than one for everybody, or than an easy one, should be. */
        public boolean isHard(boolean easyText) {
            int wanted = easyText ? formula.easy : formula.plain;
            return formula == Formula.LIX ? value >= wanted : value < wanted;
        }
    }

    /** Measures a text. Addresses do not count. Linear in the length of the text. */
    public static Readability of(String text, Locale locale) {
        String plain = ADDRESS.matcher(text).replaceAll("");
        List<String> words = words(plain);
        int sentences = 0;
        for (String sentence : SENTENCE_END.split(plain, -1)) {
            sentences += WORD.matcher(sentence).find() ? 1 : 0;
        }
        int count = sentences;
        Optional<Score> score = Formula.of(locale)
                .filter(formula -> !words.isEmpty())
                .map(formula -> new Score(formula, value(formula, words, count)));
        return new Readability(sentences, words.size(), score);
    }

    /** Returns the mean number of words in a sentence; 0 for a text without words. */
    public double wordsPerSentence() {
        return sentences == 0 ? 0 : (double) words / sentences;
    }

    private static double value(Formula formula, List<String> words, int sentences) {
        double perSentence = (double) words.size() / sentences;
        double perWord = words.stream()
                        .mapToInt(word -> Syllables.count(word, formula.language))
                        .sum()
                / (double) words.size();
        double letters = words.stream()
                .mapToLong(word ->
                        word.codePoints().filter(Character::isLetterOrDigit).count())
                .sum();
        return switch (formula) {
            case FLESCH -> 206.835 - 1.015 * perSentence - 84.6 * perWord;
            case AMSTAD -> 180 - perSentence - 58.5 * perWord;
            case SZIGRISZT_PAZOS -> 206.835 - 62.3 * perWord - perSentence;
            case GULPEASE -> 89 + (300.0 * sentences - 10 * letters) / words.size();
            case LIX ->
                perSentence
                        + 100.0
                                * words.stream()
                                        .filter(word -> word.codePointCount(0, word.length()) > 6)
                                        .count()
                                / words.size();
        };
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
