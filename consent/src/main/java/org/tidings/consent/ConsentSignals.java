package org.tidings.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tidings.core.Channel;

/**
 * Records what comes back from carriers: replies and bounces. Immutable, safe for use by several threads.
 *
 * <p>What belongs to a known person goes to her record; what nobody can assign goes to the suppression list, so that it
 * counts all the same.
 */
public final class ConsentSignals {
    private static final int SOFT_BOUNCES = 5;
    private static final Duration SOFT_WINDOW = Duration.ofDays(30);

    private final ConsentLedger ledger;
    private final SmsKeywords keywords;
    private final int softBounces;
    private final Duration softWindow;

    private ConsentSignals(ConsentLedger ledger, SmsKeywords keywords, int softBounces, Duration softWindow) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.keywords = Objects.requireNonNull(keywords, "keywords");
        this.softBounces = softBounces;
        this.softWindow = softWindow;
    }

    /** Returns the recording into a ledger; five soft bounces within 30 days count as a hard one. */
    public static ConsentSignals into(ConsentLedger ledger, SmsKeywords keywords) {
        return new ConsentSignals(ledger, keywords, SOFT_BOUNCES, SOFT_WINDOW);
    }

    /**
     * Returns a copy with another rule for soft bounces.
     *
     * @throws IllegalArgumentException if the number or the window is not positive
     */
    public ConsentSignals withSoftBounces(int number, Duration window) {
        if (number < 1 || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(number + " bounces within " + window + "; both are positive");
        }
        return new ConsentSignals(ledger, keywords, number, window);
    }

    /**
     * Records a reply to a text message and returns what it meant; nothing where a person has to read it.
     *
     * @param subject surrogate of the person whose number it is; absent where nobody knows
     * @param point number that it came from
     * @param messageId name of the reply at the carrier: the same reply twice is recorded once
     */
    public Optional<SmsKeywords.Meaning> reply(
            Optional<String> subject, ContactPoint point, String text, Instant at, String messageId) {
        Optional<SmsKeywords.Meaning> meaning = keywords.meaning(text);
        if (meaning.isEmpty() || meaning.get() == SmsKeywords.Meaning.HELP) {
            return meaning;
        }
        boolean isStop = meaning.get() == SmsKeywords.Meaning.STOP;
        if (subject.isEmpty()) {
            // A START of nobody opens nothing: whose STOP it takes back is not known.
            if (isStop) {
                ledger.suppressions().add(point, SuppressionReason.STOP);
            }
            return meaning;
        }
        ConsentEvent.Builder event = ConsentEvent.builder(
                        isStop ? ConsentEventType.CHANNEL_BLOCK : ConsentEventType.CHANNEL_UNBLOCK, at)
                .channels(point.channel())
                .reference("reply " + messageId)
                .evidence("reply " + messageId)
                .idempotencyKey("reply " + messageId);
        if (isStop) {
            // Without the number: it follows the person to a new one.
            ledger.withdrawOnce(
                    subject.get(), event.blockReason(BlockReason.SUBJECT_STOP).build());
        } else {
            ledger.recordOnce(subject.get(), event.build());
        }
        return meaning;
    }

    /**
     * Records bounces of one contact point, and returns whether it is blocked now.
     *
     * @param subject surrogate of the person whose address it is; absent where nobody knows
     * @param bounces what was reported since the last message that arrived, in any order; the newest decides
     * @throws IllegalArgumentException if they are of several contact points
     */
    public boolean bounced(Optional<String> subject, List<Bounce> bounces) {
        if (bounces.stream().map(Bounce::point).distinct().count() > 1) {
            throw new IllegalArgumentException("bounces of one contact point are looked at together");
        }
        Optional<Bounce> deciding = deciding(bounces);
        deciding.ifPresent(bounce -> block(subject, bounce));
        return deciding.isPresent();
    }

    private Optional<Bounce> deciding(List<Bounce> bounces) {
        Optional<Bounce> hard = bounces.stream()
                .filter(bounce -> bounce.kind() == Bounce.Kind.HARD)
                .max(Comparator.comparing(Bounce::at).thenComparing(Bounce::report));
        if (hard.isPresent()) {
            return hard;
        }
        List<Bounce> soft = bounces.stream()
                .sorted(Comparator.comparing(Bounce::at).thenComparing(Bounce::report))
                .toList();
        for (int last = softBounces - 1; last < soft.size(); last++) {
            Instant first = soft.get(last - softBounces + 1).at();
            if (!soft.get(last).at().isAfter(first.plus(softWindow))) {
                return Optional.of(soft.get(last));
            }
        }
        return Optional.empty();
    }

    private void block(Optional<String> subject, Bounce bounce) {
        if (subject.isEmpty()) {
            ledger.suppressions().add(bounce.point(), SuppressionReason.UNDELIVERABLE);
            return;
        }
        Channel channel = bounce.point().channel();
        ledger.recordOnce(
                subject.get(),
                ConsentEvent.builder(ConsentEventType.CHANNEL_BLOCK, bounce.at())
                        .actor(ActorRole.SYSTEM)
                        .channels(channel)
                        .blockReason(BlockReason.UNDELIVERABLE)
                        .contactPoint(bounce.point().address())
                        .reference("bounce " + bounce.report())
                        .evidence("report " + bounce.report())
                        .idempotencyKey("bounce " + bounce.report())
                        .build());
    }
}
