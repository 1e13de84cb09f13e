package org.tidings.segmentation;

import java.util.IdentityHashMap;
import java.util.Objects;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Function;

/**
 * How the nodes of some trees read the clock, through derived attributes and segments, too. Filled by {@link #add};
 * safe to share once nothing is added any more.
 */
final class ClockUse {
    private final IdentityHashMap<Expr, Kind> kinds = new IdentityHashMap<>();

    /** What of the clock a value depends on; a later constant includes the earlier ones. */
    enum Kind {
        NOTHING,
        /** The agency's day only. */
        DAY,
        /** The instant. */
        INSTANT;

        Kind and(Kind other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Looks at an expression and all that it names, and returns how it reads the clock. */
    Kind add(Expression expression) {
        return add(expression.expr(), expression.analysis());
    }

    /** Returns how a node reads the clock whose tree was added. */
    Kind of(Expr expr) {
        return Objects.requireNonNull(kinds.get(expr), "a tree was not added");
    }

    private Kind add(Expr expr, Analysis analysis) {
        Kind known = kinds.get(expr);
        if (known != null) {
            return known;
        }
        Kind kind = Kind.NOTHING;
        for (Expr child : expr.children()) {
            kind = kind.and(add(child, analysis));
        }
        kind = kind.and(own(expr, analysis));
        kinds.put(expr, kind);
        return kind;
    }

    private Kind own(Expr expr, Analysis analysis) {
        if (expr instanceof Expr.Name name) {
            Target target = analysis.target(name);
            if (target instanceof Target.Computed computed) {
                return add(computed.derived().expression());
            }
            boolean hides =
                    target instanceof Target.Stored stored && stored.attribute().hiddenWhileFuture();
            return hides ? ofTime(((Target.Stored) target).attribute().type()) : Kind.NOTHING;
        } else if (expr instanceof Expr.SegmentRef reference) {
            return add(referenced(reference, analysis).condition());
        } else if (expr instanceof Expr.Aggregate aggregate) {
            return ofTime(analysis.events(aggregate).stream().timeField().type());
        } else if (expr instanceof Expr.Call call) {
            boolean age = call.function() == Function.AGE && call.arguments().size() == 1;
            return call.function() == Function.NOW
                    ? Kind.INSTANT
                    : age || call.function() == Function.TODAY ? Kind.DAY : Kind.NOTHING;
        }
        return Kind.NOTHING;
    }

    private static Kind ofTime(ValueType type) {
        return type == ValueType.DATE ? Kind.DAY : Kind.INSTANT;
    }

    /** Returns the segment that a reference names. */
    static Segment referenced(Expr.SegmentRef reference, Analysis analysis) {
        return analysis.segments().stream()
                .filter(used -> used.name().equals(reference.segment()))
                .findFirst()
                .orElseThrow();
    }
}
