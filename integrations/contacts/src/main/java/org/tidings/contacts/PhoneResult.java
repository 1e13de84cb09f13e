package org.tidings.contacts;

import java.util.Objects;

/** What a text is as a telephone number. */
public sealed interface PhoneResult {
    /**
     * A number that can be used.
     *
     * @param e164 plus sign, country code and number, digits only: the form in which numbers are compared and dialled
     * @param readable how people of the own country read it
     * @param country ISO 3166 code of the country, or an empty text for a number that belongs to none
     * @param mobile whether text messages reach it for certain; in some countries nobody can tell by the number
     */
    record Valid(String e164, String readable, String country, boolean mobile) implements PhoneResult {
        /** Checks that the texts are given. */
        public Valid {
            Objects.requireNonNull(e164, "e164");
            Objects.requireNonNull(readable, "readable");
            Objects.requireNonNull(country, "country");
        }
    }

    /**
     * Not a number that can be used.
     *
     * @param fault why
     */
    record Invalid(PhoneFault fault) implements PhoneResult {}
}
