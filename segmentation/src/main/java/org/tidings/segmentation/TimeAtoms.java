package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Values;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Printer;

/**
 * The distinct conditions of an index that read the clock, down to those that are no {@code and}, {@code or} and
 * {@code not}, each with the segments that it is in. Immutable.
 *
 * <p>A segment can change only at an instant at which one of its atoms does. Each atom is followed to its next change, and
 * the earliest of them is tried: the segments of the atoms that change there are evaluated. If none changes the search
 * goes on from there.
 */
final class TimeAtoms {
    /** Instants that are tried before the search ends with what it has proved. */
    private static final int MOST_INSTANTS = 2_000;

    private final IndexSnapshot snapshot;
    private final ClockUse uses = new ClockUse();
    private final List<Atom> atoms;

    /** A condition without a name of its own, and the segments in which it stands. */
    private record Atom(Expression condition, List<Expression> segments) {}

    TimeAtoms(IndexSnapshot snapshot) {
        this.snapshot = snapshot;
        // Of a hundred thousand segments most nodes are not atoms; what is said of them is needed here only.
        ClockUse all = new ClockUse();
        Map<String, Atom> byText = new LinkedHashMap<>();
        for (IndexSnapshot.Named named : snapshot.all().values()) {
            if (all.add(named.condition()) != ClockUse.Kind.NOTHING) {
                collect(named.condition(), named.condition().expr(), named.condition(), all, byText);
            }
        }
        this.atoms = List.copyOf(byText.values());
        atoms.forEach(atom -> uses.add(atom.condition()));
    }

    IndexSnapshot snapshot() {
        return snapshot;
    }

    private static void collect(
            Expression owner, Expr expr, Expression segment, ClockUse all, Map<String, Atom> byText) {
        if (all.of(expr) == ClockUse.Kind.NOTHING) {
            return;
        } else if (expr instanceof Expr.And || expr instanceof Expr.Or || expr instanceof Expr.Not) {
            expr.children().forEach(child -> collect(owner, child, segment, all, byText));
        } else if (expr instanceof Expr.SegmentRef reference) {
            Expression condition =
                    ClockUse.referenced(reference, owner.analysis()).condition();
            collect(condition, condition.expr(), segment, all, byText);
        } else {
            Atom atom = byText.computeIfAbsent(
                    Printer.print(expr),
                    text -> new Atom(
                            new Expression(owner.owner(), expr, owner.analysis(), Type.BOOL), new ArrayList<>()));
            List<Expression> segments = atom.segments();
            if (segments.isEmpty() || segments.get(segments.size() - 1) != segment) {
                segments.add(segment);
            }
        }
    }

    Optional<NextChange> nextChangeAt(SlotProfile person) {
        return new Follower(person).first();
    }

    /** Follows all atoms for one person. */
    private final class Follower {
        private final SlotProfile person;
        private final EvaluationContext context;
        private final LeapDay leapDay;
        private final NextChangeSearch search;

        /** Per atom an instant before which it does not change. */
        private final long[] sureUntil = new long[atoms.size()];

        /** Per atom whether it changes at that instant. */
        private final boolean[] changes = new boolean[atoms.size()];

        private final IdentityHashMap<Expression, Boolean> members = new IdentityHashMap<>();

        private Follower(SlotProfile person) {
            this.person = person;
            this.context = snapshot.rules().context();
            this.leapDay = snapshot.rules().rulebook().leapDay();
            this.search = new NextChangeSearch(person, context.agencyZone(), leapDay, uses);
        }

        private Optional<NextChange> first() {
            long now = snapshot.rules().compiled().clock().nowMicros();
            Arrays.fill(sureUntil, now);
            long from = now;
            for (int i = 0; i < MOST_INSTANTS; i++) {
                Candidate candidate = next(from);
                if (candidate.at() == NextChangeSearch.NEVER) {
                    return Optional.empty();
                } else if (!candidate.proved()) {
                    return Optional.of(new NextChange(Values.fromMicros(candidate.at()), false));
                } else if (changesAt(candidate.at(), now)) {
                    return Optional.of(new NextChange(Values.fromMicros(candidate.at()), true));
                }
                from = candidate.at();
            }
            return Optional.of(new NextChange(Values.fromMicros(from + 1), false));
        }

        /** An instant at which an atom changes, or up to which it was proved that none does. */
        private record Candidate(long at, boolean proved) {}

        /** Returns the earliest change of an atom; none is followed further than to the earliest that is known. */
        private Candidate next(long from) {
            Candidate first = new Candidate(NextChangeSearch.NEVER, true);
            for (int i = 0; i < sureUntil.length; i++) {
                if (sureUntil[i] > from && changes[i] && sureUntil[i] < first.at()) {
                    first = new Candidate(sureUntil[i], true);
                }
            }
            for (int i = 0; i < sureUntil.length; i++) {
                if (sureUntil[i] <= from || (sureUntil[i] < first.at() && !changes[i])) {
                    long found =
                            search.first(atoms.get(i).condition(), NextChangeSearch.Answer.TRUTH, from, first.at());
                    changes[i] = found != NextChangeSearch.NEVER && !search.isExhausted();
                    sureUntil[i] = found == NextChangeSearch.NEVER ? first.at() : found;
                    if (found < first.at() || (found == first.at() && search.isExhausted())) {
                        first = new Candidate(found, !search.isExhausted());
                    }
                }
            }
            return first;
        }

        private boolean changesAt(long at, long now) {
            for (int i = 0; i < sureUntil.length; i++) {
                if (changes[i] && sureUntil[i] == at) {
                    for (Expression segment : atoms.get(i).segments()) {
                        boolean before = members.computeIfAbsent(segment, condition -> isMember(condition, now));
                        if (before != isMember(segment, at)) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }

        private boolean isMember(Expression condition, long at) {
            EvaluationContext then = new EvaluationContext(Values.fromMicros(at), context.agencyZone());
            return Boolean.TRUE.equals(new NaiveEvaluator(then, leapDay, person).value(condition));
        }
    }
}
