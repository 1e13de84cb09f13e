package org.tidings.templating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that the suite of the MessageFormat working group asks an implementation for: {@code :test:function},
 * {@code :test:select} and {@code :test:format} show and choose a number with no or one decimal place, and fail on demand.
 */
final class Mf2TestFunctions {
    private Mf2TestFunctions() {}

    /** Returns the functions with those that every message may call. */
    static Map<String, Mf2Call.Function> withStandard() {
        Map<String, Mf2Call.Function> functions = new HashMap<>(Mf2Formatter.FUNCTIONS);
        functions.put("test:function", call -> apply(call, true, true));
        functions.put("test:select", call -> apply(call, true, false));
        functions.put("test:format", call -> apply(call, false, true));
        return functions;
    }

    private static Mf2Value apply(Mf2Call call, boolean selects, boolean formats) {
        Object raw = call.operand()
                .filter(value -> !value.failed())
                .map(Mf2Value::raw)
                .orElse("");
        if (!Mf2Numbers.NUMBER.matcher(raw.toString()).matches()) {
            return call.fail(MessageProblem.BAD_OPERAND);
        }
        BigDecimal number = new BigDecimal(raw.toString());
        Map<String, String> options = call.allOptions();
        String places = options.getOrDefault("decimalPlaces", "0");
        String fails = options.getOrDefault("fails", "never");
        if (!List.of("0", "1").contains(places)) {
            return call.fail(MessageProblem.BAD_OPTION);
        }
        if (!List.of("never", "select", "format", "always").contains(fails)) {
            call.problems().add(MessageProblem.BAD_OPTION);
        }
        boolean failsFormat = fails.equals("format") || fails.equals("always");
        boolean failsSelect = fails.equals("select") || fails.equals("always");
        String text =
                number.setScale(Integer.parseInt(places), RoundingMode.DOWN).toPlainString();
        boolean isOne = number.compareTo(BigDecimal.ONE) == 0;
        List<String> preferred = !isOne ? List.of() : places.equals("1") ? List.of("1.0", "1") : List.of("1");
        Mf2Value.Selector selector =
                keys -> preferred.stream().filter(keys::contains).toList();
        return new Mf2Value(
                number,
                call.source(),
                false,
                Optional.of(text).filter(written -> formats && !failsFormat),
                Mf2Value.Direction.UNKNOWN,
                false,
                options,
                Optional.of(selector).filter(chosen -> selects && !failsSelect));
    }
}
