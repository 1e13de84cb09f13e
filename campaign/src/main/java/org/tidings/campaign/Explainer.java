package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tidings.consent.Guardianship;
import org.tidings.segmentation.Explanation;

/**
 * Says in plain words what a programme means for one person, and why. Immutable and safe to share.
 *
 * <p>It runs the same three stages as {@link CampaignRun} over the people concerned, without handing anything over, and
 * renders what they recorded: it never decides anything by itself. The people concerned are the person, whoever reads
 * messages about the person, and whomever else these read about, because they share messages and waiting times. Where a
 * campaign has slots of limited capacity, everybody is planned, with the first question; who found no place, or needs another
 * one, takes a whole run in memory.
 */
public final class Explainer {
    private final RunSetting setting;
    private final People people;
    private final RunOptions options;
    private final Map<Integer, List<Integer>> wards;
    private final Lazy<Whole> whole = new Lazy<>(this::planWhole);

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
        Found found;
        if (setting.programme().hasLimitedSlots()) {
            found = amongAll(person, stages);
        } else {
            Stages.Assessed assessed = stages.assess(concerned(person));
            found = new Found(person, assessed.meant());
            stages.dispatch(stages.plan(assessed.meant()), HandoverGate.inMemory(), found::take);
        }
        List<StepExplanation> steps = new ArrayList<>();
        for (ProgrammeStep step : setting.programme().steps()) {
            steps.add(explain(step, person, found.book, found.messages));
        }
        return new PersonExplanation(setting, people.profile(person).personId(), steps);
    }

    /** The plan of everybody, on which each depends where places are limited. */
    private record Whole(List<Meant> meant, List<Planner.RecipientPlan> plans) {}

    private Whole planWhole() {
        Stages stages = new Stages(setting, people, options);
        List<Meant> meant =
                stages.assess(IntStream.range(0, people.size()).toArray()).meant();
        return new Whole(meant, stages.plan(meant));
    }

    /** Writes the messages of the people concerned, at the times that the plan of everybody gives them. */
    private Found amongAll(int person, Stages stages) {
        Set<Integer> readers = readers(person);
        Set<Integer> concerned = Arrays.stream(concerned(person)).boxed().collect(Collectors.toSet());
        List<Meant> meant = whole.value().meant.stream()
                .filter(one -> concerned.contains(one.person()))
                .toList();
        List<Planner.RecipientPlan> plans = whole.value().plans.stream()
                .filter(plan -> readers.contains(plan.recipient()))
                .toList();
        Found found = new Found(person, meant);
        if (stages.dispatchOnce(plans, HandoverGate.inMemory(), found::take).isEmpty()) {
            return found;
        }
        // Somebody needs a place that becomes free, or does not, with what is found about all others.
        Found again = new Found(person, meant);
        Stages all = new Stages(setting, people, options);
        all.dispatch(all.plan(whole.value().meant), HandoverGate.inMemory(), again::take);
        return again;
    }

    /** What is found about the people concerned. */
    private static final class Found {
        private final int person;
        private final Set<Integer> concerned = new HashSet<>();
        private final OutcomeBook book;
        private final List<StepExplanation.Written> messages = new ArrayList<>();

        Found(int person, List<Meant> meant) {
            this.person = person;
            this.book = new OutcomeBook(meant);
            meant.forEach(one -> concerned.add(one.person()));
        }

        void take(List<Stages.Dispatched> recipients) {
            for (Stages.Dispatched recipient : recipients) {
                Dispatcher.Prepared prepared = recipient.prepared();
                prepared.dropped().stream()
                        .filter(gone -> concerned.contains(gone.member().meant().person()))
                        .forEach(gone -> book.withheld(gone.member(), gone.reason()));
                for (int i = 0; i < prepared.messages().size(); i++) {
                    ReadyMessage message = prepared.messages().get(i);
                    if (message.bundle().members().stream()
                            .allMatch(
                                    member -> concerned.contains(member.meant().person()))) {
                        book.delivered(message);
                    }
                    if (isAbout(message, person)) {
                        messages.add(new StepExplanation.Written(
                                message, recipient.records().get(i)));
                    }
                }
            }
        }
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

    private Set<Integer> readers(int person) {
        TreeSet<Integer> readers = new TreeSet<>();
        readers.add(person);
        for (Guardianship guardianship : people.guardians(person)) {
            people.indexOf(guardianship.holder()).ifPresent(readers::add);
        }
        return readers;
    }

    private int[] concerned(int person) {
        Set<Integer> readers = readers(person);
        TreeSet<Integer> concerned = new TreeSet<>(readers);
        readers.forEach(reader -> concerned.addAll(wards.getOrDefault(reader, List.of())));
        return concerned.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isAbout(ReadyMessage message, int person) {
        return message.bundle().members().stream()
                .anyMatch(member -> member.meant().person() == person);
    }
}
