package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.core.Diagnostics;
import org.tidings.core.EventStream;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Statement;

/**
 * Checks statements in an order in which each comes after those that it names, and reports names that are taken and
 * definitions that go in a circle.
 */
final class DefinitionOrder {
    /** Greatest static cost of a definition unless something else is said. */
    static final long MAX_COST = 10_000_000;

    private final Schema schema;
    private final Limits limits;
    private final long maxCost;
    private final Diagnostics diagnostics;
    private final Map<String, Node> derived = new HashMap<>();
    private final Map<String, Node> segments = new HashMap<>();
    private final IdentityHashMap<Expression, Double> costBounds = new IdentityHashMap<>();

    DefinitionOrder(Schema schema, Limits limits, long maxCost, Diagnostics diagnostics) {
        this.schema = schema;
        this.limits = limits;
        this.maxCost = maxCost;
        this.diagnostics = diagnostics;
    }

    /** A statement on its way through the depth-first search. */
    private static final class Node {
        private final Statement statement;
        private final int index;
        private final List<Node> needs = new ArrayList<>();
        private int nextNeed;
        private boolean open;
        private boolean done;
        private boolean broken;

        Node(Statement statement, int index) {
            this.statement = statement;
            this.index = index;
        }
    }

    /** Returns the definitions of those statements that have no fault. */
    Definitions define(List<Statement> statements) {
        List<Node> nodes = register(statements);
        for (Node node : nodes) {
            for (Node need : needs(node.statement)) {
                node.needs.add(need);
            }
        }
        Definitions definitions = new Definitions(schema);
        for (Node node : sorted(nodes)) {
            check(node, definitions);
        }
        return definitions;
    }

    private List<Node> register(List<Statement> statements) {
        List<Node> nodes = new ArrayList<>();
        for (Statement statement : statements) {
            if (nodes.size() == limits.maxNames()) {
                error(statement, "SEG-110", "There are more than " + limits.maxNames() + " definitions");
                break;
            }
            Map<String, Node> names = statement.segment() ? segments : derived;
            String kind = statement.segment() ? "segment" : "derived attribute";
            boolean isStored = !statement.segment()
                    && (schema.attribute(statement.name()).isPresent()
                            || schema.stream(statement.name()).isPresent());
            if (isStored) {
                error(statement, "SEG-107", "The name '" + statement.name() + "' is taken by the schema");
            } else if (names.containsKey(statement.name())) {
                error(statement, "SEG-108", "The " + kind + " '" + statement.name() + "' is defined twice");
            } else {
                Node node = new Node(statement, names.size());
                names.put(statement.name(), node);
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** A node of a tree and the streams whose fields hide attributes there. */
    private record Scoped(Expr expr, List<EventStream> scopes) {}

    private Set<Node> needs(Statement statement) {
        Set<Node> found = new LinkedHashSet<>();
        Deque<Scoped> open = new ArrayDeque<>();
        open.add(new Scoped(statement.body(), List.of()));
        while (!open.isEmpty()) {
            Scoped next = open.removeFirst();
            if (next.expr() instanceof Expr.Name name && !isField(name.name(), next.scopes())) {
                Optional.ofNullable(derived.get(name.name())).ifPresent(found::add);
            } else if (next.expr() instanceof Expr.SegmentRef reference) {
                Optional.ofNullable(segments.get(reference.segment())).ifPresent(found::add);
            }
            for (Expr child : next.expr().children()) {
                open.add(new Scoped(child, scopesOf(child, next)));
            }
        }
        return found;
    }

    @SuppressWarnings("ReferenceEquality") // the child itself; an equal expression may stand elsewhere
    private List<EventStream> scopesOf(Expr child, Scoped parent) {
        if (parent.expr() instanceof Expr.Aggregate aggregate
                && aggregate.where().isPresent()
                && aggregate.where().get() == child) {
            List<EventStream> scopes = new ArrayList<>(parent.scopes());
            schema.stream(aggregate.stream()).ifPresent(scopes::add);
            return scopes;
        }
        return parent.scopes();
    }

    private static boolean isField(String name, List<EventStream> scopes) {
        return scopes.stream().anyMatch(scope -> scope.field(name).isPresent());
    }

    /** Depth-first search with its own stack; a chain of definitions can be longer than the thread's. */
    private List<Node> sorted(List<Node> nodes) {
        List<Node> order = new ArrayList<>();
        for (Node start : nodes) {
            Deque<Node> path = new ArrayDeque<>();
            enter(start, path);
            while (!path.isEmpty()) {
                Node node = path.peekLast();
                if (node.nextNeed == node.needs.size()) {
                    path.removeLast();
                    node.open = false;
                    node.done = true;
                    order.add(node);
                } else {
                    Node need = node.needs.get(node.nextNeed++);
                    if (need.open) {
                        reportCycle(need, path);
                    }
                    enter(need, path);
                }
            }
        }
        return order;
    }

    private static void enter(Node node, Deque<Node> path) {
        if (!node.open && !node.done) {
            node.open = true;
            path.addLast(node);
        }
    }

    private void reportCycle(Node start, Deque<Node> path) {
        List<Node> cycle = path.stream().dropWhile(node -> node != start).toList();
        boolean known = cycle.stream().allMatch(node -> node.broken);
        cycle.forEach(node -> node.broken = true);
        if (!known) {
            String names = cycle.stream().map(node -> node.statement.name()).collect(Collectors.joining(" -> "));
            error(
                    start.statement,
                    "SEG-109",
                    "The definition of '" + start.statement.name() + "' goes in a circle: " + names + " -> "
                            + start.statement.name());
        }
    }

    private void check(Node node, Definitions definitions) {
        Statement statement = node.statement;
        Optional<Expression> checked = node.broken ? Optional.empty() : expression(statement, definitions);
        if (checked.isEmpty()) {
            definitions.addBroken(statement.segment(), statement.name());
            return;
        }
        Expression expression = checked.get();
        checkCost(statement, expression);
        if (statement.segment()) {
            definitions.add(new Segment(statement.name(), statement.description(), expression, node.index));
        } else {
            definitions.add(new Derived(statement.name(), statement.description(), expression, node.index));
        }
        new Linter(statement.source(), diagnostics, expression.analysis()).lint(statement.body());
    }

    private void checkCost(Statement statement, Expression expression) {
        // The sum that counts twice what is named twice is at hand; only if it is too much, the exact walk is worth it.
        double bound = expression.analysis().ownCost();
        for (Derived used : expression.analysis().derived()) {
            bound += costBounds.getOrDefault(used.expression(), 0.0);
        }
        for (Segment used : expression.analysis().segments()) {
            bound += costBounds.getOrDefault(used.condition(), 0.0);
        }
        costBounds.put(expression, bound);
        long cost = bound > maxCost ? expression.cost() : 0;
        if (cost > maxCost) {
            error(
                    statement,
                    "SEG-044",
                    "The " + (statement.segment() ? "segment" : "derived attribute") + " '" + statement.name()
                            + "' takes " + cost + " steps per person; the limit is " + maxCost);
        }
    }

    private Optional<Expression> expression(Statement statement, Definitions definitions) {
        return statement.segment()
                ? Checker.check(statement.body(), ValueType.BOOL, statement.source(), diagnostics, definitions)
                : Checker.check(statement.body(), statement.source(), diagnostics, definitions);
    }

    private void error(Statement statement, String code, String message) {
        diagnostics.error(statement.source(), statement.nameSpan(), code, message);
    }
}
