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
    private final ProfileCheck check;

    BoundRules(Rulebook rulebook, CompiledRules rules) {
        this.rulebook = rulebook;
        this.rules = rules;
        this.check = new ProfileCheck(rulebook.definitions().stored(), rulebook.schema());
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
        NextChangeSearch search = new NextChangeSearch(slots, context().agencyZone(), rulebook.leapDay(), uses);
        long at = search.first(
                condition, NextChangeSearch.Answer.MEMBERSHIP, rules.clock().nowMicros(), Long.MAX_VALUE);
        return at == NextChangeSearch.NEVER
                ? Optional.empty()
                : Optional.of(new NextChange(Values.fromMicros(at), !search.isExhausted()));
    }

    SlotProfile checked(Profile profile) {
        check.accept(profile.schema());
        return SlotProfile.of(profile);
    }

    /**
     * Returns the evaluation of all people of a population. Cheap: nothing is computed before it is asked for. Works on
     * the calling thread unless {@link BulkEvaluation#withExecutor} says otherwise.
     *
     * @throws IllegalArgumentException if the population has another schema than the one that the rules were compiled
     *     for
     */
    public BulkEvaluation over(Population population) {
        Schema stored = rulebook.definitions().stored();
        if (!Population.isSameForm(population.schema(), stored)) {
            throw new IllegalArgumentException(
                    "the population has schema " + population.schema() + "; the rules were compiled for " + stored);
        }
        return new BulkEvaluation(this, population, Runnable::run, 1);
    }

    /**
     * Returns the condition of a segment as code of its own, the fastest way to ask it about many people. Made once and
     * kept; making takes about a millisecond. For thousands of segments at once this is the wrong way.
     *
     * @throws IllegalArgumentException if the segment is of another rulebook
     */
    public Matcher matcher(Segment segment) {
        return matcher(segment.condition());
    }

    /**
     * Returns a condition as code of its own; see {@link #matcher(Segment)}.
     *
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook
     */
    public Matcher matcher(Expression condition) {
        rulebook.check(condition, Type.BOOL);
        Plan plan = rules.plans().of(condition);
        RuleClasses classes = rules.classes();
        Schema stored = rulebook.definitions().stored();
        return new Matcher(check, classes.slots(plan), () -> classes.maps(plan, stored));
    }

    /** Returns the conditions in normal form. */
    Plans plans() {
        return rules.plans();
    }

    CompiledRules compiled() {
        return rules;
    }
}
