/**
 * Message templates: parse, check against the schema and the catalogue, compile, render per channel, language and style
 * under a consent decision.
 *
 * <p>Start with {@link org.tidings.templating.MessageTemplate}.
 */
module org.tidings.templating {
    requires transitive org.tidings.core;

    exports org.tidings.templating;

    uses org.tidings.templating.PluralRuleSource;
}
