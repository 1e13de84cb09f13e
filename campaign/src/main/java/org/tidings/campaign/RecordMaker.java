package org.tidings.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tidings.core.ConsentDecision;
import org.tidings.segmentation.Explanation;

/** Makes the decision record of a message. Owned by one thread. */
final class RecordMaker {
    private final RunSetting setting;
    private final Evaluations evaluations;

    RecordMaker(RunSetting setting, Evaluations evaluations) {
        this.setting = setting;
        this.evaluations = evaluations;
    }

    DecisionRecord record(ReadyMessage message) {
        Bundle bundle = message.bundle();
        Programme programme = setting.programme();
        Campaign campaign = bundle.step().campaign();
        List<DecisionRecord.Subject> subjects = new ArrayList<>(bundle.members().size());
        for (Bundle.Member member : bundle.members()) {
            subjects.add(subject(campaign, member));
        }
        // Receipt alone reveals what chose the person, the reader and the time, and what the purpose implies.
        Set<String> categories = new HashSet<>(message.rendered().label());
        categories.addAll(campaign.receiptCategories());
        categories.addAll(campaign.purpose().impliedCategories());
        if (bundle.members().size() > 1 && bundle.members().stream().anyMatch(Bundle.Member::mayShowOrder)) {
            categories.addAll(campaign.orderCategories());
        }
        return new DecisionRecord(
                message.reference(),
                bundle.step().label(),
                campaign.purpose().id(),
                campaign.segment().name(),
                new DecisionRecord.Versions(
                        programme.id(),
                        programme.version(),
                        campaign.version(),
                        programme.schema().name(),
                        programme.schema().version(),
                        programme.rulesHash(),
                        programme.filesHash(),
                        campaign.template().id(),
                        campaign.template().version(),
                        programme.catalogue().version()),
                bundle.members().get(0).meant().context().instant(),
                bundle.recipientId(),
                bundle.contact().own().code(),
                subjects,
                bundle.channel(),
                bundle.contact().variant().language(),
                bundle.contact().variant().style(),
                message.slot().at(),
                message.slot().zone(),
                message.time().notes().stream().map(TimeNote::toString).toList(),
                message.time().propensity(),
                message.time().planned(),
                categories,
                message.rendered().contentHash());
    }

    private DecisionRecord.Subject subject(Campaign campaign, Bundle.Member member) {
        Meant meant = member.meant();
        ConsentDecision decision = member.contact().decision();
        List<String> deciding =
                evaluations.of(meant.person(), meant.context()).explain(campaign.segment()).deciding().stream()
                        .map(Explanation.Node::text)
                        .toList();
        return new DecisionRecord.Subject(
                meant.personId(),
                member.candidate().relation().name().toLowerCase(Locale.ROOT),
                meant.status(),
                deciding,
                decision.code(),
                decision.deniedCategories(),
                decision.consentVersion());
    }
}
