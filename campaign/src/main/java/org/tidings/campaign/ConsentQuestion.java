package org.tidings.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.DecisionRequest;
import org.tidings.consent.Interval;
import org.tidings.consent.SubjectFacts;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;

/** Asks for the consent decisions behind a message. Safe to share between threads. */
final class ConsentQuestion {
    private final RunSetting setting;
    private final People people;

    ConsentQuestion(RunSetting setting, People people) {
        this.setting = setting;
        this.people = people;
    }

    /**
     * The consent records that are decided on.
     *
     * @param at instant of decision and knowledge
     * @param of records of a person, by id
     */
    record Records(Instant at, Function<String, ConsentHistory> of) {}

    /** Decides again about a member of a written message. */
    ConsentDecision aboutSubject(Bundle bundle, Bundle.Member member, Records records) {
        return decide(
                request(
                        bundle,
                        member.meant().person(),
                        bundle.step().campaign().uses(),
                        records.at()),
                people.facts(member.meant().person()),
                records.of().apply(member.meant().personId()),
                records.of().apply(bundle.recipientId()));
    }

    /** Decides again about the recipient's own data in a written message. */
    ConsentDecision aboutRecipient(Bundle bundle, Records records) {
        ConsentHistory own = records.of().apply(bundle.recipientId());
        return decide(
                request(bundle, bundle.recipient(), bundle.step().campaign().ownUses(), records.at()),
                people.facts(bundle.recipient()),
                own,
                own);
    }

    /** Decides about a member of a written message while the records cannot be read. */
    ConsentDecision withoutRecords(Bundle bundle, Bundle.Member member) {
        int person = member.meant().person();
        Instant at = member.meant().context().instant();
        return setting.decider()
                .decideWithoutRecords(
                        request(bundle, person, bundle.step().campaign().uses(), at),
                        people.facts(person).orElseGet(() -> vouched(bundle, person)));
    }

    /** What the run itself vouches for where no register was asked: that there is the danger, and who may be told. */
    private SubjectFacts vouched(Bundle bundle, int person) {
        SubjectFacts.Builder facts = SubjectFacts.builder()
                .incident(bundle.step().campaign().purpose().id(), Interval.always());
        people.guardians(person).forEach(facts::guardianship);
        return facts.build();
    }

    private DecisionRequest request(Bundle bundle, int subject, Map<Channel, List<CategoryUse>> uses, Instant at) {
        Contact contact = bundle.contact();
        return request(
                bundle.step().campaign(), subject, bundle.recipient(), contact.channel(), contact.address(), uses, at);
    }

    private DecisionRequest request(
            Campaign campaign,
            int subject,
            int recipient,
            Channel channel,
            String address,
            Map<Channel, List<CategoryUse>> uses,
            Instant at) {
        return new DecisionRequest(
                people.profile(subject).personId(),
                people.profile(recipient).personId(),
                campaign.purpose().id(),
                channel,
                uses.getOrDefault(channel, List.of()),
                setting.programme().jurisdiction(),
                at,
                at,
                Optional.of(address));
    }

    private ConsentDecision decide(
            DecisionRequest request, Optional<SubjectFacts> facts, ConsentHistory subject, ConsentHistory recipient) {
        return decide(setting.decider(), request, facts, subject, recipient);
    }

    /** Decides with the facts of the registers where there are some; else the run's own checks vouch for them. */
    static ConsentDecision decide(
            ConsentDecider decider,
            DecisionRequest request,
            Optional<SubjectFacts> facts,
            ConsentHistory subject,
            ConsentHistory recipient) {
        return facts.isPresent()
                ? decider.decide(request, subject, recipient, facts.get())
                : decider.decide(request, subject, recipient);
    }
}
