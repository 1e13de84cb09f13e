package org.tidings.templating;

import java.text.Normalizer;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats one message once (Unicode TR 35, part 9): resolves its variables, chooses its pattern, writes it. */
final class Mf2Formatter {
    /** The functions that every message may call. */
    static final Map<String, Mf2Call.Function> FUNCTIONS = Map.ofEntries(
            Map.entry("string", Mf2Formatter::string),
            Map.entry("number", Mf2Numbers::number),
            Map.entry("integer", Mf2Numbers::integer),
            Map.entry("offset", Mf2Numbers::offset),
            Map.entry("percent", Mf2Numbers::percent),
            Map.entry("currency", Mf2Numbers::currency),
            Map.entry("date", Mf2Dates::date),
            Map.entry("time", Mf2Dates::time),
            Map.entry("datetime", Mf2Dates::datetime));

    private final Mf2.Message message;
    private final Locale locale;
    private final boolean isolating;
    private final Map<String, Mf2Call.Function> functions;
    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> declared;
    private final Map<String, Mf2Value> resolved = new HashMap<>();
    private final Set<MessageProblem> problems;

    Mf2Formatter(
            Mf2.Message message,
            Locale locale,
            boolean isolating,
            Map<String, Mf2Call.Function> functions,
            Map<String, ?> values,
            Set<MessageProblem> problems) {
        this.message = message;
        this.locale = Digits.settled(locale);
        this.isolating = isolating;
        this.functions = functions;
        this.problems = problems;
        values.forEach((name, value) -> this.values.put(Normalizer.normalize(name, Normalizer.Form.NFC), value));
        this.declared =
                message.declarations().stream().map(Mf2.Declaration::name).collect(Collectors.toSet());
    }

    String format() {
        Mf2.Pattern pattern =
                message.body() instanceof Mf2.Matcher matcher ? choose(matcher) : (Mf2.Pattern) message.body();
        StringBuilder text = new StringBuilder();
        for (Mf2.Piece piece : pattern.pieces()) {
            if (piece instanceof Mf2.Text plain) {
                text.append(plain.text());
            } else if (piece instanceof Mf2.Expression expression) {
                append(resolve(expression), text);
            } else if (piece instanceof Mf2.Markup markup && markup.options().containsKey("u:dir")) {
                problems.add(MessageProblem.BAD_OPTION);
            }
        }
        return text.toString();
    }

    private void append(Mf2Value value, StringBuilder text) {
        if (!value.failed() && value.text().isEmpty()) {
            problems.add(MessageProblem.BAD_OPTION);
        }
        String written = value.text().orElseGet(() -> "{" + value.source() + "}");
        Mf2Value.Direction outer =
                Bidi.isRightToLeft(locale) ? Mf2Value.Direction.RIGHT_TO_LEFT : Mf2Value.Direction.LEFT_TO_RIGHT;
        boolean plain = outer == Mf2Value.Direction.LEFT_TO_RIGHT && value.direction() == outer && !value.isolated();
        if (!isolating || plain) {
            text.append(written);
        } else {
            text.append(value.direction().isolate()).append(written).append(Bidi.POP_ISOLATE);
        }
    }

    private Mf2.Pattern choose(Mf2.Matcher matcher) {
        List<List<String>> preferences = new ArrayList<>();
        for (int i = 0; i < matcher.selectors().size(); i++) {
            int column = i;
            List<String> keys = matcher.cases().stream()
                    .flatMap(variant -> variant.keys().get(column).stream())
                    .map(Mf2Checks::key)
                    .distinct()
                    .toList();
            Mf2Value value = variable(matcher.selectors().get(i).name());
            if (value.selector().isEmpty()) {
                problems.add(MessageProblem.BAD_SELECTOR);
            }
            preferences.add(
                    value.selector().map(selector -> selector.matches(keys)).orElse(List.of()));
        }
        Mf2.Pattern best = new Mf2.Pattern(List.of());
        Optional<int[]> bestRank = Optional.empty();
        for (Mf2.Case variant : matcher.cases()) {
            Optional<int[]> rank = rank(variant, preferences);
            if (rank.isPresent() && (bestRank.isEmpty() || Arrays.compare(rank.get(), bestRank.get()) < 0)) {
                best = variant.pattern();
                bestRank = rank;
            }
        }
        return best;
    }

