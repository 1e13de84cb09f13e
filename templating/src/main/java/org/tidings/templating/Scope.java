package org.tidings.templating;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a name means at a place of a text, and what is known there.
 *
 * @param inSubjects whether the place stands inside the section of the subjects
 * @param setLevels number of sections on sets around the place
 * @param loop what the innermost loop runs over
 * @param dot what <code>{{.}}</code> means
 * @param guarded values that are certainly there
 * @param neutral booleans whose unknown branch the text has
 */
record Scope(
        boolean inSubjects, int setLevels, Loop loop, Optional<Ref> dot, Set<String> guarded, Set<String> neutral) {
    static final Scope ROOT = new Scope(false, 0, Loop.NONE, Optional.empty(), Set.of(), Set.of());

    /** What a section repeats over. */
    enum Loop {
        NONE,
        SUBJECTS,
        SET
    }

    Scope inSubjectLoop() {
        return new Scope(true, setLevels, Loop.SUBJECTS, Optional.empty(), guarded, neutral);
    }

    Scope inSetLoop(Ref set, Ref member) {
        return new Scope(inSubjects, setLevels + 1, Loop.SET, Optional.of(member), with(List.of(set)), neutral);
    }

    Scope guarding(List<Ref> refs) {
        Optional<Ref> newDot = refs.size() == 1 ? Optional.of(refs.get(0)) : dot;
        return new Scope(inSubjects, setLevels, loop, newDot, with(refs), neutral);
    }

    /** Returns the scope of a place where booleans are known, which does not change the dot. */
    Scope knowing(Ref ref) {
        return new Scope(inSubjects, setLevels, loop, dot, with(List.of(ref)), neutral);
    }

    Scope withNeutral(List<Ref> refs) {
        if (refs.isEmpty()) {
            return this;
        }
        Set<String> all = new HashSet<>(neutral);
        refs.forEach(ref -> all.add(key(ref)));
        return new Scope(inSubjects, setLevels, loop, dot, guarded, all);
    }

    boolean isNeutral(Ref ref) {
        return neutral.contains(key(ref));
    }

    boolean isGuarded(Ref ref) {
        // What all subjects have, each of them has.
        return guarded.contains(key(ref))
                || (ref.source() == Ref.Source.SUBJECT
                        && guarded.contains(Ref.Source.EVERY_SUBJECT + " subjects." + ref.name()));
    }

    private Set<String> with(List<Ref> refs) {
        Set<String> all = new HashSet<>(guarded);
        refs.forEach(ref -> all.add(key(ref)));
        return all;
    }

    private static String key(Ref ref) {
        return ref.source() + " " + ref.name();
    }
}
