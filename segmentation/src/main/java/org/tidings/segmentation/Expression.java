package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.JsonForm;
import org.tidings.segmentation.internal.Printer;

/**
 * A checked expression of a {@link Rulebook}. Immutable and safe to share.
 *
 * <p>Keep it: an evaluation finds the compiled form by the identity of this object.
 */
public final class Expression {
    private final Definitions owner;
    private final Expr expr;
    private final Analysis analysis;
    private final Type type;
    private final Footprint footprint;

    Expression(Definitions owner, Expr expr, Analysis analysis, Type type) {
        this.owner = owner;
        this.expr = expr;
        this.analysis = analysis;
        this.type = type;
        this.footprint = analysis.footprint();
    }

    /** Returns the type of the value. */
    public ValueType type() {
        return type.valueType();
    }

    /**
     * Returns whether there are people for whom the value is missing, or the condition unknown. A result that is missing
     * only because arithmetic passed its range is not counted.
     */
    public boolean mayBeMissing() {
        return analysis.fact(expr).mayBeMissing();
    }

    /** Returns what the expression can touch, through derived attributes and segments, too. */
    public Footprint footprint() {
        return footprint;
    }

    /**
     * Returns the static cost: the number of elementary steps for a person with eight events in every stream. A derived
     * attribute or segment counts once, however often it is named. Computed at each call, in time linear in the number
     * of derived attributes and segments behind it.
     */
    public long cost() {
        Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Expression> open = new ArrayDeque<>();
        open.add(this);
        long total = 0;
        while (!open.isEmpty()) {
            Expression next = open.removeLast();
            if (seen.add(next)) {
                total += next.analysis.ownCost();
                next.analysis.derived().forEach(used -> open.add(used.expression()));
                next.analysis.segments().forEach(used -> open.add(used.condition()));
            }
        }
        return total;
    }

    /** Returns the canonical text, on one line; it reads back as the same expression. */
    public String text() {
        return Printer.print(expr);
    }

    /** Returns the JSON form; it reads back as the same expression. */
    public String json() {
        return JsonForm.write(expr);
    }

    /** Returns the canonical text. */
    @Override
    public String toString() {
        return text();
    }

    Definitions owner() {
        return owner;
    }

    Expr expr() {
        return expr;
    }

    Analysis analysis() {
        return analysis;
    }

    /** Returns the type of the value; {@code number} also where the tree itself gives an integer. */
    Type resultType() {
        return type;
    }

    int depth() {
        return analysis.depth();
    }
}
