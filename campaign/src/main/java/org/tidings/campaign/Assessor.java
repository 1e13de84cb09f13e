package org.tidings.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;
import org.tidings.core.EvaluationContext;
import org.tidings.segmentation.Evaluation;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Truth;

/**
 * The first stage, per person: is the person meant, who reads the message, on which channel. Pure: nothing but the
 * person, the recipients and the instant matter. Owned by one thread.
 */
final class Assessor {
    private static final Set<Channel> ALL = Set.of(Channel.values());

    private final RunSetting setting;
    private final Evaluations evaluations;
    private final ContactFinder contacts;

    Assessor(RunSetting setting, Evaluations evaluations) {
        this.setting = setting;
        this.evaluations = evaluations;
        this.contacts = new ContactFinder(setting, evaluations);
    }

    /** What a step says about a person: the truth of its segment, and more where that is true. */
    record Assessment(Truth truth, Optional<Meant> meant) {
        static final Assessment FALSE = new Assessment(Truth.FALSE, Optional.empty());
        static final Assessment UNKNOWN = new Assessment(Truth.UNKNOWN, Optional.empty());
    }

    /** Returns one assessment per step of the programme, in its order. A failure of the library itself is an outcome. */
    List<Assessment> assess(int person) {
        evaluations.forget();
        List<Assessment> result = new ArrayList<>(setting.programme().steps().size());
        for (ProgrammeStep step : setting.programme().steps()) {
            try {
                result.add(assess(step, person));
            } catch (RuntimeException e) {
                result.add(new Assessment(Truth.TRUE, Optional.of(failed(step, person, e))));
            }
        }
        return result;
    }

    /** Returns where a step is evaluated for a person; the programme's instant where the person has no deadline. */
    static EvaluationContext context(RunSetting setting, Optional<StepDates> dates) {
        return dates.map(days -> EvaluationContext.startOf(
                        days.nominalDay(), setting.programme().agencyZone()))
                .orElse(setting.base());
    }

    /** Returns the days of a step for a person; nothing where the step, or the person, has no deadline. */
    Optional<StepDates> dates(ProgrammeStep step, int person) {
        Optional<Expression> deadline = step.campaign().deadline();
        if (deadline.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDate> day = evaluations.of(person, setting.base()).date(deadline.get());
        return day.map(found -> new StepDates(found, step.nominalDay(found)));
    }

    private Assessment assess(ProgrammeStep step, int person) {
        Campaign campaign = step.campaign();
        Optional<StepDates> dates = dates(step, person);
        EvaluationContext context = context(setting, dates);
        Evaluation evaluation = evaluations.of(person, context);
        Truth truth = evaluation.truth(campaign.segment());
        if (truth != Truth.TRUE) {
            return truth == Truth.FALSE ? Assessment.FALSE : Assessment.UNKNOWN;
        }
        Optional<Reason> refusal = refusal(step, dates, evaluation);
        List<Candidate> candidates =
                refusal.isPresent() ? List.of() : candidates(campaign, person, context, evaluation);
        if (refusal.isEmpty() && candidates.isEmpty()) {
            refusal = Optional.of(Reason.of(ReasonCode.NO_GUARDIAN));
        }
        return new Assessment(
                Truth.TRUE,
                Optional.of(new Meant(
                        step,
                        person,
                        evaluations.people().profile(person).personId(),
                        true,
                        dates,
                        context,
                        text(campaign.status(), evaluation),
                        text(campaign.detail(), evaluation),
                        text(campaign.subjectOrder(), evaluation),
                        refusal,
                        candidates)));
    }

    private Optional<Reason> refusal(ProgrammeStep step, Optional<StepDates> dates, Evaluation evaluation) {
        if (step.hasDeadline() && dates.isEmpty()) {
            return Optional.of(Reason.of(ReasonCode.NO_DEADLINE));
        }
        if (dates.isPresent()
                && dates.get().nominalDay().isBefore(setting.base().today())) {
            return Optional.of(Reason.of(ReasonCode.STEP_PASSED));
        }
        Optional<Expression> holdout = step.campaign().holdout();
        return holdout.isPresent() && evaluation.isTrue(holdout.get())
                ? Optional.of(Reason.of(ReasonCode.HOLDOUT))
                : Optional.empty();
    }

    private List<Candidate> candidates(
            Campaign campaign, int person, EvaluationContext context, Evaluation evaluation) {
        boolean alwaysSelf = campaign.self().isEmpty() && campaign.guardians() == Campaign.Guardians.NONE;
        if (alwaysSelf
                || (campaign.self().isPresent()
                        && evaluation.isTrue(campaign.self().get()))) {
            return List.of(contacts.find(campaign, person, person, Candidate.Relation.SELF, context, ALL));
        }
        if (campaign.guardians() == Campaign.Guardians.NONE) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Guardianship guardianship : evaluations.people().guardians(person)) {
            boolean known =
                    candidates.stream().anyMatch(other -> other.recipientId().equals(guardianship.holder()));
            if (known || !guardianship.isActiveAt(context.instant())) {
                continue;
            }
            Candidate candidate = guardian(campaign, person, guardianship, context);
            candidates.add(candidate);
            if (candidate.contact().isPresent() && campaign.guardians() == Campaign.Guardians.FIRST_USABLE) {
                break;
            }
        }
        return candidates;
    }

    private Candidate guardian(Campaign campaign, int person, Guardianship guardianship, EvaluationContext context) {
        Candidate.Relation relation = guardianship.kind() == Guardianship.Kind.GUARDIAN
                ? Candidate.Relation.GUARDIAN
                : Candidate.Relation.REPRESENTATIVE;
        OptionalInt holder = evaluations.people().indexOf(guardianship.holder());
        ReasonCode refusal = holder.isEmpty()
                ? ReasonCode.RECIPIENT_UNKNOWN
                : guardianship.noContact()
                                || !guardianship.coversPurpose(
                                        campaign.purpose().id())
                        ? ReasonCode.NOT_AUTHORISED
                        : null;
        if (refusal != null) {
            return new Candidate(
                    holder.orElse(-1),
                    guardianship.holder(),
                    relation,
                    Optional.of(Reason.of(refusal)),
                    List.of(),
                    Optional.empty());
        }
        return contacts.find(campaign, person, holder.orElseThrow(), relation, context, ALL);
    }

    private Meant failed(ProgrammeStep step, int person, RuntimeException failure) {
        return new Meant(
                step,
                person,
                evaluations.people().profile(person).personId(),
                false,
                Optional.empty(),
                setting.base(),
                "",
                "",
                "",
                Optional.of(Failures.reason(failure)),
                List.of());
    }

    private static String text(Optional<Expression> expression, Evaluation evaluation) {
        return expression.isEmpty() ? "" : evaluation.text(expression.get()).orElse("");
    }
}
