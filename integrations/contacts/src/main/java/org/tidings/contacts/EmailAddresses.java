package org.tidings.contacts;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads email addresses as people write them into forms. What a mail server may allow besides, quoted names, addresses of
 * machines, letters before the at sign that are not ASCII, is far more often a slip than an address.
 */
public final class EmailAddresses {
    /** The characters of RFC 5322, section 3.2.3, with single dots between them. */
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    private static final Pattern AROUND = Pattern.compile("^[\\p{Z}\\p{Cf}\\s]+|[\\p{Z}\\p{Cf}\\s]+$");
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    private static final int MAX_ADDRESS = 254;

    private EmailAddresses() {}

    /** Returns the address without what stands around it, or nothing if it is none. */
    public static Optional<String> check(String text) {
        String address = AROUND.matcher(text).replaceAll("");
        int at = address.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || !LOCAL.matcher(address.substring(0, at)).matches()) {
            return Optional.empty();
        }
        return domain(address.substring(at + 1))
                .filter(domain -> domain.length() <= MAX_DOMAIN && at + 1 + domain.length() <= MAX_ADDRESS)
                .map(domain -> address);
    }

    /**
     * Returns the form in which two addresses are compared: lower case, the domain in ASCII; nothing if the text is none.
     * A mail server may tell capitals apart; none that people have an address at does.
     */
    public static Optional<String> key(String text) {
        return check(text).map(address -> {
            int at = address.lastIndexOf('@');
            String local = address.substring(0, at).toLowerCase(Locale.ROOT);
            return local + "@" + domain(address.substring(at + 1)).orElseThrow().toLowerCase(Locale.ROOT);
        });
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
