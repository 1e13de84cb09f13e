package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.json.JsonOutput;

/**
 * A notification as JSON, as a platform takes it.
 *
 * @param platform who carries it
 * @param json one object, without the address of a device
 * @param bytes length of the JSON in UTF-8, at most {@link #MAX_BYTES}
 * @param shortened whether the body was cut to fit
 */
public record PushPayload(PushPlatform platform, String json, int bytes, boolean shortened) {
    /** Most bytes of a notification that either platform carries. */
    public static final int MAX_BYTES = 4096;

    private static final String ELLIPSIS = "\u2026";

    /** Checks that what must be there is there. */
    public PushPayload {
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(json, "json");
    }

    /**
     * Returns a rendered notification as JSON, or nothing if it is too long with its data and may not be cut.
     *
     * @param push a rendering for the push channel
     * @param data values for the application, sorted by name in the result; never personal data, because the platform
     *     reads them
     * @param shorten whether the body may be cut behind a character that readers see, and end in an ellipsis
     * @throws IllegalArgumentException if a name in the data is one that the platform keeps for itself
     */
    public static Optional<PushPayload> of(
            Rendering.Rendered push, PushPlatform platform, Map<String, String> data, boolean shorten) {
        Map<String, String> sorted = new TreeMap<>(data);
        sorted.keySet().forEach(name -> checkName(platform, name));
        String title = push.parts().getOrDefault("title", "");
        String body = push.parts().getOrDefault("body", "");
        String json = json(platform, title, body, sorted);
        if (bytes(json) <= MAX_BYTES) {
            return Optional.of(new PushPayload(platform, json, bytes(json), false));
        }
        if (!shorten) {
            return Optional.empty();
        }
        int fits = -1;
        int low = 0;
        int high = Graphemes.count(body) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            boolean ok = bytes(json(platform, title, cut(body, middle), sorted)) <= MAX_BYTES;
            fits = ok ? middle : fits;
            low = ok ? middle + 1 : low;
            high = ok ? high : middle - 1;
        }
        if (fits < 0) {
            return Optional.empty();
        }
        String cut = json(platform, title, cut(body, fits), sorted);
        return Optional.of(new PushPayload(platform, cut, bytes(cut), true));
    }

    /** Returns whether both platforms carry a notification without data. */
    static boolean fits(String title, String body) {
        for (PushPlatform platform : PushPlatform.values()) {
            if (bytes(json(platform, title, body, Map.of())) > MAX_BYTES) {
                return false;
            }
        }
        return true;
    }

    private static String cut(String body, int clusters) {
        return body.substring(0, Graphemes.endOf(body, clusters)).stripTrailing() + ELLIPSIS;
    }

    private static String json(PushPlatform platform, String title, String body, Map<String, String> data) {
        return JsonOutput.object(json -> {
            if (platform == PushPlatform.FCM) {
                json.beginObject("notification")
                        .field("title", title)
                        .field("body", body)
                        .end();
                if (!data.isEmpty()) {
                    json.beginObject("data");
                    data.forEach(json::field);
                    json.end();
                }
            } else {
                json.beginObject("aps")
                        .beginObject("alert")
                        .field("title", title)
                        .field("body", body)
                        .end()
                        .end();
                data.forEach(json::field);
            }
        });
    }

    private static void checkName(PushPlatform platform, String name) {
        boolean kept = platform == PushPlatform.APNS
                ? name.equals("aps")
                : name.equals("from")
                        || name.equals("message_type")
                        || name.startsWith("google")
                        || name.startsWith("gcm");
        if (kept || name.isEmpty()) {
            throw new IllegalArgumentException("the platform keeps the name '" + name + "' for itself");
        }
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
