package org.tidings.campaign;

import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.DecisionRequest;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.EvaluationContext;
import org.tidings.segmentation.Evaluation;
import org.tidings.segmentation.Expression;
import org.tidings.templating.Variant;

/** Finds the channel on which a recipient can be told about a person. Owned by one thread. */
final class ContactFinder {
    private final RunSetting setting;
    private final Evaluations evaluations;
    private final ContactPolicy policy;

    ContactFinder(RunSetting setting, Evaluations evaluations) {
        this.setting = setting;
        this.evaluations = evaluations;
        this.policy = setting.programme().contact();
    }

    /**
     * Looks at a recipient: first whether something bars him or her, then at one channel after the other.
     *
     * @param allowed channels that may be tried
     */
    Candidate find(
            Campaign campaign,
            int subject,
            int recipient,
            Candidate.Relation relation,
            EvaluationContext context,
            Set<Channel> allowed) {
        String recipientId = evaluations.people().profile(recipient).personId();
        Evaluation evaluation = evaluations.of(recipient, context);
        for (ContactPolicy.Bar bar : policy.barred()) {
            if (evaluation.isTrue(bar.when())) {
                return new Candidate(
                        recipient, recipientId, relation, Optional.of(bar.reason()), List.of(), Optional.empty());
            }
        }
        List<ChannelTrial> trials = new ArrayList<>();
        Set<Channel> tried = EnumSet.noneOf(Channel.class);
        Deque<Channel> open = order(campaign, evaluation);
        while (!open.isEmpty()) {
            Channel channel = open.removeFirst();
            // A rerouted message comes back to a channel that may have been tried: each is tried once.
            if (!allowed.contains(channel) || !tried.add(channel)) {
                continue;
            }
            Attempt attempt = attempt(campaign, subject, recipient, channel, context, evaluation);
            trials.add(attempt.trial());
            if (attempt.contact().isPresent()) {
                return new Candidate(recipient, recipientId, relation, Optional.empty(), trials, attempt.contact());
            }
            attempt.trial()
                    .decision()
                    .flatMap(ConsentDecision::rerouteTo)
                    .filter(campaign.channels()::contains)
                    .ifPresent(open::addFirst);
        }
        return new Candidate(
                recipient,
                recipientId,
                relation,
                Optional.of(Reason.of(ReasonCode.NO_CONSENTED_CHANNEL)),
                trials,
                Optional.empty());
    }

    private Deque<Channel> order(Campaign campaign, Evaluation recipient) {
        Deque<Channel> open = new ArrayDeque<>();
        text(policy.preferredChannel(), recipient)
                .flatMap(Channel::of)
                .filter(campaign.channels()::contains)
                .ifPresent(open::add);
        open.addAll(campaign.channels());
        return open;
    }

    private Attempt attempt(
            Campaign campaign,
            int subject,
            int recipient,
            Channel channel,
            EvaluationContext context,
            Evaluation evaluation) {
        ContactPolicy.Reach reach = policy.channels().get(channel);
        Optional<String> address = reach != null && evaluation.isTrue(reach.reachable())
                ? address(reach, recipient, evaluation)
                : Optional.empty();
        if (address.isEmpty()) {
            return Attempt.failed(channel, ChannelTrial.Verdict.NOT_REACHABLE, Optional.empty());
        }
        ConsentDecision decision =
                decide(campaign, subject, recipient, channel, address.get(), context, uses(campaign.uses(), channel));
        if (!decision.permits()) {
            return Attempt.failed(channel, ChannelTrial.Verdict.NOT_PERMITTED, Optional.of(decision));
        }
        ConsentDecision own = subject == recipient
                ? decision
                : decide(
                        campaign,
                        recipient,
                        recipient,
                        channel,
                        address.get(),
                        context,
                        uses(campaign.ownUses(), channel));
        if (!own.permits()) {
            return Attempt.failed(channel, ChannelTrial.Verdict.OWN_DATA_NOT_PERMITTED, Optional.of(own));
        }
        String language = text(policy.language(), evaluation).orElse("");
        Optional<Variant> variant = campaign.template()
                .choose(channel, language, text(policy.style(), evaluation).orElse(""));
        if (variant.isEmpty()) {
            return Attempt.failed(channel, ChannelTrial.Verdict.NO_TEXT, Optional.of(decision));
        }
        Optional<String> zoneId = text(policy.zone(), evaluation);
        Optional<ZoneId> zone = zoneId.flatMap(setting::zone);
        String tag = language.isEmpty() ? variant.get().language() : language;
        return new Attempt(
                new ChannelTrial(channel, ChannelTrial.Verdict.USABLE, Optional.of(decision)),
                Optional.of(new Contact(
                        variant.get(),
                        Locale.forLanguageTag(tag),
                        address.get(),
                        zone.orElse(setting.programme().agencyZone()),
                        zoneId.isPresent() && zone.isEmpty(),
                        text(policy.window(), evaluation).orElse(""),
                        decision,
                        own)));
    }

    private Optional<String> address(ContactPolicy.Reach reach, int recipient, Evaluation evaluation) {
        return reach.address().isPresent()
                ? evaluation.text(reach.address().get())
                : Optional.of(evaluations.people().profile(recipient).personId());
    }

    private ConsentDecision decide(
            Campaign campaign,
            int subject,
            int recipient,
            Channel channel,
            String address,
            EvaluationContext context,
            List<CategoryUse> uses) {
        People people = evaluations.people();
        DecisionRequest request = new DecisionRequest(
                people.profile(subject).personId(),
                people.profile(recipient).personId(),
                campaign.purpose().id(),
                channel,
                uses,
                setting.programme().jurisdiction(),
                context.instant(),
                context.instant(),
                Optional.of(address));
        ConsentHistory own = people.consents(recipient, new ContactPoint(channel, address));
        return ConsentQuestion.decide(
                setting.decider(),
                request,
                people.facts(subject),
                subject == recipient ? own : people.consents(subject),
                own);
    }

    private static List<CategoryUse> uses(Map<Channel, List<CategoryUse>> byChannel, Channel channel) {
        return byChannel.getOrDefault(channel, List.of());
    }

    private static Optional<String> text(Optional<Expression> expression, Evaluation evaluation) {
        return expression.isEmpty() ? Optional.empty() : evaluation.text(expression.get());
    }

    private record Attempt(ChannelTrial trial, Optional<Contact> contact) {
        static Attempt failed(Channel channel, ChannelTrial.Verdict verdict, Optional<ConsentDecision> decision) {
            return new Attempt(new ChannelTrial(channel, verdict, decision), Optional.empty());
        }
    }
}
