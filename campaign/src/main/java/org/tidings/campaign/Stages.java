package org.tidings.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tidings.segmentation.Truth;

/** The three stages over many people. */
final class Stages {
    private static final int PEOPLE_PER_PIECE = 256;
    private static final int RECIPIENTS_PER_PIECE = 64;

    private final RunSetting setting;
    private final People people;
    private final RunOptions options;
    private final SlotPlanners together;
    private final Planner planner;

    Stages(RunSetting setting, People people, RunOptions options) {
        this(setting, people, options, Map.of());
    }

    /**
     * Creates stages of a run that goes on.
     *
     * @param before what earlier runs handed over, by reference
     */
    Stages(RunSetting setting, People people, RunOptions options, Map<String, SentMessage> before) {
        this.setting = setting;
        this.people = people;
        this.options = options;
        this.together = SlotPlanners.of(setting, before);
        this.planner = new Planner(setting, together);
    }

    /** Returns the plans of campaigns whose messages are planned together. */
    SlotPlanners together() {
        return together;
    }

    /**
     * What the first stage found.
     *
     * @param meant the people who are meant, by person and step
     * @param others per step, the people who are not meant
     */
    record Assessed(List<Meant> meant, List<Others> others) {}

    /**
     * The people who are not meant by a step.
     *
     * @param notMeant for whom the segment's rule is false
     * @param undecided for whom it cannot be decided
     */
    record Others(int notMeant, int undecided) {}

    /** Assesses people, given by their indexes. */
    Assessed assess(int[] persons) {
        int steps = setting.programme().steps().size();
        List<Meant> meant = new ArrayList<>();
        int[] notMeant = new int[steps];
        int[] undecided = new int[steps];
        int pieces = (persons.length + PEOPLE_PER_PIECE - 1) / PEOPLE_PER_PIECE;
        int[] done = new int[1];
        OrderedWork.run(pieces, options.threads(), piece -> assessPiece(persons, piece), found -> {
            for (List<Assessor.Assessment> person : found) {
                for (int step = 0; step < steps; step++) {
                    Assessor.Assessment assessment = person.get(step);
                    if (assessment.meant().isPresent()) {
                        meant.add(assessment.meant().get());
                    } else if (assessment.truth() == Truth.FALSE) {
                        notMeant[step]++;
                    } else {
                        undecided[step]++;
                    }
                }
            }
            done[0] += found.size();
            options.progress().at(RunProgress.Phase.ASSESS, done[0], persons.length);
        });
        List<Others> others = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            others.add(new Others(notMeant[step], undecided[step]));
        }
        return new Assessed(meant, others);
    }

    private List<List<Assessor.Assessment>> assessPiece(int[] persons, int piece) {
        Assessor assessor = new Assessor(setting, new Evaluations(setting, people));
        int end = Math.min(persons.length, (piece + 1) * PEOPLE_PER_PIECE);
        List<List<Assessor.Assessment>> result = new ArrayList<>(PEOPLE_PER_PIECE);
        for (int i = piece * PEOPLE_PER_PIECE; i < end; i++) {
            result.add(assessor.assess(persons[i]));
        }
        return result;
    }

    /** Bundles the messages and gives them their times. */
    List<Planner.RecipientPlan> plan(List<Meant> meant) {
        List<Planner.RecipientPlan> plans = planner.plan(meant);
        options.progress().at(RunProgress.Phase.PLAN, plans.size(), plans.size());
        return plans;
    }

    /**
     * What the messages of one recipient came to, with the records of those that were written, in the same order.
     */
    record Dispatched(Dispatcher.Prepared prepared, List<DecisionRecord> records) {}

    /**
     * Writes the messages and hands what came of it to a taker, in the order of the recipients. Messages that have to be
     * planned once more follow, until none is left: each time they have fewer channels.
     */
    void dispatch(List<Planner.RecipientPlan> plans, HandoverGate gate, Consumer<List<Dispatched>> taker) {
        List<Planner.Rest> rest = dispatchOnce(plans, gate, taker);
        while (!rest.isEmpty()) {
            rest = dispatchOnce(planner.planAgain(rest), gate, taker);
        }
        together.finish();
    }

    /** Writes the messages and returns those that have to be planned once more. */
    List<Planner.Rest> dispatchOnce(
            List<Planner.RecipientPlan> plans, HandoverGate gate, Consumer<List<Dispatched>> taker) {
        List<Planner.Rest> rest = new ArrayList<>();
        int pieces = (plans.size() + RECIPIENTS_PER_PIECE - 1) / RECIPIENTS_PER_PIECE;
        int[] done = new int[1];
        OrderedWork.run(pieces, options.threads(), piece -> dispatchPiece(plans, gate, piece), found -> {
            taker.accept(found);
            for (Dispatched recipient : found) {
                recipient.prepared().rest().ifPresent(rest::add);
                recipient.prepared().messages().forEach(together::settle);
            }
            done[0] += found.size();
            options.progress().at(RunProgress.Phase.DISPATCH, done[0], plans.size());
        });
        return rest;
    }

    private List<Dispatched> dispatchPiece(List<Planner.RecipientPlan> plans, HandoverGate gate, int piece) {
        Evaluations evaluations = new Evaluations(setting, people);
        Dispatcher dispatcher = new Dispatcher(setting, evaluations, gate);
        RecordMaker records = new RecordMaker(setting, evaluations);
        int end = Math.min(plans.size(), (piece + 1) * RECIPIENTS_PER_PIECE);
        List<Dispatched> result = new ArrayList<>(RECIPIENTS_PER_PIECE);
        for (Planner.RecipientPlan plan : plans.subList(piece * RECIPIENTS_PER_PIECE, end)) {
            result.add(recorded(dispatcher.prepare(plan), records));
        }
        return result;
    }

    /** Adds the records; a message that cannot be recorded does not go out. */
    private static Dispatched recorded(Dispatcher.Prepared prepared, RecordMaker maker) {
        List<ReadyMessage> messages = new ArrayList<>(prepared.messages().size());
        List<DecisionRecord> records = new ArrayList<>(prepared.messages().size());
        List<Dispatcher.Dropped> dropped = new ArrayList<>(prepared.dropped());
        for (ReadyMessage message : prepared.messages()) {
            try {
                records.add(maker.record(message));
                messages.add(message);
            } catch (RuntimeException e) {
                Reason reason = Failures.reason(e);
                message.bundle().members().forEach(member -> dropped.add(new Dispatcher.Dropped(member, reason)));
            }
        }
        return new Dispatched(new Dispatcher.Prepared(messages, dropped, prepared.rest()), records);
    }
}
