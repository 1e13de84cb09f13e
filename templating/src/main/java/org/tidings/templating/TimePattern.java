package org.tidings.templating;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;

/** How a locale writes the time of day. */
final class TimePattern {
    private static final char NARROW_NO_BREAK_SPACE = '\u202F';

    private TimePattern() {}

    /**
     * Returns the pattern of a locale with plain spaces.
     *
     * <p>The locale data of JDK 20 and later put a narrow no-break space before "PM". It would halve the room in a text
     * message, because GSM 03.38 does not have it, and make the output depend on the JDK.
     */
    static String of(FormatStyle style, Locale locale) {
        return DateTimeFormatterBuilder.getLocalizedDateTimePattern(null, style, IsoChronology.INSTANCE, locale)
                .replace(NARROW_NO_BREAK_SPACE, ' ');
    }
}
