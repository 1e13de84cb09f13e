package org.tidings.segmentation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.internal.SlotProfile;

/**
 * Many segments that are matched together: each distinct predicate is looked up once per person, and the answers are
 * combined as bit vectors, 64 segments a word. What it takes does not depend on how many people a segment takes in.
 *
 * <pre>
 * SegmentIndex index = SegmentIndex.of(rulebook.bind(context));
 * SegmentMatches matches = index.newMatches();
 * index.match(profile, matches);
 * </pre>
 *
 * <p>Reading takes no lock: any number of threads may match, each with its own {@link SegmentMatches}, while another one
 * adds, removes or binds anew; each sees the index before or after a change, never in between. Every segment has a
 * <em>place</em>, a number from 0 on that stays the same while the segment is in the index: at first the order of the
 * rulebook; a place that became free is used again.
 *
 * <p>The method is that of T. V. Lakshman and D. Stiliadis, High-Speed Policy-based Packet Forwarding Using Efficient
 * Multi-dimensional Range Matching, SIGCOMM 1998, extended to disjunctions, texts, sets, events and three-valued logic.
 */
@SuppressWarnings("ReferenceEquality") // a state of the index is the same one or another one
public final class SegmentIndex {
    private final Map<String, Integer> places = new ConcurrentHashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /** Replaced as a whole under the lock of this object; readers take it once. */
    private volatile IndexSnapshot snapshot;

    private volatile @Nullable TimeAtoms atoms;

    private SegmentIndex(BoundRules rules) {
        this.snapshot = IndexSnapshot.empty(rules);
    }

    /** Returns an index of all segments of a rulebook, in its order. Linear in the size of the rules. */
    public static SegmentIndex of(BoundRules rules) {
        Rulebook rulebook = rules.rulebook();
        return of(
                rules,
                rulebook.segmentNames().stream()
                        .map(name -> rulebook.segment(name).orElseThrow())
                        .toList());
    }

    /**
     * Returns an index of some segments, in their order; an empty list gives an index to add to.
     *
     * @throws IllegalArgumentException if a segment is of another rulebook or named twice
     */
    public static SegmentIndex of(BoundRules rules, List<Segment> segments) {
        SegmentIndex index = new SegmentIndex(rules);
        Map<String, Expression> conditions = new LinkedHashMap<>();
        for (Segment segment : segments) {
            if (conditions.put(segment.name(), segment.condition()) != null) {
                throw new IllegalArgumentException("segment '" + segment + "' is named twice");
            }
        }
        index.addAll(conditions);
        return index;
    }

    /** Returns an empty result to match into. */
    public SegmentMatches newMatches() {
        return new SegmentMatches(this);
    }

    /** Returns the instant and zone for which the segments are bound. */
    public EvaluationContext context() {
        return snapshot.rules().context();
    }

    /** Returns the number of segments. */
    public int size() {
        return places.size();
    }

    /** Returns whether a segment of that name is in the index. */
    public boolean contains(String name) {
        return places.containsKey(name);
    }

    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /**
     * Finds the segments that a person is in. Allocates nothing once the result has its size, unless a rule computes
     * texts or numbers that are no plain attributes.
     *
     * @throws IllegalArgumentException if the profile is bound to another schema, or the result is of another index
     */
    public void match(Profile profile, SegmentMatches matches) {
        checkOwner(matches);
        IndexSnapshot now = snapshot;
        match(now, now.rules().checked(profile), matches, matches.scratch());
    }

