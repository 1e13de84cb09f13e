package org.tidings.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tidings.core.Channel;

/**
 * Makes links with which people unsubscribe, and answers them when they come back (RFC 8058). Immutable and safe to share.
 *
 * <p>A link holds a token of 100 to 300 characters that nobody else can read, make or change: the ticket, encrypted under an
 * initialisation vector that is its own authentication code (the construction of RFC 5297, with HMAC-SHA-256 and AES-256 in
 * counter mode). So the address tells nothing about a person, and the same ticket always gives the same link.
 */
public final class UnsubscribeLinks {
    private static final int VERSION = 1;
    private static final int VECTOR = 16;
    private static final int MIN_KEY = 32;
    private static final int MAX_TOKEN = 2_000;

    private final String base;
    private final Map<Integer, Keys> keys;
    private final int current;
    private final Optional<Duration> lifetime;

    private UnsubscribeLinks(String base, Map<Integer, Keys> keys, int current, Optional<Duration> lifetime) {
        this.base = base;
        this.keys = keys;
        this.current = current;
        this.lifetime = lifetime;
    }

    /** Two keys made from one, for two uses. */
    private static final class Keys {
        private final byte[] authentication;
        private final byte[] encryption;

        private Keys(byte[] key) {
            authentication = mac(key, bytes("authentication"));
            encryption = mac(key, bytes("encryption"));
        }
    }

    /**
     * Returns links under an address.
     *
     * @param base address with https, without a query, under which the service stands
     * @param keys secret keys of at least 32 bytes by number, 0 to 255; old ones stay as long as their links shall work
     * @param current number of the key for new links
     * @throws IllegalArgumentException if the address, a key or a number is none
     */
    public static UnsubscribeLinks of(String base, Map<Integer, byte[]> keys, int current) {
        if (!HeaderText.isHttps(base) || base.indexOf('?') >= 0) {
            throw new IllegalArgumentException("the service has an address with https and without a query");
        }
        Map<Integer, Keys> derived = new HashMap<>();
        keys.forEach((number, key) -> {
            if (number < 0 || number > 255 || key.length < MIN_KEY) {
                throw new IllegalArgumentException("a key has a number from 0 to 255 and at least 32 bytes");
            }
            derived.put(number, new Keys(key));
        });
        if (!derived.containsKey(current)) {
            throw new IllegalArgumentException("there is no key with number " + current);
        }
        return new UnsubscribeLinks(base, Map.copyOf(derived), current, Optional.empty());
    }

    /**
     * Returns a copy whose links stop to work by themselves after a time. Without one they work as long as their key is kept,
     * which is better: withdrawing must stay as easy as consenting was.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public UnsubscribeLinks withLifetime(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("a lifetime is positive");
        }
        return new UnsubscribeLinks(base, keys, current, Optional.of(time));
    }

    /** Returns the link of a ticket. */
    public String link(UnsubscribeTicket ticket) {
        byte[] plain = bytes(String.join(
                "\0",
                ticket.subject(),
                ticket.purpose(),
                ticket.channel().id(),
                ticket.message(),
                Long.toString(ticket.issued().getEpochSecond())));
        byte[] head = {VERSION, (byte) current};
        Keys pair = keys.get(current);
        if (pair == null) {
            throw new IllegalStateException("the current key is always there");
        }
        byte[] vector = vector(pair, head, plain);
        byte[] token = ByteBuffer.allocate(head.length + VECTOR + plain.length)
                .put(head)
                .put(vector)
                .put(crypt(pair, vector, plain))
                .array();
        return base + "?m=" + percent(ticket.message()) + "&t="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Returns the ticket of a token that was made with one of the keys and not changed since. */
    public Optional<UnsubscribeTicket> read(String token) {
        byte[] bytes;
        try {
            bytes = token.length() > MAX_TOKEN
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Keys pair = bytes.length <= 2 + VECTOR || bytes[0] != VERSION ? null : keys.get(bytes[1] & 0xFF);
        if (pair == null) {
            return Optional.empty();
        }
        byte[] vector = Arrays.copyOfRange(bytes, 2, 2 + VECTOR);
        byte[] plain = crypt(pair, vector, Arrays.copyOfRange(bytes, 2 + VECTOR, bytes.length));
        boolean ours = MessageDigest.isEqual(vector, vector(pair, Arrays.copyOf(bytes, 2), plain));
        return ours ? ticket(new String(plain, StandardCharsets.UTF_8).split("\0", -1)) : Optional.empty();
    }

    private static Optional<UnsubscribeTicket> ticket(String[] fields) {
        try {
            return Optional.of(new UnsubscribeTicket(
                    fields[0],
                    fields[1],
                    Channel.of(fields[2]).orElseThrow(),
                    fields[3],
                    Instant.ofEpochSecond(Long.parseLong(fields[4]))));
        } catch (DateTimeException | IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /**
     * Says what to do with a request.
     *
     * @param method GET, HEAD or POST; anything else is treated as GET
     * @param message parameter {@code m} of the address
     * @param token parameter {@code t} of the address
     * @param form fields of the body of a POST
     * @param now when the request came
     */
    public UnsubscribeAnswer answer(
            String method, String message, String token, Map<String, String> form, Instant now) {
        Optional<UnsubscribeTicket> ticket = read(token)
                .filter(found -> found.message().equals(message))
                .filter(found -> lifetime.map(
                                time -> now.isBefore(found.issued().plus(time)))
                        .orElse(true));
        if (ticket.isEmpty()) {
            return new UnsubscribeAnswer.Form();
        }
        boolean oneClick = "One-Click".equals(form.get("List-Unsubscribe"));
        boolean confirmed = "yes".equals(form.get("confirm"));
        return method.equals("POST") && (oneClick || confirmed)
                ? new UnsubscribeAnswer.Withdraw(ticket.get())
                : new UnsubscribeAnswer.Confirm();
    }

    private static byte[] vector(Keys pair, byte[] head, byte[] plain) {
        byte[] all = Arrays.copyOf(head, head.length + plain.length);
        System.arraycopy(plain, 0, all, head.length, plain.length);
        return Arrays.copyOf(mac(pair.authentication, all), VECTOR);
    }

    private static byte[] crypt(Keys pair, byte[] vector, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(pair.encryption, "AES"), new IvParameterSpec(vector));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in counter mode", e);
        }
    }

    private static byte[] mac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append("0123456789ABCDEF".charAt(c >> 4)).append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
