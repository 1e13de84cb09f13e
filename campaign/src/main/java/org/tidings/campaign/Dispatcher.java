package org.tidings.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Channel;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.segmentation.Evaluation;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.Rendering;
import org.tidings.templating.SubjectView;
import org.tidings.templating.ValueUse;
import org.tidings.timing.SendSlot;

/**
 * The third stage, per message: looks again on the send day, writes the text, claims the message. Messages of one
 * recipient go one after the other; recipients do not depend on each other. Owned by one thread.
 *
 * <p>A text that refuses sends its people to the next channel: those whose value was missing leave the message, and
 * once it is settled those who go on the same channel share one. Every channel is tried once, so that this ends. Whose
 * channel closes until the day of sending goes the same way.
 */
final class Dispatcher {
    private final RunSetting setting;
    private final HandoverGate gate;
    private final Evaluations evaluations;
    private final ContactFinder contacts;
    private final SendDayCheck sendDayCheck;
    private final SlotFinder slots;
    private final RenderBuffer buffer = new RenderBuffer();

    Dispatcher(RunSetting setting, Evaluations evaluations, HandoverGate gate) {
        this.setting = setting;
        this.gate = gate;
        this.evaluations = evaluations;
        this.contacts = new ContactFinder(setting, evaluations);
        this.sendDayCheck = new SendDayCheck(setting, evaluations, contacts);
        this.slots = new SlotFinder(setting);
    }

    /** Somebody who left a message, and why. */
    record Dropped(Bundle.Member member, Reason reason) {}

    /**
     * What the messages of one recipient came to.
     *
     * @param rest messages of campaigns that are planned together which need another time; absent where there are none
     */
    record Prepared(List<ReadyMessage> messages, List<Dropped> dropped, Optional<Planner.Rest> rest) {}

    /** Writes the messages of a recipient. A failure of the library itself drops a message, never the run. */
    Prepared prepare(Planner.RecipientPlan plan) {
        evaluations.forget();
        Work work = new Work(plan);
        for (Planner.Planned planned : plan.messages()) {
            int ready = work.messages.size();
            int dropped = work.dropped.size();
            try {
                work.dispatch(planned);
            } catch (RuntimeException e) {
                work.failed(planned, ready, dropped, e);
            }
        }
        return new Prepared(work.messages, work.dropped, work.rest());
    }

    /**
     * Writes a message anew for some of the people whom it was about. The gate must have let go of the keys before.
     *
     * @return nothing where the text refuses, or where somebody was told meanwhile
     */
    Optional<ReadyMessage> rewrite(ReadyMessage message, List<Bundle.Member> rest) {
        evaluations.forget();
        Bundle bundle = message.bundle().with(rest);
        if (!(render(bundle, message.slot()) instanceof Rendering.Rendered rendered)) {
            return Optional.empty();
        }
        String reference = References.message(setting, bundle);
        List<String> keys = References.keys(setting, bundle);
        HandoverGate.Claim claim = gate.claim(reference, keys);
        return claim.state() == HandoverGate.State.GRANTED
                ? Optional.of(new ReadyMessage(
                        reference, keys, bundle, message.time(), message.slot(), rendered, claim.state(), claim.sent()))
                : Optional.empty();
    }

    /** The messages of one recipient while they are written. */
    private final class Work {
        private final List<ReadyMessage> messages = new ArrayList<>();
        private final List<Dropped> dropped = new ArrayList<>();
        private final Planner.RecipientPlan plan;
        private final ContactLog log;
        private final List<Planner.Open> rest = new ArrayList<>(0);
        private boolean differsFromPlan;
        private boolean restWaits;

        Work(Planner.RecipientPlan plan) {
            this.plan = plan;
            this.log = plan.told().copy();
        }

        /** Returns what has to be planned once more; the log is complete by then. */
        Optional<Planner.Rest> rest() {
            return rest.isEmpty() ? Optional.empty() : Optional.of(new Planner.Rest(plan.recipient(), rest, log));
        }

        void dispatch(Planner.Planned planned) {
            Bundle bundle = planned.bundle();
            boolean together = bundle.step().campaign().optimised().isPresent();
            if (restWaits || (together && differsFromPlan)) {
                // What comes after a message without a time cannot know its own.
                restWaits = true;
                rest.add(new Planner.Open(bundle, planned.left()));
                return;
            }
            if (plan.first()
                    && planned.time()
                            .refusal()
                            .filter(reason -> reason.code() == ReasonCode.CAPACITY_EXHAUSTED)
                            .isPresent()) {
                // Places may become free on the send day; whatever waits for this message keeps its distance then.
                rest.add(new Planner.Open(bundle, planned.left()));
                return;
            }
            int before = messages.size();
            Settling settling = new Settling(planned);
            settling.settle(bundle, differsFromPlan ? time(bundle) : planned.time());
            settling.settleOthers(together);
            differsFromPlan |=
                    messages.size() != before + 1 || !messages.get(before).goesOut(planned);
        }

