/**
 * Plural rules of the languages that the library itself does not have, from the library ICU4J. To use it, put it on the path.
 *
 * <p>See {@link org.tidings.icu.IcuPluralRules}.
 */
module org.tidings.icu {
    requires transitive org.jspecify;
    requires transitive org.tidings.templating;
    requires com.ibm.icu;

    exports org.tidings.icu;

    provides org.tidings.templating.PluralRuleSource with
            org.tidings.icu.IcuPluralRules;
}
