package org.tidings.segmentation.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/** Checks what every tree must satisfy, whichever face it was read from: limits, counts of operands, literal patterns. */
public final class Structure {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final long MAX_WINDOW = 100_000_000L;

    private final SourceText source;
    private final Limits limits;
    private final Diagnostics diagnostics;

    private Structure(SourceText source, Limits limits, Diagnostics diagnostics) {
        this.source = source;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    private record Level(Expr expr, int depth) {}

    /** Reports every fault of a tree and returns whether there was none. Uses no recursion. */
    public static boolean check(Expr root, SourceText source, Limits limits, Diagnostics diagnostics) {
        return new Structure(source, limits, diagnostics).checkAll(root);
    }

    private boolean checkAll(Expr root) {
        int before = diagnostics.errorCount();
        int maxDepth = Math.min(limits.maxDepth(), Parser.MAX_DEPTH);
        Deque<Level> open = new ArrayDeque<>();
        open.add(new Level(root, 1));
        int nodes = 0;
        while (!open.isEmpty()) {
            Level level = open.removeLast();
            if (level.depth() > maxDepth) {
                error(
                        level.expr().span(),
                        "SEG-041",
                        "The expression is nested more than " + maxDepth + " deep",
                        "move a part into a 'derive' statement");
                return false;
            }
            if (++nodes > limits.maxNodes()) {
                error(
                        root.span(),
                        "SEG-042",
                        "The expression has more than " + limits.maxNodes() + " parts",
                        "move a part into a 'derive' statement");
                return false;
            }
            checkNode(level.expr());
            level.expr().children().forEach(child -> open.add(new Level(child, level.depth() + 1)));
        }
        return diagnostics.errorCount() == before;
    }

    private void checkNode(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            checkLiteral(literal);
        } else if (expr instanceof Expr.And and) {
            atLeast(expr, "'and'", and.operands().size(), 2);
        } else if (expr instanceof Expr.Or or) {
            atLeast(expr, "'or'", or.operands().size(), 2);
        } else if (expr instanceof Expr.Concat concat) {
            atLeast(expr, "'||'", concat.operands().size(), 2);
        } else if (expr instanceof Expr.In in && in.items().isEmpty()) {
            error(
                    expr.span(),
                    "SEG-021",
                    "The list of 'in' is empty, so nobody would match",
                    "list at least one value");
        } else if (expr instanceof Expr.Has has && has.items().isEmpty()) {
            error(
                    expr.span(),
                    "SEG-021",
                    "The list of 'has' is empty, so nobody would match",
                    "list at least one text");
        } else if (expr instanceof Expr.Match match && match.kind() == Expr.MatchKind.LIKE) {
            checkLike(match);
        } else if (expr instanceof Expr.Call call) {
            checkCall(call);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            checkAggregate(aggregate);
        } else if (expr instanceof Expr.Case branches) {
            atLeast(expr, "'case'", branches.branches().size(), 1);
        }
    }

    private void checkLiteral(Expr.Literal literal) {
        boolean sound = !(literal.value() instanceof Double number) || Double.isFinite(number);
        if (!sound || !isTimeInRange(literal.value())) {
            error(literal.span(), "SEG-017", "A literal is out of range", "");
        }
    }

    private void atLeast(Expr expr, String what, int found, int needed) {
        if (found < needed) {
            error(
                    expr.span(),
                    "SEG-022",
                    what + " has " + found + " operands; at least " + needed + " were expected",
                    "");
        }
    }