        /** One planned message, until all of its people are told or dropped. */
        private final class Settling {
            private final Bundle planned;
            /** The channels on which a person has not been tried. */
            private final Map<Integer, Set<Channel>> left = new HashMap<>();
            /** Whoever has to go on another channel waits here, so that those who go on the same share a message. */
            private final Map<Channel, List<Bundle.Member>> waiting = new EnumMap<>(Channel.class);

            Settling(Planner.Planned planned) {
                this.planned = planned.bundle();
                planned.left().forEach((person, channels) -> left.put(person, EnumSet.copyOf(channels)));
            }

            /** Settles those on other channels; where the campaign's messages are planned together, they need a new place. */
            void settleOthers(boolean together) {
                while (!waiting.isEmpty()) {
                    Channel next = waiting.keySet().iterator().next();
                    Bundle rerouted = planned.with(Objects.requireNonNull(waiting.remove(next)));
                    if (together) {
                        rest.add(new Planner.Open(rerouted, leftOf(rerouted)));
                        restWaits = true;
                        continue;
                    }
                    settle(rerouted, time(rerouted));
                }
            }

            private Map<Integer, Set<Channel>> leftOf(Bundle bundle) {
                Map<Integer, Set<Channel>> result = new HashMap<>();
                for (Bundle.Member member : bundle.members()) {
                    int person = member.meant().person();
                    result.put(person, Set.copyOf(left.getOrDefault(person, EnumSet.allOf(Channel.class))));
                }
                return result;
            }

            void settle(Bundle bundle, TimeChoice time) {
                if (time.slot().isEmpty()) {
                    Reason reason = time.refusal().orElseThrow();
                    bundle.members().forEach(member -> dropped.add(new Dropped(member, reason)));
                    return;
                }
                SendSlot slot = time.slot().get();
                List<Leaver> leaving = new ArrayList<>();
                List<Bundle.Member> members =
                        bundle.step().campaign().nominal() ? bundle.members() : stillMeant(bundle, slot, leaving);
                while (!members.isEmpty()) {
                    Bundle current = bundle.with(members);
                    Rendering rendering = render(current, slot);
                    if (rendering instanceof Rendering.Refused refused) {
                        members = withoutRefused(current, refused, leaving);
                    } else {
                        members = claim(current, time, slot, (Rendering.Rendered) rendering);
                    }
                }
                leaving.forEach(leaver -> reroute(bundle, leaver));
            }

            /** Returns the members who are still to be told at the instant of sending. */
            private List<Bundle.Member> stillMeant(Bundle bundle, SendSlot slot, List<Leaver> leaving) {
                EvaluationContext context =
                        new EvaluationContext(slot.at(), setting.programme().agencyZone());
                List<Bundle.Member> still = new ArrayList<>(bundle.members().size());
                for (Bundle.Member member : bundle.members()) {
                    SendDayCheck.Finding finding = sendDayCheck.look(bundle, member, slot);
                    if (finding.reason().isEmpty()) {
                        still.add(finding.member());
                    } else if (finding.otherChannel()) {
                        leaving.add(
                                new Leaver(finding.member(), finding.reason().get(), context));
                    } else {
                        dropped.add(new Dropped(member, finding.reason().get()));
                    }
                }
                return still;
            }

            /** Returns the members without the one whose value the text refused; nobody where it was no one's. */
            private List<Bundle.Member> withoutRefused(Bundle bundle, Rendering.Refused refused, List<Leaver> leaving) {
                String detail = bundle.channel().id() + ": " + refused.code() + " " + refused.detail();
                Reason reason = Reason.of(ReasonCode.TEMPLATE_REFUSED, detail.strip());
                int subject = refusedSubject(refused);
                List<Bundle.Member> rest = new ArrayList<>(bundle.members());
                List<Bundle.Member> out = subject < 0 ? bundle.members() : List.of(rest.remove(subject));
                out.forEach(member ->
                        leaving.add(new Leaver(member, reason, member.meant().context())));
                return subject < 0 ? List.of() : rest;
            }

