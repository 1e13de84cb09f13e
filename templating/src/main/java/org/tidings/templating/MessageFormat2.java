package org.tidings.templating;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/**
 * A plain MessageFormat 2 message over any values, after Unicode TR 35, part 9: for tools, previews and texts that are no
 * messages to people. The functions are {@code :string}, {@code :number}, {@code :integer}, {@code :offset},
 * {@code :percent}, {@code :currency}, {@code :date}, {@code :time} and {@code :datetime}, with the locale data of the
 * Java platform; markup is checked and left out.
 *
 * <p>Uses the parser of {@link MessageTemplate}, but knows no names, asks for no decision, and a value that is not there
 * leaves its name in the text. Immutable and safe to share.
 */
public final class MessageFormat2 {
    private final Mf2.Message message;
    private final Locale locale;
    private final boolean isolating;
    private final Map<String, Mf2Call.Function> functions;

    private MessageFormat2(
            Mf2.Message message, Locale locale, boolean isolating, Map<String, Mf2Call.Function> functions) {
        this.message = message;
        this.locale = locale;
        this.isolating = isolating;
        this.functions = functions;
    }

    /**
     * Compiles a message.
     *
     * @param locale locale of its text, of its numbers and dates, and of its plural rules
     * @throws InvalidInputException if the text leaves the grammar (TPL-051), or with everything that contradicts itself
     *     in it: names declared twice, variants that cannot be told apart or leave a case out (TPL-052), or plural categories of a language
     *     whose rules nobody brings (TPL-058, see {@link PluralRules})
     */
    public static MessageFormat2 compile(SourceText text, Locale locale) {
        return compile(text, locale, Mf2Formatter.FUNCTIONS);
    }

    /** Compiles a message that may call certain functions. */
    static MessageFormat2 compile(SourceText text, Locale locale, Map<String, Mf2Call.Function> functions) {
        Objects.requireNonNull(locale, "locale");
        Diagnostics diagnostics = new Diagnostics();
        Mf2.Message message = new Mf2.Message(List.of(), new Mf2.Pattern(List.of()));
        try {
            message = Mf2Parser.parse(text.text());
            Mf2Checks.faults(message)
                    .forEach(fault -> error(diagnostics, text, fault.span(), "TPL-052", fault.message()));
            Mf2Plurals.faults(message, locale)
                    .forEach(fault -> diagnostics.error(
                            text,
                            fault.span(),
                            "TPL-058",
                            fault.missing().message(),
                            Optional.of(fault.missing().hint())));
        } catch (Mf2Parser.Fault fault) {
            String what = "This is not a MessageFormat 2 message: " + fault.getMessage();
            error(diagnostics, text, fault.span(), "TPL-051", what);
        }
        diagnostics.throwIfErrors();
        return new MessageFormat2(message, locale, true, Map.copyOf(functions));
    }

    private static void error(Diagnostics diagnostics, SourceText text, Span span, String code, String message) {
        diagnostics.error(text, span, code, message);
    }

    /**
     * Returns the same message without isolation: values then stand in the text as they are, and one of another direction
     * can disturb the order of what is around it.
     */
    public MessageFormat2 withoutIsolation() {
        return new MessageFormat2(message, locale, false, functions);
    }

    /**
     * Formats the message. A value that cannot be resolved or formatted leaves its name or text in braces.
     *
     * @param values values of the variables by name: texts, numbers, dates and times of {@code java.time}, or anything else
     *     that can say what it is
     */
    public Formatted format(Map<String, ?> values) {
        Set<MessageProblem> problems = EnumSet.noneOf(MessageProblem.class);
        String text = new Mf2Formatter(message, locale, isolating, functions, values, problems).format();
        return new Formatted(text, problems);
    }

    /**
     * A formatted message.
     *
     * @param text its text
     * @param problems what went wrong; empty if nothing did
     */
    public record Formatted(String text, Set<MessageProblem> problems) {
        /** Copies the set. */
        public Formatted {
            Objects.requireNonNull(text, "text");
            problems = Set.copyOf(problems);
        }
    }
}
