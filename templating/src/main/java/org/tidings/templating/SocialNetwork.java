package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a post may be on a social network, by the rules that the network publishes; they are data in
 * {@code social-networks.txt}. Immutable.
 */
public final class SocialNetwork {
    private static final Pattern LINK =
            Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?()\\[\\]{}'\u2019\u201D\u2026]");
    private static final Pattern REMOTE_NAME = Pattern.compile("(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]*[A-Za-z0-9]");
    private static final int REGIONAL_INDICATORS = 0x1F000;
    private static final int LAST_PICTOGRAPH = 0x1FAFF;
    private static final int EMOJI_PRESENTATION = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final Map<String, SocialNetwork> ALL = new TreeMap<>();

    static {
        LanguageData.read("social-networks.txt", definition -> List.of(definition.split(" ", -1)))
                .forEach((key, rule) -> {
                    String id = key.substring(key.indexOf(' ') + 1);
                    ALL.put(id, new SocialNetwork(id, rule));
                });
    }

    private final String id;
    private final int maxLength;
    private final Counting counting;
    private final int linkLength;
    private final int maxBytes;
    private final int maxAlt;

    private SocialNetwork(String id, List<String> rule) {
        this.id = id;
        this.maxLength = Integer.parseInt(rule.get(0));
        this.counting = Counting.valueOf(rule.get(1).toUpperCase(Locale.ROOT).replace('-', '_'));
        this.linkLength = Integer.parseInt(rule.get(2));
        this.maxBytes = Integer.parseInt(rule.get(3));
        this.maxAlt = Integer.parseInt(rule.get(4));
    }

    /** What a network counts. */
    private enum Counting {
        /** Grapheme clusters. */
        GRAPHEMES,
        /** UTF-16 units: what a network counts at most if it says "characters" and no more. */
        UNITS,
        /** Code points, but every UTF-8 byte of an emoji. */
        EMOJI_BYTES,
        /** 1 for Latin and its neighbours, 2 for every other character and for an emoji as a whole. */
        WEIGHTED
    }

    /** Returns the network with an id such as {@code mastodon}, or nothing if its rules are not known. */
    public static Optional<SocialNetwork> of(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    /** Returns the ids of the networks whose rules are known, sorted. */
    public static List<String> ids() {
        return List.copyOf(ALL.keySet());
    }

    /** Returns the id. */
    public String id() {
        return id;
    }

    /** Returns the greatest length of a post, in the unit of {@link #count}. */
    public int maxLength() {
        return maxLength;
    }

    /**
     * Returns the length of a post as the network counts it. A post that has more bytes than the network takes is longer
     * than {@link #maxLength()}, whatever its characters. Linear in the length of the text.
     */
    public int count(String text) {
        if (maxBytes > 0 && text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            return Math.max(maxLength + 1, plain(text));
        }
        if (linkLength == 0) {
            return plain(text);
        }
        int count = 0;
        int at = 0;
        Matcher links = LINK.matcher(text);
        while (links.find()) {
            count += plain(text.substring(at, links.start())) + linkLength;
            at = links.end();
        }
        return count + plain(text.substring(at));
    }

    /** Returns whether the network takes a text in place of a picture. */
    public boolean takesAlt(String alt) {
        return maxAlt == 0 || Graphemes.count(alt) <= maxAlt;
    }

    private int plain(String text) {
        return switch (counting) {
            case GRAPHEMES -> Graphemes.count(REMOTE_NAME.matcher(text).replaceAll("$1"));
            case UNITS -> text.length();
            case EMOJI_BYTES -> sum(text, 1, true);
            case WEIGHTED -> sum(Normalizer.normalize(text, Normalizer.Form.NFC), 2, false);
        };
    }

    private static int sum(String text, int emoji, boolean bytes) {
        int[] total = {0};
        Graphemes.forEach(text, cluster -> {
            if (isEmoji(cluster)) {
                total[0] += bytes ? cluster.getBytes(StandardCharsets.UTF_8).length : emoji;
            } else {
                total[0] += bytes
                        ? cluster.codePointCount(0, cluster.length())
                        : cluster.codePoints().map(SocialNetwork::weight).sum();
            }
        });
        return total[0];
    }

    private static boolean isEmoji(String cluster) {
        return cluster.codePoints()
                .anyMatch(c ->
                        (c >= REGIONAL_INDICATORS && c <= LAST_PICTOGRAPH) || c == EMOJI_PRESENTATION || c == KEYCAP);
    }

    /** The ranges of the counting rules of X, version 3. */
    private static int weight(int c) {
        boolean light = c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) || (c >= 8242 && c <= 8247);
        return light ? 1 : 2;
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return id;
    }
}
