package org.tidings.templating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The functions of messages that work on numbers. */
final class Mf2Numbers {
    /** How a number is written in a message. */
    static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,2}");
    private static final int LARGEST_EXPONENT = 1_000;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Predicate<String> COUNT =
            value -> DIGITS.matcher(value).matches();
    private static final Map<String, Predicate<String>> KNOWN = Map.ofEntries(
            Map.entry("minimumIntegerDigits", COUNT),
            Map.entry("minimumFractionDigits", COUNT),
            Map.entry("maximumFractionDigits", COUNT),
            Map.entry("minimumSignificantDigits", COUNT),
            Map.entry("maximumSignificantDigits", COUNT),
            Map.entry("fractionDigits", COUNT.or("auto"::equals)),
            Map.entry("useGrouping", Set.of("auto", "always", "never", "min2")::contains),
            Map.entry("signDisplay", Set.of("auto", "always", "exceptZero", "negative", "never")::contains),
            Map.entry("trailingZeroDisplay", Set.of("auto", "stripIfInteger")::contains),
            Map.entry("currency", Mf2Numbers::isCurrency),
            Map.entry("currencyDisplay", Set.of("narrowSymbol", "symbol", "name", "code", "never")::contains));
    private static final Set<String> FRACTIONS =
            Set.of("minimumFractionDigits", "maximumFractionDigits", "minimumSignificantDigits", "fractionDigits");

    private Mf2Numbers() {}

    static Mf2Value number(Mf2Call call) {
        return plain(call, Optional.empty());
    }

    static Mf2Value integer(Mf2Call call) {
        return plain(call, Optional.of(0));
    }

    private static Mf2Value plain(Mf2Call call, Optional<Integer> scale) {
        Optional<BigDecimal> operand = operand(call);
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        BigDecimal number =
                scale.isPresent() ? operand.get().setScale(scale.get(), RoundingMode.HALF_EVEN) : operand.get();
        Map<String, String> options = options(call);
        if (scale.isPresent()) {
            options.keySet().removeAll(FRACTIONS);
        }
        NumberFormat format = NumberFormat.getNumberInstance(call.locale());
        format.setMaximumFractionDigits(3);
        return value(call, number, number, options, write(number, format, options));
    }

    static Mf2Value offset(Mf2Call call) {
        Optional<BigDecimal> operand = operand(call);
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        String add = call.options().get("add");
        String subtract = call.options().get("subtract");
        String amount = add == null ? subtract : add;
        if (amount == null || (add != null && subtract != null) || !COUNT.test(amount)) {
            return call.fail(MessageProblem.BAD_OPTION);
        }
        BigDecimal by = new BigDecimal(amount);
        BigDecimal number = operand.get().add(add == null ? by.negate() : by);
        Map<String, String> options = options(call);
        NumberFormat format = NumberFormat.getNumberInstance(call.locale());
        return value(call, number, number, options, write(number, format, options));
    }

    static Mf2Value percent(Mf2Call call) {
        Optional<BigDecimal> operand = operand(call);
        if (operand.isEmpty()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        Map<String, String> options = options(call);
        NumberFormat format = NumberFormat.getPercentInstance(call.locale());
        String text = write(operand.get(), format, options);
        return value(call, operand.get(), operand.get().multiply(HUNDRED), options, text);
    }

    static Mf2Value currency(Mf2Call call) {
        Optional<BigDecimal> operand = operand(call);
        Map<String, String> options = options(call);
        String code = options.get("currency");
        if (operand.isEmpty() || code == null) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        Currency currency = Currency.getInstance(code.toUpperCase(Locale.ROOT));
        NumberFormat format = NumberFormat.getCurrencyInstance(call.locale());
        format.setCurrency(currency);
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        String wanted = options.getOrDefault("fractionDigits", "auto");
        int fraction = wanted.equals("auto") ? digits : Integer.parseInt(wanted);
        format.setMinimumFractionDigits(fraction);
        format.setMaximumFractionDigits(fraction);
        String display = options.getOrDefault("currencyDisplay", "symbol");
        String text;
        if (display.equals("name")) {
            NumberFormat plain = NumberFormat.getNumberInstance(call.locale());
            plain.setMinimumFractionDigits(fraction);
            plain.setMaximumFractionDigits(fraction);
            text = write(operand.get(), plain, options) + " " + currency.getDisplayName(call.locale());
        } else {
            if (format instanceof DecimalFormat decimal && !display.equals("symbol")) {
                showCurrency(decimal, display, code);
            }
            text = write(operand.get(), format, options).strip();
        }
        return new Mf2Value(
                operand.get(),
                call.source(),
                false,
                Optional.of(text),
                direction(call.locale()),
                false,
                options,
                Optional.empty());
    }

    private static void showCurrency(DecimalFormat format, String display, String code) {
        DecimalFormatSymbols symbols = format.getDecimalFormatSymbols();
        switch (display) {
            case "code" -> symbols.setCurrencySymbol(code.toUpperCase(Locale.ROOT));
            case "never" -> symbols.setCurrencySymbol("");
            // The Java platform has no narrow symbols but those of the countries themselves.
            default -> {}
        }
        format.setDecimalFormatSymbols(symbols);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equalsIgnoreCase(code));
    }

    /** Returns the number that a function works on; nothing if there is none, or its exponent is beyond all use. */
    private static Optional<BigDecimal> operand(Mf2Call call) {
        Object raw = call.operand()
                .filter(value -> !value.failed())
                .map(Mf2Value::raw)
                .orElse("");
        Optional<BigDecimal> number = Optional.empty();
        if (raw instanceof BigDecimal exact) {
            number = Optional.of(exact);
        } else if (raw instanceof BigInteger whole) {
            number = Optional.of(new BigDecimal(whole));
        } else if (raw instanceof Long || raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
            number = Optional.of(BigDecimal.valueOf(((Number) raw).longValue()));
        } else if (raw instanceof Number fraction && Double.isFinite(fraction.doubleValue())) {
            number = Optional.of(BigDecimal.valueOf(fraction.doubleValue()));
        } else if (raw instanceof CharSequence text && NUMBER.matcher(text).matches()) {
            number = literal(text.toString());
        }
        return number.filter(value -> Math.abs((long) value.precision() - value.scale()) <= LARGEST_EXPONENT
                && Math.abs((long) value.scale()) <= LARGEST_EXPONENT);
    }

    private static Optional<BigDecimal> literal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException exponentOutOfRange) {
            return Optional.empty();
        }
    }

    /** Returns the options that hold, inherited ones included; one with a value that has no meaning is reported. */
    private static Map<String, String> options(Mf2Call call) {
        Map<String, String> options = call.allOptions();
        options.keySet().removeIf(name -> {
            Predicate<String> valid = KNOWN.get(name);
            boolean bad = valid != null && !valid.test(options.getOrDefault(name, ""));
            if (bad) {
                call.problems().add(MessageProblem.BAD_OPTION);
            }
            return bad || (valid == null && !name.equals("select"));
        });
        return options;
    }

    /**
     * Returns the value of a function that can choose.
     *
     * @param number what other functions work on
     * @param chooses what the keys are compared with
     */
    private static Mf2Value value(
            Mf2Call call, BigDecimal number, BigDecimal chooses, Map<String, String> options, String text) {
        Optional<Mf2Value.Selector> selector = Optional.empty();
        String select = options.getOrDefault("select", "plural");
        // How a number chooses must be plain to translators, so that it stands in the expression itself.
        boolean own = !options.containsKey("select") || call.literals().contains("select");
        if (own && Set.of("plural", "ordinal", "exact").contains(select)) {
            BigDecimal shown = visible(chooses, options);
            selector = Optional.of(keys -> matches(shown, select, call.locale(), keys));
        } else {
            call.problems().add(MessageProblem.BAD_OPTION);
        }
        return new Mf2Value(
                number,
                call.source(),
                false,
                Optional.of(text),
                direction(call.locale()),
                false,
                Map.copyOf(options),
                selector);
    }

    private static Mf2Value.Direction direction(Locale locale) {
        return Bidi.isRightToLeft(locale) ? Mf2Value.Direction.RIGHT_TO_LEFT : Mf2Value.Direction.LEFT_TO_RIGHT;
    }

    /** Returns a number with the fraction digits that readers see, on which plural categories depend. */
    private static BigDecimal visible(BigDecimal number, Map<String, String> options) {
        BigDecimal stripped = number.stripTrailingZeros();
        int least = Integer.parseInt(options.getOrDefault("minimumFractionDigits", "0"));
        int most = Math.max(least, Integer.parseInt(options.getOrDefault("maximumFractionDigits", "3")));
        return number.setScale(Math.max(least, Math.min(most, Math.max(0, stripped.scale()))), RoundingMode.HALF_EVEN);
    }

    private static List<String> matches(BigDecimal number, String select, Locale locale, List<String> keys) {
        List<String> matches = new ArrayList<>();
        for (String key : keys) {
            if (NUMBER.matcher(key).matches()
                    && literal(key)
                            .filter(exact -> exact.compareTo(number) == 0)
                            .isPresent()) {
                matches.add(key);
            }
        }
        if (!select.equals("exact")) {
            Optional<PluralRules> rules =
                    select.equals("ordinal") ? PluralRules.ordinal(locale) : PluralRules.cardinal(locale);
            rules.map(known -> known.category(number)).filter(keys::contains).ifPresent(matches::add);
        }
        return matches;
    }

    private static String write(BigDecimal number, NumberFormat format, Map<String, String> options) {
        BigDecimal value = number;
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        count(options, "minimumIntegerDigits").ifPresent(format::setMinimumIntegerDigits);
        count(options, "maximumFractionDigits").ifPresent(format::setMaximumFractionDigits);
        count(options, "minimumFractionDigits").ifPresent(format::setMinimumFractionDigits);
        Optional<Integer> most = count(options, "maximumSignificantDigits").filter(digits -> digits > 0);
        if (most.isPresent()) {
            value = value.round(new MathContext(most.get(), RoundingMode.HALF_EVEN));
            format.setMaximumFractionDigits(Math.max(0, value.scale()));
        }
        Optional<Integer> least = count(options, "minimumSignificantDigits");
        if (least.isPresent()) {
            int beforePoint = value.precision() - value.scale();
            format.setMinimumFractionDigits(Math.max(0, least.get() - beforePoint));
        }
        if (options.getOrDefault("trailingZeroDisplay", "auto").equals("stripIfInteger")
                && value.stripTrailingZeros().scale() <= 0) {
            format.setMinimumFractionDigits(0);
        }
        switch (options.getOrDefault("useGrouping", "auto")) {
            case "never" -> format.setGroupingUsed(false);
            case "min2" -> format.setGroupingUsed(value.abs().compareTo(BigDecimal.valueOf(10_000)) >= 0);
            default -> format.setGroupingUsed(true);
        }
        return signed(value, format, options.getOrDefault("signDisplay", "auto"));
    }

    private static String signed(BigDecimal value, NumberFormat format, String display) {
        boolean plus = switch (display) {
            case "always" -> value.signum() >= 0;
            case "exceptZero" -> value.signum() > 0;
            default -> false;
        };
        if (plus && format instanceof DecimalFormat decimal) {
            decimal.setPositivePrefix("+" + decimal.getPositivePrefix());
        }
        return format.format(display.equals("never") ? value.abs() : value);
    }

    private static Optional<Integer> count(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name)).map(Integer::valueOf);
    }
}
