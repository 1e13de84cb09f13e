package org.tidings.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the messages about one person at a time, without the part of a run that looks at everybody: no bundling,
 * spacing and caps among the messages of this person only, and no capacity of slots.
 *
 * <p>Owned by one thread; it keeps its buffers from person to person. Many of them may share a programme.
 */
public final class Personalizer {
    private static final Personalization NOTHING = new Personalization(List.of(), Map.of());

    private final Evaluations evaluations;
    private final Assessor assessor;
    private final Planner planner;
    private final Dispatcher dispatcher;
    private HandoverGate gate = HandoverGate.inMemory();

    private Personalizer(RunSetting setting, Evaluations evaluations) {
        this.evaluations = evaluations;
        this.assessor = new Assessor(setting, evaluations);
        this.planner = new Planner(setting, SlotPlanners.withoutLimits(setting));
        this.dispatcher = new Dispatcher(setting, evaluations, (reference, keys) -> gate.claim(reference, keys));
    }

    /**
     * Returns a personalizer of a programme.
     *
     * @throws org.tidings.core.InvalidInputException if neither the programme nor the options name an instant
     */
    public static Personalizer of(Programme programme, RunOptions options) {
        RunSetting setting = new RunSetting(programme, options);
        return new Personalizer(setting, new Evaluations(setting, new PeopleBuilder().build()));
    }

    /**
     * Returns the messages about a person. Asking again gives them again: nothing is remembered between calls.
     *
     * @param people the person and his or her guardians; may be everybody
     * @param person index of the person
     */
    public Personalization personalize(People people, int person) {
        evaluations.over(people);
        List<Meant> meant = new ArrayList<>();
        for (Assessor.Assessment assessment : assessor.assess(person)) {
            assessment.meant().ifPresent(meant::add);
        }
        if (meant.isEmpty()) {
            return NOTHING;
        }
        gate = HandoverGate.inMemory();
        OutcomeBook book = new OutcomeBook(meant);
        List<PersonalMessage> messages = new ArrayList<>();
        List<Planner.RecipientPlan> plans = planner.plan(meant);
        while (!plans.isEmpty()) {
            List<Planner.Rest> rest = new ArrayList<>(0);
            for (Planner.RecipientPlan plan : plans) {
                Dispatcher.Prepared prepared = dispatcher.prepare(plan);
                prepared.rest().ifPresent(rest::add);
                prepared.dropped().forEach(gone -> book.withheld(gone.member(), gone.reason()));
                for (ReadyMessage message : prepared.messages()) {
                    book.delivered(message);
                    messages.add(new PersonalMessage(
                            message.bundle().step().label(),
                            message.bundle().recipientId(),
                            message.bundle().contact().variant().style(),
                            message.rendered().label(),
                            message.outgoing()));
                }
            }
            plans = rest.isEmpty() ? List.of() : planner.planAgain(rest);
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        book.entries().forEach(entry -> outcomes.put(entry.meant().step().label(), entry.outcome()));
        return new Personalization(messages, outcomes);
    }
}
