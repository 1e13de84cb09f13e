package org.tidings.templating;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Span;

/** Finds where a message chooses by plural categories in a language whose rules are unknown. */
final class Mf2Plurals {
    private static final Set<String> NUMERIC = Set.of("number", "integer", "offset", "percent");

    private Mf2Plurals() {}

    /** A use of unknown rules, and the first key that needs them. */
    record Fault(Span span, PluralRules.Missing missing) {}

    /** Returns the faults of a message, at most one for each of its selectors. */
    static List<Fault> faults(Mf2.Message message, Locale locale) {
        List<Fault> faults = new ArrayList<>();
        if (message.body() instanceof Mf2.Matcher matcher) {
            for (int i = 0; i < matcher.selectors().size(); i++) {
                Optional<Boolean> ranks = ranks(matcher.selectors().get(i).name(), message.declarations());
                if (ranks.isPresent() && !isKnown(locale, ranks.get())) {
                    PluralRules.Missing missing = PluralRules.missing(locale, ranks.get());
                    firstCategory(matcher, i).ifPresent(key -> faults.add(new Fault(key.span(), missing)));
                }
            }
        }
        return faults;
    }

    private static boolean isKnown(Locale locale, boolean ranks) {
        return (ranks ? PluralRules.ordinal(locale) : PluralRules.cardinal(locale)).isPresent();
    }

    private static Optional<Mf2.Literal> firstCategory(Mf2.Matcher matcher, int selector) {
        return matcher.cases().stream()
                .filter(variant -> selector < variant.keys().size())
                .flatMap(variant -> variant.keys().get(selector).stream())
                .filter(key -> PluralRules.CATEGORIES.contains(Mf2Checks.key(key)))
                .findFirst();
    }

    /** Returns whether a selector chooses by rank, or by count; nothing if it does not choose by category. */
    private static Optional<Boolean> ranks(String selector, List<Mf2.Declaration> declarations) {
        Map<String, Mf2.Expression> byName = new HashMap<>();
        declarations.forEach(declaration -> byName.putIfAbsent(declaration.name(), declaration.expression()));
        Set<String> seen = new HashSet<>();
        Mf2.Expression expression = byName.get(selector);
        while (expression != null && expression.function().isEmpty()) {
            expression = expression.operand().orElse(null) instanceof Mf2.Variable variable && seen.add(variable.name())
                    ? byName.get(variable.name())
                    : null;
        }
        Optional<Mf2.Function> function =
                expression == null ? Optional.empty() : expression.function().filter(f -> NUMERIC.contains(f.name()));
        return function.filter(found -> !select(found).equals("exact"))
                .map(found -> select(found).equals("ordinal"));
    }

    private static String select(Mf2.Function function) {
        return function.options().get("select") instanceof Mf2.Literal literal ? literal.text() : "plural";
    }
}
