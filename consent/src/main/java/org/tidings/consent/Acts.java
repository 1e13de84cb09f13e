package org.tidings.consent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidings.core.DecisionCode;

/**
 * The acts that a decision sees and that speak about its purpose and channel, oldest first: neither after its instant nor
 * recorded after its knowledge.
 */
final class Acts {
    private final DecisionRequest request;
    private final List<Act> acts = new ArrayList<>();
    /** Findings of faulty notices, whatever purpose they name. */
    private final List<ConsentEvent> invalidations = new ArrayList<>();

    private final ConsentAge consentAge;
    /** Answers that do not depend on the category, because no word is limited to categories; by what is asked of the yes. */
    private final @Nullable Answer[] answers = new Answer[4];

    private final Set<ConsentEventType> types = EnumSet.noneOf(ConsentEventType.class);

    private boolean isLimitedToCategories;
    private boolean isTold;

    Acts(DecisionRequest request, ConsentAge consentAge) {
        this.request = request;
        this.consentAge = consentAge;
    }

    /** Adds the acts of a person's record that satisfy a condition. */
    Acts add(ConsentHistory history, String owner, Competence competence, Predicate<ConsentEvent> condition) {
        for (ConsentEvent event : history.events()) {
            if (!isVisible(event, request)) {
                continue;
            }
            if (event.type() == ConsentEventType.INVALIDATE) {
                invalidations.add(event);
            } else if (event.coversChannel(request.channel())
                    && event.coversPurpose(request.purpose())
                    && condition.test(event)) {
                boolean isOfAge = competence.isOfAge(event);
                acts.add(new Act(event, owner, competence.canAct(event, isOfAge), isOfAge));
                types.add(event.type());
                isLimitedToCategories |= !event.categories().isEmpty();
            }
        }
        return this;
    }

    /** Returns whether a decision sees an event. */
    static boolean isVisible(ConsentEvent event, DecisionRequest request) {
        return !event.occurredAt().isAfter(request.at()) && !event.recordedAt().isAfter(request.asOf());
    }

    /**
     * Returns the latest act of a type that nothing has lifted.
     *
     * @param closing which acts of the type stand against the message
     * @param lifting which acts may lift them
     * @param category category of data that is asked for, or null for the message as a whole
     */
    Optional<ConsentEvent> standing(
            ConsentEventType type, Predicate<Act> closing, Predicate<Act> lifting, @Nullable String category) {
        // Most records have no such act, and this saves looking for one.
        return types.contains(type)
                ? standing(act -> act.type() == type && closing.test(act), lifting, category)
                : Optional.empty();
    }

    /**
     * Returns the latest act of a kind that nothing has lifted.
     *
     * @param closing which acts stand against the message
     * @param lifting which acts may lift them
     * @param category category of data that is asked for, or null for the message as a whole
     */
    private Optional<ConsentEvent> standing(Predicate<Act> closing, Predicate<Act> lifting, @Nullable String category) {
        for (int i = acts.size() - 1; i >= 0; i--) {
            Act no = acts.get(i);
            if (closing.test(no) && !isLifted(no, lifting, category)) {
                return Optional.of(no.event());
            }
        }
        return Optional.empty();
    }

