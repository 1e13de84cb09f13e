package org.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

/** The usual forms of dates and instants are read by hand; the parsers of the platform say what is right. */
class ValuesTextFormTest {
    /** Digits mostly, so that many texts are nearly dates. */
    private static String nearly(Source source, String form) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            boolean spoil = source.intBetween(0, 60) == 0;
            text.append(
                    spoil
                            ? source.pick(List.of("x", "", "9", "-", "\u0665"))
                            : c == '0' ? String.valueOf(source.intBetween(0, 9)) : String.valueOf(c));
        }
        return text.toString();
    }

    private static Optional<Long> outcome(Supplier<Long> parser) {
        try {
            return Optional.of(parser.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Test
    void parseBits_dateInAnyForm_agreesWithThePlatform() {
        Property.forAll(source -> nearly(source, source.pick(List.of("0000-00-00", "2024-00-00", "19000-01-01"))))
                .withTries(2_000)
                .check(text -> assertThat(Values.parseBits(ValueType.DATE, text))
                        .isEqualTo(outcome(() -> LocalDate.parse(text).toEpochDay())));
    }

    @Test
    void parseBits_instantInAnyForm_agreesWithThePlatform() {
        List<String> forms = List.of(
                "2024-00-00T00:00:00Z", "1969-12-00T20:00:00Z", "2024-01-01T00:00:00.000Z", "2024-01-01T24:00:00Z");
        Property.forAll(source -> nearly(source, source.pick(forms)))
                .withTries(2_000)
                .check(text -> {
                    if (text.endsWith("Z")) {
                        assertThat(Values.parseBits(ValueType.INSTANT, text))
                                .isEqualTo(outcome(() -> Values.toMicros(Instant.parse(text))));
                    }
                });
    }
}
