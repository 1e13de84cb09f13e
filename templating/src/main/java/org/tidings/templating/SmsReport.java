package org.tidings.templating;

import java.util.List;
import java.util.Objects;

/**
 * What a text message costs and what it lost.
 *
 * @param encoding how its characters are carried
 * @param parts number of parts that the network sends, at least 1
 * @param units septets for GSM7 (a character of the extension table takes two), UTF-16 units for UCS2
 * @param lost characters that were replaced by others, each once, in the order of the text; empty if none was
 */
public record SmsReport(SmsEncoding encoding, int parts, int units, List<String> lost) {
    /** Copies the list. */
    public SmsReport {
        Objects.requireNonNull(encoding, "encoding");
        lost = List.copyOf(lost);
    }
}
