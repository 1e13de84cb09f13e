package org.tidings.templating;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Span;

/** Finds what is wrong with a message beyond its grammar: the data model errors of Unicode TR 35, part 9. */
final class Mf2Checks {
    private final List<Fault> faults = new ArrayList<>();

    private Mf2Checks() {}

    /** One fault and its place in the text of the message. */
    record Fault(String message, Span span) {}

    /** Returns the faults of a message, in the order of its text. */
    static List<Fault> faults(Mf2.Message message) {
        Mf2Checks checks = new Mf2Checks();
        checks.declarations(message.declarations());
        if (message.body() instanceof Mf2.Matcher matcher) {
            checks.selectors(matcher, message.declarations());
            checks.variants(matcher);
        }
        return checks.faults;
    }

    private void declarations(List<Mf2.Declaration> declarations) {
        Set<String> known = new HashSet<>();
        for (Mf2.Declaration declaration : declarations) {
            Set<String> used = used(declaration);
            if (known.contains(declaration.name()) || used.contains(declaration.name())) {
                add(
                        "'$" + declaration.name() + "' is declared twice, or used before it is declared",
                        declaration.span());
            }
            known.addAll(used);
            known.add(declaration.name());
        }
    }

    /** Returns the variables that a declaration depends on. */
    static Set<String> used(Mf2.Declaration declaration) {
        Set<String> used = new HashSet<>();
        // The variable of .input is the caller's.
        if (!declaration.input() && declaration.expression().operand().orElse(null) instanceof Mf2.Variable variable) {
            used.add(variable.name());
        }
        declaration
                .expression()
                .function()
                .ifPresent(function -> function.options().values().forEach(value -> {
                    if (value instanceof Mf2.Variable variable) {
                        used.add(variable.name());
                    }
                }));
        return used;
    }

    private void selectors(Mf2.Matcher matcher, List<Mf2.Declaration> declarations) {
        Map<String, Mf2.Expression> byName = new HashMap<>();
        declarations.forEach(declaration -> byName.putIfAbsent(declaration.name(), declaration.expression()));
        for (Mf2.Variable selector : matcher.selectors()) {
            if (!isAnnotated(selector.name(), byName)) {
                add(
                        "'$" + selector.name() + "' does not say how it chooses; declare it with .input {$"
                                + selector.name() + " :integer} or :string",
                        selector.span());
            }
        }
    }

    private static boolean isAnnotated(String name, Map<String, Mf2.Expression> declarations) {
        Set<String> seen = new HashSet<>();
        Optional<String> next = Optional.of(name);
        while (next.isPresent() && seen.add(next.get())) {
            Mf2.Expression expression = declarations.get(next.get());
            if (expression == null) {
                return false;
            }
            if (expression.function().isPresent()) {
                return true;
            }
            next = expression
                    .operand()
                    .filter(Mf2.Variable.class::isInstance)
                    .map(operand -> ((Mf2.Variable) operand).name());
        }
        return false;
    }

    private void variants(Mf2.Matcher matcher) {
        Set<List<Optional<String>>> seen = new HashSet<>();
        boolean catchAll = false;
        for (Mf2.Case variant : matcher.cases()) {
            if (variant.keys().size() != matcher.selectors().size()) {
                add(
                        "The variant has " + variant.keys().size() + " keys for "
                                + matcher.selectors().size() + " selectors",
                        variant.span());
                return;
            }
            List<Optional<String>> keys =
                    variant.keys().stream().map(key -> key.map(Mf2Checks::key)).toList();
            if (!seen.add(keys)) {
                add("Another variant has the same keys", variant.span());
            }
            catchAll |= keys.stream().allMatch(Optional::isEmpty);
        }
        if (!catchAll) {
            add("There is no variant for everything else, whose keys are all *", matcher.span());
        }
    }

    /** Returns a key in the form in which keys are compared. */
    static String key(Mf2.Literal key) {
        return Normalizer.normalize(key.text(), Normalizer.Form.NFC);
    }

    private void add(String message, Span span) {
        faults.add(new Fault(message, span));
    }
}