    private static void match(IndexSnapshot now, SlotProfile person, SegmentMatches matches, IndexScratch scratch) {
        matches.begin(now);
        long[] bits = matches.bits();
        Arrays.fill(bits, 0, now.words(), 0);
        scratch.look(now.dimensions(), now.rules().compiled(), person);
        List<IndexBlock> blocks = now.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            IndexBlock block = blocks.get(i);
            block.match(scratch, scratch.rules());
            block.addTo(bits, scratch.rules());
        }
    }

    /**
     * Brings the matches of a person up to date after values or events of the person changed, and tells which segments
     * the person entered and left. Costs a full match at most, and less where few of many segments can be touched: in an
     * index of more than 16,384 segments, after a change of one or two attributes or streams, segments are looked at alone
     * where the change can make a difference for few of a block of them. Where it can for many, to match them all costs
     * less than to find out which.
     *
     * @param before the profile of which {@code matches} are the matches
     * @param after the changed profile
     * @param changes receives what changed; its content before is forgotten
     * @throws IllegalArgumentException if a profile is bound to another schema or they are of two persons, or the matches
     *     are of another index
     */
    public void change(Profile before, Profile after, SegmentMatches matches, SegmentChanges changes) {
        checkOwner(matches);
        IndexSnapshot now = snapshot;
        SlotProfile from = now.rules().checked(before);
        SlotProfile to = now.rules().checked(after);
        IndexDelta.checkSamePerson(from, to);
        if (matches.snapshot() != now
                || !IndexDelta.canPay(now)
                || changes.delta().compare(now, from, to) > IndexDelta.FEW_CHANGED) {
            refresh(now, to, matches, changes);
        } else {
            changes.begin(now, now);
            changes.delta().apply(now, from, to, matches, changes);
        }
    }

    /** Does what {@link #change} does, in the way that may look at segments alone, however large the index is. */
    void changeTouched(Profile before, Profile after, SegmentMatches matches, SegmentChanges changes) {
        IndexSnapshot now = snapshot;
        SlotProfile from = now.rules().checked(before);
        SlotProfile to = now.rules().checked(after);
        changes.delta().compare(now, from, to);
        changes.begin(now, now);
        changes.delta().apply(now, from, to, matches, changes);
    }

    /**
     * Matches a person again and tells which segments the person entered and left since {@code matches} were found:
     * after the clock went on and the index was {@linkplain #bind bound} anew, or segments were added or removed.
     *
     * @param changes receives what changed; its content before is forgotten
     * @throws IllegalArgumentException if the profile is bound to another schema, or the matches are of another index
     */
    public void refresh(Profile profile, SegmentMatches matches, SegmentChanges changes) {
        checkOwner(matches);
        IndexSnapshot now = snapshot;
        refresh(now, now.rules().checked(profile), matches, changes);
    }

    private static void refresh(IndexSnapshot now, SlotProfile person, SegmentMatches matches, SegmentChanges changes) {
        IndexSnapshot then = matches.snapshot();
        if (then == now) {
            changes.begin(now, now);
            changes.delta().matchAll(now, person, matches, changes);
            return;
        }
        long[] was = matches.replaceBits();
        int wasWords = then == null ? 0 : then.words();
        match(now, person, matches, changes.delta().scratch());
        changes.begin(then, now);
        long[] is = matches.bits();
        int words = Math.max(now.words(), wasWords);
        for (int i = 0; i < words; i++) {
            long wasWord = i < wasWords ? was[i] : 0;
            long isWord = i < now.words() ? is[i] : 0;
            if ((wasWord | isWord) != 0) {
                long replaced = then == null ? 0 : replaced(then, now, i);
                changes.add(i * 64, isWord & (~wasWord | replaced), wasWord & (~isWord | replaced));
            }
        }
    }

    /** Returns the places of a word in which another segment stands than before. */
    private static long replaced(IndexSnapshot then, IndexSnapshot now, int word) {
        int end = Math.min(word * 64 + 64, Math.min(then.size(), now.size()));
        long replaced = 0;
        for (int place = word * 64; place < end; place++) {
            replaced |= Objects.equals(then.name(place), now.name(place)) ? 0 : 1L << place;
        }
        return replaced;
    }

    /**
     * Returns when time alone next takes a person into a segment of the index or out of it, or nothing if it never does
     * before the last days of the year 9999; see {@link BoundRules#nextChangeAt}. The cost grows with the number of
     * distinct conditions that read the clock, not with the number of segments or the distance.
     *
     * @throws IllegalArgumentException if the profile is bound to another schema
     */
    public Optional<NextChange> nextChangeAt(Profile profile) {
        IndexSnapshot now = snapshot;
        TimeAtoms known = atoms;
        if (known == null || known.snapshot() != now) {
            known = new TimeAtoms(now);
            atoms = known;
        }
        return known.nextChangeAt(now.rules().checked(profile));
    }

    /**
     * Adds a segment in the first free place. Builds anew the vectors of a few hundred segments that were added last and,
     * whenever their number doubled, of all of these, up to 16,384; nothing else. To add many, use {@link #addAll}.
     *
     * @throws IllegalArgumentException if there is a segment of that name, or the condition is none or of another
     *     rulebook
     */
    public void add(String name, Expression condition) {
        addAll(Map.of(name, condition));
    }

    /**
     * Adds segments, in the order of the map. Either all are added or, on an exception, none.
     *
     * @throws IllegalArgumentException if there is a segment of such a name, or a condition is none or of another
     *     rulebook
     */
    public synchronized void addAll(Map<String, Expression> conditions) {
        IndexSnapshot before = snapshot;
        conditions.forEach((name, condition) -> {
            if (condition.owner() != before.rules().rulebook().definitions()) {
                throw new IllegalArgumentException("'" + condition + "' was compiled by another rulebook");
            } else if (condition.resultType() != Type.BOOL) {
                throw new IllegalArgumentException("'" + condition + "' is no condition");
            } else if (places.containsKey(name)) {
                throw new IllegalArgumentException("there is a segment '" + name + "' already");
            }
        });
        Map<Integer, IndexSnapshot.Named> added = new LinkedHashMap<>();
        Deque<Integer> left = new ArrayDeque<>(free);
        int end = before.size();
        for (Map.Entry<String, Expression> entry : conditions.entrySet()) {
            int place = left.isEmpty() ? end++ : left.removeFirst();
            added.put(place, new IndexSnapshot.Named(entry.getKey(), entry.getValue()));
        }
        snapshot = before.with(added);
        free.clear();
        free.addAll(left);
        added.forEach((place, named) -> places.put(named.name(), place));
    }

    /** Removes a segment, and returns whether there was one of that name. */
    public boolean remove(String name) {
        return removeAll(List.of(name)) == 1;
    }

    /**
     * Removes segments, and returns how many there were of those names. Their bits are turned off; of up to 16,384 segments
     * that were built together, the vectors are built anew when half are removed.
     */
    public synchronized int removeAll(Collection<String> names) {
        List<Integer> removed = new ArrayList<>();
        for (String name : names) {
            Integer place = places.remove(name);
            if (place != null) {
                removed.add(place);
                free.addLast(place);
            }
        }
        if (!removed.isEmpty()) {
            snapshot = snapshot.without(removed);
        }
        return removed.size();
    }

    /** Binds the segments for another instant or zone; they keep their places. Costs as much as a new index. */
    public synchronized void bind(EvaluationContext context) {
        IndexSnapshot before = snapshot;
        BoundRules rules = before.rules().rulebook().bind(context);
        IndexSnapshot bound = IndexSnapshot.empty(rules).with(before.all());
        // Places at the end that are free now must stay places.
        snapshot = bound.size() == before.size() ? bound : bound.withSize(before.size());
    }

    private void checkOwner(SegmentMatches matches) {
        if (matches.index() != this) {
            throw new IllegalArgumentException("the matches are of another index");
        }
    }
}
