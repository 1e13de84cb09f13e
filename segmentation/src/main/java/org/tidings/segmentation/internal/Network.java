package org.tidings.segmentation.internal;

import java.util.Arrays;
import java.util.Optional;

/**
 * A range of internet addresses: {@code 192.168.0.0/16}, {@code 2001:db8::/32}, or a single address. Addresses are read
 * as they are written (RFC 4291 section 2.2 for version 6); no name is looked up.
 */
public final class Network {
    private static final int GROUPS = 8;

    private final byte[] address;
    private final int prefix;

    private Network(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /** Returns the range that a text stands for, or nothing if it stands for none. */
    public static Optional<Network> of(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address.length == 0) {
            return Optional.empty();
        }
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : decimal(text.substring(slash + 1), bits);
        return prefix < 0 ? Optional.empty() : Optional.of(new Network(address, prefix));
    }

    /** Returns whether a text is an address in this range; a text that is no address is in none. */
    public boolean contains(String text) {
        byte[] other = bytes(text);
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xFF : 0xFF << (8 - (prefix - bit)) & 0xFF;
            if (((other[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the 4 or 16 bytes of an address, or none if the text is no address. */
    private static byte[] bytes(String text) {
        return text.indexOf(':') < 0 ? version4(text) : version6(text);
    }

    private static byte[] version4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = parts.length == 4 ? decimal(parts[i], 255) : -1;
            if (value < 0) {
                return new byte[0];
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static byte[] version6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all.length == 2 * GROUPS ? all : new byte[0];
        }
        String headText = text.substring(0, gap);
        String tailText = text.substring(gap + 2);
        byte[] head = groups(headText);
        byte[] tail = groups(tailText);
        boolean sound = (headText.isEmpty() || head.length > 0)
                && (tailText.isEmpty() || tail.length > 0)
                && head.length + tail.length < 2 * GROUPS;
        if (!sound) {
            return new byte[0];
        }
        byte[] all = Arrays.copyOf(head, 2 * GROUPS);
        System.arraycopy(tail, 0, all, all.length - tail.length, tail.length);
        return all;
    }

    /** Returns the bytes of groups of hexadecimal digits, the last of which may be a version 4 address. */
    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[2 * parts.length + 2];
        int size = 0;
        for (int i = 0; i < parts.length && i < GROUPS; i++) {
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                byte[] last = version4(parts[i]);
                System.arraycopy(last, 0, bytes, size, last.length);
                return last.length == 0 ? last : Arrays.copyOf(bytes, size + 4);
            }
            boolean sound = !parts[i].isEmpty()
                    && parts[i].length() <= 4
                    && parts[i].chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
            if (!sound) {
                return new byte[0];
            }
            int value = Integer.parseInt(parts[i], 16);
            bytes[size++] = (byte) (value >>> 8);
            bytes[size++] = (byte) value;
        }
        return parts.length > GROUPS ? new byte[0] : Arrays.copyOf(bytes, size);
    }

    /** Returns the value of decimal digits up to a greatest one, or -1. */
    private static int decimal(String digits, int most) {
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int value = Integer.parseInt(digits);
        return value <= most ? value : -1;
    }
}
