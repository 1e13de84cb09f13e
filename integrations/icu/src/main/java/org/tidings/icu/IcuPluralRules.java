package org.tidings.icu;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.PluralRules.PluralType;
import com.ibm.icu.util.LocaleData;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import java.util.Locale;
import java.util.Optional;
import org.tidings.templating.PluralRuleSource;

/**
 * The plural rules of all languages that ICU4J knows. Nobody needs to name this class: on the class path or the module path
 * it is found by {@link org.tidings.templating.PluralRules}, for the languages that are not built in there.
 *
 * <p>Only the rule texts are taken from ICU4J, when a language is used for the first time; numbers are sorted into
 * categories by the library itself. For ranks, ICU4J has rules for fewer languages than for counts; a language without has
 * none here either, where ICU4J itself would put every number into {@code other}.
 *
 * <p>Another version of ICU4J may have other rules, because languages become known better. Keep its version with that of the
 * library, as the bill of materials does; {@link #name} says which one is there.
 *
 * <p>Stateless and safe to share. The default locale has no influence.
 */
public final class IcuPluralRules implements PluralRuleSource {
    /** Creates a source; any two are the same. */
    public IcuPluralRules() {}

    @Override
    public String name() {
        return "icu4j " + version(VersionInfo.ICU_VERSION) + ", CLDR " + version(LocaleData.getCLDRVersion());
    }

    private static String version(VersionInfo version) {
        return version.getMajor() + (version.getMinor() == 0 ? "" : "." + version.getMinor());
    }

    @Override
    public Optional<String> cardinal(Locale locale) {
        return rules(locale, PluralType.CARDINAL);
    }

    @Override
    public Optional<String> ordinal(Locale locale) {
        return rules(locale, PluralType.ORDINAL);
    }

    private static Optional<String> rules(Locale locale, PluralType type) {
        PluralRules rules = PluralRules.forLocale(ULocale.forLocale(locale), type);
        // Stands for a language without data; one with a single category has a rule with samples that says so.
        return rules.equals(PluralRules.DEFAULT) ? Optional.empty() : Optional.of(rules.toString());
    }
}
