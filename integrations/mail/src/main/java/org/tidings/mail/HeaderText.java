package org.tidings.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may stand in a header. Jakarta Mail passes line breaks in the value of a header on to the wire, so that nothing gets
 * there unchecked.
 */
final class HeaderText {
    private static final Pattern DOMAIN = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    /** The characters of RFC 5322, section 3.2.3, with dots between them. */
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    /** An address of RFC 3986 with https and a host, without a user name; no brackets, which would end it in the header. */
    private static final Pattern HTTPS = Pattern.compile(
            "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~:/@!$&'()*+,;=%-]*)?(\\?[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?");

    private static final int MAX_LOCAL = 64;
    private static final int MAX_ADDRESS = 254;
    private static final int MAX_DOMAIN = 253;

    private HeaderText() {}

    /** Returns whether a text would end a header line, or some program would think so. */
    static boolean breaks(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    static boolean isDomain(String domain) {
        return domain.length() <= MAX_DOMAIN && DOMAIN.matcher(domain).matches();
    }

    static boolean isHttps(String address) {
        return HTTPS.matcher(address).matches();
    }

    static boolean isNoAddress(String text) {
        return address(text).isEmpty();
    }

    /**
     * Returns a single address that every mail server takes: no display name, no quotes, no comment, no list; the domain in
     * ASCII. What the extension for international mailboxes (RFC 6531) allows besides is refused.
     */
    static Optional<InternetAddress> address(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || !LOCAL.matcher(text.substring(0, at)).matches()) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            String address = text.substring(0, at) + "@" + domain;
            return isDomain(domain) && address.length() <= MAX_ADDRESS
                    ? Optional.of(new InternetAddress(address, true))
                    : Optional.empty();
        } catch (AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
