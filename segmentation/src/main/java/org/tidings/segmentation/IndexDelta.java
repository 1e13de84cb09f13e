package org.tidings.segmentation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.IndexTerm.Source;

/**
 * What a change of a person turns: the cells that were left and the facts that became true or false. Reused; owned by
 * one thread.
 */
final class IndexDelta {
    /** So many words of a block are matched together in the time of one alone, which is read from far apart. */
    private static final int WORDS_PER_TOUCHED = 16;

    /** Changed attributes and streams up to which it is likely that a change touches few segments of a block. */
    static final int FEW_CHANGED = 2;

    private static final int SAME = -1;

    private final IndexScratch before = new IndexScratch();
    private final IndexScratch after = new IndexScratch();
    private final BitSet attributes = new BitSet();
    private final BitSet streams = new BitSet();
    private final long[] touched = new long[IndexBlock.WORDS];
    private int[] cellsBefore = new int[0];
    private int[][] facts = new int[0][];
    private int[] counts = new int[0];
    private int[] marks = new int[0];
    private int mark;

    /** Returns whether an index is so large that to look for what a change touches can cost less than a full match. */
    static boolean canPay(IndexSnapshot index) {
        return index.blockWords() > IndexBlock.WORDS;
    }

    static void checkSamePerson(SlotProfile from, SlotProfile to) {
        if (!from.personId().equals(to.personId())) {
            throw new IllegalArgumentException("the profiles are of two persons");
        }
    }

    /** Returns working space for a match. */
    IndexScratch scratch() {
        return after;
    }

