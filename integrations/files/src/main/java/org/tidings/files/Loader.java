package org.tidings.files;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidings.campaign.PeopleBuilder;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.Guardianship;
import org.tidings.core.Attribute;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Profile;
import org.tidings.core.ProfileBuilder;
import org.tidings.core.RecordReader;

/**
 * Loads a folder: first the people, then what the other files say of them, at last the profiles.
 *
 * <p>A person of whom something cannot be read is held back: a death, a withdrawal or a restriction could stand there.
 * Used once.
 */
final class Loader {
    private final Sources sources;
    private final ZoneId zone;
    private final Rejects rejects;
    private final SortedMap<String, Integer> codes = new TreeMap<>();
    private final List<Diagnostic> notes = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final TextPool texts = new TextPool();

    // Of each person, in the order of the main file.
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<ProfileBuilder> builders = new ArrayList<>();
    private final SortedMap<Integer, Diagnostic> held = new TreeMap<>();
    private long[] lines = new long[1 << 10];
    private long[] contents = new long[1 << 10];

    private final Map<String, EventStore> stores = new LinkedHashMap<>();
    private final List<Consent> consents = new ArrayList<>();
    private final List<Guardianship> guardianships = new ArrayList<>();

    Loader(Sources sources, ZoneId zone, Rejects rejects) {
        this.sources = sources;
        this.zone = zone;
        this.rejects = rejects;
    }

    /** A file and what is done with its rows. */
    private record Task(FilePlan plan, Consumer<RowBinder> action) {}

    /** A consent event of a person. */
    private record Consent(int person, ConsentEvent event) {}

    LoadedData load(Path folder) {
        DataFolder data = new DataFolder(folder);
        plan();
        @Nullable RowBinder[] open = new RowBinder[tasks.size()];
        try {
            openAll(data, open);
            for (int i = 0; i < open.length; i++) {
                RowBinder rows = open[i];
                while (rows != null && rows.next()) {
                    tasks.get(i).action().accept(rows);
                }
            }
        } finally {
            for (RowBinder rows : open) {
                if (rows != null) {
                    rows.close();
                }
            }
        }
        PeopleBuilder people = people();
        List<FileReport> reports = tallies.stream().map(Tally::report).toList();
        List<HeldPerson> heldPeople = new ArrayList<>(held.size());
        held.forEach((index, reason) ->
                heldPeople.add(new HeldPerson(builders.get(index).personId(), reason)));
        return new LoadedData(people.build(), heldPeople, new LoadReport(reports, held.size(), codes, notes));
    }

    private void plan() {
        tasks.add(new Task(sources.people(), this::person));
        for (FilePlan file : sources.more()) {
            Map<Integer, Long> seen = new HashMap<>();
            tasks.add(new Task(file, row -> more(row, seen)));
        }
        for (Sources.Events events : sources.events()) {
            String stream = events.stream().name();
            EventStore store = stores.computeIfAbsent(stream, name -> new EventStore(events.stream()));
            tasks.add(new Task(
                    events.plan(), row -> event(row, store, events.plan().holdOnBadRow())));
        }
        sources.consents().forEach(file -> tasks.add(new Task(file, this::consent)));
        sources.guardians().forEach(file -> tasks.add(new Task(file, this::guardian)));
    }

    /** Opens every file before the first row is read, so that all absent files and columns are reported together. */
    private void openAll(DataFolder data, @Nullable RowBinder[] open) {
        Diagnostics faults = new Diagnostics();
        for (int i = 0; i < open.length; i++) {
            FilePlan file = tasks.get(i).plan();
            try {
                Optional<Path> path = data.find(file);
                if (path.isEmpty()) {
                    notes.add(absent(file));
                } else {
                    open[i] = open(data, path.get(), file);
                }
            } catch (InvalidInputException e) {
                faults.addAll(e.diagnostics());
            }
        }
        faults.throwIfErrors();
    }

    private RowBinder open(DataFolder data, Path path, FilePlan file) {
        RecordReader reader = data.open(path, file);
        Tally tally = new Tally(reader.source(), rejects, codes);
        RowBinder rows = RowBinder.of(file, reader, DataFolder.formatOf(path, file), zone, tally, texts);
        tallies.add(tally);
        return rows;
    }

    private static Diagnostic absent(FilePlan file) {
        return new Diagnostic(
                "SRC-008",
                Diagnostic.Severity.WARNING,
                "The data folder holds no such file; the sources say that the run can do without it",
                file.file(),
                0,
                0,
                "",
                1,
                Optional.empty());
    }

    private void person(RowBinder row) {
        String id = row.person();
        @Nullable Integer known = indexes.get(id);
        if (id.isEmpty()) {
            row.reject(false);
        } else if (known != null) {
            again(known, row, contents[known]);
        } else {
            int index = add(id, row);
            if (row.hasProblems()) {
                hold(index, row);
            } else {
                setAttributes(index, row);
            }
        }
    }

    /** Takes a second row of a person: a copy costs nothing, another one leaves open which of both is true. */
    private void again(int index, RowBinder row, long first) {
        boolean same = !row.hasProblems() && row.fingerprint() == first;
        if (same) {
            row.problem("SRC-205", row.personColumn(), "The person has a row already, which says the same");
            row.reject(false);
        } else {
            row.problem("SRC-210", row.personColumn(), "The person has a row already, which says something else");
            hold(index, row);
        }
    }

