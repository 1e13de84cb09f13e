package org.tidings.templating;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What came of rendering: a message, or the reason why there is none. */
public sealed interface Rendering {
    /** Returns what became of each value, in the order in which the text met them. */
    List<ValueUse> trace();

    /**
     * A message that may go out.
     *
     * @param parts finished text by part, in the order of the channel: {@code subject}, {@code preheader}, {@code text},
     *     {@code html} for email; {@code text} for sms; {@code title}, {@code body} for push; {@code address},
     *     {@code subject}, {@code html} for letter. A part that the variant does not have is absent
     * @param label categories of personal data that the text depends on: of the values shown, of the conditions read, and
     *     of the permitted values whose absence changed it; sorted
     * @param trace what became of each value
     * @param sms encoding and number of parts, for the sms channel
     * @param contentHash SHA-256 over the names and texts of the parts, as 64 hexadecimal digits
     */
    record Rendered(
            Map<String, String> parts,
            Set<String> label,
            List<ValueUse> trace,
            Optional<SmsReport> sms,
            String contentHash)
            implements Rendering {
        /** Copies the collections, in their order. */
        public Rendered {
            parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
            label = Collections.unmodifiableSet(new TreeSet<>(label));
            trace = List.copyOf(trace);
            Objects.requireNonNull(sms, "sms");
            Objects.requireNonNull(contentHash, "contentHash");
        }
    }

    /**
     * No message.
     *
     * @param code why
     * @param detail the name of the value, part or limit that stood against it; never a value
     * @param trace what became of each value until then
     */
    record Refused(RefusalReason code, String detail, List<ValueUse> trace) implements Rendering {
        /** Copies the list. */
        public Refused {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
            trace = List.copyOf(trace);
        }
    }
}
