package org.tidings.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tidings.core.Channel;

/**
 * The second stage, global: puts what one recipient is told in one step on one channel into one message, and gives every
 * message its time. Messages of one recipient get their times in the programme's order, so that spacing and caps see
 * what comes before. Recipients do not depend on each other, but for the places of campaigns that are planned together.
 * Owned by one thread.
 */
final class Planner {
    private final SlotFinder slots;
    private final List<ProgrammeStep> order;
    private final int[] planPosition;
    private final SlotPlanners together;

    /** Creates a planner of a run that nothing left before. */
    Planner(RunSetting setting) {
        this(setting, SlotPlanners.of(setting, Map.of()));
    }

    Planner(RunSetting setting, SlotPlanners together) {
        this.slots = new SlotFinder(setting);
        this.order = setting.programme().planOrder();
        this.planPosition = new int[order.size()];
        for (int i = 0; i < order.size(); i++) {
            planPosition[order.get(i).index()] = i;
        }
        this.together = together;
    }

    /**
     * A message with its time.
     *
     * @param left the channels on which each of its people has not been tried; all for whom it does not name
     */
    record Planned(Bundle bundle, TimeChoice time, Map<Integer, Set<Channel>> left) {
        Planned {
            left = Map.copyOf(left);
        }
    }

    /**
     * The messages of one recipient, in the programme's order.
     *
     * @param told what the recipient is told besides, and has its time already
     * @param first whether whoever found no place may be planned once more, with the places that were not used
     */
    record RecipientPlan(int recipient, List<Planned> messages, ContactLog told, boolean first) {
        RecipientPlan {
            messages = List.copyOf(messages);
        }
    }

    /** A message without a time. */
    record Open(Bundle bundle, Map<Integer, Set<Channel>> left) {
        Open {
            left = Map.copyOf(left);
        }
    }

    /** The messages of a recipient that have to be planned once more, in the programme's order. */
    record Rest(int recipient, List<Open> messages, ContactLog told) {
        Rest {
            messages = List.copyOf(messages);
        }
    }

