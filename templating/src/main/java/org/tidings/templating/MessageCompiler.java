package org.tidings.templating;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;

/**
 * Compiles a message of a catalogue into the place of the template that shows it. Its variables are the names that a
 * template could use there, so that they are checked, enforced and escaped like any other value.
 */
final class MessageCompiler {
    private static final List<String> FUNCTIONS = List.of("number", "integer", "percent", "string", "date", "time");

    private final TextCompiler text;
    private final Scope scope;
    private final Map<String, Bound> declared = new HashMap<>();

    MessageCompiler(TextCompiler text, Scope scope) {
        this.text = text;
        this.scope = scope;
    }

    /**
     * What an expression stands for.
     *
     * @param ref the value; that of a constant for a literal
     * @param style how it is shown, unless options say otherwise
     * @param options options of a number
     * @param selects whether it can choose among variants
     */
    private record Bound(Ref ref, Style style, Optional<Operand.NumberOptions> options, boolean selects) {}

    void compile(String key) {
        Optional<MessageCatalogues.Entry> entry =
                text.variant().messages().find(text.variant().variant(), key);
        if (entry.isEmpty()) {
            // Only other languages have it, which is reported once for the whole template.
            return;
        }
        List<Mf2Checks.Fault> faults = Mf2Checks.faults(entry.get().message());
        if (!faults.isEmpty()) {
            faults.forEach(fault -> error(entry.get(), fault.span(), "TPL-052", fault.message()));
            return;
        }
        declare(entry.get());
        Mf2.Body body = entry.get().message().body();
        if (body instanceof Mf2.Pattern pattern) {
            pattern(pattern, entry.get());
        } else if (body instanceof Mf2.Matcher matcher) {
            matcher(matcher, entry.get());
        }
    }

    private void declare(MessageCatalogues.Entry entry) {
        for (Mf2.Declaration declaration : entry.message().declarations()) {
            bind(declaration.expression(), entry).ifPresent(bound -> declared.put(declaration.name(), bound));
        }
    }

    private void pattern(Mf2.Pattern pattern, MessageCatalogues.Entry entry) {
        for (Mf2.Piece piece : pattern.pieces()) {
            if (piece instanceof Mf2.Text plain) {
                text.plainText(plain.text(), entry.source(), entry.text());
            } else if (piece instanceof Mf2.Markup markup) {
                error(
                        entry,
                        markup.span(),
                        "TPL-053",
                        "Markup such as {#" + markup.name()
                                + "} has no meaning here; tags stand in the template around the message");
            } else if (piece instanceof Mf2.Expression expression) {
                bind(expression, entry).ifPresent(bound -> write(bound, expression, entry));
            }
        }
    }

    private void write(Bound bound, Mf2.Expression expression, MessageCatalogues.Entry entry) {
        Span span = entry.place(expression.span());
        if (bound.ref.isTraced()) {
            text.use(bound.ref, bound.style == Style.COUNT, entry.source(), span, scope);
        }
        text.escapeAt(entry.source(), span, "The value", false).ifPresent(escape -> {
            if (bound.options.isPresent()) {
                text.out().value(new Step(new Operand.InsertNumber(bound.ref, bound.options.get(), escape)));
            } else {
                text.insert(bound.ref, bound.style, escape);
            }
        });
    }

    private void matcher(Mf2.Matcher matcher, MessageCatalogues.Entry entry) {
        List<Operand.Selector> selectors = new ArrayList<>();
        for (Mf2.Variable variable : matcher.selectors()) {
            Bound bound = declared.get(variable.name());
            if (bound == null || !bound.selects) {
                error(entry, variable.span(), "TPL-052", "'$" + variable.name() + "' cannot choose among variants");
                return;
            }
            text.use(bound.ref, true, entry.source(), entry.place(variable.span()), scope);
            selectors.add(new Operand.Selector(
                    bound.ref, bound.options.isPresent(), bound.options.orElse(plainNumber(entry))));
        }
        List<List<Operand.Key>> keys = new ArrayList<>();
        for (Mf2.Case variant : matcher.cases()) {
            keys.add(keys(variant, selectors, entry));
        }
        choose(matcher, new Operand.Choice(selectors, keys), entry);
    }

