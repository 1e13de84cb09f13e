package org.tidings.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON out of the bytes of a fuzzer: mostly well-formed and made of the words of a language, for text that is no JSON
 * never gets past the first reader.
 */
final class FuzzJson {
    private static final List<String> PLAIN = List.of(
            "\"a\"",
            "\"b\"",
            "\"c\"",
            "\"d\"",
            "\"n\"",
            "\"s\"",
            "\"e\"",
            "\"value\"",
            "\"1\"",
            "\"\"",
            "\"2020-01-01\"",
            "0",
            "1",
            "-3",
            "2.5",
            "1e400",
            "true",
            "false",
            "null",
            "[]",
            "{}");

    private final FuzzedDataProvider data;
    private final List<String> words;

    private FuzzJson(FuzzedDataProvider data, List<String> words) {
        this.data = data;
        this.words = words;
    }

    /** Returns any text, or JSON whose names and texts are words of a language. */
    static String of(FuzzedDataProvider data, String... words) {
        return data.consumeInt(0, 9) == 0
                ? data.consumeRemainingAsString()
                : new FuzzJson(data, List.of(words)).value(0);
    }

    private String value(int depth) {
        int kind = depth > 12 || data.remainingBytes() == 0 ? 0 : data.consumeInt(0, 7);
        return switch (kind) {
            case 0, 1 -> data.pickValue(PLAIN);
            case 2 -> "\"" + data.pickValue(words) + "\"";
            case 3, 4 -> "[" + String.join(",", several(depth, "")) + "]";
            default -> "{" + String.join(",", several(depth, "name")) + "}";
        };
    }

    private List<String> several(int depth, String named) {
        List<String> parts = new ArrayList<>();
        int count = named.isEmpty() ? data.consumeInt(0, 4) : data.consumeInt(1, data.consumeBoolean() ? 1 : 3);
        for (int i = 0; i < count; i++) {
            String name = named.isEmpty() ? "" : "\"" + data.pickValue(words) + "\":";
            parts.add(name + value(depth + 1));
        }
        return parts;
    }
}
