package org.tidings.segmentation;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.EventStream;
import org.tidings.segmentation.internal.Expr;

/**
 * What the checker found out about one tree: types, names, what it reads. Written by {@link Checker} only, unchanged
 * afterwards.
 */
final class Analysis {
    private final IdentityHashMap<Expr, Fact> facts = new IdentityHashMap<>();
    private final IdentityHashMap<Expr.Name, Target> targets = new IdentityHashMap<>();
    private final IdentityHashMap<Expr.Aggregate, Events> events = new IdentityHashMap<>();
    private final Set<String> categories = new TreeSet<>();
    private final Set<String> attributes = new TreeSet<>();
    private final Set<String> forbiddenFor = new TreeSet<>();
    private final Set<Derived> derived = new LinkedHashSet<>();
    private final Set<Segment> segments = new LinkedHashSet<>();
    private long ownCost;
    private int depth;

    /**
     * Type of a node and whether its value can be missing.
     *
     * <p>Overflow makes a value missing, too, but is not counted here: no count of doses overflows.
     */
    record Fact(Type type, boolean mayBeMissing) {
        static final Fact WRONG = new Fact(Type.WRONG, false);
    }

    /** The stream of an aggregate and how deep its {@code where} is nested. */
    record Events(EventStream stream, int level) {}

    Type type(Expr expr) {
        return fact(expr).type();
    }

    Fact fact(Expr expr) {
        return Objects.requireNonNull(facts.get(expr), "a node was not checked");
    }

    Target target(Expr.Name name) {
        return Objects.requireNonNull(targets.get(name), "a name was not resolved");
    }

    Events events(Expr.Aggregate aggregate) {
        return Objects.requireNonNull(events.get(aggregate), "a stream was not resolved");
    }

    Segment segment(Expr.SegmentRef reference) {
        return segments.stream()
                .filter(used -> used.name().equals(reference.segment()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns what the tree touches, with what it reads through derived attributes and segments. */
    Footprint footprint() {
        Set<String> allCategories = new TreeSet<>(categories);
        Set<String> allAttributes = new TreeSet<>(attributes);
        Set<String> allForbidden = new TreeSet<>(forbiddenFor);
        for (Derived used : derived) {
            add(used.expression().footprint(), allCategories, allAttributes, allForbidden);
        }
        for (Segment used : segments) {
            add(used.footprint(), allCategories, allAttributes, allForbidden);
        }
        return new Footprint(allCategories, allAttributes, allForbidden);
    }

    private static void add(Footprint part, Set<String> categories, Set<String> attributes, Set<String> forbidden) {
        categories.addAll(part.categories());
        attributes.addAll(part.attributes());
        forbidden.addAll(part.forbiddenFor());
    }

    /** Returns the derived attributes that the tree names. */
    Set<Derived> derived() {
        return derived;
    }

    /** Returns the segments that the tree names. */
    Set<Segment> segments() {
        return segments;
    }

    /** Returns the cost without that of derived attributes and segments. */
    long ownCost() {
        return ownCost;
    }

    /** Returns the nesting of the tree together with that of the deepest derived attribute or segment in it. */
    int depth() {
        return depth;
    }

    void put(Expr expr, Fact fact) {
        facts.put(expr, fact);
    }

    void put(Expr.Name name, Target target) {
        targets.put(name, target);
    }

    void put(Expr.Aggregate aggregate, Events resolved) {
        events.put(aggregate, resolved);
    }

    void reads(String attributeOrStream, Set<String> readCategories, Set<String> readForbidden) {
        attributes.add(attributeOrStream);
        categories.addAll(readCategories);
        forbiddenFor.addAll(readForbidden);
    }

    void uses(Derived used, int atDepth) {
        derived.add(used);
        depth = Math.max(depth, atDepth + used.expression().depth());
    }

    void uses(Segment used, int atDepth) {
        segments.add(used);
        depth = Math.max(depth, atDepth + used.condition().depth());
    }

    void addCost(long cost) {
        ownCost = Math.addExact(ownCost, cost);
    }

    void reachesDepth(int atDepth) {
        depth = Math.max(depth, atDepth);
    }
}
