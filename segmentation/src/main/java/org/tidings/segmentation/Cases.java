package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.segmentation.internal.Expr;

/** The branches of a {@code case} in a rule that is written in Java; begin with {@link Rules#when}. Immutable. */
public final class Cases {
    private final Optional<Expr> subject;
    private final List<Expr.Branch> branches;

    Cases(Optional<Expr> subject, List<Expr.Branch> branches) {
        this.subject = subject;
        this.branches = branches;
    }

    /** Returns the case with one more branch: a condition or, behind {@link Rules#match}, a candidate. */
    public Cases when(Object conditionOrCandidate, Object value) {
        List<Expr.Branch> more = new ArrayList<>(branches);
        more.add(new Expr.Branch(Rules.expr(conditionOrCandidate), Rules.expr(value)));
        return new Cases(subject, more);
    }

    /** Returns the case with the value that it has where no branch applies. */
    public Term otherwise(Object value) {
        return new Term(new Expr.Case(subject, branches, Optional.of(Rules.expr(value)), Term.AT));
    }

    /** Returns the case that is missing where no branch applies. */
    public Term end() {
        return new Term(new Expr.Case(subject, branches, Optional.empty(), Term.AT));
    }
}
