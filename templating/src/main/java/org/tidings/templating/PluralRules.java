package org.tidings.templating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Plural categories of a language after CLDR's rule texts (Unicode TR 35, part 3, section 5), which are data in
 * {@code plural-rules.txt}. A language without an entry has the category {@code other} only.
 */
final class PluralRules {
    /** The names of all categories. */
    static final Set<String> CATEGORIES = Set.of("zero", "one", "two", "few", "many", "other");

    private static final PluralRules OTHER_ONLY = new PluralRules(List.of());
    private static final Map<String, PluralRules> ALL = LanguageData.read("plural-rules.txt", PluralRules::parse);

    private final List<Rule> rules;

    private PluralRules(List<Rule> rules) {
        this.rules = rules;
    }

    static PluralRules cardinal(Locale locale) {
        return LanguageData.find(ALL, "cardinal", locale).orElse(OTHER_ONLY);
    }

    static PluralRules ordinal(Locale locale) {
        return LanguageData.find(ALL, "ordinal", locale).orElse(OTHER_ONLY);
    }

    /** Returns the category of a number; its scale is the number of visible fraction digits. */
    String category(BigDecimal number) {
        BigDecimal value = number.abs();
        for (Rule rule : rules) {
            if (rule.matches(value)) {
                return rule.category;
            }
        }
        return "other";
    }

    /** Returns the categories that numbers of the language can have. */
    Set<String> categories() {
        Set<String> names = new java.util.TreeSet<>(Set.of("other"));
        rules.forEach(rule -> names.add(rule.category));
        return names;
    }

    private static PluralRules parse(String definition) {
        List<Rule> rules = new ArrayList<>();
        for (String part : definition.split(";", -1)) {
            int colon = part.indexOf(':');
            List<List<Relation>> alternatives = new ArrayList<>();
            for (String alternative : part.substring(colon + 1).split(" or ", -1)) {
                List<Relation> relations = new ArrayList<>();
                for (String relation : alternative.split(" and ", -1)) {
                    relations.add(Relation.parse(relation.trim()));
                }
                alternatives.add(relations);
            }
            rules.add(new Rule(part.substring(0, colon).trim(), alternatives));
        }
        return new PluralRules(rules);
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
        static Relation parse(String text) {
            boolean negated = text.contains("!=");
            String[] sides = text.split(negated ? "!=" : "=", -1);
            String[] left = sides[0].trim().split("\\s*%\\s*", -1);
            List<int[]> ranges = new ArrayList<>();
            for (String range : sides[1].trim().split(",", -1)) {
                String[] ends = range.split("\\.\\.", -1);
                ranges.add(
                        new int[] {Integer.parseInt(ends[0].trim()), Integer.parseInt(ends[ends.length - 1].trim())});
            }
            return new Relation(left[0].charAt(0), left.length > 1 ? Integer.parseInt(left[1]) : 0, negated, ranges);
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
                case 'f' -> new BigDecimal(fraction(number));
                case 't' -> new BigDecimal(fraction(number.stripTrailingZeros()));
                // Compact forms such as "1c6" do not occur here, so that their exponent is always 0.
                case 'e' -> BigDecimal.ZERO;
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
