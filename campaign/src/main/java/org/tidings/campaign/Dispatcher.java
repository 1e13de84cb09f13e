package org.tidings.campaign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * <p>A text that refuses sends its people to the next channel: those whose value was missing leave the message, and every
 * channel is tried once, so that the loop ends.
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

    /** What the messages of one recipient came to. */
    record Prepared(List<ReadyMessage> messages, List<Dropped> dropped) {}

    /** Writes the messages of a recipient. A failure of the library itself drops a message, never the run. */
    Prepared prepare(Planner.RecipientPlan plan) {
        evaluations.forget();
        Work work = new Work();
        for (Planner.Planned planned : plan.messages()) {
            int ready = work.messages.size();
            int dropped = work.dropped.size();
            try {
                work.dispatch(planned);
            } catch (RuntimeException e) {
                work.failed(planned, ready, dropped, e);
            }
        }
        return new Prepared(work.messages, work.dropped);
    }

    /** The messages of one recipient while they are written. */
    private final class Work {
        private final List<ReadyMessage> messages = new ArrayList<>();
        private final List<Dropped> dropped = new ArrayList<>();
        private final ContactLog log = new ContactLog();
        private boolean differsFromPlan;

        void dispatch(Planner.Planned planned) {
            Deque<Attempt> open = new ArrayDeque<>();
            TimeChoice time = differsFromPlan ? time(planned.bundle()) : planned.time();
            open.add(new Attempt(planned.bundle(), time, EnumSet.allOf(Channel.class)));
            int before = messages.size();
            while (!open.isEmpty()) {
                attempt(open.removeFirst(), open);
            }
            boolean asPlanned = messages.size() == before + 1
                    && messages.get(before).bundle().channel()
                            == planned.bundle().channel()
                    && messages.get(before).time().equals(planned.time());
            differsFromPlan |= !asPlanned;
        }

        private void attempt(Attempt attempt, Deque<Attempt> open) {
            if (attempt.time.slot().isEmpty()) {
                drop(attempt.bundle.members(), attempt.time.refusal().orElseThrow());
                return;
            }
            SendSlot slot = attempt.time.slot().get();
            List<Bundle.Member> members = attempt.bundle.members();
            if (!attempt.bundle.step().campaign().nominal()) {
                List<Bundle.Member> still = new ArrayList<>(members.size());
                for (Bundle.Member member : members) {
                    SendDayCheck.Finding finding = sendDayCheck.look(attempt.bundle, member, slot);
                    if (finding.reason().isPresent()) {
                        dropped.add(new Dropped(member, finding.reason().get()));
                    } else {
                        still.add(finding.member());
                    }
                }
                members = still;
            }
            if (!members.isEmpty()) {
                write(attempt, attempt.bundle.with(members), slot, open);
            }
        }

        private void write(Attempt attempt, Bundle bundle, SendSlot slot, Deque<Attempt> open) {
            Rendering rendering = render(bundle, slot);
            if (rendering instanceof Rendering.Refused refused) {
                int subject = refusedSubject(refused);
                List<Bundle.Member> rest = new ArrayList<>(bundle.members());
                List<Bundle.Member> leaving = subject < 0 ? List.copyOf(rest) : List.of(rest.remove(subject));
                Set<Channel> left = EnumSet.copyOf(attempt.allowed);
                left.remove(bundle.channel());
                reroute(bundle, leaving, left, refused, open);
                if (subject >= 0 && !rest.isEmpty()) {
                    open.addFirst(new Attempt(bundle.with(rest), attempt.time, attempt.allowed));
                }
                return;
            }
            claim(attempt, bundle, slot, (Rendering.Rendered) rendering, open);
        }

        private void claim(
                Attempt attempt, Bundle bundle, SendSlot slot, Rendering.Rendered rendered, Deque<Attempt> open) {
            String reference = References.message(setting.programme(), bundle);
            List<String> keys = References.keys(setting.programme(), bundle);
            HandoverGate.Claim claim = gate.claim(reference, keys);
            if (claim.state() == HandoverGate.State.TAKEN) {
                List<Bundle.Member> rest = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    Bundle.Member member = bundle.members().get(i);
                    if (claim.taken().contains(keys.get(i))) {
                        dropped.add(new Dropped(member, Reason.of(ReasonCode.ALREADY_TOLD)));
                    } else {
                        rest.add(member);
                    }
                }
                if (!rest.isEmpty()) {
                    open.addFirst(new Attempt(bundle.with(rest), attempt.time, attempt.allowed));
                }
                return;
            }
            log.add(bundle.step().campaign().id(), bundle.channel(), slot.at());
            messages.add(new ReadyMessage(reference, keys, bundle, attempt.time, slot, rendered, claim.state()));
        }

        private void reroute(
                Bundle bundle,
                List<Bundle.Member> leaving,
                Set<Channel> left,
                Rendering.Refused refused,
                Deque<Attempt> open) {
            Map<Channel, List<Bundle.Member>> byChannel = new EnumMap<>(Channel.class);
            for (Bundle.Member member : leaving) {
                Candidate next = contacts.find(
                        bundle.step().campaign(),
                        member.meant().person(),
                        bundle.recipient(),
                        member.candidate().relation(),
                        member.meant().context(),
                        left);
                if (next.contact().isPresent()) {
                    byChannel
                            .computeIfAbsent(next.contact().get().channel(), any -> new ArrayList<>())
                            .add(new Bundle.Member(member.meant(), next));
                } else {
                    String detail = bundle.channel().id() + ": " + refused.code() + " " + refused.detail();
                    dropped.add(new Dropped(member, Reason.of(ReasonCode.TEMPLATE_REFUSED, detail.strip())));
                }
            }
            byChannel.values().forEach(members -> {
                Bundle rerouted = bundle.with(members);
                open.addLast(new Attempt(rerouted, time(rerouted), left));
            });
        }

        private TimeChoice time(Bundle bundle) {
            return slots.find(bundle.step(), bundle.dates(), bundle.recipientId(), bundle.contact(), log);
        }

        private void drop(List<Bundle.Member> members, Reason reason) {
            members.forEach(member -> dropped.add(new Dropped(member, reason)));
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

    private record Attempt(Bundle bundle, TimeChoice time, Set<Channel> allowed) {}
}
