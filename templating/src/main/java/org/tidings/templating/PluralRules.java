package org.tidings.templating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which plural category a number has in a language: {@code one} book, {@code other} books. After CLDR's rule texts (Unicode
 * TR 35, part 3, section 5).
 *
 * <p>The languages of the European Union and the United Nations and some twenty others are built in. Rules of further
 * languages come from a {@link PluralRuleSource} that stands on the class path or the module path, such as the module
 * {@code tidings-icu}. The built-in rules go first, so that a source never changes a text in their languages.
 *
 * <p>A number has the category that follows from the digits which people see: its scale is the number of visible fraction
 * digits, so that {@code 1} and {@code 1.0} may differ. Numbers in compact form, such as "1.2 million", are not offered in
 * messages; their exponent (operands {@code c} and {@code e}) counts as 0.
 *
 * <p>Immutable and safe to share. Rules are read once for each language and kept; {@link #category} costs some tenths of a
 * microsecond.
 */
public final class PluralRules {
    /** The {@link #source} of the rules that are built in. */
    public static final String BUILT_IN = "built in, CLDR 49";

    /** The names of all categories. */
    static final Set<String> CATEGORIES = Set.of("zero", "one", "two", "few", "many", "other");

    /** Stands for a language whose rules nobody knows. */
    static final PluralRules UNKNOWN = new PluralRules("none", List.of());

    private static final PluralRules ROOT = new PluralRules(BUILT_IN, List.of());
    private static final int MOST_KEPT = 1_000;
    private static final int LONGEST_TEXT = 10_000;
    private static final Map<String, PluralRules> TABLE =
            LanguageData.read("plural-rules.txt", text -> parse(BUILT_IN, text));
    private static final Map<Question, Optional<PluralRules>> KEPT = new ConcurrentHashMap<>();

    private final String source;
    private final List<Rule> rules;

    private PluralRules(String source, List<Rule> rules) {
        this.source = source;
        this.rules = List.copyOf(rules);
    }

    private record Question(boolean ranks, Locale locale) {}

    /** Sources on the path, in the order of their names; the path itself has no order that one could rely on. */
    private static final class Sources {
        static final List<PluralRuleSource> ALL =
                ServiceLoader.load(PluralRuleSource.class, PluralRuleSource.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(PluralRuleSource::name)
                                .thenComparing(source -> source.getClass().getName()))
                        .toList();

        private Sources() {}
    }

    /**
     * Returns the rules for counts, such as "3 books"; nothing if neither the library nor a source knows the language.
     *
     * @throws IllegalStateException if a source gives a text that is no rule
     */
    public static Optional<PluralRules> cardinal(Locale locale) {
        return find(new Question(false, locale));
    }

    /**
     * Returns the rules for ranks, such as "the 3rd book"; nothing if neither the library nor a source knows them.
     *
     * @throws IllegalStateException if a source gives a text that is no rule
     */
    public static Optional<PluralRules> ordinal(Locale locale) {
        return find(new Question(true, locale));
    }

    private static Optional<PluralRules> find(Question question) {
        Locale locale = question.locale;
        if (locale.getLanguage().isEmpty()) {
            // The root of all locales, where CLDR has one category.
            return Optional.of(ROOT);
        }
        Optional<PluralRules> builtIn = LanguageData.find(TABLE, question.ranks ? "ordinal" : "cardinal", locale);
        if (builtIn.isPresent()) {
            return builtIn;
        }
        Question plain = new Question(question.ranks, locale.stripExtensions());
        Optional<PluralRules> known = KEPT.get(plain);
        if (known == null) {
            known = ask(plain);
            // Tags may come from files and name anything.
            if (KEPT.size() < MOST_KEPT) {
                KEPT.put(plain, known);
            }
        }
        return known;
    }

    private static Optional<PluralRules> ask(Question question) {
        for (PluralRuleSource source : Sources.ALL) {
            Optional<String> text = question.ranks ? source.ordinal(question.locale) : source.cardinal(question.locale);
            if (text.isPresent()) {
                return Optional.of(read(source.name(), question.locale, text.get()));
            }
        }
        return Optional.empty();
    }

    /** Reads the rules that a source gives for a locale. */
    static PluralRules read(String source, Locale locale, String text) {
        try {
            return parse(source, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The plural rules for " + locale.toLanguageTag() + " from " + source + " are none: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Says that the rules of a language are unknown, and what would bring them. */
    static Missing missing(Locale locale, boolean ranks) {
        String tag = locale.toLanguageTag();
        String english = locale.getDisplayLanguage(Locale.ENGLISH);
        String language = english.equals(locale.getLanguage()) ? "'" + tag + "'" : english + " ('" + tag + "')";
        String rules = ranks ? "rules for ranks in " : "plural rules of ";
        boolean sources = !Sources.ALL.isEmpty();
        String where = sources
                ? " are neither built in nor known to "
                        + Sources.ALL.stream().map(PluralRuleSource::name).collect(Collectors.joining(", "))
                : " are not built in";
        String numbers = "choose by numbers such as 1 and by * instead";
        return new Missing(
                "The " + rules + language + where,
                sources ? numbers : "the optional module tidings-icu brings those of further languages; or " + numbers);
    }

    /** What a diagnostic about unknown rules says. */
    record Missing(String message, String hint) {}

    /** Returns where the rules come from: {@link #BUILT_IN}, or the name of a source and its version. */
    public String source() {
        return source;
    }

    /** Returns the category of a number; its scale is the number of visible fraction digits, its sign does not matter. */
    public String category(BigDecimal number) {
        BigDecimal value = number.abs();
        for (Rule rule : rules) {
            if (rule.matches(value)) {
                return rule.category;
            }
        }
        return "other";
    }

    /** Returns the categories that numbers of the language can have, in alphabetical order. */
    public Set<String> categories() {
        Set<String> names = new TreeSet<>(Set.of("other"));
        rules.forEach(rule -> names.add(rule.category));
        return Collections.unmodifiableSet(names);
    }

    private static PluralRules parse(String source, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("they are longer than " + LONGEST_TEXT + " characters");
        }
        List<Rule> rules = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            int colon = part.indexOf(':');
            String category = part.substring(0, Math.max(0, colon)).strip();
            if (!CATEGORIES.contains(category)) {
                throw new IllegalArgumentException("'" + part.strip() + "' has no category");
            }
            // Samples of numbers follow behind the condition.
            String condition = part.substring(colon + 1).split("@", 2)[0].strip();
            if (category.equals("other")) {
                continue;
            }
            List<List<Relation>> alternatives = new ArrayList<>();
            for (String alternative : condition.split(" or ", -1)) {
                List<Relation> relations = new ArrayList<>();
                for (String relation : alternative.split(" and ", -1)) {
                    relations.add(Relation.parse(relation.strip()));
                }
                alternatives.add(relations);
            }
            rules.add(new Rule(category, alternatives));
        }
        return new PluralRules(source, rules);
    }

    private record Rule(String category, List<List<Relation>> alternatives) {
        boolean matches(BigDecimal number) {
            for (List<Relation> alternative : alternatives) {
                if (alternative.stream().allMatch(relation -> relation.holds(number))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code operand [% modulus] (=|!=) range(,range)*}; ranges hold whole numbers. */
    private record Relation(char operand, int modulus, boolean negated, List<int[]> ranges) {
        private static final Pattern FORM = Pattern.compile("([nivwftce])(?:\\s*%\\s*([0-9]{1,9}))?\\s*(!?=)\\s*"
                + "([0-9]{1,9}(?:\\.\\.[0-9]{1,9})?(?:\\s*,\\s*[0-9]{1,9}(?:\\.\\.[0-9]{1,9})?)*)");

        static Relation parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("'" + text + "' is no relation");
            }
            List<int[]> ranges = new ArrayList<>();
            for (String range : form.group(4).split(",", -1)) {
                String[] ends = range.strip().split("\\.\\.", -1);
                ranges.add(new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])});
            }
            int modulus = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
            return new Relation(form.group(1).charAt(0), modulus, form.group(3).equals("!="), ranges);
        }

        boolean holds(BigDecimal number) {
            BigDecimal value = operandOf(number);
            if (modulus > 0) {
                value = value.remainder(BigDecimal.valueOf(modulus));
            }
            boolean inside = false;
            // A number with a fraction lies in no range: ranges hold whole numbers.
            if (value.stripTrailingZeros().scale() <= 0) {
                BigInteger whole = value.toBigInteger();
                for (int[] range : ranges) {
                    inside |= whole.compareTo(BigInteger.valueOf(range[0])) >= 0
                            && whole.compareTo(BigInteger.valueOf(range[1])) <= 0;
                }
            }
            return inside != negated;
        }

        private BigDecimal operandOf(BigDecimal number) {
            return switch (operand) {
                case 'n' -> number;
                case 'i' -> number.setScale(0, RoundingMode.DOWN);
                case 'v' -> BigDecimal.valueOf(Math.max(0, number.scale()));
                case 'w' ->
                    BigDecimal.valueOf(Math.max(0, number.stripTrailingZeros().scale()));
                case 'f' -> new BigDecimal(fraction(number));
                case 't' -> new BigDecimal(fraction(number.stripTrailingZeros()));
                // Compact forms such as "1c6" do not occur here, so that their exponent is always 0.
                case 'c', 'e' -> BigDecimal.ZERO;
                default -> throw new IllegalStateException("no plural operand '" + operand + "'");
            };
        }

        private static BigInteger fraction(BigDecimal number) {
            return number.scale() <= 0
                    ? BigInteger.ZERO
                    : number.subtract(number.setScale(0, RoundingMode.DOWN)).unscaledValue();
        }
    }
}
