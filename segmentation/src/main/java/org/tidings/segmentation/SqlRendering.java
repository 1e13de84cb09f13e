package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * Writes one condition as SQL. Definitions that are named more than once are computed once, in lateral subqueries beside
 * the condition: written out at each use, a chain of them would double at every step.
 */
final class SqlRendering {
    /** Deepest definition that is written out where it is named. */
    private static final int MAX_INLINE_DEPTH = 60;

    /** Largest definition that is written out at several places. */
    private static final int MAX_REPEATED_COST = 4;

    private final BoundRules rules;
    private final SqlMapping mapping;
    private final SqlDialect dialect;
    private final Clock clock;
    private final SqlZone zone;
    private final NaiveEvaluator constants;

    SqlRendering(BoundRules rules, SqlMapping mapping, SqlDialect dialect) {
        this.rules = rules;
        this.mapping = mapping;
        this.dialect = dialect;
        this.clock = new Clock(rules.context(), rules.rulebook().leapDay());
        this.zone = new SqlZone(rules.context().agencyZone());
        SlotProfile nobody = new SlotProfile(
                mapping.schema(), "", new long[0], new long[0], new Object[0], new @Nullable EventColumns[0]);
        this.constants = new NaiveEvaluator(rules.context(), rules.rulebook().leapDay(), nobody);
    }

    SqlCondition condition(Expression condition) {
        List<Expression> shared = shared(condition);
        Statement selecting = new Statement(shared);
        SqlText where = selecting.wrapped(selecting.walk(condition).isTrue(condition.expr()));
        Statement valuing = new Statement(shared);
        SqlText value = valuing.wrapped(valuing.walk(condition).value(condition.expr()));
        Optional<SqlText> undecided = valuing.undecided.isEmpty()
                ? Optional.empty()
                : Optional.of(valuing.wrapped(Sql.or(new ArrayList<>(valuing.undecided.values()))));
        return new SqlCondition(mapping, where, value, undecided, new ArrayList<>(selecting.toFinish));
    }

    /** Returns the definitions to compute once, each after those that it names. */
    private static List<Expression> shared(Expression root) {
        IdentityHashMap<Expression, Integer> uses = new IdentityHashMap<>();
        List<Expression> order = new ArrayList<>();
        collect(root, uses, order, Collections.newSetFromMap(new IdentityHashMap<>()));
        return order.stream()
                .filter(definition -> definition.depth() > MAX_INLINE_DEPTH
                        || (uses.getOrDefault(definition, 0) > 1
                                && definition.analysis().ownCost() > MAX_REPEATED_COST))
                .toList();
    }

    private static void collect(
            Expression from, Map<Expression, Integer> uses, List<Expression> order, Set<Expression> seen) {
        for (Expression used : SqlUses.of(from)) {
            uses.merge(used, 1, Integer::sum);
            if (seen.add(used)) {
                collect(used, uses, order, seen);
                order.add(used);
            }
        }
    }

    /** One statement while it is written: its names, what is bound, and what the database cannot decide. */
    final class Statement {
        private final SqlWriter writer = new SqlWriter(dialect);
        private final IdentityHashMap<Expression, Bound> bound = new IdentityHashMap<>();
        private final List<Sql> sources = new ArrayList<>();
        private final Map<String, Sql> undecided = new LinkedHashMap<>();
        private final Set<String> toFinish = new LinkedHashSet<>();
        private final Map<String, String> streams = new HashMap<>();
        private List<Sql> open = new ArrayList<>();

        /** A shared definition: its name, and what the database cannot decide about it. */
        private record Bound(Sql name, List<Sql> undecided) {}

        Statement(List<Expression> shared) {
            for (Expression definition : shared) {
                List<Sql> before = open;
                open = new ArrayList<>();
                Sql value = walk(definition).as(definition.expr(), definition.resultType());
                String name = writer.name("d");
                sources.add(
                        Sql.of(dialect.pick("(select {0} as c offset 0)", "(select {0} as c)") + " as " + name, value));
                bound.put(definition, new Bound(Sql.atom(name + ".c"), open));
                open = before;
            }
        }

        SqlWalk walk(Expression expression) {
            return new SqlWalk(this, expression.analysis(), List.of());
        }

        SqlWriter writer() {
            return writer;
        }

        SqlMapping mapping() {
            return mapping;
        }

        Clock clock() {
            return clock;
        }

        org.tidings.core.LeapDay leapDay() {
            return rules.rulebook().leapDay();
        }

        SqlZone zone() {
            return zone;
        }

        /** Returns a new alias for the events of a stream. */
        String aliasFor(String stream) {
            String alias = writer.name("e");
            streams.put(alias, stream);
            return alias;
        }

        /** Returns the stream whose events an alias names. */
        String streamOf(String alias) {
            return Objects.requireNonNull(streams.get(alias), alias);
        }

        NaiveEvaluator constants() {
            return constants;
        }

        /** Returns the name of a definition that is computed once, or nothing if it is written out. */
        Optional<Sql> bound(Expression definition) {
            Bound found = bound.get(definition);
            if (found != null) {
                found.undecided().forEach(this::undecided);
            }
            return Optional.ofNullable(found).map(Bound::name);
        }

        /** Notes a condition under which the database cannot decide what is being written. */
        void undecided(Sql when) {
            open.add(when);
            undecided.putIfAbsent(when.text(), when);
        }

        /** Begins to note for a smaller part and returns what was noted so far, for {@link #end}. */
        List<Sql> begin() {
            List<Sql> before = open;
            open = new ArrayList<>();
            return before;
        }

        /** Ends what {@link #begin} began and returns what was noted since. */
        List<Sql> end(List<Sql> before) {
            List<Sql> noted = open;
            open = before;
            open.addAll(noted);
            return noted;
        }

        void finishInMemory(String predicate) {
            toFinish.add(predicate);
        }

        /** Returns a piece with the shared definitions beside it. */
        SqlText wrapped(Sql body) {
            if (sources.isEmpty()) {
                return body.toText();
            }
            Sql from = sources.get(0);
            for (Sql source : sources.subList(1, sources.size())) {
                from = Sql.of("{0} cross join lateral {1}", from, source);
            }
            return Sql.of("(select {0} from {1})", body, from).toText();
        }
    }
}
