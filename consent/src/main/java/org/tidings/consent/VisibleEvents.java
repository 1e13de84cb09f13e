package org.tidings.consent;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Channel;
import org.tidings.core.DataCategory;
import org.tidings.core.DecisionCode;

/** The events of one person that a decision sees: neither after its instant nor recorded after its knowledge. */
final class VisibleEvents {
    private final List<ConsentEvent> events;
    private final String purpose;
    private final Channel channel;
    private final Instant at;
    private final Instant asOf;
    private final Optional<Period> maxConsentAge;
    private final ZoneId zone;

    /**
     * Returns the events of a history that a request sees.
     *
     * @param maxConsentAge how long a yes counts at most
     * @param zone zone in which that age is counted
     */
    VisibleEvents(ConsentHistory history, DecisionRequest request, Optional<Period> maxConsentAge, ZoneId zone) {
        this.events = history.events();
        this.maxConsentAge = maxConsentAge;
        this.zone = zone;
        this.purpose = request.purpose();
        this.channel = request.channel();
        this.at = request.at();
        this.asOf = request.asOf();
    }

    /**
     * Returns the event that decides among those of an interest that speak about purpose and channel: the latest; of
     * several at one time one that closes.
     */
    Optional<ConsentEvent> latest(Predicate<ConsentEvent> interest) {
        ConsentEvent found = null;
        for (int i = events.size() - 1; i >= 0; i--) {
            ConsentEvent event = events.get(i);
            if (found != null && event.occurredAt().isBefore(found.occurredAt())) {
                break;
            }
            if (isVisible(event) && covers(event) && interest.test(event)) {
                if (!event.type().opens()) {
                    return Optional.of(event);
                }
                if (found == null) {
                    found = event;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** Returns the first event of a type, whatever purpose and channel it speaks about. */
    Optional<ConsentEvent> first(ConsentEventType type) {
        for (ConsentEvent event : events) {
            if (event.type() == type && isVisible(event)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** Returns whether the notice under which a yes was given has been found faulty. */
    private boolean isInvalidated(ConsentEvent yes) {
        if (yes.notice().isEmpty()) {
            return false;
        }
        for (ConsentEvent event : events) {
            if (event.type() == ConsentEventType.INVALIDATE
                    && isVisible(event)
                    && event.notice().equals(yes.notice())
                    && (event.noticeVersion().isEmpty() || event.noticeVersion().equals(yes.noticeVersion()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isVisible(ConsentEvent event) {
        return !event.occurredAt().isAfter(at) && !event.recordedAt().isAfter(asOf);
    }

    private boolean covers(ConsentEvent event) {
        return event.coversChannel(channel) && event.coversPurpose(purpose);
    }

    /** Returns whether a no limited to categories touches a category, which may be wider or narrower. */
    static boolean touches(ConsentEvent event, String category) {
        for (String own : event.categories()) {
            if (DataCategory.covers(own, category) || DataCategory.covers(category, own)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an event is a word on whether one may write at all: a yes that has begun, or a general no. */
    boolean isWordOnContact(ConsentEvent event) {
        return event.type().isNo() ? event.categories().isEmpty() : event.type().isYes() && !isEarly(event);
    }

    /** Returns whether a yes does not count yet; until it does, an earlier word stays in force. */
    boolean isEarly(ConsentEvent yes) {
        return yes.validFrom().filter(at::isBefore).isPresent();
    }

    boolean isYesInForce(ConsentEvent event) {
        return event.type().isYes() && !isEarly(event) && fault(event) == null;
    }

    /** Returns why a word that has begun is no yes in force, or null if it is one. */
    @Nullable
    DecisionCode fault(ConsentEvent word) {
        if (word.type() == ConsentEventType.REFUSE) {
            return DecisionCode.CONSENT_REFUSED;
        } else if (word.type() == ConsentEventType.WITHDRAW) {
            return DecisionCode.CONSENT_WITHDRAWN;
        } else if (isInvalidated(word)) {
            return DecisionCode.CONSENT_INVALIDATED;
        }
        return at.isBefore(endOf(word)) ? null : DecisionCode.CONSENT_EXPIRED;
    }

    /** Returns the instant from which a yes no longer counts: its own end, or that of the greatest age of a yes. */
    private Instant endOf(ConsentEvent yes) {
        Instant end = yes.validUntil().orElse(Instant.MAX);
        if (maxConsentAge.isEmpty()) {
            return end;
        }
        Instant old = yes.occurredAt().atZone(zone).plus(maxConsentAge.get()).toInstant();
        return old.isBefore(end) ? old : end;
    }

    /** Tells a trace when the yeses that are seen begin and cease to count. */
    void tellChanges(DecisionTrace trace) {
        for (ConsentEvent event : events) {
            if (event.type().isYes() && isVisible(event) && covers(event)) {
                event.validFrom().ifPresent(trace::changesAt);
                trace.changesAt(endOf(event));
            }
        }
    }
}