    private void choose(Mf2.Matcher matcher, Operand.Choice choice, MessageCatalogues.Entry entry) {
        int table = text.out().select(new Step(choice), matcher.cases().size());
        List<Integer> jumps = new ArrayList<>();
        for (int i = 0; i < matcher.cases().size(); i++) {
            text.out().target(table, i);
            pattern(matcher.cases().get(i).pattern(), entry);
            jumps.add(text.out().jump());
        }
        jumps.forEach(text.out()::land);
    }

    private List<Operand.Key> keys(Mf2.Case variant, List<Operand.Selector> selectors, MessageCatalogues.Entry entry) {
        List<Operand.Key> row = new ArrayList<>();
        for (int i = 0; i < variant.keys().size(); i++) {
            Optional<Mf2.Literal> key = variant.keys().get(i);
            if (key.isEmpty()) {
                row.add(new Operand.Key("", Optional.empty(), true));
                continue;
            }
            String literal = key.get().text();
            boolean number = Mf2Numbers.NUMBER.matcher(literal).matches();
            if (selectors.get(i).numeric() && !number) {
                checkCategory(key.get(), selectors.get(i), entry);
            }
            row.add(new Operand.Key(literal, number ? Optional.of(new BigDecimal(literal)) : Optional.empty(), false));
        }
        return row;
    }

    private void checkCategory(Mf2.Literal key, Operand.Selector selector, MessageCatalogues.Entry entry) {
        if (selector.options().select() == Operand.Select.EXACT || !PluralRules.CATEGORIES.contains(key.text())) {
            error(
                    entry,
                    key.span(),
                    "TPL-052",
                    "'" + key.text() + "' is neither a number nor one of "
                            + String.join(", ", new java.util.TreeSet<>(PluralRules.CATEGORIES)));
        } else if (selector.options().rules() == PluralRules.UNKNOWN) {
            PluralRules.Missing missing =
                    PluralRules.missing(entry.locale(), selector.options().select() == Operand.Select.ORDINAL);
            text.error(
                    entry.source(), entry.place(key.span()), "TPL-058", missing.message(), Optional.of(missing.hint()));
        } else if (!selector.options().rules().categories().contains(key.text())) {
            text.variant()
                    .diagnostics()
                    .warning(
                            entry.source(),
                            entry.place(key.span()),
                            "TPL-056",
                            "No number of this language is '" + key.text() + "'",
                            Optional.of("its categories are "
                                    + String.join(
                                            ", ", selector.options().rules().categories())));
        }
    }