    private int add(String id, RowBinder row) {
        int index = builders.size();
        indexes.put(id, index);
        builders.add(Profile.builder(sources.schema(), id));
        if (index == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
            contents = Arrays.copyOf(contents, contents.length * 2);
        }
        lines[index] = row.line();
        contents[index] = row.fingerprint();
        return index;
    }

    private void setAttributes(int index, RowBinder row) {
        ProfileBuilder builder = builders.get(index);
        for (Attribute attribute : sources.schema().attributes()) {
            int target = attribute.slot();
            if (row.has(target) && attribute.type().isPrimitive()) {
                builder.setBits(attribute, row.bits(target));
            } else if (row.has(target)) {
                builder.trySetText(attribute, row.text(target));
            }
        }
        row.used();
    }

    private void hold(int index, RowBinder row) {
        held.putIfAbsent(index, row.firstProblem());
        row.reject(true);
    }

    /** Returns the index of the person of a row, or -1, with a problem, where there is none. */
    private int known(RowBinder row, String column) {
        Integer index = indexes.get(row.person());
        if (index == null && !row.person().isEmpty()) {
            row.problem("SRC-206", column, "The row is about a person whom the file of people does not have");
        }
        return index == null ? -1 : index;
    }

    private void more(RowBinder row, Map<Integer, Long> seen) {
        int index = known(row, row.personColumn());
        @Nullable Long first = index < 0 ? null : seen.putIfAbsent(index, row.fingerprint());
        if (index < 0) {
            row.reject(false);
        } else if (first != null) {
            again(index, row, first);
        } else {
            if (row.hasProblems()) {
                hold(index, row);
            } else if (held.containsKey(index)) {
                row.ofHeldPerson();
            } else {
                setAttributes(index, row);
            }
        }
    }

    private void event(RowBinder row, EventStore store, boolean holds) {
        int index = known(row, row.personColumn());
        if (row.hasProblems()) {
            if (holds && index >= 0) {
                hold(index, row);
            } else {
                row.reject(false);
            }
        } else if (held.containsKey(index)) {
            row.ofHeldPerson();
        } else {
            store.add(index, row);
            row.used();
        }
    }

    private void consent(RowBinder row) {
        int index = known(row, row.personColumn());
        Optional<ConsentEvent> event = row.hasProblems() ? Optional.empty() : Facts.consent(row);
        if (event.isEmpty()) {
            if (index >= 0) {
                // What cannot be read may be a withdrawal.
                hold(index, row);
            } else {
                row.reject(false);
            }
        } else if (held.containsKey(index)) {
            row.ofHeldPerson();
        } else {
            consents.add(new Consent(index, event.get()));
            row.used();
        }
    }

    private void guardian(RowBinder row) {
        int index = known(row, row.personColumn());
        if (row.has(Targets.GUARDIAN) && !indexes.containsKey(row.text(Targets.GUARDIAN))) {
            row.problem("SRC-206", Targets.GUARDIAN, "The guardian is a person whom the file of people does not have");
        }
        Optional<Guardianship> guardianship = row.hasProblems() ? Optional.empty() : Facts.guardianship(row);
        if (guardianship.isEmpty()) {
            row.reject(false);
        } else if (held.containsKey(index)) {
            row.ofHeldPerson();
        } else {
            guardianships.add(guardianship.get());
            row.used();
        }
    }

    private PeopleBuilder people() {
        stores.values().forEach(store -> store.groupBy(builders.size()));
        PeopleBuilder people = new PeopleBuilder();
        for (int i = 0; i < builders.size(); i++) {
            if (!held.containsKey(i) && !isOverfull(i)) {
                profile(i, people);
            }
        }
        for (Consent consent : consents) {
            if (!held.containsKey(consent.person())) {
                people.addConsent(builders.get(consent.person()).personId(), consent.event());
            }
        }
        guardianships.forEach(people::addGuardianship);
        return people;
    }

    private void profile(int index, PeopleBuilder people) {
        ProfileBuilder builder = builders.get(index);
        stores.values().forEach(store -> store.moveTo(index, builder));
        try {
            people.add(builder.build());
        } catch (InvalidInputException e) {
            // All values have been checked; what is left is an attribute that every person must have.
            e.diagnostics().forEach(problem -> holdAtEnd(index, "SRC-204", problem.message()));
        }
    }

    private boolean isOverfull(int index) {
        int limit = Limits.defaults().maxEventsPerPerson();
        for (EventStore store : stores.values()) {
            if (store.count(index) > limit) {
                String stream = store.stream().name();
                holdAtEnd(index, "SRC-213", "The person has more than " + limit + " events of '" + stream + "'");
                return true;
            }
        }
        return false;
    }

    private void holdAtEnd(int index, String code, String message) {
        Tally main = tallies.get(0);
        held.putIfAbsent(index, Diagnostic.inRow(main.file(), lines[index], 0, code, message));
        Diagnostic problem =
                Diagnostic.inRow(main.file(), lines[index], 0, code, message + "; the person is held back");
        // The row has gone by; the id is enough to find it again.
        main.add(new Reject(problem, "", builders.get(index).personId()));
    }
}
