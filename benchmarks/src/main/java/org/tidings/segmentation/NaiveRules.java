package org.tidings.segmentation;

import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.internal.SlotProfile;

/**
 * Opens the plain evaluator, which users do not see, to a benchmark; that is why this class stands in another module's
 * package, which works on a class path.
 */
public final class NaiveRules {
    private final Rulebook rulebook;
    private final EvaluationContext context;

    /** Takes compiled rules and a clock. */
    public NaiveRules(Rulebook rulebook, EvaluationContext context) {
        this.rulebook = rulebook;
        this.context = context;
    }

    /** Returns whether a condition is true for a person. */
    public boolean isTrue(Profile profile, Expression condition) {
        return Boolean.TRUE.equals(
                new NaiveEvaluator(context, rulebook.leapDay(), SlotProfile.of(profile)).value(condition));
    }
}