    /** Returns what an expression stands for, or nothing where that is a fault, which is reported. */
    private Optional<Bound> bind(Mf2.Expression expression, MessageCatalogues.Entry entry) {
        Optional<Bound> operand = operand(expression, entry);
        if (operand.isEmpty() || expression.function().isEmpty()) {
            return operand.flatMap(bound -> showable(bound, expression, entry));
        }
        Mf2.Function function = expression.function().get();
        Ref ref = operand.get().ref;
        boolean literalNumber = ref.source() == Ref.Source.CONSTANT
                && Mf2Numbers.NUMBER.matcher(ref.constant()).matches();
        boolean numeric = ref.type() == ValueType.INTEGER
                || ref.type() == ValueType.NUMBER
                || literalNumber
                || operand.get().style == Style.COUNT;
        boolean temporal = ref.type() == ValueType.DATE || ref.type() == ValueType.INSTANT;
        switch (function.name()) {
            case "number", "integer", "percent" -> {
                if (!numeric) {
                    return wrongOperand(expression, entry, ref, "a number");
                }
                Operand.NumberOptions options = numberOptions(function, operand.get().options, entry);
                return Optional.of(new Bound(ref, operand.get().style, Optional.of(options), true));
            }
            case "string" -> {
                noOptions(function, entry, Set.of());
                if (temporal || ref.type() == ValueType.BOOL) {
                    return wrongOperand(expression, entry, ref, "a text or a number");
                }
                Style style = numeric && !literalNumber && operand.get().style != Style.COUNT
                        ? Style.PLAIN
                        : operand.get().style;
                return Optional.of(new Bound(ref, style, Optional.empty(), true));
            }
            case "date", "time" -> {
                boolean date = function.name().equals("date");
                if (!(date ? temporal : ref.type() == ValueType.INSTANT)) {
                    return wrongOperand(expression, entry, ref, date ? "a date or an instant" : "an instant");
                }
                noOptions(function, entry, date ? Set.of("length") : Set.of());
                Style style = date ? dateStyle(function, entry) : Style.TIME;
                return Optional.of(new Bound(ref, style, Optional.empty(), false));
            }
            default -> {
                text.error(
                        entry.source(),
                        entry.place(function.span()),
                        "TPL-053",
                        "There is no function ':" + function.name() + "'",
                        Suggestions.didYouMean(function.name(), FUNCTIONS)
                                .or(() -> Optional.of("known are " + String.join(", ", FUNCTIONS))));
                return Optional.empty();
            }
        }
    }

    private Optional<Bound> showable(Bound bound, Mf2.Expression expression, MessageCatalogues.Entry entry) {
        if (bound.ref.type() == ValueType.BOOL) {
            return wrongOperand(expression, entry, bound.ref, "a value that can be shown");
        }
        return Optional.of(bound);
    }

    private Optional<Bound> wrongOperand(
            Mf2.Expression expression, MessageCatalogues.Entry entry, Ref ref, String expected) {
        error(
                entry,
                expression.span(),
                "TPL-053",
                "'" + ref.name() + "' is " + Style.article(ref.type()) + "; " + expected + " was expected");
        return Optional.empty();
    }

    private Optional<Bound> operand(Mf2.Expression expression, MessageCatalogues.Entry entry) {
        Mf2.Operand operand = expression.operand().orElse(null);
        if (operand instanceof Mf2.Literal literal) {
            Ref ref = new Ref(
                    Ref.Source.CONSTANT, literal.text(), ValueType.TEXT, 0, 0, Set.of(), 0, false, literal.text(), 0);
            return Optional.of(new Bound(ref, Style.DEFAULT, Optional.empty(), false));
        }
        if (!(operand instanceof Mf2.Variable variable)) {
            error(entry, expression.span(), "TPL-053", "The function has no value to work on");
            return Optional.empty();
        }
        Bound known = declared.get(variable.name());
        if (known != null) {
            return Optional.of(known);
        }
        Names.Meaning meaning = text.variant().names().resolve(variable.name(), scope);
        if (meaning instanceof Names.Meaning.Unknown unknown) {
            text.error(entry.source(), entry.place(variable.span()), "TPL-010", unknown.message(), unknown.hint());
        } else if (meaning instanceof Names.Meaning.Value value) {
            if (value.ref().type() == ValueType.BOOL && value.accessor().isEmpty()) {
                return Optional.of(new Bound(value.ref(), Style.DEFAULT, Optional.empty(), false));
            }
            return text.style(value, entry.source(), entry.place(variable.span()))
                    .map(style -> new Bound(value.ref(), style, Optional.empty(), false));
        } else {
            error(entry, variable.span(), "TPL-053", "'$" + variable.name() + "' is not one value");
        }
        return Optional.empty();
    }

    private static Operand.NumberOptions plainNumber(MessageCatalogues.Entry entry) {
        return new Operand.NumberOptions(0, 3, false, true, Operand.Select.PLURAL, cardinal(entry));
    }

