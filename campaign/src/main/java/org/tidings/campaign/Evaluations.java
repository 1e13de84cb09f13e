package org.tidings.campaign;

import java.util.ArrayList;
import java.util.List;
import org.tidings.core.EvaluationContext;
import org.tidings.segmentation.Evaluation;

/**
 * Evaluations of the few people around one message, so that what one step derived the next can use. Owned by one thread.
 */
final class Evaluations {
    private final RunSetting setting;
    private People people;
    private final List<Entry> entries = new ArrayList<>();

    Evaluations(RunSetting setting, People people) {
        this.setting = setting;
        this.people = people;
    }

    People people() {
        return people;
    }

    /** Returns the evaluation of a person at an instant. */
    Evaluation of(int person, EvaluationContext context) {
        for (Entry entry : entries) {
            if (entry.person == person && entry.context.equals(context)) {
                return entry.evaluation;
            }
        }
        Evaluation made = setting.bound(context).on(people.profile(person));
        entries.add(new Entry(person, context, made));
        return made;
    }

    /** Lets go of everything; called between people, so that the search stays short. */
    void forget() {
        entries.clear();
    }

    /** Lets go of everything and turns to other people. */
    void over(People others) {
        entries.clear();
        people = others;
    }

    private record Entry(int person, EvaluationContext context, Evaluation evaluation) {}
}