    private boolean isLifted(Act no, Predicate<Act> lifting, @Nullable String category) {
        for (Act act : acts) {
            if (lifting.test(act) && act.lifts(no, category)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the acts say to the question whether there is consent.
     *
     * @param fault why there is none, or null if there is
     * @param read the act that decides
     */
    record Answer(@Nullable DecisionCode fault, Optional<ConsentEvent> read) {}

    /**
     * Answers the question whether there is consent.
     *
     * @param category category of data that is asked for, or null for the message as a whole
     * @param isExplicit whether the yes must have been given in express words
     * @param isProven whether the yes must have evidence, as it must where consent is the legal ground
     */
    Answer consent(@Nullable String category, boolean isExplicit, boolean isProven) {
        if (isLimitedToCategories) {
            return answer(category, isExplicit, isProven);
        }
        int asked = (isExplicit ? 2 : 0) + (isProven ? 1 : 0);
        Answer known = answers[asked];
        if (known == null) {
            known = answer(null, isExplicit, isProven);
            answers[asked] = known;
        }
        return known;
    }

    private Answer answer(@Nullable String category, boolean isExplicit, boolean isProven) {
        Predicate<Act> no = act -> act.type().isNo() && act.canAct() && isAbout(act, category);
        Predicate<Act> yes = act -> act.type().isYes()
                && act.canAct()
                && (!isProven || act.event().evidence().isPresent());
        Optional<ConsentEvent> standing = standing(no, yes, category);
        if (standing.isPresent()) {
            return new Answer(noCode(standing.get()), standing);
        }
        Answer answer = new Answer(DecisionCode.NO_CONSENT_RECORDED, Optional.empty());
        for (Act act : acts) {
            if (!act.type().isYes() || (category != null && !act.event().coversCategory(category))) {
                continue;
            }
            DecisionCode fault = yes.test(act) ? fault(act, no, yes, category, isExplicit) : unfitness(act);
            answer = new Answer(fault, Optional.of(act.event()));
            if (fault == null) {
                break;
            }
        }
        return answer;
    }

    /** Returns whether a no is about a message as a whole, or about a category of data. */
    private static boolean isAbout(Act no, @Nullable String category) {
        return category == null ? no.event().categories().isEmpty() : no.touches(category);
    }

    private static DecisionCode noCode(ConsentEvent no) {
        return no.type() == ConsentEventType.REFUSE ? DecisionCode.CONSENT_REFUSED : DecisionCode.CONSENT_WITHDRAWN;
    }

    private static DecisionCode unfitness(Act yes) {
        return yes.canAct() ? DecisionCode.GRANT_NOT_DEMONSTRABLE : DecisionCode.GRANT_BY_INCOMPETENT_ACTOR;
    }

    /** Returns why a yes that could be given and is proven does not count now, or null if it does. */
    private @Nullable DecisionCode fault(
            Act yes, Predicate<Act> no, Predicate<Act> otherYes, @Nullable String category, boolean isExplicit) {
        if (isInvalidated(yes.event())) {
            return DecisionCode.CONSENT_INVALIDATED;
        }
        if (isExplicit && !yes.event().explicit()) {
            return DecisionCode.EXPLICIT_CONSENT_REQUIRED;
        }
        // Another yes has lifted each no; a yes that did not do so itself was overridden and stays so.
        for (int i = acts.size() - 1; i >= 0; i--) {
            if (no.test(acts.get(i)) && !yes.lifts(acts.get(i), category)) {
                return noCode(acts.get(i).event());
            }
        }
        if (isEarly(yes.event())) {
            return DecisionCode.CONSENT_NOT_YET_VALID;
        }
        return hasRunOut(yes.event()) || isReplaced(yes, otherYes) ? DecisionCode.CONSENT_EXPIRED : null;
    }

    /** Returns whether a notice under which a yes was given has been found faulty. */
    private boolean isInvalidated(ConsentEvent yes) {
        for (ConsentEvent event : invalidations) {
            if (yes.notice().isPresent()
                    && event.notice().equals(yes.notice())
                    && (event.noticeVersion().isEmpty() || event.noticeVersion().equals(yes.noticeVersion()))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the actor has said until when by a later yes of the same scope, and that time is over. */
    private boolean isReplaced(Act yes, Predicate<Act> otherYes) {
        for (Act act : acts) {
            if (otherYes.test(act)
                    && act.event().occurredAt().isAfter(yes.event().occurredAt())
                    && hasRunOut(act.event())
                    && Act.isSameScope(act.event(), yes.event())
                    && (act.isSameActor(yes) || (isImported(act) && isImported(yes)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isImported(Act act) {
        return act.event().actorRole() == ActorRole.IMPORT;
    }

    private boolean isEarly(ConsentEvent yes) {
        return yes.validFrom().isPresent()
                && request.at().isBefore(yes.validFrom().get());
    }

    private boolean hasRunOut(ConsentEvent yes) {
        return !request.at().isBefore(consentAge.endOf(yes));
    }

    /** Returns whether an act that may count says no, or says a yes that has begun. */
    boolean hasWordOnContact() {
        for (Act act : acts) {
            if (act.canAct()
                    && (act.type().isNo()
                            ? act.event().categories().isEmpty()
                            : act.type().isYes() && !isEarly(act.event()))) {
                return true;
            }
        }
        return false;
    }

    /** Tells a trace when the yeses that are seen begin and cease to count. */
    void tellChanges(DecisionTrace trace) {
        if (isTold) {
            return;
        }
        isTold = true;
        for (Act act : acts) {
            if (act.type().isYes() && act.canAct()) {
                act.event().validFrom().ifPresent(trace::changesAt);
                trace.changesAt(consentAge.endOf(act.event()));
            }
        }
    }
}
