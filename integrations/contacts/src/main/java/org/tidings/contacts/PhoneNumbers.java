package org.tidings.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads telephone numbers as the people of a country write them, by the numbering plans in libphonenumber. Immutable and safe
 * to share.
 *
 * <p>Without a plus sign a number is one of the own country if it can be, else one of the world. A second trunk zero and a
 * country code behind a zero, as people write them, are read as they are meant.
 */
public final class PhoneNumbers {
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final Set<PhoneNumberType> MOBILE =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PAGER);

    private static final Set<PhoneNumberType> SERVICES =
            Set.of(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.VOICEMAIL);

    private final String country;
    private final boolean foreign;
    private final boolean landlines;

    private PhoneNumbers(String country, boolean foreign, boolean landlines) {
        this.country = country;
        this.foreign = foreign;
        this.landlines = landlines;
    }

    /**
     * Returns a reader of the mobile numbers of a country.
     *
     * @param country ISO 3166 code with two capital letters
     * @throws IllegalArgumentException if no numbering plan of such a country is known
     */
    public static PhoneNumbers of(String country) {
        if (!PLANS.getSupportedRegions().contains(country)) {
            throw new IllegalArgumentException("no numbering plan is known for '" + country + "'");
        }
        return new PhoneNumbers(country, false, false);
    }

    /** Returns a copy that also takes numbers of other countries. */
    public PhoneNumbers withForeign() {
        return new PhoneNumbers(country, true, landlines);
    }

    /** Returns a copy that also takes numbers that no text message reaches. */
    public PhoneNumbers withLandlines() {
        return new PhoneNumbers(country, foreign, true);
    }

    /** Reads a number. Cost: some microseconds. */
    public PhoneResult check(String text) {
        String written = plain(text);
        if (!written.matches("[0-9+]+")) {
            return new PhoneResult.Invalid(PhoneFault.UNSUPPORTED_CHARACTER);
        }
        String digits = written.replace("+", "");
        String significant = digits.replaceFirst("^0+", "");
        List<String> readings =
                Stream.of(written, digits, "+" + significant).distinct().toList();
        for (String reading : readings) {
            Optional<PhoneNumber> number = parsed(reading).filter(PLANS::isValidNumber);
            if (number.isPresent()) {
                return result(number.get());
            }
        }
        return new PhoneResult.Invalid(fault(readings, significant));
    }

    private PhoneResult result(PhoneNumber number) {
        String of = Optional.ofNullable((@Nullable String) PLANS.getRegionCodeForNumber(number))
                .orElse("");
        boolean own = of.equals(country);
        PhoneNumberType type = PLANS.getNumberType(number);
        boolean mobile = MOBILE.contains(type);
        if (SERVICES.contains(type)) {
            return new PhoneResult.Invalid(PhoneFault.SERVICE);
        }
        if (!own && !foreign) {
            return new PhoneResult.Invalid(PhoneFault.FOREIGN);
        }
        // Other countries have plans in which nobody can tell; only for the own one is it worth refusing.
        if (own && !mobile && !landlines) {
            return new PhoneResult.Invalid(PhoneFault.NOT_MOBILE);
        }
        return new PhoneResult.Valid(
                PLANS.format(number, PhoneNumberFormat.E164),
                PLANS.format(number, own ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL),
                of,
                mobile);
    }

    private PhoneFault fault(List<String> readings, String significant) {
        for (String reading : readings) {
            Optional<PhoneNumber> number = parsed(reading);
            if (number.isPresent()) {
                ValidationResult length = PLANS.isPossibleNumberWithReason(number.get());
                if (length == ValidationResult.TOO_LONG) {
                    return PhoneFault.TOO_LONG;
                } else if (length == ValidationResult.TOO_SHORT) {
                    return PhoneFault.TOO_SHORT;
                }
            }
        }
        return significant.length() > 15 ? PhoneFault.TOO_LONG : PhoneFault.INVALID;
    }

    private Optional<PhoneNumber> parsed(String reading) {
        try {
            return Optional.of(PLANS.parse(reading, country));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Takes away what people write between digits: blanks, signs that nobody sees, dashes and round brackets. */
    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.DASH_PUNCTUATION
                        && c != '\u2212'
                        && c != '('
                        && c != ')')
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
