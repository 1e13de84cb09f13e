package org.tidings.segmentation;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Parser;

/**
 * Rule files compiled against a schema: derived attributes and segments, with names resolved and types checked.
 * Immutable and safe to share.
 *
 * <pre>
 * Rulebook rulebook = Rulebook.compile(schema, List.of(new SourceText("people.rules", text)));
 * BoundRules rules = rulebook.bind(new EvaluationContext(instant, zone));
 * boolean due = rules.on(profile).matches(rulebook.segment("due").orElseThrow());
 * </pre>
 */
public final class Rulebook {
    private final Definitions definitions;
    private final Limits limits;
    private final LeapDay leapDay;
    private final Schema schema;
    private final List<Diagnostic> warnings;

    Rulebook(Definitions definitions, Limits limits, LeapDay leapDay, List<Diagnostic> warnings) {
        this.definitions = definitions;
        this.limits = limits;
        this.leapDay = leapDay;
        this.warnings = warnings;
        this.schema = definitions
                .stored()
                .withDerived(definitions.derived().values().stream()
                        .sorted(Comparator.comparingInt(Derived::index))
                        .map(Rulebook::described)
                        .toList());
    }

    private static Schema.Derived described(Derived derived) {
        Expression expression = derived.expression();
        Footprint footprint = expression.footprint();
        return new Schema.Derived(
                derived.name(),
                expression.type(),
                footprint.categories(),
                !expression.mayBeMissing(),
                footprint.forbiddenFor(),
                derived.description());
    }

    /**
     * Compiles rule files with the default limits and leap-day policy. Cost is linear in their length.
     *
     * @throws org.tidings.core.InvalidInputException with every fault of every file, if there was one
     */
    public static Rulebook compile(Schema schema, List<SourceText> ruleFiles) {
        RulebookBuilder builder = builder(schema);
        ruleFiles.forEach(builder::rules);
        return builder.build();
    }

    /** Returns a builder of a rulebook over a schema of stored attributes. */
    public static RulebookBuilder builder(Schema schema) {
        return new RulebookBuilder(schema);
    }

    /** Returns the stored schema with the derived attributes behind the stored ones, in the order of the files. */
    public Schema schema() {
        return schema;
    }

    /** Returns the segment with a name, or nothing if there is none. */
    public Optional<Segment> segment(String name) {
        return definitions.segment(name);
    }

    /** Returns the names of the segments; a segment comes after those that it names. */
    public Set<String> segmentNames() {
        return Collections.unmodifiableSet(definitions.segments().keySet());
    }

    /** Returns the definition of a derived attribute, or nothing if there is none of that name. */
    public Optional<Expression> derived(String name) {
        return definitions.derived(name).map(Derived::expression);
    }

    /** Returns what the files probably do not mean as it stands, such as a negation that a missing value escapes. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /**
     * Compiles a further expression against the names of this rulebook. Where a number is expected, an integer serves.
     *
     * @throws org.tidings.core.InvalidInputException with every fault, if there was one
     */
    public Expression expression(SourceText source, ValueType expected) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Expr> expr = Parser.expression(source, limits, diagnostics);
        Optional<Expression> expression =
                expr.flatMap(tree -> Checker.check(tree, expected, source, diagnostics, definitions));
        diagnostics.throwIfErrors();
        return expression.orElseThrow();
    }

    /**
     * Compiles a further condition against the names of this rulebook.
     *
     * @throws org.tidings.core.InvalidInputException with every fault, if there was one
     */
    public Expression condition(SourceText source) {
        return expression(source, ValueType.BOOL);
    }

    /** Returns the rules with the clock bound. Bind once per instant: what is compiled serves every person. */
    public BoundRules bind(EvaluationContext context) {
        Clock clock = new Clock(context, leapDay);
        return new BoundRules(
                this,
                new CompiledRules(
                        clock,
                        definitions.derived().size(),
                        definitions.segments().size()));
    }

    Definitions definitions() {
        return definitions;
    }

    LeapDay leapDay() {
        return leapDay;
    }

    /** Refuses an expression of another rulebook. */
    void checkOwner(Expression expression) {
        if (expression.owner() != definitions) {
            throw new IllegalArgumentException("'" + expression + "' was compiled by another rulebook");
        }
    }

    /** Refuses an expression of another rulebook, and one of another type. */
    void check(Expression expression, Type wanted) {
        checkOwner(expression);
        if (expression.resultType() != wanted) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is " + expression.resultType().shown() + ", not " + wanted.shown());
        }
    }
}
