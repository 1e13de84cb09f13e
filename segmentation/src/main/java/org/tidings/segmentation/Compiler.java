package org.tidings.segmentation;

import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.tidings.core.EventField;
import org.tidings.segmentation.internal.Expr;

/** Compiles checked trees for one clock. The work is shared out by what a node hands over. */
final class Compiler {
    private final Analysis analysis;
    private final Clock clock;
    private final ConditionCompiler conditions;
    private final PrimitiveCompiler primitives;
    private final ReferenceCompiler references;

    // A node is compiled once per kind, although several steps may ask for it: without these maps the work would double
    // with every level of nesting.
    private final IdentityHashMap<Expr, Code.Condition> conditionCodes = new IdentityHashMap<>();
    private final Map<Type, IdentityHashMap<Expr, Code.Primitive>> primitiveCodes = new EnumMap<>(Type.class);
    private final IdentityHashMap<Expr, Code.Reference> referenceCodes = new IdentityHashMap<>();

    Compiler(Analysis analysis, Clock clock) {
        this.analysis = analysis;
        this.clock = clock;
        this.conditions = new ConditionCompiler(this);
        this.primitives = new PrimitiveCompiler(this);
        this.references = new ReferenceCompiler(this);
    }

    /** Returns the code of a node in the kind that fits a type. */
    Code compile(Expr expr, Type wanted) {
        return switch (wanted) {
            case BOOL -> condition(expr);
            case TEXT, TEXT_SET -> reference(expr);
            case INTEGER, NUMBER, DATE, INSTANT -> primitive(expr, wanted);
            case NOTHING -> Constants.MISSING_REFERENCE;
            case WRONG -> throw new IllegalStateException("a faulty tree is not compiled");
        };
    }

    Code.Condition condition(Expr expr) {
        Code.Condition known = conditionCodes.get(expr);
        if (known == null) {
            known = conditions.compile(expr);
            conditionCodes.put(expr, known);
        }
        return known;
    }

    /** Returns the code of a node as a value of a type; an integer becomes a number where one is wanted. */
    Code.Primitive primitive(Expr expr, Type wanted) {
        IdentityHashMap<Expr, Code.Primitive> codes =
                primitiveCodes.computeIfAbsent(wanted, type -> new IdentityHashMap<>());
        Code.Primitive known = codes.get(expr);
        if (known == null) {
            known = primitives.compile(expr, wanted);
            codes.put(expr, known);
        }
        return known;
    }

    Code.Reference reference(Expr expr) {
        Code.Reference known = referenceCodes.get(expr);
        if (known == null) {
            known = references.compile(expr);
            referenceCodes.put(expr, known);
        }
        return known;
    }

    Clock clock() {
        return clock;
    }

    Analysis analysis() {
        return analysis;
    }

    Type type(Expr expr) {
        return analysis.type(expr);
    }

    EventScan scan(Expr.Aggregate aggregate) {
        return EventScan.of(aggregate, this);
    }

    /** Returns the column of the field that an aggregate takes; it has one. */
    static EventField field(Expr.Aggregate aggregate, Analysis analysis) {
        return analysis.events(aggregate).stream()
                .field(aggregate.field().orElseThrow())
                .orElseThrow();
    }
}
