package org.tidings.benchmarks.segmentation;

import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.tidings.benchmarks.inputs.Rotation;
import org.tidings.core.Profile;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.SegmentIndex;
import org.tidings.segmentation.SegmentMatches;

/** Many rules in an index, and the people who rotate before it: what the rivals of the index are compared with. */
@SuppressWarnings("NullAway.Init") // index() comes before all else
@State(Scope.Thread)
public abstract class IndexedRules {
    /** What the rules are like. */
    @Param
    public ManyRules.Form form;

    /** How many people rotate. */
    @Param("512")
    public int people;

    ManyRules workload;
    SegmentIndex index;
    SegmentMatches matches;
    List<Profile> profiles;
    Rotation<Profile> rotation;

    /** Makes so many rules with their people, and puts them into the index. */
    final BoundRules index(int rules) {
        workload = ManyRules.of(rules, form, people);
        profiles = workload.profiles();
        rotation = Rotation.of(profiles);
        BoundRules bound = workload.rulebook().bind(ManyRules.CONTEXT);
        index = SegmentIndex.of(bound);
        matches = index.newMatches();
        return bound;
    }

    /** Asks the index about the next person, and returns the place of the first rule that passes. */
    final int matchNext() {
        index.match(rotation.next(), matches);
        return matches.next(0);
    }
}
