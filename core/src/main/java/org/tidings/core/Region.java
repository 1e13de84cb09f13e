package org.tidings.core;

import java.util.Objects;
import java.util.Optional;

/**
 * A country, or a part of it, with its own public holidays.
 *
 * @param country ISO 3166-1 alpha-2 code, in capitals
 * @param subdivision short code of the part, or an empty text for the whole country; a part of a part follows after a dash,
 *     such as {@code BY-AG}
 */
public record Region(String country, String subdivision) {
    /** Checks that both parts are given. */
    public Region {
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(subdivision, "subdivision");
    }

    /**
     * Returns the region written as {@code US} or {@code US-MA}. Any text is taken; whether there is such a region says a
     * {@link HolidayCalendar}.
     */
    public static Region parse(String text) {
        int dash = text.indexOf('-');
        return dash < 0 ? new Region(text, "") : new Region(text.substring(0, dash), text.substring(dash + 1));
    }

    /** Returns the region that this one is a part of, such as {@code US} for {@code US-MA}; nothing for a country. */
    public Optional<Region> outer() {
        if (subdivision.isEmpty()) {
            return Optional.empty();
        }
        int dash = subdivision.lastIndexOf('-');
        return Optional.of(new Region(country, dash < 0 ? "" : subdivision.substring(0, dash)));
    }

    /** Returns {@code US} or {@code US-MA}. */
    @Override
    public String toString() {
        return subdivision.isEmpty() ? country : country + "-" + subdivision;
    }
}