    private static PluralRules cardinal(MessageCatalogues.Entry entry) {
        return PluralRules.cardinal(entry.locale()).orElse(PluralRules.UNKNOWN);
    }

    private Operand.NumberOptions numberOptions(
            Mf2.Function function, Optional<Operand.NumberOptions> before, MessageCatalogues.Entry entry) {
        noOptions(function, entry, Set.of("select", "minimumFractionDigits", "maximumFractionDigits", "useGrouping"));
        Map<String, String> given = literals(function, entry);
        Operand.NumberOptions start = before.orElse(plainNumber(entry));
        boolean integer = function.name().equals("integer");
        int min = integer ? 0 : digits(given, "minimumFractionDigits", start.minFraction(), function, entry);
        int max = integer
                ? 0
                : digits(given, "maximumFractionDigits", Math.max(min, start.maxFraction()), function, entry);
        Operand.Select select = switch (given.getOrDefault("select", "")) {
            case "" -> start.select();
            case "plural" -> Operand.Select.PLURAL;
            case "ordinal" -> Operand.Select.ORDINAL;
            case "exact" -> Operand.Select.EXACT;
            default -> {
                badOption(function, entry, "select", "plural, ordinal or exact");
                yield start.select();
            }
        };
        boolean grouped = switch (given.getOrDefault("useGrouping", "")) {
            case "", "auto", "always", "min2" -> true;
            case "never" -> false;
            default -> {
                badOption(function, entry, "useGrouping", "auto, always, never or min2");
                yield true;
            }
        };
        PluralRules rules = select == Operand.Select.ORDINAL
                ? PluralRules.ordinal(entry.locale()).orElse(PluralRules.UNKNOWN)
                : cardinal(entry);
        boolean percent = start.percent() || function.name().equals("percent");
        return new Operand.NumberOptions(min, Math.max(min, max), percent, grouped, select, rules);
    }

    private int digits(
            Map<String, String> given,
            String option,
            int otherwise,
            Mf2.Function function,
            MessageCatalogues.Entry entry) {
        String value = given.get(option);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]|1[0-5]")) {
            badOption(function, entry, option, "a whole number from 0 to 15");
            return otherwise;
        }
        return Integer.parseInt(value);
    }

    private Style dateStyle(Mf2.Function function, MessageCatalogues.Entry entry) {
        String length = literals(function, entry).getOrDefault("length", "medium");
        Optional<Style> style = Style.of(ValueType.DATE, length)
                .filter(found ->
                        found == Style.SHORT || found == Style.MEDIUM || found == Style.LONG || found == Style.FULL);
        if (style.isEmpty()) {
            badOption(function, entry, "length", "short, medium, long or full");
        }
        return style.orElse(Style.MEDIUM);
    }

    private Map<String, String> literals(Mf2.Function function, MessageCatalogues.Entry entry) {
        Map<String, String> given = new LinkedHashMap<>();
        function.options().forEach((name, value) -> {
            if (value instanceof Mf2.Literal literal) {
                given.put(name, literal.text());
            } else {
                error(entry, function.span(), "TPL-053", "Option '" + name + "' must be a text, not a variable");
            }
        });
        return given;
    }

    private void noOptions(Mf2.Function function, MessageCatalogues.Entry entry, Set<String> but) {
        for (String name : function.options().keySet()) {
            if (!but.contains(name)) {
                text.error(
                        entry.source(),
                        entry.place(function.span()),
                        "TPL-053",
                        "':" + function.name() + "' has no option '" + name + "'",
                        Suggestions.didYouMean(name, but));
            }
        }
    }

    private void badOption(Mf2.Function function, MessageCatalogues.Entry entry, String option, String expected) {
        error(entry, function.span(), "TPL-053", "Option '" + option + "' must be " + expected);
    }

    private void error(MessageCatalogues.Entry entry, Span span, String code, String message) {
        text.error(entry.source(), entry.place(span), code, message, Optional.empty());
    }
}
