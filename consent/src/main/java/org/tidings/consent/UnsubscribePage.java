package org.tidings.consent;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.tidings.core.Catalogue;
import org.tidings.core.ChannelTerms;
import org.tidings.core.ContactRule;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Purpose;

/**
 * Answers the requests to an unsubscribe link, whatever web server stands before it. Immutable, safe for use by several
 * threads.
 *
 * <p>GET shows a form and changes nothing, because mail scanners follow every link; POST changes. Whoever asks learns
 * nothing: a link that was never made gets the same answers. A no by a click is taken for what the law gives the person:
 * she takes her consent back, and where the message rested on a public task or on legitimate interests and no contact rule
 * asked her, she objects.
 */
public final class UnsubscribePage {
    private final UnsubscribeTokens tokens;
    private final Function<String, Optional<Unsubscription>> byMessage;
    private final ConsentLedger ledger;
    private final Catalogue catalogue;
    private final InstantSource clock;

    private UnsubscribePage(
            UnsubscribeTokens tokens,
            Function<String, Optional<Unsubscription>> byMessage,
            ConsentLedger ledger,
            Catalogue catalogue,
            InstantSource clock) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.byMessage = Objects.requireNonNull(byMessage, "byMessage");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Returns the page.
     *
     * @param byMessage finds, by the name of a message, to whom it went and for what
     * @param clock when a click took place
     */
    public static UnsubscribePage of(
            UnsubscribeTokens tokens,
            Function<String, Optional<Unsubscription>> byMessage,
            ConsentLedger ledger,
            Catalogue catalogue,
            InstantSource clock) {
        return new UnsubscribePage(tokens, byMessage, ledger, catalogue, clock);
    }

    /** What to send back. */
    public enum Answer {
        /** 200: a page with a form that posts {@code List-Unsubscribe=One-Click} to the same address. */
        FORM(200),
        /** 200: it is done. */
        DONE(200),
        /** 400: the POST is none of RFC 8058. */
        BAD_REQUEST(400),
        /** 405: neither GET, HEAD nor POST. */
        NOT_ALLOWED(405),
        /** 503: the ledger cannot be reached; to be tried again, nothing is promised. */
        TRY_AGAIN(503);

        private final int status;

        Answer(int status) {
            this.status = status;
        }

        /** Returns the status of HTTP. */
        public int status() {
            return status;
        }
    }

    /**
     * Answers a request. A POST that is DONE is recorded, and waits for messages under way, as
     * {@link ConsentLedger#withdraw} does; the same link may be used again and changes nothing more. What an outage has
     * interrupted is done by the next POST.
     *
     * @param method method of HTTP
     * @param token what follows the address of the page
     * @param body body of a POST, {@code application/x-www-form-urlencoded} or {@code multipart/form-data}; mail programs
     *     send either
     */
    public Answer answer(String method, String token, String body) {
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "GET", "HEAD" -> Answer.FORM;
            case "POST" -> OneClick.isIn(body) ? unsubscribe(token) : Answer.BAD_REQUEST;
            default -> Answer.NOT_ALLOWED;
        };
    }

    private Answer unsubscribe(String token) {
        Optional<Unsubscription> what = tokens.open(token, byMessage);
        try {
            if (what.isEmpty()) {
                // Asked as well, so that the answer of an outage tells nothing either.
                ledger.version("nobody");
            } else {
                for (ConsentEvent event : events(what.get())) {
                    ledger.withdrawOnce(what.get().subject(), event);
                }
            }
            return Answer.DONE;
        } catch (LedgerException e) {
            return switch (e.fault()) {
                // Nothing is held about the person any more that could be sent to.
                case SUBJECT_ERASED -> Answer.DONE;
                default -> Answer.TRY_AGAIN;
            };
        }
    }

    private List<ConsentEvent> events(Unsubscription what) {
        List<ConsentEvent> events = new ArrayList<>();
        events.add(event(ConsentEventType.WITHDRAW, what));
        if (isObjection(what)) {
            events.add(event(ConsentEventType.OBJECT, what));
        }
        return events;
    }

    private boolean isObjection(Unsubscription what) {
        Optional<Purpose> purpose = catalogue.purpose(what.purpose());
        Optional<ChannelTerms> terms = purpose.map(of -> of.terms().get(what.channel()));
        return terms.isPresent()
                && (terms.get().basis() == LawfulBasis.PUBLIC_TASK
                        || terms.get().basis() == LawfulBasis.LEGITIMATE_INTERESTS)
                && (terms.get().contactRule() == ContactRule.NONE
                        || purpose.get().directMarketing());
    }

    private ConsentEvent event(ConsentEventType type, Unsubscription what) {
        String key = "unsubscribe " + what.messageId() + (type == ConsentEventType.OBJECT ? " objection" : "");
        return ConsentEvent.builder(type, clock.instant())
                .reference(key)
                .purpose(what.purpose())
                .channels(what.channel())
                .evidence("one click in message " + what.messageId())
                .idempotencyKey(key)
                .build();
    }
}