            /** Claims a message, and returns whom a message without those who have been told is about; else nobody. */
            private List<Bundle.Member> claim(
                    Bundle bundle, TimeChoice time, SendSlot slot, Rendering.Rendered rendered) {
                String reference = References.message(setting, bundle);
                List<String> keys = References.keys(setting, bundle);
                HandoverGate.Claim claim = gate.claim(reference, keys);
                if (claim.state() != HandoverGate.State.TAKEN) {
                    ReadyMessage message = new ReadyMessage(
                            reference, keys, bundle, time, slot, rendered, claim.state(), claim.sent());
                    Delivery delivery = message.delivery();
                    log.add(bundle.step().campaign().id(), delivery.channel(), delivery.sendAt());
                    messages.add(message);
                    return List.of();
                }
                List<Bundle.Member> rest = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    Bundle.Member member = bundle.members().get(i);
                    if (claim.taken().contains(keys.get(i))) {
                        dropped.add(new Dropped(member, Reason.of(ReasonCode.ALREADY_TOLD)));
                    } else {
                        rest.add(member);
                    }
                }
                return rest;
            }

            /** Sends somebody to the next channel, or drops the person where none is left. */
            private void reroute(Bundle bundle, Leaver leaver) {
                Meant meant = leaver.member.meant();
                Set<Channel> channels = left.computeIfAbsent(meant.person(), any -> EnumSet.allOf(Channel.class));
                channels.remove(bundle.channel());
                Candidate next = contacts.find(
                        bundle.step().campaign(),
                        meant.person(),
                        bundle.recipient(),
                        leaver.member.candidate().relation(),
                        leaver.context,
                        channels);
                if (next.contact().isPresent()) {
                    waiting.computeIfAbsent(next.contact().get().channel(), any -> new ArrayList<>())
                            .add(new Bundle.Member(meant, next));
                } else {
                    dropped.add(new Dropped(leaver.member, leaver.reason));
                }
            }
        }

        private TimeChoice time(Bundle bundle) {
            return slots.find(bundle.step(), bundle.dates(), bundle.recipientId(), bundle.contact(), log);
        }

        void failed(Planner.Planned planned, int readyBefore, int droppedBefore, RuntimeException failure) {
            // What was finished before the failure stays; everybody else of this message is withheld.
            Set<Integer> done = new HashSet<>();
            messages.subList(readyBefore, messages.size())
                    .forEach(ready -> ready.bundle()
                            .members()
                            .forEach(member -> done.add(member.meant().person())));
            dropped.subList(droppedBefore, dropped.size())
                    .forEach(gone -> done.add(gone.member().meant().person()));
            for (Bundle.Member member : planned.bundle().members()) {
                if (!done.contains(member.meant().person())) {
                    dropped.add(new Dropped(member, Failures.reason(failure)));
                }
            }
            differsFromPlan = true;
        }
    }

    /** Somebody who left a message before it was written, the reason, and the instant at which another way is sought. */
    private record Leaver(Bundle.Member member, Reason reason, EvaluationContext context) {}

    private Rendering render(Bundle bundle, SendSlot slot) {
        Campaign campaign = bundle.step().campaign();
        MessageTemplate template = campaign.template();
        MessageTemplate.DerivedNames names = template.derivedNames();
        Contact contact = bundle.contact();
        EvaluationContext context = bundle.members().get(0).meant().context();
        List<SubjectView> subjects = new ArrayList<>(bundle.members().size());
        for (Bundle.Member member : bundle.members()) {
            Profile profile = profile(member.meant().person(), context, names.subject());
            subjects.add(new SubjectView(profile, member.contact().decision()));
        }
        Map<String, Object> values = new HashMap<>();
        values.put(MessageValues.SEND_DAY, slot.day());
        bundle.dates().ifPresent(dates -> values.put(MessageValues.DEADLINE, dates.deadline()));
        return template.render(
                new RenderRequest(
                        contact.variant(),
                        profile(bundle.recipient(), context, names.recipient()),
                        contact.own(),
                        subjects,
                        values,
                        contact.locale(),
                        contact.zone()),
                buffer);
    }

    private Profile profile(int person, EvaluationContext context, Set<String> derivedNames) {
        Evaluation evaluation = evaluations.of(person, context);
        return evaluation.profile(derivedNames);
    }

    /** Returns the position of the subject whose value the text refused, or -1 where it was nobody's. */
    private static int refusedSubject(Rendering.Refused refused) {
        List<ValueUse> trace = refused.trace();
        for (int i = trace.size() - 1; i >= 0; i--) {
            if (trace.get(i).action() == ValueUse.Action.REFUSE) {
                return trace.get(i).subject();
            }
        }
        return -1;
    }
}
