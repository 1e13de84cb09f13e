package org.tidings.consent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidings.core.Channel;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Diagnostics;
import org.tidings.core.Obligation;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;

/** Reads what a case expects. */
final class ConsentCaseExpectations {
    private static final String INSTANT = "an instant such as 2025-06-01T12:00:00Z";

    private ConsentCaseExpectations() {}

    static ConsentCase.Expected read(JsonFields then) {
        return new ConsentCase.Expected(
                then.optionalText("outcome"),
                then.optionalText("code"),
                names(then, "deniedCategories"),
                Set.copyOf(then.texts("obligations")),
                names(then, "obligationsExactly"),
                then.optionalText("channel").map(name -> name.toUpperCase(Locale.ROOT)),
                then.parsed("validUntil", INSTANT, ConsentCaseReader::instant),
                then.notAsked());
    }

    /** Reports what can be seen before anything is compared: that nothing is expected, or what no answer has. */
    static void check(JsonFields one, JsonFields then, Diagnostics diagnostics) {
        if (one.has("then") && then.object().members().isEmpty()) {
            one.error("then", "CON-010", "The case expects nothing, and would prove nothing");
        }
        // What has the wrong type is reported when it is read.
        JsonFields silent = then.withDiagnostics(new Diagnostics());
        Stream<String> outcome = silent.optionalText("outcome").stream();
        Stream<String> code = silent.optionalText("code").stream();
        Stream<String> channel = silent.optionalText("channel").map(name -> name.toUpperCase(Locale.ROOT)).stream();
        known(diagnostics, then, "outcome", outcome, DecisionOutcome.values());
        known(diagnostics, then, "code", code, DecisionCode.values());
        known(diagnostics, then, "channel", channel, Channel.values());
        for (String field : List.of("obligations", "obligationsExactly")) {
            known(diagnostics, then, field, silent.texts(field).stream(), Obligation.values());
        }
    }

    private static void known(
            Diagnostics diagnostics, JsonFields then, String field, Stream<String> found, Enum<?>[] constants) {
        List<String> names = Stream.of(constants).map(Enum::name).toList();
        found.filter(name -> !names.contains(name))
                .forEach(name -> diagnostics.warning(
                        then.source(),
                        then.spanOf(field),
                        "CON-011",
                        "No answer has '" + name + "' as '" + field + "', so that the case fails",
                        Suggestions.didYouMean(name, names)));
    }

    private static Optional<Set<String>> names(JsonFields then, String name) {
        return then.has(name) ? Optional.of(Set.copyOf(then.texts(name))) : Optional.empty();
    }
}
