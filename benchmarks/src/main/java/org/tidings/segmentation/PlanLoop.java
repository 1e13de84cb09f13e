package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import org.tidings.core.Profile;
import org.tidings.core.internal.SlotProfile;

/**
 * Opens the plans of segments, which users do not see, to a benchmark: each is asked, one after the other. Owned by one
 * thread.
 */
public final class PlanLoop {
    private final List<String> names;
    private final Plan[] plans;
    private final CompiledRules compiled;

    /** Takes all segments of bound rules. */
    public PlanLoop(BoundRules rules) {
        names = List.copyOf(rules.rulebook().segmentNames());
        plans = names.stream()
                .map(name -> rules.plans().of(rules.rulebook().segment(name).orElseThrow()))
                .toArray(Plan[]::new);
        compiled = rules.compiled();
    }

    /** Returns how many segments a person is in. */
    public int count(Profile profile) {
        Frame frame = Frame.of(compiled, SlotProfile.of(profile));
        int count = 0;
        for (Plan plan : plans) {
            count += plan.isTrue(frame) ? 1 : 0;
        }
        return count;
    }

    /** Returns the names of the segments that a person is in. */
    public List<String> names(Profile profile) {
        Frame frame = Frame.of(compiled, SlotProfile.of(profile));
        List<String> result = new ArrayList<>();
        for (int i = 0; i < plans.length; i++) {
            if (plans[i].isTrue(frame)) {
                result.add(names.get(i));
            }
        }
        return result;
    }
}
