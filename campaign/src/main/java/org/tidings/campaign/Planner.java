package org.tidings.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tidings.core.Channel;

/**
 * The second stage, global: puts what one recipient is told in one step on one channel into one message, and gives every
 * message its time. Messages of one recipient get their times in the programme's order, so that spacing and caps see
 * what comes before; recipients do not depend on each other.
 */
final class Planner {
    private final SlotFinder slots;
    private final int[] planPosition;

    Planner(RunSetting setting) {
        this.slots = new SlotFinder(setting);
        List<ProgrammeStep> order = setting.programme().planOrder();
        this.planPosition = new int[order.size()];
        for (int i = 0; i < order.size(); i++) {
            planPosition[order.get(i).index()] = i;
        }
    }

    /** A message with its time. */
    record Planned(Bundle bundle, TimeChoice time) {}

    /** The messages of one recipient, in the programme's order. */
    record RecipientPlan(int recipient, List<Planned> messages) {
        RecipientPlan {
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
        List<RecipientPlan> plans = new ArrayList<>(byRecipient.size());
        byRecipient.forEach((recipient, bundles) -> plans.add(plan(recipient, bundles)));
        return plans;
    }

    private RecipientPlan plan(int recipient, Map<Key, List<Bundle.Member>> members) {
        List<Bundle> bundles = new ArrayList<>(members.size());
        members.values().forEach(list -> {
            Meant first = list.get(0).meant();
            bundles.add(new Bundle(first.step(), first.dates(), list));
        });
        bundles.sort(Comparator.<Bundle>comparingInt(
                        bundle -> planPosition[bundle.step().index()])
                .thenComparing(bundle -> bundle.dates().map(StepDates::deadline).orElse(LocalDate.MIN))
                .thenComparing(Bundle::channel));
        ContactLog log = new ContactLog();
        List<Planned> planned = new ArrayList<>(bundles.size());
        for (Bundle bundle : bundles) {
            TimeChoice time = time(bundle, log);
            time.slot().ifPresent(slot -> log.add(bundle.step().campaign().id(), bundle.channel(), slot.at()));
            planned.add(new Planned(bundle, time));
        }
        return new RecipientPlan(recipient, planned);
    }

    /** A send time model is somebody else's code: what it throws costs its message, not the run. */
    private TimeChoice time(Bundle bundle, ContactLog log) {
        try {
            return slots.find(bundle.step(), bundle.dates(), bundle.recipientId(), bundle.contact(), log);
        } catch (RuntimeException e) {
            return TimeChoice.failed(e);
        }
    }

    private record Key(int step, Channel channel, Optional<LocalDate> deadline) {}
}
