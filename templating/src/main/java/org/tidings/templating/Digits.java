package org.tidings.templating;

import java.util.Locale;
import java.util.Map;

/** Which digits a locale is written with, the same on every JDK. */
final class Digits {
    private static final String NUMBERING_SYSTEM = "nu";
    private static final Map<String, String> SYSTEMS = LanguageData.read("digits.txt", system -> system);

    private Digits() {}

    /** Returns a locale with the numbering system named where JDKs disagree; one that names its own stays as it is. */
    static Locale settled(Locale locale) {
        if (locale.getUnicodeLocaleType(NUMBERING_SYSTEM) != null) {
            return locale;
        }
        return LanguageData.find(SYSTEMS, "digits", locale)
                .map(system -> new Locale.Builder()
                        .setLocale(locale)
                        .setUnicodeLocaleKeyword(NUMBERING_SYSTEM, system)
                        .build())
                .orElse(locale);
    }
}
