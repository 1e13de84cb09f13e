package org.tidings.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts what becomes of people and messages. Owned by one thread. */
final class SummaryBuilder {
    private final RunSetting setting;
    private final SortedMap<String, Integer> held;
    private final List<Counts> counts = new ArrayList<>();
    private final Map<String, Counts> byLabel = new HashMap<>();

    SummaryBuilder(RunSetting setting, SortedMap<String, Integer> held) {
        this.setting = setting;
        this.held = held;
        for (ProgrammeStep step : setting.programme().steps()) {
            Counts none = new Counts();
            counts.add(none);
            byLabel.put(step.label(), none);
        }
    }

    /** Counts a message that goes out. */
    void delivered(SentMessage message) {
        Counts step = byLabel.get(message.step());
        if (step == null) {
            throw new IllegalArgumentException("the programme has no step " + message.step());
        }
        step.messages++;
        add(step.channels, message.channel().id());
        add(step.variants, message.language() + "/" + message.style());
        int subjects = message.subjects().size();
        if (subjects > 1) {
            step.bundled++;
        }
        step.largest = Math.max(step.largest, subjects);
        message.moved().forEach(note -> add(step.moved, note));
        add(step.days, message.day());
    }

    RunSummary build(
            int people, Stages.Assessed assessed, OutcomeBook book, Handovers handovers, RunOutput.ChainEnds ends) {
        for (OutcomeBook.Entry entry : book.entries()) {
            Counts step = counts.get(entry.meant().step().index());
            if (entry.isReached()) {
                step.reached++;
            } else {
                step.withheld++;
            }
            for (OutcomeBook.Gone gone : entry.gone()) {
                add(step.reasons, gone.reason().name());
                if (gone.reason().code() == ReasonCode.NO_CONSENTED_CHANNEL) {
                    obstacles(gone).forEach(obstacle -> add(step.closed, obstacle));
                }
            }
        }
        List<RunSummary.Step> steps = new ArrayList<>();
        for (ProgrammeStep step : setting.programme().steps()) {
            Counts found = counts.get(step.index());
            steps.add(new RunSummary.Step(
                    step.label(),
                    step.campaign().title(),
                    step.campaign().purpose().id(),
                    assessed.others().get(step.index()).notMeant(),
                    assessed.others().get(step.index()).undecided(),
                    found.reached,
                    found.withheld,
                    found.reasons,
                    found.closed,
                    found.messages,
                    found.channels,
                    found.variants,
                    found.bundled,
                    found.largest,
                    found.moved,
                    found.days));
        }
        SortedMap<String, String> texts = new TreeMap<>();
        setting.programme().contact().barred().stream()
                .filter(bar -> !bar.text().isEmpty())
                .forEach(bar -> texts.put(bar.reason().name(), bar.text()));
        return new RunSummary(
                setting.programme().id(),
                setting.programme().version(),
                setting.at(),
                setting.programme().agencyZone(),
                people,
                held,
                steps,
                texts,
                handovers.accepted(),
                handovers.before(),
                handovers.unknown(),
                ends.exceptions(),
                ends.records(),
                ends.withheld());
    }

    private static Set<String> obstacles(OutcomeBook.Gone gone) {
        return gone.candidate().stream()
                .flatMap(candidate -> candidate.trials().stream())
                .flatMap(trial -> trial.obstacle().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <K> void add(Map<K, Integer> counts, K key) {
        counts.merge(key, 1, Integer::sum);
    }

    private static final class Counts {
        private final SortedMap<String, Integer> reasons = new TreeMap<>();
        private final SortedMap<String, Integer> closed = new TreeMap<>();
        private final SortedMap<String, Integer> channels = new TreeMap<>();
        private final SortedMap<String, Integer> variants = new TreeMap<>();
        private final SortedMap<String, Integer> moved = new TreeMap<>();
        private final SortedMap<LocalDate, Integer> days = new TreeMap<>();
        private int reached;
        private int withheld;
        private int messages;
        private int bundled;
        private int largest;
    }
}
