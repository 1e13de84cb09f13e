package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.LeapDay;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.segmentation.internal.Parser;
import org.tidings.segmentation.internal.Statement;

/** Makes a {@link Rulebook}. Mutable, owned by one thread. */
public final class RulebookBuilder {
    private final Schema schema;
    private final List<SourceText> files = new ArrayList<>();
    private final List<Statement> rules = new ArrayList<>();
    private Optional<Limits> limits = Optional.empty();
    private Optional<LeapDay> leapDay = Optional.empty();
    private OptionalLong maxCost = OptionalLong.empty();

    RulebookBuilder(Schema schema) {
        this.schema = Objects.requireNonNull(schema, "schema");
    }

    /** Adds a file of {@code derive} and {@code segment} statements; their order does not matter. */
    public RulebookBuilder rules(SourceText file) {
        files.add(Objects.requireNonNull(file, "file"));
        return this;
    }

    /** Adds a derived attribute. */
    public RulebookBuilder derive(String name, Rule rule) {
        rules.add(new Statement(false, name, "", rule.expr(), rule.source(), Span.NONE));
        return this;
    }

    /** Adds a segment. */
    public RulebookBuilder segment(String name, Rule rule) {
        rules.add(new Statement(true, name, "", rule.expr(), rule.source(), Span.NONE));
        return this;
    }

    /**
     * Sets the limits of one file and one expression; {@link Limits#defaults()} without it. Nesting of more than 500,
     * or of more than 250 parentheses and their like, is refused in any case.
     *
     * @throws IllegalStateException if they are set already
     */
    public RulebookBuilder limits(Limits wanted) {
        if (limits.isPresent()) {
            throw new IllegalStateException("limits are set twice");
        }
        limits = Optional.of(wanted);
        return this;
    }

    /**
     * Sets where dates go when a month has no such day, for arithmetic and ages; {@link LeapDay#LAST_OF_MONTH} without
     * it.
     *
     * @throws IllegalStateException if it is set already
     */
    public RulebookBuilder leapDay(LeapDay wanted) {
        if (leapDay.isPresent()) {
            throw new IllegalStateException("leapDay is set twice");
        }
        leapDay = Optional.of(wanted);
        return this;
    }

    /**
     * Sets the greatest static cost of one segment or derived attribute; without it, 10,000,000 elementary steps.
     *
     * @param steps see {@link Expression#cost()}
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException if it is set already
     */
    public RulebookBuilder maxCost(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("the greatest cost is " + steps + "; at least 1 was expected");
        }
        if (maxCost.isPresent()) {
            throw new IllegalStateException("maxCost is set twice");
        }
        maxCost = OptionalLong.of(steps);
        return this;
    }

    /**
     * Compiles everything that was added.
     *
     * @throws InvalidInputException with every fault of every file, if there was one
     */
    public Rulebook build() {
        Limits within = limits.orElse(Limits.defaults());
        Diagnostics diagnostics = new Diagnostics();
        List<Statement> statements = new ArrayList<>(rules);
        for (SourceText file : files) {
            statements.addAll(Parser.statements(file, within, diagnostics));
        }
        DefinitionOrder order =
                new DefinitionOrder(schema, within, maxCost.orElse(DefinitionOrder.MAX_COST), diagnostics);
        Definitions definitions = order.define(statements);
        diagnostics.throwIfErrors();
        return new Rulebook(definitions, within, leapDay.orElse(LeapDay.LAST_OF_MONTH), diagnostics.list());
    }
}
