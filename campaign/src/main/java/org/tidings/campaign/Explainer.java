package org.tidings.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.tidings.consent.Guardianship;
import org.tidings.segmentation.Explanation;

/**
 * Says in plain words what a programme means for one person, and why. Immutable and safe to share.
 *
 * <p>It runs the same three stages as {@link CampaignRun} over the people concerned, without handing anything over, and
 * renders what they recorded: it never decides anything by itself. The people concerned are the person, whoever reads
 * messages about the person, and whomever else these read about, because they share messages and waiting times.
 */
public final class Explainer {
    private final RunSetting setting;
    private final People people;
    private final RunOptions options;
    private final Map<Integer, List<Integer>> wards;

    private Explainer(RunSetting setting, People people, RunOptions options, Map<Integer, List<Integer>> wards) {
        this.setting = setting;
        this.people = people;
        this.options = options;
        this.wards = wards;
    }

    /**
     * Returns an explainer. Cost: one pass over the guardians of all people.
     *
     * @throws org.tidings.core.InvalidInputException if neither the programme nor the options name an instant
     */
    public static Explainer of(Programme programme, People people, RunOptions options) {
        Map<Integer, List<Integer>> wards = new HashMap<>();
        for (int person = 0; person < people.size(); person++) {
            for (Guardianship guardianship : people.guardians(person)) {
                OptionalInt holder = people.indexOf(guardianship.holder());
                if (holder.isPresent()) {
                    wards.computeIfAbsent(holder.getAsInt(), any -> new ArrayList<>(2))
                            .add(person);
                }
            }
        }
        RunOptions silent = options.withProgress(RunProgress.silent());
        return new Explainer(new RunSetting(programme, options), people, silent, wards);
    }

    /** Returns what every step comes to for a person, or nothing if there is no such person. */
    public Optional<PersonExplanation> explain(String personId) {
        OptionalInt person = people.indexOf(personId);
        return person.isEmpty() ? Optional.empty() : Optional.of(explain(person.getAsInt()));
    }

    private PersonExplanation explain(int person) {
        Stages stages = new Stages(setting, people, options);
        Stages.Assessed assessed = stages.assess(concerned(person));
        OutcomeBook book = new OutcomeBook(assessed.meant());
        List<StepExplanation.Written> messages = new ArrayList<>();
        stages.dispatch(stages.plan(assessed.meant()), HandoverGate.inMemory(), recipients -> {
            for (Stages.Dispatched recipient : recipients) {
                Dispatcher.Prepared prepared = recipient.prepared();
                prepared.dropped().forEach(gone -> book.withheld(gone.member(), gone.reason()));
                for (int i = 0; i < prepared.messages().size(); i++) {
                    ReadyMessage message = prepared.messages().get(i);
                    book.delivered(message);
                    if (isAbout(message, person)) {
                        messages.add(new StepExplanation.Written(
                                message, recipient.records().get(i)));
                    }
                }
            }
        });
        List<StepExplanation> steps = new ArrayList<>();
        for (ProgrammeStep step : setting.programme().steps()) {
            steps.add(explain(step, person, book, messages));
        }
        return new PersonExplanation(setting, people.profile(person).personId(), steps);
    }

    private StepExplanation explain(
            ProgrammeStep step, int person, OutcomeBook book, List<StepExplanation.Written> messages) {
        Optional<OutcomeBook.Entry> entry = book.entries().stream()
                .filter(candidate -> candidate.meant().person() == person
                        && candidate.meant().step().index() == step.index())
                .findFirst();
        if (entry.isPresent() && !entry.get().meant().eligible()) {
            // Finding out has failed, and would again: what was recorded is all there is to tell.
            return new StepExplanation(
                    step, Optional.empty(), entry.get().outcome(), entry, Optional.empty(), List.of());
        }
        Evaluations evaluations = new Evaluations(setting, people);
        Optional<StepDates> dates = entry.isPresent()
                ? entry.get().meant().dates()
                : new Assessor(setting, evaluations).dates(step, person);
        Explanation segment = evaluations
                .of(person, Assessor.context(setting, dates))
                .explain(step.campaign().segment());
        Outcome outcome =
                entry.map(OutcomeBook.Entry::outcome).orElseGet(() -> new Outcome.NotInSegment(segment.truth()));
        List<StepExplanation.Written> own = messages.stream()
                .filter(written -> written.message().bundle().step().index() == step.index())
                .toList();
        return new StepExplanation(step, Optional.of(segment), outcome, entry, dates, own);
    }

    private int[] concerned(int person) {
        TreeSet<Integer> readers = new TreeSet<>();
        readers.add(person);
        for (Guardianship guardianship : people.guardians(person)) {
            people.indexOf(guardianship.holder()).ifPresent(readers::add);
        }
        TreeSet<Integer> concerned = new TreeSet<>(readers);
        readers.forEach(reader -> concerned.addAll(wards.getOrDefault(reader, List.of())));
        return concerned.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isAbout(ReadyMessage message, int person) {
        return message.bundle().members().stream()
                .anyMatch(member -> member.meant().person() == person);
    }
}
