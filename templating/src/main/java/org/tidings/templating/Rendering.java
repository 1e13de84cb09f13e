package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of rendering: a message, or the reason why there is none. */
public sealed interface Rendering {
    /** Returns what became of each value, in the order in which the text met them. */
    List<ValueUse> trace();

    /**
     * A message that may go out. Label, trace and hash are worked out when they are asked for. Immutable.
     */
    final class Rendered implements Rendering {
        private final Map<String, String> parts;
        private final PackedTrace packed;
        private final Optional<SmsReport> sms;

        /**
         * Takes what was rendered.
         *
         * @param parts immutable
         */
        Rendered(Map<String, String> parts, PackedTrace packed, Optional<SmsReport> sms) {
            this.parts = parts;
            this.packed = packed;
            this.sms = sms;
        }

        /**
         * Returns the finished text by part, in the order of the channel: {@code subject}, {@code preheader}, {@code text},
         * {@code html} for email; {@code text} for sms; {@code title}, {@code body} for push; {@code sender},
         * {@code address}, {@code subject}, {@code html} for letter; {@code text}, {@code alt} for social. A part that the variant does not have is absent.
         */
        public Map<String, String> parts() {
            return parts;
        }

        /**
         * Returns the categories of personal data that the text depends on: of the values shown, of the conditions read,
         * and of the permitted values whose absence changed it; sorted. Worked out anew by each call.
         */
        public Set<String> label() {
            return packed.label();
        }

        /** {@inheritDoc} Written out anew by each call. */
        @Override
        public List<ValueUse> trace() {
            return packed.list();
        }

        /** Returns encoding and number of parts, for the sms channel. */
        public Optional<SmsReport> sms() {
            return sms;
        }

        /**
         * Returns the SHA-256 over the names and texts of the parts, each in UTF-8 and ended by a zero byte, as 64
         * hexadecimal digits. Computed anew by each call, which costs more than the rendering of a short text.
         */
        public String contentHash() {
            MessageDigest digest;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
            parts.forEach((name, text) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest());
        }

        /** Returns whether the other one has the same parts, trace and report. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rendered that
                    && parts.equals(that.parts)
                    && sms.equals(that.sms)
                    && trace().equals(that.trace());
        }

        @Override
        public int hashCode() {
            return parts.hashCode();
        }

        /** Returns the names of the parts and the label; never a value. */
        @Override
        public String toString() {
            return "Rendered" + parts.keySet() + label();
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
