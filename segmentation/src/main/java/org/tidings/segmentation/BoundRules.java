package org.tidings.segmentation;

import java.util.Optional;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.Values;
import org.tidings.core.internal.SlotProfile;

/**
 * A {@link Rulebook} with the clock bound: ages and windows have become ranges of days. Safe to share between threads;
 * what is compiled at the first use serves all of them.
 */
public final class BoundRules {
    private final Rulebook rulebook;
    private final CompiledRules rules;

    BoundRules(Rulebook rulebook, CompiledRules rules) {
        this.rulebook = rulebook;
        this.rules = rules;
    }

    /** Returns the bound instant and zone. */
    public EvaluationContext context() {
        return rules.clock().context();
    }

    /** Returns the rulebook. */
    public Rulebook rulebook() {
        return rulebook;
    }

    /**
     * Returns the evaluation of one person. Cheap: nothing is computed before it is asked for.
     *
     * @throws IllegalArgumentException if the profile is bound to another schema than the one that the rules were
     *     compiled for
     */
    public Evaluation on(Profile profile) {
        return new Evaluation(rulebook, rules, checked(profile));
    }

    /**
     * Returns when time alone next takes a person into a segment or out of it, or nothing if it never does before the
     * last days of the year 9999. Exact to the microsecond: births, windows, midnights of the agency's zone, clock
     * changes, and events and values that lie in the future. The cost does not depend on how far away the change is:
     * some tens of evaluations of the part of the condition that reads the clock.
     *
     * @throws IllegalArgumentException if the profile or the segment does not belong to the rulebook
     */
    public Optional<NextChange> nextChangeAt(Profile profile, Segment segment) {
        SlotProfile slots = checked(profile);
        Expression condition = segment.condition();
        if (condition.owner() != rulebook.definitions()) {
            throw new IllegalArgumentException("segment '" + segment + "' was compiled by another rulebook");
        }
        ClockUse uses = new ClockUse();
        if (uses.add(condition) == ClockUse.Kind.NOTHING) {
            return Optional.empty();
        }
        ChangeSearch search = new ChangeSearch(slots, context().agencyZone(), rulebook.leapDay(), uses);
        long at = search.first(
                condition, ChangeSearch.Answer.MEMBERSHIP, rules.clock().nowMicros(), Long.MAX_VALUE);
        return at == ChangeSearch.NEVER
                ? Optional.empty()
                : Optional.of(new NextChange(Values.fromMicros(at), !search.isExhausted()));
    }

    SlotProfile checked(Profile profile) {
        Schema schema = profile.schema();
        Schema stored = rulebook.definitions().stored();
        boolean fits = schema == stored
                || schema == rulebook.schema()
                || (schema.attributes().equals(stored.attributes())
                        && schema.streams().equals(stored.streams()));
        if (!fits) {
            throw new IllegalArgumentException(
                    "the profile is bound to schema " + schema + "; the rules were compiled for " + stored);
        }
        return SlotProfile.of(profile);
    }

    /** Returns the conditions in normal form. */
    Plans plans() {
        return rules.plans();
    }

    CompiledRules compiled() {
        return rules;
    }
}
