package org.tidings.segmentation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/**
 * Warns of what a rule probably does not mean.
 *
 * <p>The first concern is a negation over a value that may be missing: the people without the value are in neither the
 * condition nor its negation, and whoever wrote {@code status <> 'blocked'} seldom thought of them. The warning goes away
 * when the same conjunction or disjunction asks whether the value is known.
 */
final class Linter {
    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Analysis analysis;

    Linter(SourceText source, Diagnostics diagnostics, Analysis analysis) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.analysis = analysis;
    }

    void lint(Expr root) {
        lint(root, Set.of(), false);
    }

    /**
     * Looks at a node.
     *
     * @param settled names of which an enclosing condition says what missing means
     * @param inSameKind whether the node is an operand of a combination of the same kind, which has been looked at whole
     */
    private void lint(Expr expr, Set<String> settled, boolean inSameKind) {
        Set<String> known = settled;
        if (expr instanceof Expr.And || expr instanceof Expr.Or) {
            known = new HashSet<>(settled);
            for (Expr operand : expr.children()) {
                addTested(operand, known);
            }
        }
        if (expr instanceof Expr.Not not && !(not.operand() instanceof Expr.Not)) {
            warnOfMissing(expr, not.operand(), known);
        } else if (expr instanceof Expr.Compare compare && compare.comparison() == Expr.Comparison.NE) {
            warnOfMissing(expr, expr, known);
        }
        warnOfConstant(expr);
        boolean combines = expr instanceof Expr.And || expr instanceof Expr.Or;
        if (combines && !inSameKind) {
            for (ConstantLint.Finding finding : new ConstantLint(analysis).of(expr)) {
                warn(expr, "SEG-303", finding.message(), finding.hint());
            }
        }
        for (Expr child : expr.children()) {
            lint(child, known, combines && child.getClass() == expr.getClass());
        }
    }

    private static void addTested(Expr operand, Set<String> names) {
        Expr inner = operand instanceof Expr.Not not ? not.operand() : operand;
        boolean tested = inner instanceof Expr.Is is
                && (is.test() == Expr.Test.KNOWN || is.test() == Expr.Test.MISSING)
                && is.value() instanceof Expr.Name;
        if (tested) {
            names.add(((Expr.Name) ((Expr.Is) inner).value()).name());
        }
    }

    private void warnOfMissing(Expr negation, Expr operand, Set<String> settled) {
        if (!analysis.fact(operand).mayBeMissing()) {
            return;
        }
        Set<String> open = new LinkedHashSet<>();
        collectOpen(operand, settled, open);
        if (open.isEmpty()) {
            return;
        }
        Set<String> consents = new LinkedHashSet<>();
        collectConsents(operand, settled, consents);
        if (!consents.isEmpty()) {
            diagnostics.error(
                    source,
                    negation.span(),
                    "SEG-305",
                    "A negation over the consent " + quoted(consents)
                            + " leaves open what it means when none is on file",
                    Optional.of("say it: '... is known and', or '(...) is not true' in place of the negation"));
        } else {
            String names = quoted(open);
            warn(
                    negation,
                    "SEG-301",
                    "Where " + names + " is missing, this is unknown and leaves the person out",
                    "say what missing means: '... is known and', '... is missing or', or '(...) is not true' in place of"
                            + " the negation");
        }
    }

    /** Collects what can make a node unknown: attributes, segments and the like that may be missing. */
    private void collectOpen(Expr expr, Set<String> settled, Set<String> open) {
        if (!analysis.fact(expr).mayBeMissing()) {
            return;
        }
        if (expr instanceof Expr.Name name) {
            if (!settled.contains(name.name())) {
                open.add(Printer.name(name.name()));
            }
            return;
        }
        List<Expr> children = expr instanceof Expr.Aggregate ? List.of() : expr.children();
        if (children.isEmpty() && !(expr instanceof Expr.Missing)) {
            open.add(Printer.print(expr));
        }
        for (Expr child : children) {
            collectOpen(child, settled, open);
        }
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" or "));
    }

    /** Collects attributes that say what somebody has consented to. */
    private void collectConsents(Expr expr, Set<String> settled, Set<String> consents) {
        if (expr instanceof Expr.Name name
                && !settled.contains(name.name())
                && analysis.target(name) instanceof Target.Stored stored
                && !stored.attribute().required()
                && stored.attribute().categories().stream().anyMatch(Linter::isConsent)) {
            consents.add(name.name());
        }
        List<Expr> children = expr instanceof Expr.Aggregate || expr instanceof Expr.Is ? List.of() : expr.children();
        for (Expr child : children) {
            collectConsents(child, settled, consents);
        }
    }

    private static boolean isConsent(String category) {
        return category.equals("consent") || category.startsWith("consent.");
    }

    private void warnOfConstant(Expr expr) {
        if (expr instanceof Expr.Compare compare) {
            boolean neverEqual = (isEmptyText(compare.left()) && isStoredText(compare.right()))
                    || (isEmptyText(compare.right()) && isStoredText(compare.left()));
            if (neverEqual) {
                warn(
                        expr,
                        "SEG-304",
                        "An attribute is never an empty text: without text it is missing",
                        "write '... is missing' or '... is known'");
            } else if (Printer.print(compare.left()).equals(Printer.print(compare.right()))) {
                warn(expr, "SEG-303", "Both sides are the same, so the outcome never depends on the value", "");
            } else if ((isBucket(compare.left()) && isNoShare(compare.right()))
                    || (isBucket(compare.right()) && isNoShare(compare.left()))) {
                warn(
                        expr,
                        "SEG-303",
                        "A bucket is at least 0 and less than 1, so the outcome is the same for everybody",
                        "a tenth of the people is bucket('...') < 0.10");
            }
        } else if (expr instanceof Expr.Between between
                && between.low() instanceof Expr.Literal low
                && between.high() instanceof Expr.Literal high
                && isAbove(low.value(), high.value())) {
            warn(expr, "SEG-303", "The lower bound is above the upper one, so the condition is never true", "");
        } else if (expr instanceof Expr.And || expr instanceof Expr.Or) {
            for (Expr operand : expr.children()) {
                if (operand instanceof Expr.Literal literal) {
                    String word = expr instanceof Expr.And ? "and" : "or";
                    warn(
                            operand,
                            "SEG-303",
                            "'" + literal.value() + "' as an operand of '" + word + "' decides all or nothing",
                            "leave it out");
                }
            }
        }
    }

    private static boolean isBucket(Expr expr) {
        return expr instanceof Expr.Bucket;
    }

    /** Returns whether a constant does not part the buckets. */
    private static boolean isNoShare(Expr expr) {
        return expr instanceof Expr.Literal literal
                && literal.value() instanceof Number number
                && (number.doubleValue() <= 0 || number.doubleValue() >= 1);
    }

    private static boolean isEmptyText(Expr expr) {
        return expr instanceof Expr.Literal literal && literal.value().equals("");
    }

    /** A text that a rule computes can be empty, one of a profile cannot. */
    private boolean isStoredText(Expr expr) {
        return expr instanceof Expr.Name name && !(analysis.target(name) instanceof Target.Computed);
    }

    private static boolean isAbove(Object low, Object high) {
        return low.getClass() == high.getClass() && low instanceof Comparable<?> && NaiveFunctions.order(low, high) > 0;
    }

    private void warn(Expr expr, String code, String message, String hint) {
        diagnostics.warning(source, expr.span(), code, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }
}
