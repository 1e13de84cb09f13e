package org.tidings.consent;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.DataCategory;

/**
 * One event as a decision reads it, and the lift rule.
 *
 * <p>A no is lifted only by a strictly later yes of equal or narrower scope, given by the same actor or by the competent
 * person herself, and never by an import.
 *
 * @param event the event
 * @param owner id of the person in whose record it stands
 * @param canAct whether the actor could perform it when it took place
 * @param isOfAge whether the person was then old enough for her own yes to count
 */
record Act(ConsentEvent event, String owner, boolean canAct, boolean isOfAge) {
    ConsentEventType type() {
        return event.type();
    }

    /**
     * Returns whether this act lifts another.
     *
     * @param no the act that closes
     * @param category category of data that is asked for, or null for the message as a whole
     */
    boolean lifts(Act no, @Nullable String category) {
        if (!canAct || !event.occurredAt().isAfter(no.event.occurredAt()) || !mayAnswer(no)) {
            return false;
        }
        Optional<String> answered = event.refersTo();
        if (answered.isPresent() && !type().isYes()) {
            return answered.get().equals(no.event.reference());
        }
        return isWithin(event, no.event) && answers(no.event, category);
    }

    private boolean mayAnswer(Act no) {
        return switch (event.actorRole()) {
            case IMPORT, SYSTEM -> false;
            case AGENCY ->
                switch (type()) {
                    case OBJECTION_REJECTED, RESTRICTION_LIFTED -> true;
                    default -> no.event.actorRole() == ActorRole.AGENCY || no.event.actorRole() == ActorRole.SYSTEM;
                };
            case SELF -> type() != ConsentEventType.OBJECTION_REJECTED && (isOfAge || isSameActor(no));
            case GUARDIAN, REPRESENTATIVE -> type() != ConsentEventType.OBJECTION_REJECTED && isSameActor(no);
        };
    }

    /** Returns whether one person acted in both; an unnamed actor is the same as nobody. */
    boolean isSameActor(Act other) {
        Optional<String> own = person();
        return own.isPresent() && own.equals(other.person());
    }

    private Optional<String> person() {
        return switch (event.actorRole()) {
            case SELF -> Optional.of(owner);
            case GUARDIAN, REPRESENTATIVE -> event.actor();
            case AGENCY, IMPORT, SYSTEM -> Optional.empty();
        };
    }

    /** Returns whether all that one event says of purposes, channels and data lies within what another says of them. */
    static boolean isWithin(ConsentEvent inner, ConsentEvent outer) {
        return isPurposeWithin(inner, outer)
                && (outer.channels().isEmpty()
                        || (!inner.channels().isEmpty() && outer.channels().containsAll(inner.channels())))
                && areCategoriesWithin(inner.categories(), outer);
    }

    private static boolean isPurposeWithin(ConsentEvent inner, ConsentEvent outer) {
        if (outer.purpose().isEmpty()) {
            return true;
        }
        return inner.purpose().isPresent()
                && (inner.exact() || !outer.exact())
                && outer.coversPurpose(inner.purpose().get());
    }

    private static boolean areCategoriesWithin(Set<String> inner, ConsentEvent outer) {
        if (outer.categories().isEmpty()) {
            return true;
        }
        return !inner.isEmpty() && inner.stream().allMatch(outer::coversCategory);
    }

    /** Returns whether two events say the same of purposes, channels and data. */
    static boolean isSameScope(ConsentEvent one, ConsentEvent other) {
        return one.purpose().equals(other.purpose())
                && one.exact() == other.exact()
                && one.channels().equals(other.channels())
                && one.categories().equals(other.categories());
    }

    /** Returns whether this act speaks about all that a no says of the data that are asked for. */
    private boolean answers(ConsentEvent no, @Nullable String category) {
        if (no.categories().isEmpty()) {
            // A yes to some data is a yes to a message with these data; the end of an objection to some is no end of
            // it.
            return category == null ? type().isYes() || event.categories().isEmpty() : event.coversCategory(category);
        }
        for (String own : no.categories()) {
            if (category == null || DataCategory.covers(category, own)) {
                if (!event.coversCategory(own)) {
                    return false;
                }
            } else if (DataCategory.covers(own, category) && !event.coversCategory(category)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether what an act says of data includes, or is a part of, a category. */
    boolean touches(String category) {
        if (event.categories().isEmpty()) {
            return true;
        }
        for (String own : event.categories()) {
            if (DataCategory.covers(own, category) || DataCategory.covers(category, own)) {
                return true;
            }
        }
        return false;
    }
}
