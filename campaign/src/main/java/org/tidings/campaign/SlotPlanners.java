package org.tidings.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Channel;
import org.tidings.timing.SendSlot;

/**
 * The planners of the campaigns whose messages are planned together, and what has left already and keeps its places.
 *
 * <p>A run that goes on plans everything anew, and over the same data that gives the same plan. Only where it contradicts what
 * an earlier run handed over, because capacity or people have changed since, the rest is planned around that. Owned by one
 * thread.
 */
final class SlotPlanners {
    private final RunSetting setting;
    private final Map<String, SlotPlanner> byCampaign = new LinkedHashMap<>();
    private final Map<String, Place> handedOver;
    private final List<Place> settled = new ArrayList<>();
    private final List<Place> settledBefore = new ArrayList<>();
    private boolean keepsHandedOver;

    private SlotPlanners(RunSetting setting, Map<String, Place> handedOver) {
        this.setting = setting;
        this.handedOver = handedOver;
    }

    /** A message in a slot. */
    record Place(String campaign, Channel channel, Instant at) {}

    /** Returns the planners of a run. */
    static SlotPlanners of(RunSetting setting, Map<String, SentMessage> before) {
        Map<String, String> campaigns = new HashMap<>();
        setting.programme().steps().stream()
                .filter(step -> step.campaign().optimised().isPresent())
                .forEach(step -> campaigns.put(step.label(), step.campaign().id()));
        Map<String, Place> handedOver = new LinkedHashMap<>();
        before.forEach((reference, message) -> {
            String campaign = campaigns.get(message.step());
            if (campaign != null) {
                handedOver.put(reference, new Place(campaign, message.channel(), message.sendAt()));
            }
        });
        SlotPlanners planners = new SlotPlanners(setting, handedOver);
        SlotFinder finder = new SlotFinder(setting);
        for (ProgrammeStep step : setting.programme().planOrder()) {
            Campaign campaign = step.campaign();
            campaign.optimised()
                    .ifPresent(how -> planners.byCampaign.computeIfAbsent(
                            campaign.id(), any -> new SlotPlanner(setting, finder, campaign, how)));
        }
        return planners;
    }

    /** Returns planners without limits, for somebody who is looked at alone. */
    static SlotPlanners withoutLimits(RunSetting setting) {
        SlotPlanners planners = of(setting, Map.of());
        SlotFinder finder = new SlotFinder(setting);
        planners.byCampaign.replaceAll((id, planner) -> {
            SendTiming.Optimised how = planner.how();
            return new SlotPlanner(
                    setting,
                    finder,
                    planner.campaign(),
                    new SendTiming.Optimised(how.within(), how.slot(), List.of(), how.seed(), how.profiles()));
        });
        return planners;
    }

    boolean isEmpty() {
        return byCampaign.isEmpty();
    }

    Collection<SlotPlanner> all() {
        return byCampaign.values();
    }

    Optional<SlotPlanner> of(ProgrammeStep step) {
        return Optional.ofNullable(byCampaign.get(step.campaign().id()));
    }

    /** Forgets everything but what has left. */
    void begin() {
        settled.clear();
        settledBefore.clear();
        keepsHandedOver = false;
        byCampaign.values().forEach(SlotPlanner::forget);
        fill();
    }

    /** Frees the places of what was planned and did not go out. */
    void beginAgain() {
        byCampaign.values().forEach(SlotPlanner::beginRound);
        fill();
    }

    /** Notes a message that goes out, or may be out. */
    void settle(ReadyMessage message) {
        String campaign = message.bundle().step().campaign().id();
        if (byCampaign.containsKey(campaign)) {
            Delivery delivery = message.delivery();
            Place place = new Place(campaign, delivery.channel(), delivery.sendAt());
            (handedOver.containsKey(message.reference()) ? settledBefore : settled).add(place);
        }
    }

    /** Puts what has a place for good, and nothing else, into the slots. */
    private void fill() {
        byCampaign.values().forEach(planner -> planner.use().clear());
        settled.forEach(this::put);
        (keepsHandedOver ? handedOver.values() : settledBefore).forEach(this::put);
    }

    private void put(Place place) {
        SlotPlanner planner = byCampaign.get(place.campaign);
        if (planner != null) {
            planner.add(place.channel, place.at);
        }
    }

    /**
     * Returns whether a plan leaves everything where it is that has left.
     *
     * @param isAll whether it is the plan of all messages, so that nothing that has left may be missing
     */
    boolean agreeWithHandedOver(List<Planner.RecipientPlan> plans, boolean isAll) {
        if (handedOver.isEmpty() || keepsHandedOver) {
            return true;
        }
        Set<String> found = new HashSet<>();
        List<Place> elsewhere = new ArrayList<>();
        for (Planner.RecipientPlan plan : plans) {
            for (Planner.Planned planned : plan.messages()) {
                Optional<Place> place = handedOver(planned.bundle());
                if (place.isEmpty()) {
                    continue;
                }
                found.add(References.message(setting, planned.bundle()));
                if (place.get().channel != planned.bundle().channel()) {
                    elsewhere.add(place.get());
                } else if (planned.time()
                        .slot()
                        .filter(slot -> slot.at().equals(place.get().at))
                        .isEmpty()) {
                    return false;
                }
            }
        }
        // Whoever was sent another way in the end took a place besides the planned ones.
        elsewhere.forEach(this::put);
        boolean room = elsewhere.stream()
                .allMatch(place ->
                        Objects.requireNonNull(byCampaign.get(place.campaign)).keeps(place.channel, place.at));
        return room && (!isAll || found.containsAll(handedOver.keySet()));
    }

    /** Begins a plan in which everything that has left keeps its place. */
    void keepHandedOver() {
        keepsHandedOver = true;
        byCampaign.values().forEach(SlotPlanner::forgetRound);
        fill();
    }

    /** Puts into the slots what goes out in the end. */
    void finish() {
        fill();
    }

    /** Returns the time with which a message has left, where that is kept. */
    Optional<TimeChoice> kept(Bundle bundle) {
        if (!keepsHandedOver) {
            return Optional.empty();
        }
        return handedOver(bundle)
                .map(place -> TimeChoice.at(
                        new SendSlot(
                                place.at,
                                bundle.contact().zone(),
                                place.at.atZone(bundle.contact().zone()).toLocalDate(),
                                SendSlot.Reason.CHOSEN_LATER),
                        List.of(),
                        1,
                        "handed over"));
    }

    private Optional<Place> handedOver(Bundle bundle) {
        return handedOver.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(handedOver.get(References.message(setting, bundle)));
    }
}