    private void checkLike(Expr.Match match) {
        if (!(match.pattern() instanceof Expr.Literal literal) || !(literal.value() instanceof String pattern)) {
            error(
                    match.pattern().span(),
                    "SEG-024",
                    "The pattern of 'like' is no text in single quotes",
                    "for a text from data use 'starts with', 'ends with' or 'contains'");
            return;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
                if (i == pattern.length() || "%_\\".indexOf(pattern.charAt(i)) < 0) {
                    error(
                            literal.span(),
                            "SEG-020",
                            "In the pattern of 'like' a backslash stands before something else than %, _ or \\",
                            "write \\\\ for a backslash");
                    return;
                }
            }
        }
    }

    private void checkCall(Expr.Call call) {
        Function function = call.function();
        int count = call.arguments().size();
        if (count < function.minArguments() || count > function.maxArguments()) {
            String range = function.minArguments() == function.maxArguments()
                    ? String.valueOf(function.minArguments())
                    : function.maxArguments() == Integer.MAX_VALUE
                            ? "at least " + function.minArguments()
                            : function.minArguments() + " or " + function.maxArguments();
            error(
                    call.span(),
                    "SEG-014",
                    "'" + function.word() + "' has " + count + " arguments; " + range + " were expected",
                    "write " + function.usage());
        } else if (function == Function.FORMAT) {
            checkFormat(call.arguments().get(1));
        } else if (function == Function.MATCHES) {
            checkPattern(call.arguments().get(1));
        } else if (function == Function.IN_NETWORK) {
            checkNetwork(call.arguments().get(1));
        }
    }

    private void checkPattern(Expr pattern) {
        Optional<String> fault = pattern instanceof Expr.Literal literal && literal.value() instanceof String text
                ? TextPattern.faultOf(text)
                : Optional.of("is no text in single quotes");
        fault.ifPresent(what -> error(
                pattern.span(),
                "SEG-031",
                "The pattern of 'matches' " + what,
                "see the guide for what a pattern can say; a plain text is found by 'contains'"));
    }

    private void checkNetwork(Expr range) {
        boolean sound = range instanceof Expr.Literal literal
                && literal.value() instanceof String text
                && Network.of(text).isPresent();
        if (!sound) {
            error(
                    range.span(),
                    "SEG-032",
                    "The range of 'in_network' is no internet address and no range of them in single quotes",
                    "write '192.168.0.0/16' or '2001:db8::/32'");
        }
    }

    private void checkFormat(Expr pattern) {
        boolean sound = pattern instanceof Expr.Literal literal
                && literal.value() instanceof String text
                && DatePattern.of(text).isPresent();
        if (!sound) {
            error(
                    pattern.span(),
                    "SEG-025",
                    "The pattern of 'format' is no text made of " + DatePattern.forms() + " and signs between them",
                    "write 'yyyy-MM-dd'");
        }
    }

    private void checkAggregate(Expr.Aggregate aggregate) {
        String word = aggregate.kind().word();
        if (aggregate.kind().takesField() && aggregate.field().isEmpty()) {
            String distinct = aggregate.kind() == Expr.AggregateKind.COUNT_DISTINCT ? "distinct " : "";
            error(
                    aggregate.span(),
                    "SEG-026",
                    "'" + word + "' takes the values of a field, and none is named",
                    "write " + word + "(" + distinct + aggregate.stream() + ".FIELD ...)");
        } else if (!aggregate.kind().takesField() && aggregate.field().isPresent()) {
            error(
                    aggregate.span(),
                    "SEG-027",
                    "'" + word + "' looks at events, not at a field of them",
                    "write " + word + "(" + aggregate.stream() + " ...)");
        }
        if (aggregate.index().isPresent() != (aggregate.kind() == Expr.AggregateKind.NTH)) {
            error(aggregate.span(), "SEG-028", "'nth', and nothing else, takes the number of an event", "");
        }
        aggregate.window().ifPresent(window -> {
            if (window.amount() < 1 || window.amount() > MAX_WINDOW) {
                error(
                        window.span(),
                        "SEG-029",
                        "The window is " + window.amount() + " " + window.unit().word() + " long; 1 to " + MAX_WINDOW
                                + " was expected",
                        "");
            }
        });
    }

    private void error(Span span, String code, String message, String hint) {
        diagnostics.error(source, span, code, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }

    /** Returns whether a date or instant lies in the years 1 to 9999; anything else is in range. */
    static boolean isTimeInRange(Object value) {
        if (value instanceof LocalDate date) {
            return date.getYear() >= 1 && date.getYear() <= 9999;
        }
        return !(value instanceof Instant instant) || (!instant.isBefore(FIRST) && !instant.isAfter(LAST));
    }
}
