package org.tidings.segmentation;

import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
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
        return new Evaluation(rulebook, rules, SlotProfile.of(profile));
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

    /** Returns the conditions in normal form. */
    Plans plans() {
        return rules.plans();
    }

    CompiledRules compiled() {
        return rules;
    }
}
