package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Channel;

/**
 * Makes and checks the tokens of unsubscribe links: {@code keyId.messageId.mac}. Immutable and safe to share.
 *
 * <p>The token holds nothing about the person: the message's name leads to her in the agency's own records, and the mac,
 * HMAC-SHA-256 over subject, purpose, channel, message and key, proves that the agency made the link. A token that cannot
 * be true costs the same computation as one that is, and macs are compared in constant time, so that nobody can try out
 * which messages exist.
 */
public final class UnsubscribeTokens {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{1,64})\\.([A-Za-z0-9_-]{43})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int SHORTEST_KEY = 32;
    private static final Unsubscription NOBODY = new Unsubscription("", "", Channel.EMAIL, "");

    private final String current;
    private final Map<String, byte[]> keys = new HashMap<>();
    private final byte[] decoy = AesGcm.randomBytes(SHORTEST_KEY);

    private UnsubscribeTokens(String current, Map<String, byte[]> keys) {
        this.current = current;
        keys.forEach((id, key) -> this.keys.put(id, key.clone()));
    }

    /**
     * Returns the tokens under keys at hand.
     *
     * @param current id of the key that new tokens are made with
     * @param keys keys of at least 32 bytes by id, letters, digits, {@code -} and {@code _}; old ones still open links
     * @throws IllegalArgumentException if a key is shorter, an id has another form, or the current key is not among them
     */
    public static UnsubscribeTokens of(String current, Map<String, byte[]> keys) {
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("there is no key '" + current + "'");
        }
        keys.forEach((id, key) -> {
            if (key.length < SHORTEST_KEY || !NAME.matcher(id).matches() || id.length() > 32) {
                throw new IllegalArgumentException(
                        "key '" + id + "' has " + key.length + " bytes; at least 32 are needed, and a short plain id");
            }
        });
        return new UnsubscribeTokens(current, keys);
    }

    /**
     * Returns the token of a message.
     *
     * @throws IllegalArgumentException if the name of the message has another form than 1 to 64 letters, digits, {@code -}
     *     and {@code _}
     */
    public String token(Unsubscription what) {
        if (!NAME.matcher(what.messageId()).matches()) {
            throw new IllegalArgumentException("the name of a message has 1 to 64 letters, digits, - and _");
        }
        return current + "." + what.messageId() + "." + mac(current, keys.get(current), what);
    }

    /**
     * Returns the header fields of RFC 8058 for a message by e-mail.
     *
     * @param address address of the agency's page, https, to which the token is added
     * @throws IllegalArgumentException if the address is not https or holds what may not stand in a header
     */
    public Map<String, String> headers(String address, Unsubscription what) {
        if (!address.startsWith("https://")
                || !address.chars().allMatch(c -> c > ' ' && c < 127 && c != '<' && c != '>')) {
            throw new IllegalArgumentException("a one-click address is an https address");
        }
        return Map.of(
                "List-Unsubscribe",
                "<" + address + token(what) + ">",
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click");
    }

    /**
     * Returns what a token stands for, or nothing if it is none of the agency's.
     *
     * @param byMessage finds, by the name of a message, to whom it went and for what
     */
    public Optional<Unsubscription> open(String token, Function<String, Optional<Unsubscription>> byMessage) {
        Matcher form = FORM.matcher(token);
        boolean formed = token.length() <= 256 && form.matches();
        String keyId = formed ? form.group(1) : current;
        Optional<Unsubscription> found = formed ? byMessage.apply(form.group(2)) : Optional.empty();
        byte @Nullable [] key = keys.get(keyId);
        String expected = mac(keyId, key == null ? decoy : key, found.orElse(NOBODY));
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                (formed ? form.group(3) : "").getBytes(StandardCharsets.US_ASCII));
        return formed
                        && same
                        && key != null
                        && found.filter(of -> of.messageId().equals(form.group(2)))
                                .isPresent()
                ? found
                : Optional.empty();
    }

    private String mac(String keyId, byte @Nullable [] key, Unsubscription what) {
        byte[] fields = HashChain.encode(List.of(
                Optional.of("unsubscribe"),
                Optional.of(what.subject()),
                Optional.of(what.purpose()),
                Optional.of(what.channel().id()),
                Optional.of(what.messageId()),
                Optional.of(keyId)));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(EventSealer.hmac(key == null ? decoy : key, fields));
    }
}
