package org.tidings.campaign;

import java.util.Optional;
import java.util.Set;
import org.tidings.consent.Guardianship;
import org.tidings.core.EvaluationContext;
import org.tidings.segmentation.Evaluation;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Truth;
import org.tidings.timing.SendSlot;

/** Looks, for the instant at which a message goes out, whether it still should. Owned by one thread. */
final class SendDayCheck {
    private final RunSetting setting;
    private final Evaluations evaluations;
    private final ContactFinder contacts;

    SendDayCheck(RunSetting setting, Evaluations evaluations, ContactFinder contacts) {
        this.setting = setting;
        this.evaluations = evaluations;
        this.contacts = contacts;
    }

    /**
     * Either a reason to leave the message, or the member as of the send instant.
     *
     * @param otherChannel whether the recipient may still be told on another channel
     */
    record Finding(Optional<Reason> reason, boolean otherChannel, Bundle.Member member) {
        private static Finding leaves(Reason reason, boolean otherChannel, Bundle.Member member) {
            return new Finding(Optional.of(reason), otherChannel, member);
        }
    }

    /** Looks at one person of a message. */
    Finding look(Bundle bundle, Bundle.Member member, SendSlot slot) {
        Campaign campaign = bundle.step().campaign();
        Meant meant = member.meant();
        EvaluationContext context =
                new EvaluationContext(slot.at(), setting.programme().agencyZone());
        Evaluation evaluation = evaluations.of(meant.person(), context);
        if (evaluation.truth(campaign.segment()) != Truth.TRUE) {
            return Finding.leaves(Reason.of(ReasonCode.LEFT_SEGMENT), false, member);
        }
        if (!mayStillRead(campaign, member, evaluation, context)) {
            return Finding.leaves(Reason.of(ReasonCode.NO_LONGER_USABLE, "mandate"), false, member);
        }
        Candidate now = contacts.find(
                campaign,
                meant.person(),
                bundle.recipient(),
                member.candidate().relation(),
                context,
                Set.of(bundle.channel()));
        if (now.refusal().isPresent()) {
            Reason refusal = now.refusal().get();
            boolean barred = refusal.code() == ReasonCode.BARRED;
            String detail = barred ? refusal.name() : bundle.channel().id();
            return Finding.leaves(Reason.of(ReasonCode.NO_LONGER_USABLE, detail), !barred, member);
        }
        Meant refreshed = meant.at(context, text(campaign.status(), evaluation), text(campaign.detail(), evaluation));
        return new Finding(Optional.empty(), false, new Bundle.Member(refreshed, now));
    }

    /** Returns whether the person is still the one to read, or the guardian still has the mandate. */
    private boolean mayStillRead(
            Campaign campaign, Bundle.Member member, Evaluation evaluation, EvaluationContext context) {
        Optional<Expression> self = campaign.self();
        boolean readsOneself = self.isPresent() && evaluation.isTrue(self.get());
        if (member.candidate().relation() == Candidate.Relation.SELF) {
            return self.isEmpty() || readsOneself;
        }
        if (readsOneself) {
            return false;
        }
        String holder = member.candidate().recipientId();
        for (Guardianship guardianship :
                evaluations.people().guardians(member.meant().person())) {
            if (guardianship.holder().equals(holder)
                    && guardianship.isActiveAt(context.instant())
                    && !guardianship.noContact()
                    && guardianship.coversPurpose(campaign.purpose().id())) {
                return true;
            }
        }
        return false;
    }

    private static String text(Optional<Expression> expression, Evaluation evaluation) {
        return expression.isEmpty() ? "" : evaluation.text(expression.get()).orElse("");
    }
}