    /** Returns the place of each key among those that its selector prefers; nothing if one does not match. */
    private static Optional<int[]> rank(Mf2.Case variant, List<List<String>> preferences) {
        int[] rank = new int[variant.keys().size()];
        for (int i = 0; i < rank.length; i++) {
            Optional<String> key = variant.keys().get(i).map(Mf2Checks::key);
            rank[i] = key.isEmpty() ? Integer.MAX_VALUE : preferences.get(i).indexOf(key.get());
            if (rank[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(rank);
    }

    private Mf2Value variable(String name) {
        Mf2Value known = resolved.get(name);
        if (known != null) {
            return known;
        }
        if (declared.contains(name)) {
            declare(name);
        }
        return resolved.computeIfAbsent(name, this::outside);
    }

    /** Resolves a declared variable after those that it depends on, which stand before it; what nobody needs is left. */
    private void declare(String wanted) {
        List<Mf2.Declaration> all = message.declarations();
        Set<String> needed = new HashSet<>(Set.of(wanted));
        for (int i = all.size() - 1; i >= 0; i--) {
            if (needed.contains(all.get(i).name())) {
                needed.addAll(Mf2Checks.used(all.get(i)));
            }
        }
        for (Mf2.Declaration declaration : all) {
            String name = declaration.name();
            if (needed.contains(name) && !resolved.containsKey(name)) {
                Mf2Value value = resolve(declaration.expression(), declaration.input());
                resolved.put(name, value.withSource("$" + name));
            }
        }
    }

    /** Returns a value that the caller of the message gave. */
    private Mf2Value outside(String name) {
        Object value = values.get(name);
        String source = "$" + name;
        if (value == null) {
            problems.add(MessageProblem.UNRESOLVED_VARIABLE);
            return Mf2Value.failed(source);
        }
        Mf2Value text = Mf2Value.text(value, source, value.toString());
        Mf2Call call = new Mf2Call(Optional.of(text), Map.of(), Set.of(), source, locale, problems);
        if (value instanceof Number) {
            return Mf2Numbers.number(call);
        }
        return value instanceof TemporalAccessor ? Mf2Dates.datetime(call) : text;
    }

    private Mf2Value resolve(Mf2.Expression expression) {
        return resolve(expression, false);
    }

    /**
     * Resolves an expression.
     *
     * @param input whether it is that of {@code .input}, whose variable is that of the caller
     */
    private Mf2Value resolve(Mf2.Expression expression, boolean input) {
        Optional<Mf2Value> operand = expression.operand().map(value -> operand(value, input));
        if (expression.function().isEmpty()) {
            return operand.orElseThrow();
        }
        Mf2.Function function = expression.function().get();
        String source = operand.map(Mf2Value::source).orElse(":" + function.name());
        Mf2Call.Function known = functions.get(function.name());
        if (known == null) {
            problems.add(MessageProblem.UNKNOWN_FUNCTION);
            return Mf2Value.failed(source);
        }
        Map<String, String> options = new LinkedHashMap<>();
        Set<String> literals = new HashSet<>();
        function.options().forEach((name, value) -> {
            Mf2Value option = operand(value, false);
            if (option.failed()) {
                problems.add(MessageProblem.BAD_OPTION);
            } else {
                options.put(name, option.raw().toString());
                if (value instanceof Mf2.Literal) {
                    literals.add(name);
                }
            }
        });
        String direction = options.remove("u:dir");
        options.keySet().removeIf(name -> name.startsWith("u:"));
        Mf2Value value = known.apply(new Mf2Call(operand, options, literals, source, locale, problems));
        return direction == null ? value : directed(value, direction);
    }

    private Mf2Value directed(Mf2Value value, String direction) {
        return switch (direction) {
            case "ltr" -> value.withDirection(Mf2Value.Direction.LEFT_TO_RIGHT, true);
            case "rtl" -> value.withDirection(Mf2Value.Direction.RIGHT_TO_LEFT, true);
            case "auto" -> value.withDirection(Mf2Value.Direction.UNKNOWN, true);
            case "inherit" -> value;
            default -> {
                problems.add(MessageProblem.BAD_OPTION);
                yield value;
            }
        };
    }

    private Mf2Value operand(Mf2.Operand operand, boolean input) {
        if (operand instanceof Mf2.Literal literal) {
            String source = "|" + literal.text().replace("\\", "\\\\").replace("|", "\\|") + "|";
            return Mf2Value.text(literal.text(), source, literal.text());
        }
        String name = ((Mf2.Variable) operand).name();
        return input ? outside(name) : variable(name);
    }

    private static Mf2Value string(Mf2Call call) {
        Optional<Mf2Value> operand = call.operand();
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        if (operand.get().failed()) {
            return operand.get().withSelector(keys -> List.of());
        }
        Object raw = operand.get().raw();
        String text = raw instanceof CharSequence
                ? raw.toString()
                : operand.get().text().orElse(raw.toString());
        String compared = Normalizer.normalize(text, Normalizer.Form.NFC);
        return Mf2Value.text(text, call.source(), text)
                .withSelector(keys -> keys.contains(compared) ? List.of(compared) : List.of());
    }
}
