package org.tidings.segmentation;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.imports.ImportReader;

/**
 * Brings targeting rules of other systems into this language. Immutable and safe to share.
 *
 * <pre>
 * ImportedRule imported = RuleImport.into(schema).growthBook(new SourceText("target.json", condition));
 * Rulebook rulebook = Rulebook.builder(schema).segment("target", imported.rule()).build();
 * </pre>
 *
 * <p>The other systems know two outcomes and have their own idea of a missing value: in one, a person without an income
 * earns less than 45,000. Their treatment of null, of texts that look like numbers and of faults is written into the
 * rule as {@code is missing or ...}, so that the rule is true for exactly those for whom the other system says so, and
 * never unknown. Where the other system fails, the rule is unknown.
 *
 * <p>The schema says what there is. A path {@code a.b} of the foreign data is the attribute {@code a_b}; a list is an
 * event stream, whose events are objects by the names of its fields or, if there is a field {@code value}, plain values;
 * a set of texts serves for a list of texts whose order does not matter. An empty list, and an empty text, are the same
 * as none. What cannot be said is reported, every place at once.
 */
public final class RuleImport {
    private final Schema schema;
    private final boolean unknownIsMissing;
    private final Limits limits;

    private RuleImport(Schema schema, boolean unknownIsMissing, Limits limits) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.unknownIsMissing = unknownIsMissing;
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /** Returns an import of rules about people with a schema, within the default limits. */
    public static RuleImport into(Schema schema) {
        return new RuleImport(schema, false, Limits.defaults());
    }

    /**
     * Returns a copy that takes what the schema does not have as missing for everybody, as the other systems do. Without
     * it, an unknown name is a fault with a suggestion.
     */
    public RuleImport withUnknownAsMissing() {
        return new RuleImport(schema, true, limits);
    }

    /** Returns a copy with other limits of the rules that are read. */
    public RuleImport withLimits(Limits wanted) {
        return new RuleImport(schema, unknownIsMissing, wanted);
    }

    /** Returns the name that the attribute for a path of the foreign data must have: {@code a_b} for {@code a.b}. */
    public static String nameOf(String path) {
        return ImportReader.nameOf(path);
    }

    /**
     * Reads a JsonLogic rule as a condition: whether its value counts as true.
     *
     * @throws org.tidings.core.InvalidInputException with everything that cannot be said, if there is something
     */
    public ImportedRule jsonLogic(SourceText rule) {
        return imported(rule, ImportReader::jsonLogicCondition);
    }

    /**
     * Reads a JsonLogic rule as a value, for a derived attribute. It is missing where the rule is null.
     *
     * @throws org.tidings.core.InvalidInputException with everything that cannot be said, if there is something; also if
     *     the value has no type, or is of another type for some people than for others
     */
    public ImportedRule jsonLogicValue(SourceText rule) {
        return imported(rule, ImportReader::jsonLogicValue);
    }

    /**
     * Reads a GrowthBook condition, the query language of MongoDB with additions.
     *
     * @throws org.tidings.core.InvalidInputException with everything that cannot be said, if there is something
     */
    public ImportedRule growthBook(SourceText condition) {
        return imported(condition, reader -> reader.growthBook(Optional.empty()));
    }

    /**
     * Reads a GrowthBook condition that names saved groups.
     *
     * @param savedGroups an object of lists by their names
     * @throws org.tidings.core.InvalidInputException with everything that cannot be said, if there is something
     */
    public ImportedRule growthBook(SourceText condition, SourceText savedGroups) {
        return imported(condition, reader -> reader.growthBook(Optional.of(savedGroups)));
    }

    /**
     * Reads for whom a feature of Unleash is on. Shares of people other than none and all cannot be said, for they depend
     * on Unleash's hash.
     *
     * @param state the features and segments as one object, as the client's interface delivers it
     * @throws org.tidings.core.InvalidInputException with everything that cannot be said, if there is something
     */
    public ImportedRule unleash(SourceText state, String feature) {
        return imported(state, reader -> reader.unleash(feature));
    }

    private ImportedRule imported(SourceText source, Function<ImportReader, Optional<Expr>> how) {
        Diagnostics diagnostics = new Diagnostics();
        ImportReader reader = new ImportReader(source, schema, unknownIsMissing, limits, diagnostics);
        Optional<Expr> expr = how.apply(reader);
        diagnostics.throwIfErrors();
        return new ImportedRule(Rule.of(expr.orElseThrow(), source), reader.read(), diagnostics.list());
    }
}