    /** Turns the matches of any profile into those of another one, and adds what changed. */
    void matchAll(IndexSnapshot index, SlotProfile person, SegmentMatches matches, SegmentChanges changes) {
        after.look(index.dimensions(), index.rules().compiled(), person);
        List<IndexBlock> blocks = index.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            apply(blocks.get(i), true, matches.bits(), changes);
        }
        changes.sort();
    }

    /** Turns the matches of one profile into those of another one, after {@link #compare}, and adds what changed. */
    void apply(IndexSnapshot index, SlotProfile from, SlotProfile to, SegmentMatches matches, SegmentChanges changes) {
        if (attributes.isEmpty() && streams.isEmpty()) {
            return;
        }
        after.look(index.dimensions(), index.rules().compiled(), to);
        turn(index, from);
        List<IndexBlock> blocks = index.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            IndexBlock block = blocks.get(i);
            boolean few = block.findTouched(this, after, touched);
            int words = 0;
            for (int word = 0; few && word < block.words(); word++) {
                words += touched[word] != 0 ? 1 : 0;
            }
            boolean whole = !few || words > Math.max(1, block.words() / WORDS_PER_TOUCHED);
            if (whole || words > 0) {
                apply(block, whole, matches.bits(), changes);
            }
        }
        changes.sort();
    }

    /** Brings a block up to date, as a whole or its touched rules. */
    private void apply(IndexBlock block, boolean whole, long[] bits, SegmentChanges changes) {
        long[] matched = after.rules();
        if (whole) {
            block.match(after, matched);
        }
        for (int word = 0; word < block.words(); word++) {
            if (whole || touched[word] != 0) {
                long was = block.among(bits, word);
                long is =
                        whole ? matched[word] : (was & ~touched[word]) | block.restrictWord(after, word, touched[word]);
                if (is != was) {
                    block.turn(bits, word, is & ~was, was & ~is, changes);
                }
            }
        }
    }

    /** Notes which attributes and streams differ, and returns how many do. */
    int compare(IndexSnapshot index, SlotProfile from, SlotProfile to) {
        Schema schema = index.rules().rulebook().definitions().stored();
        attributes.clear();
        streams.clear();
        List<Attribute> all = schema.attributes();
        for (int i = 0; i < all.size(); i++) {
            Attribute attribute = all.get(i);
            boolean present = to.isPresent(attribute.slot());
            if (from.isPresent(attribute.slot()) != present || (present && differs(attribute, from, to))) {
                attributes.set(attribute.slot());
            }
        }
        List<EventStream> known = schema.streams();
        for (int i = 0; i < known.size(); i++) {
            if (differ(from.events(i), to.events(i))) {
                streams.set(i);
            }
        }
        return attributes.cardinality() + streams.cardinality();
    }

    private static boolean differs(Attribute attribute, SlotProfile from, SlotProfile to) {
        if (attribute.type().isPrimitive()) {
            return from.primitive(attribute.index()) != to.primitive(attribute.index());
        }
        Object a = from.references()[attribute.index()];
        Object b = to.references()[attribute.index()];
        return a instanceof String[] x ? !Arrays.equals(x, (String[]) b) : !a.equals(b);
    }

    private static boolean differ(@Nullable EventColumns a, @Nullable EventColumns b) {
        if (a == b) {
            return false;
        } else if (a == null || b == null || a.size() != b.size()) {
            return (a == null ? 0 : a.size()) + (b == null ? 0 : b.size()) > 0;
        }
        List<EventField> fields = a.stream().fields();
        for (int i = 0; i < fields.size(); i++) {
            int column = fields.get(i).column();
            boolean primitive = fields.get(i).type().isPrimitive();
            for (int event = 0; event < a.size(); event++) {
                boolean present = a.isPresent(column, event);
                if (present != b.isPresent(column, event)) {
                    return true;
                } else if (present
                        && (primitive
                                ? a.longs(column)[event] != b.longs(column)[event]
                                : !a.texts(column)[event].equals(b.texts(column)[event]))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Finds the cells and facts that turned. */
    private void turn(IndexSnapshot index, SlotProfile from) {
        IndexDimension[] dimensions = index.dimensions();
        if (cellsBefore.length < dimensions.length) {
            cellsBefore = new int[dimensions.length];
            facts = Arrays.copyOf(facts, dimensions.length);
            counts = new int[dimensions.length];
        }
        before.begin(dimensions, index.rules().compiled(), from);
        for (int i = 0; i < dimensions.length; i++) {
            cellsBefore[i] = SAME;
            counts[i] = 0;
            IndexDimension dimension = dimensions[i];
            boolean read = isTouched(dimension.source());
            if (read && dimension instanceof IndexDimension.Facts known) {
                turn(known, i);
            } else if (read) {
                before.look(dimensions, i);
                cellsBefore[i] = before.cell(i) == after.cell(i) ? SAME : before.cell(i);
            }
        }
    }

    private boolean isTouched(Source source) {
        return switch (source.kind()) {
            case KEYS, TEXT, MEMBERS -> attributes.get(source.at());
            case EVENTS -> streams.get(source.at());
            case LEAVES -> true;
        };
    }

    private void turn(IndexDimension.Facts known, int at) {
        int[] found = facts[at];
        if (found == null || found.length < known.size()) {
            found = new int[known.size()];
            facts[at] = found;
        }
        if (marks.length < known.size()) {
            marks = new int[known.size()];
        }
        // Two marks a time: true afterwards, and true both times.
        mark = mark > Integer.MAX_VALUE - 4 ? 2 : mark + 2;
        int[] now = after.facts(at);
        int count = 0;
        for (int i = 0; i < after.factCount(at); i++) {
            marks[now[i]] = mark;
        }
        if (known instanceof IndexDimension.Leaves leaves) {
            for (int number = 0; number < leaves.size(); number++) {
                if (leaves.isTouched(this, number) && leaves.isTrue(before, number) != (marks[number] == mark)) {
                    found[count++] = number;
                }
            }
            counts[at] = count;
            return;
        }
        int[] then = before.facts(known, at);
        for (int i = 0; i < before.factCount(at); i++) {
            if (marks[then[i]] == mark) {
                marks[then[i]] = mark + 1;
            } else {
                found[count++] = then[i];
            }
        }
        for (int i = 0; i < after.factCount(at); i++) {
            if (marks[now[i]] == mark) {
                found[count++] = now[i];
            }
        }
        counts[at] = count;
    }

    /** Returns whether one of the attributes or streams differs. */
    boolean touches(Plan.Reads reads) {
        return reads.attributes().intersects(attributes) || reads.streams().intersects(streams);
    }

    /** Returns the cell that the person left, or -1 if the person is in the same one. */
    int cellBefore(int dimension) {
        return cellsBefore[dimension];
    }

    int factCount(int dimension) {
        return counts[dimension];
    }

    /** Returns the numbers of the facts that became true or false. */
    int[] facts(int dimension) {
        return facts[dimension];
    }
}
