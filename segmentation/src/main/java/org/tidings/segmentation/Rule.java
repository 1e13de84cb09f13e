package org.tidings.segmentation;

import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.JsonForm;
import org.tidings.segmentation.internal.JsonFormReader;
import org.tidings.segmentation.internal.Parser;
import org.tidings.segmentation.internal.Printer;

/**
 * An expression of the rule language before it meets a schema: names are not resolved and types not checked. Immutable.
 *
 * <p>Text, JSON and Java ({@link Rules}) are three faces of one tree: reading what a face wrote gives an equal rule. Give
 * it a name and a schema with {@link RulebookBuilder#segment} or {@link RulebookBuilder#derive}.
 */
public final class Rule {
    private final Expr expr;
    private final SourceText source;

    private Rule(Expr expr, SourceText source) {
        this.expr = expr;
        this.source = source;
    }

    /**
     * Reads an expression in text, within the default limits.
     *
     * @throws org.tidings.core.InvalidInputException if it has a syntax error
     */
    public static Rule parse(SourceText source) {
        Diagnostics diagnostics = new Diagnostics();
        return sound(Parser.expression(source, Limits.defaults(), diagnostics), source, diagnostics);
    }

    /**
     * Reads an expression in JSON, within the default limits.
     *
     * @throws org.tidings.core.InvalidInputException with every fault, if there was one
     */
    public static Rule fromJson(SourceText source) {
        Diagnostics diagnostics = new Diagnostics();
        return sound(JsonFormReader.read(source, Limits.defaults(), diagnostics), source, diagnostics);
    }

    /** Returns the rule of a tree that its reader has checked. */
    static Rule of(Expr expr, SourceText source) {
        return new Rule(expr, source);
    }

    private static Rule sound(Optional<Expr> expr, SourceText source, Diagnostics diagnostics) {
        diagnostics.throwIfErrors();
        return new Rule(expr.orElseThrow(), source);
    }

    /** Returns the canonical text, on one line. */
    public String text() {
        return Printer.print(expr);
    }

    /** Returns the JSON form, without line breaks. */
    public String json() {
        return JsonForm.write(expr);
    }

    /** Returns whether another rule has the same tree; where it stood does not matter. */
    @Override
    public boolean equals(Object other) {
        // Two trees are equal exactly if their JSON forms are: every part of a node is in it.
        return other instanceof Rule rule && json().equals(rule.json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    /** Returns the canonical text. */
    @Override
    public String toString() {
        return text();
    }

    Expr expr() {
        return expr;
    }

    SourceText source() {
        return source;
    }
}
