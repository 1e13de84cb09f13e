package org.tidings.templating;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function of a message at work.
 *
 * @param operand what it works on
 * @param options its options as texts
 * @param literals names of the options whose values stand in the message itself
 * @param source what stands in the text, between braces, if it fails
 * @param locale locale of the message
 * @param problems what went wrong so far
 */
record Mf2Call(
        Optional<Mf2Value> operand,
        Map<String, String> options,
        Set<String> literals,
        String source,
        Locale locale,
        Set<MessageProblem> problems) {

    /** What a function of a message does. */
    @FunctionalInterface
    interface Function {
        /** Returns what it makes of its operand; reports what went wrong. */
        Mf2Value apply(Mf2Call call);
    }

    /** Reports a problem and returns the value for the place. */
    Mf2Value fail(MessageProblem problem) {
        problems.add(problem);
        return Mf2Value.failed(source);
    }

    /** Returns the options that the operand passes on and, before them, its own. */
    Map<String, String> allOptions() {
        Map<String, String> all = new LinkedHashMap<>();
        operand.ifPresent(value -> all.putAll(value.options()));
        all.putAll(options);
        return all;
    }
}
