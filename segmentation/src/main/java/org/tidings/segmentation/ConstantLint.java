package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/**
 * Finds conjunctions that hold for nobody and disjunctions that hold for everybody who has the value, by the operands
 * that compare the same thing with constants.
 */
final class ConstantLint {
    /** Operands of one conjunction that are looked at; long lists are made by programs, not by people. */
    private static final int MAX_OPERANDS = 1_000;

    private final Analysis analysis;

    ConstantLint(Analysis analysis) {
        this.analysis = analysis;
    }

    /** What is wrong, in one sentence, and what to do. */
    record Finding(String message, String hint) {}

    /** Returns what is wrong with the operands of an {@code and} or {@code or} taken together. */
    List<Finding> of(Expr node) {
        boolean conjunction = node instanceof Expr.And;
        List<Expr> operands = flat(node, node.getClass());
        List<Finding> findings = new ArrayList<>();
        if (operands.size() > MAX_OPERANDS) {
            return findings;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Expr operand : operands) {
            String text = Printer.print(operand);
            String negation = operand instanceof Expr.Not not
                    ? Printer.print(not.operand())
                    : Printer.print(new Expr.Not(operand, operand.span()));
            if (texts.contains(negation)) {
                findings.add(new Finding(
                        conjunction
                                ? "'" + text + "' stands beside its negation, so the condition is never true"
                                : "'" + text + "' stands beside its negation, so the condition is never false",
                        ""));
            }
            if (!texts.add(text)) {
                findings.add(new Finding("'" + text + "' stands twice", "leave one out"));
            }
        }
        missing(operands, conjunction).ifPresent(findings::add);
        findings.addAll(ranges(operands, conjunction));
        return findings;
    }

    private static List<Expr> flat(Expr node, Class<?> kind) {
        List<Expr> operands = new ArrayList<>();
        for (Expr operand : node.children()) {
            if (operand.getClass() == kind && operands.size() <= MAX_OPERANDS) {
                operands.addAll(flat(operand, kind));
            } else {
                operands.add(operand);
            }
        }
        return operands;
    }

    /** {@code x is missing and x > 5} is never true. */
    private Optional<Finding> missing(List<Expr> operands, boolean conjunction) {
        if (!conjunction) {
            return Optional.empty();
        }
        Set<String> absent = new LinkedHashSet<>();
        for (Expr operand : operands) {
            if (operand instanceof Expr.Is is && is.test() == Expr.Test.MISSING) {
                absent.add(Printer.print(is.value()));
            }
        }
        for (Expr operand : operands) {
            Optional<Expr> side = absent.isEmpty() ? Optional.empty() : varying(operand);
            if (side.isPresent() && absent.contains(Printer.print(side.get()))) {
                return Optional.of(new Finding(
                        "'" + Printer.print(side.get())
                                + "' is asked to be missing and is compared, so the condition is" + " never true",
                        "did you mean 'or'?"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Expr> varying(Expr operand) {
        if (operand instanceof Expr.Compare compare) {
            return compare.right() instanceof Expr.Literal
                    ? Optional.of(compare.left())
                    : compare.left() instanceof Expr.Literal ? Optional.of(compare.right()) : Optional.empty();
        } else if (operand instanceof Expr.Between between) {
            return Optional.of(between.value());
        }
        return operand instanceof Expr.In in ? Optional.of(in.value()) : Optional.empty();
    }

    private List<Finding> ranges(List<Expr> operands, boolean conjunction) {
        Map<String, ValueDomain> domains = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Expr operand : operands) {
            Expr inner = operand instanceof Expr.Not not ? not.operand() : operand;
            Optional<Expr> side = varying(inner);
            if (side.isEmpty() || side.get() instanceof Expr.Literal) {
                continue;
            }
            String text = Printer.print(side.get());
            // A disjunction holds for everybody if the opposites of its operands hold together for nobody.
            @SuppressWarnings("ReferenceEquality") // whether it was stripped of a negation
            boolean asIs = conjunction == (inner == operand);
            ValueDomain before = domains.getOrDefault(text, ValueDomain.everything(analysis.type(side.get())));
            narrowed(before, inner, asIs).ifPresent(after -> {
                domains.put(text, after);
                counts.merge(text, 1, Integer::sum);
            });
        }
        List<Finding> findings = new ArrayList<>();
        domains.forEach((text, domain) -> {
            if (domain.isEmpty() && counts.getOrDefault(text, 0) > 1) {
                findings.add(
                        conjunction
                                ? new Finding(
                                        "No value of '" + text
                                                + "' is all that is asked of it here, so the condition is"
                                                + " never true",
                                        "did you mean 'or'?")
                                : new Finding(
                                        "Every value of '" + text + "' is one of those asked for here, so the condition"
                                                + " is true for everybody who has one",
                                        "did you mean 'and', or '" + text + " is known'?"));
            }
        });
        return findings;
    }

    private static Optional<ValueDomain> narrowed(ValueDomain domain, Expr operand, boolean asIs) {
        if (operand instanceof Expr.Compare compare) {
            boolean literalRight = compare.right() instanceof Expr.Literal;
            Expr.Literal literal = (Expr.Literal) (literalRight ? compare.right() : compare.left());
            Expr.Comparison direct = literalRight ? compare.comparison() : mirrored(compare.comparison());
            return domain.where(asIs ? direct : opposite(direct), literal.value());
        } else if (operand instanceof Expr.Between between
                && between.low() instanceof Expr.Literal low
                && between.high() instanceof Expr.Literal high) {
            if (asIs) {
                return domain.where(Expr.Comparison.GE, low.value())
                        .flatMap(above -> above.where(Expr.Comparison.LE, high.value()));
            }
            Optional<ValueDomain> below = domain.where(Expr.Comparison.LT, low.value());
            return domain.where(Expr.Comparison.GT, high.value()).flatMap(above -> below.map(above::or));
        } else if (operand instanceof Expr.In in
                && in.items().stream().allMatch(item -> item instanceof Expr.Literal)) {
            return among(domain, in.items(), asIs);
        }
        return Optional.empty();
    }

    private static Optional<ValueDomain> among(ValueDomain domain, List<Expr> items, boolean asIs) {
        Optional<ValueDomain> result = Optional.empty();
        ValueDomain left = domain;
        for (Expr item : items) {
            Object value = ((Expr.Literal) item).value();
            Optional<ValueDomain> next =
                    (asIs ? domain : left).where(asIs ? Expr.Comparison.EQ : Expr.Comparison.NE, value);
            if (next.isEmpty()) {
                return next;
            }
            left = next.get();
            result = asIs && result.isPresent() ? result.map(next.get()::or) : next;
        }
        return result;
    }

    private static Expr.Comparison mirrored(Expr.Comparison comparison) {
        return switch (comparison) {
            case EQ, NE -> comparison;
            case LT -> Expr.Comparison.GT;
            case LE -> Expr.Comparison.GE;
            case GT -> Expr.Comparison.LT;
            case GE -> Expr.Comparison.LE;
        };
    }

    private static Expr.Comparison opposite(Expr.Comparison comparison) {
        return switch (comparison) {
            case EQ -> Expr.Comparison.NE;
            case NE -> Expr.Comparison.EQ;
            case LT -> Expr.Comparison.GE;
            case LE -> Expr.Comparison.GT;
            case GT -> Expr.Comparison.LE;
            case GE -> Expr.Comparison.LT;
        };
    }
}