    /** Returns the messages by recipient, in the order of the people. Cost: linear in the contacts, but for sorting. */
    List<RecipientPlan> plan(List<Meant> meant) {
        Map<Integer, Map<Key, List<Bundle.Member>>> byRecipient = new TreeMap<>();
        for (Meant person : meant) {
            for (Candidate candidate : person.candidates()) {
                if (candidate.contact().isEmpty()) {
                    continue;
                }
                Contact contact = candidate.contact().get();
                Key key = new Key(
                        person.step().index(), contact.channel(), person.dates().map(StepDates::deadline));
                byRecipient
                        .computeIfAbsent(candidate.recipient(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(key, any -> new ArrayList<>(2))
                        .add(new Bundle.Member(person, candidate));
            }
        }
        List<Rest> all = new ArrayList<>(byRecipient.size());
        byRecipient.forEach(
                (recipient, bundles) -> all.add(new Rest(recipient, open(bundles.values()), new ContactLog())));
        together.begin();
        return plan(all, true);
    }

    private List<Open> open(Collection<List<Bundle.Member>> members) {
        List<Bundle> bundles = new ArrayList<>(members.size());
        members.forEach(list -> {
            Meant first = list.get(0).meant();
            bundles.add(new Bundle(first.step(), first.dates(), list));
        });
        bundles.sort(Comparator.<Bundle>comparingInt(
                        bundle -> planPosition[bundle.step().index()])
                .thenComparing(bundle -> bundle.dates().map(StepDates::deadline).orElse(LocalDate.MIN))
                .thenComparing(Bundle::channel));
        return bundles.stream().map(bundle -> new Open(bundle, Map.of())).toList();
    }

    /** Plans what could not go out as it was planned, in the places that were not used. */
    List<RecipientPlan> planAgain(List<Rest> rest) {
        together.beginAgain();
        return plan(rest, false);
    }

    private List<RecipientPlan> plan(List<Rest> open, boolean first) {
        if (together.isEmpty()) {
            return open.stream()
                    .map(rest -> {
                        Recipient recipient = new Recipient(rest);
                        while (recipient.next().isPresent()) {
                            recipient.timeNext();
                        }
                        return recipient.plan(first);
                    })
                    .toList();
        }
        List<RecipientPlan> plans = planTogether(open, first);
        if (together.agreeWithHandedOver(plans, first)) {
            return plans;
        }
        // What has left stays where it is, and all others are planned around it.
        together.keepHandedOver();
        return planTogether(open, first);
    }

    private List<RecipientPlan> planTogether(List<Rest> open, boolean first) {
        List<Recipient> recipients = open.stream().map(Recipient::new).toList();
        for (ProgrammeStep step : order) {
            List<Recipient> wave = recipients;
            while (!wave.isEmpty()) {
                wave = wave.stream().filter(recipient -> recipient.isAt(step)).toList();
                Optional<SlotPlanner> planner = together.of(step);
                if (planner.isPresent()) {
                    planWave(step, planner.get(), wave);
                } else {
                    wave.forEach(Recipient::timeNext);
                }
            }
        }
        return recipients.stream().map(recipient -> recipient.plan(first)).toList();
    }

    /** Plans the next message of each recipient. */
    private void planWave(ProgrammeStep step, SlotPlanner planner, List<Recipient> recipients) {
        List<Recipient> waiting = new ArrayList<>(recipients.size());
        List<SlotWish> wishes = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) {
            Bundle bundle = recipient.next().orElseThrow().bundle();
            Optional<TimeChoice> kept = together.kept(bundle);
            TimeChoice first = kept.orElseGet(() -> time(bundle, recipient.log));
            Optional<SlotWish> wish = kept.isPresent()
                    ? Optional.empty()
                    : slots.wish(bundle, first, recipient.log, planner.how().within());
            if (wish.isPresent()) {
                wishes.add(wish.get());
                waiting.add(recipient);
            } else {
                recipient.take(first);
            }
        }
        List<TimeChoice> times = planner.plan(step, wishes);
        for (int i = 0; i < times.size(); i++) {
            waiting.get(i).take(times.get(i));
        }
    }

    /** A send time model is somebody else's code: what it throws costs its message, not the run. */
    private TimeChoice time(Bundle bundle, ContactLog log) {
        try {
            return slots.find(bundle.step(), bundle.dates(), bundle.recipientId(), bundle.contact(), log);
        } catch (RuntimeException e) {
            return TimeChoice.failed(e);
        }
    }

    /** The messages of a recipient while they get their times. */
    private final class Recipient {
        private final Rest rest;
        private final ContactLog log;
        private final List<Planned> planned;

        Recipient(Rest rest) {
            this.rest = rest;
            this.log = rest.told().copy();
            this.planned = new ArrayList<>(rest.messages().size());
        }

        Optional<Open> next() {
            return planned.size() == rest.messages().size()
                    ? Optional.empty()
                    : Optional.of(rest.messages().get(planned.size()));
        }

        boolean isAt(ProgrammeStep step) {
            return next().filter(open -> open.bundle().step().index() == step.index())
                    .isPresent();
        }

        void timeNext() {
            take(time(next().orElseThrow().bundle(), log));
        }

        void take(TimeChoice time) {
            Open open = next().orElseThrow();
            Bundle bundle = open.bundle();
            time.slot().ifPresent(slot -> log.add(bundle.step().campaign().id(), bundle.channel(), slot.at()));
            planned.add(new Planned(bundle, time, open.left()));
        }

        RecipientPlan plan(boolean first) {
            return new RecipientPlan(rest.recipient(), planned, rest.told(), first);
        }
    }

    private record Key(int step, Channel channel, Optional<LocalDate> deadline) {}
}
