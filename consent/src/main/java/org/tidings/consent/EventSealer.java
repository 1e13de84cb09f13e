package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns consent events into their stored form under a person's data key, and back. */
final class EventSealer {
    private static final String MAC = "HmacSHA256";
    private static final byte[] PAYLOAD_KEY = "tidings payload hash".getBytes(StandardCharsets.UTF_8);

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private EventSealer() {}

    /** Cuts the times to what every store can hold. */
    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Checks that every store can hold an event as it is.
     *
     * @throws IllegalArgumentException if a time lies outside of the years 1 to 9999, or a category is none
     */
    static void check(ConsentEvent event) {
        Stream.of(Optional.of(event.occurredAt()), event.validFrom(), event.validUntil())
                .flatMap(Optional::stream)
                .filter(time -> time.isBefore(FIRST) || !time.isBefore(END))
                .findFirst()
                .ifPresent(time -> {
                    throw new IllegalArgumentException("a time of the years 1 to 9999 was expected, not " + time);
                });
        for (String category : event.categories()) {
            if (category.isEmpty() || category.indexOf(',') >= 0) {
                throw new IllegalArgumentException("'" + category + "' is no category of data");
            }
        }
    }

    /** Returns the keyed hash of what was handed in; without the key, a phone number in it could be guessed. */
    static String payloadHash(ConsentEvent event, Optional<String> joinedWith, byte[] dataKey) {
        List<Optional<String>> fields = new ArrayList<>(List.of(
                Optional.of(event.type().name()),
                event.purpose(),
                Optional.of(Boolean.toString(event.exact())),
                Optional.of(event.channels().toString()),
                Optional.of(event.categories().toString()),
                Optional.of(Boolean.toString(event.explicit())),
                Optional.of(event.actorRole().name()),
                event.jurisdiction(),
                event.notice(),
                event.noticeVersion(),
                Optional.of(event.occurredAt().toString()),
                event.validFrom().map(Instant::toString),
                event.validUntil().map(Instant::toString),
                event.blockReason().map(BlockReason::name),
                joinedWith));
        fields.addAll(identifying(event));
        byte[] key = hmac(dataKey, PAYLOAD_KEY);
        return HexFormat.of().formatHex(hmac(key, HashChain.encode(fields)));
    }

    /** Returns the stored form. A time of what closes is never later than its recording. */
    static StoredEvent seal(
            SubjectHead head, ConsentEvent event, Instant recordedAt, Optional<String> joinedWith, byte[] dataKey) {
        long version = head.version() + 1;
        Instant occurred = micros(event.occurredAt());
        boolean ahead = occurred.isAfter(recordedAt) && !event.type().opens();
        byte[] sealed =
                new AesGcm(dataKey).encrypt(HashChain.encode(identifying(event)), bound(head.subject(), version));
        return new StoredEvent(
                        head.subject(),
                        version,
                        event.type(),
                        event.purpose(),
                        event.exact(),
                        event.channels(),
                        event.categories(),
                        event.explicit(),
                        event.actorRole(),
                        event.jurisdiction(),
                        event.notice(),
                        event.noticeVersion(),
                        ahead ? recordedAt : occurred,
                        recordedAt,
                        event.validFrom().map(EventSealer::micros),
                        event.validUntil().map(EventSealer::micros),
                        event.blockReason(),
                        joinedWith,
                        event.idempotencyKey().orElseThrow(),
                        payloadHash(event, joinedWith, dataKey),
                        HexFormat.of().formatHex(sealed),
                        head.chainHash(),
                        HashChain.START)
                .chained();
    }

    /** Returns the event; without the key, without what was encrypted. */
    static ConsentEvent open(StoredEvent stored, Optional<byte[]> dataKey) {
        ConsentEvent.Builder event = ConsentEvent.builder(stored.type(), stored.occurredAt())
                .recordedAt(stored.recordedAt())
                .exact(stored.exact())
                .channels(stored.channels())
                .categories(stored.categories())
                .explicit(stored.explicit())
                .actor(stored.actorRole())
                .idempotencyKey(stored.idempotencyKey())
                .reference(stored.subject() + "#" + stored.version());
        stored.purpose().ifPresent(event::purpose);
        stored.jurisdiction().ifPresent(event::jurisdiction);
        // Without a version an event is about every version: an absent one stays absent.
        stored.notice()
                .ifPresent(notice -> stored.noticeVersion()
                        .ifPresentOrElse(version -> event.notice(notice, version), () -> event.notice(notice)));
        stored.validFrom().ifPresent(event::validFrom);
        stored.validUntil().ifPresent(event::validUntil);
        stored.blockReason().ifPresent(event::blockReason);
        if (dataKey.isPresent()) {
            byte[] plain = new AesGcm(dataKey.get())
                    .decrypt(HexFormat.of().parseHex(stored.sealed()), bound(stored.subject(), stored.version()));
            List<Optional<String>> fields = HashChain.decode(plain);
            fields.get(0).ifPresent(event::reference);
            fields.get(1).ifPresent(actor -> event.actor(stored.actorRole(), actor));
            fields.get(2).ifPresent(event::evidence);
            fields.get(3).ifPresent(event::refersTo);
            fields.get(4).ifPresent(event::contactPoint);
        }
        return event.build();
    }

    static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new LedgerException(LedgerFault.KEY_UNAVAILABLE, "A keyed hash could not be made", e);
        }
    }

    private static List<Optional<String>> identifying(ConsentEvent event) {
        return List.of(
                Optional.of(event.reference()),
                event.actor(),
                event.evidence(),
                event.refersTo(),
                event.contactPoint());
    }

    private static byte[] bound(String subject, long version) {
        return HashChain.encode(List.of(Optional.of(subject), Optional.of(Long.toString(version))));
    }
}
