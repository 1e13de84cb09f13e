package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonOutput;
import org.tidings.core.json.JsonReader;

/**
 * A yes that counts only when it is confirmed from the address that it is for. Immutable, safe for use by several threads.
 *
 * <p>Nothing is recorded about somebody who has not confirmed: what was asked for travels in the link, encrypted, so that
 * whoever types a stranger's address leaves no trace of him. A link from before a no of the person confirms nothing.
 */
public final class DoubleOptIn {
    private static final byte[] BOUND = "tidings double opt-in".getBytes(StandardCharsets.UTF_8);
    private static final int LONGEST_TOKEN = 4_000;
    private static final int NAME_BYTES = 16;
    private static final Set<ActorRole> CONFIRMING =
            Set.of(ActorRole.SELF, ActorRole.GUARDIAN, ActorRole.REPRESENTATIVE);

    private final ConsentLedger ledger;
    private final AesGcm key;
    private final Duration validity;

    private DoubleOptIn(ConsentLedger ledger, AesGcm key, Duration validity) {
        this.ledger = ledger;
        this.key = key;
        this.validity = validity;
    }

    /**
     * Returns the confirmation of yeses for a ledger.
     *
     * @param key key of 16, 24 or 32 bytes that encrypts the links; when it changes, links that are out are void
     * @param validity how long a link may be used
     * @throws IllegalArgumentException if the validity is not positive
     */
    public static DoubleOptIn of(ConsentLedger ledger, byte[] key, Duration validity) {
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("a link is valid for some time, not " + validity);
        }
        return new DoubleOptIn(Objects.requireNonNull(ledger, "ledger"), new AesGcm(key), validity);
    }

    /**
     * Returns the token of a link that confirms a yes. Send it to the address and to nobody else, and let the page behind
     * it change something only on POST.
     *
     * @param subject surrogate of the person
     * @param wanted the yes as it was asked for: purpose, channels, categories, validity, notice, actor, contact point and
     *     evidence count
     * @throws IllegalArgumentException if it is no yes, if its actor is neither the person nor somebody who acts for her,
     *     or if it is too long for a link
     */
    public String request(String subject, ConsentEvent wanted) {
        if (!wanted.type().isYes()) {
            throw new IllegalArgumentException("a " + wanted.type() + " needs no confirmation");
        }
        if (!CONFIRMING.contains(wanted.actorRole())) {
            throw new IllegalArgumentException("nobody confirms what " + wanted.actorRole() + " has said");
        }
        String text = JsonOutput.object(json -> {
            json.field("name", Base64.getUrlEncoder().withoutPadding().encodeToString(AesGcm.randomBytes(NAME_BYTES)))
                    .field("subject", subject)
                    .field("at", wanted.occurredAt().toString())
                    .field("purpose", wanted.purpose().orElseThrow())
                    .field("exact", wanted.exact())
                    .field(
                            "channels",
                            wanted.channels().stream().map(Channel::id).toList())
                    .field("categories", new TreeSet<>(wanted.categories()))
                    .field("explicit", wanted.explicit())
                    .field("actorRole", wanted.actorRole().name());
            wanted.actor().ifPresent(actor -> json.field("actor", actor));
            wanted.validFrom().ifPresent(from -> json.field("validFrom", from.toString()));
            wanted.validUntil().ifPresent(until -> json.field("validUntil", until.toString()));
            wanted.contactPoint().ifPresent(point -> json.field("contactPoint", point));
            wanted.notice().ifPresent(notice -> json.field("notice", notice));
            wanted.noticeVersion().ifPresent(version -> json.field("noticeVersion", version));
            wanted.jurisdiction().ifPresent(jurisdiction -> json.field("jurisdiction", jurisdiction));
            wanted.evidence().ifPresent(evidence -> json.field("evidence", evidence));
        });
        byte[] sealed = key.encrypt(text.getBytes(StandardCharsets.UTF_8), BOUND);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        if (token.length() > LONGEST_TOKEN) {
            throw new IllegalArgumentException(
                    "the yes makes a link of " + token.length() + " characters; " + LONGEST_TOKEN + " at most");
        }
        return token;
    }

    /** What a confirmation has come to. */
    public enum Confirmation {
        /** The yes is recorded. */
        CONFIRMED,
        /** It was confirmed before. */
        REPEATED,
        /** The link is none, or somebody has changed it. */
        NO_LINK,
        /** The link is too old. */
        TOO_OLD,
        /** The person has said no since it was asked for, or was erased. */
        OVERTAKEN
    }

    /**
     * Records the yes of a link.
     *
     * @param at when it was confirmed
     * @throws LedgerException with STORE_UNAVAILABLE, KEY_UNAVAILABLE or CLOCK_AHEAD
     */
    public Confirmation confirm(String token, Instant at) {
        Optional<JsonFields> opened = open(token);
        if (opened.isEmpty()) {
            return Confirmation.NO_LINK;
        }
        JsonFields fields = opened.get();
        Instant asked = fields.parsed("at", "an instant", Instant::parse).orElse(Instant.MIN);
        if (at.isAfter(asked.plus(validity)) || at.isBefore(asked)) {
            return Confirmation.TOO_OLD;
        }
        String subject = fields.text("subject");
        ConsentEvent yes = event(fields, at, asked);
        LedgerView view = ledger.view(subject);
        boolean isOvertaken =
                view.erased() || view.history().events().stream().anyMatch(event -> isLaterNo(event, yes, asked));
        if (isOvertaken) {
            return Confirmation.OVERTAKEN;
        }
        String name = yes.idempotencyKey().orElseThrow();
        boolean isThere = view.history().events().stream()
                .anyMatch(event -> event.idempotencyKey().equals(Optional.of(name)));
        if (isThere) {
            return Confirmation.REPEATED;
        }
        try {
            return ledger.record(subject, yes).repeated() ? Confirmation.REPEATED : Confirmation.CONFIRMED;
        } catch (LedgerException e) {
            return switch (e.fault()) {
                // Two clicks at once: the other one was recorded, with its own time.
                case IDEMPOTENCY_CONFLICT -> Confirmation.REPEATED;
                case SUBJECT_ERASED -> Confirmation.OVERTAKEN;
                default -> throw e;
            };
        }
    }

    private static boolean isLaterNo(ConsentEvent event, ConsentEvent yes, Instant asked) {
        boolean isWord = switch (event.type()) {
            case REFUSE, WITHDRAW, OBJECT, RESTRICT -> true;
            case CHANNEL_BLOCK -> event.blockReason().orElse(BlockReason.SUBJECT_STOP) == BlockReason.SUBJECT_STOP;
            default -> false;
        };
        return isWord
                && !event.occurredAt().isBefore(asked)
                && event.coversPurpose(yes.purpose().orElseThrow());
    }

    private ConsentEvent event(JsonFields fields, Instant at, Instant asked) {
        String name = "double opt-in " + fields.text("name");
        ConsentEvent.Builder event = ConsentEvent.builder(ConsentEventType.GRANT, at)
                .reference(name)
                .idempotencyKey(name)
                .purpose(fields.text("purpose"))
                .exact(fields.bool("exact", false))
                .categories(new TreeSet<>(fields.texts("categories")))
                .explicit(fields.bool("explicit", false));
        // What cannot be read is never left out: a yes to fewer channels would become one to all.
        Channel[] channels = fields.texts("channels").stream()
                .map(id -> Channel.of(id).orElseThrow())
                .toArray(Channel[]::new);
        event.channels(channels);
        ActorRole role = fields.constant("actorRole", ActorRole.class).orElseThrow();
        fields.optionalText("actor").ifPresentOrElse(actor -> event.actor(role, actor), () -> event.actor(role));
        fields.parsed("validFrom", "an instant", Instant::parse).ifPresent(event::validFrom);
        fields.parsed("validUntil", "an instant", Instant::parse).ifPresent(event::validUntil);
        fields.optionalText("contactPoint").ifPresent(event::contactPoint);
        Optional<String> version = fields.optionalText("noticeVersion");
        fields.optionalText("notice")
                .ifPresent(notice -> version.ifPresentOrElse(v -> event.notice(notice, v), () -> event.notice(notice)));
        fields.optionalText("jurisdiction").ifPresent(event::jurisdiction);
        String form = fields.optionalText("evidence").map(proof -> ", " + proof).orElse("");
        return event.evidence("asked " + asked + ", confirmed by link" + form).build();
    }

    private Optional<JsonFields> open(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            byte[] plain = key.decrypt(Base64.getUrlDecoder().decode(token), BOUND);
            SourceText source = new SourceText("link", new String(plain, StandardCharsets.UTF_8));
            Diagnostics diagnostics = new Diagnostics();
            return JsonReader.readObject(source, diagnostics, Limits.defaults())
                    .map(object -> JsonFields.of(source, diagnostics, object));
        } catch (IllegalArgumentException | LedgerException e) {
            // Not base64, or not what this key has encrypted: no link of ours.
            return Optional.empty();
        }
    }
}
