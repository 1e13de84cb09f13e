package org.tidings.segmentation;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.ValueType;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.IndexTerm.EventFact;
import org.tidings.segmentation.IndexTerm.LeafFact;
import org.tidings.segmentation.IndexTerm.Source;

/**
 * How the values of a person are looked up in one dimension of an index: once for all rules. Immutable; {@link #with}
 * makes the successor when rules with new values come. Cells of texts and facts keep their numbers then, cells of keys
 * move up.
 */
sealed interface IndexDimension {
    Source source();

    /** Returns the dimension with the values of more terms; itself if it has them all. */
    IndexDimension with(Collection<IndexTerm> terms);

    static IndexDimension of(Source source, Attributes attributes) {
        return switch (source.kind()) {
            case KEYS -> new Keys(source, attributes.of(source.at()), new long[] {Long.MIN_VALUE});
            case TEXT -> new Texts(source, attributes.of(source.at()), Map.of());
            case MEMBERS, EVENTS, LEAVES -> Facts.of(source, attributes);
        };
    }

    /** Finds the attribute in a slot. */
    @FunctionalInterface
    interface Attributes {
        org.tidings.core.Attribute of(int slot);
    }

    /** A dimension in which a person is in exactly one cell; cell 0 is that of no value. */
    sealed interface Cells extends IndexDimension {
        int cell(SlotProfile person);

        /** Returns the number of cells. */
        int size();

        /** Adds the first cell, and the cell after the last one, of each run of cells that a set covers. */
        void addRuns(ValueSet set, Runs runs);
    }

    /** Takes runs of cells. */
    @FunctionalInterface
    interface Runs {
        void add(int from, int to);
    }

    /** Cells between the bounds that rules name. */
    final class Keys implements Cells {
        private final Source source;
        private final ValueType type;
        private final int index;

        /** First key of each cell, ascending; the first is the least key. */
        private final long[] starts;

        /** Keys from the second start on fall into buckets of {@code 1 << shift} keys: the last start before each. */
        private final int[] buckets;

        private final int shift;

        private Keys(Source source, org.tidings.core.Attribute attribute, long[] starts) {
            this(source, attribute.type(), attribute.index(), starts);
        }

        private Keys(Source source, ValueType type, int index, long[] starts) {
            this.source = source;
            this.type = type;
            this.index = index;
            this.starts = starts;
            long span = starts.length < 2 ? 0 : starts[starts.length - 1] - starts[1];
            int size = starts.length * 2;
            // A span beyond the longs is negative: one bucket holds all then.
            this.shift = span < 0 ? 63 : Math.max(0, 64 - Long.numberOfLeadingZeros(span / size));
            this.buckets = new int[(int) (span < 0 ? 0 : span >>> shift) + 2];
            for (int i = 0, start = 0; i < buckets.length; i++) {
                while (start + 1 < starts.length && (starts[start + 1] - starts[1]) >>> shift < i) {
                    start++;
                }
                buckets[i] = start;
            }
        }

        @Override
        public Source source() {
            return source;
        }

        @Override
        public Keys with(Collection<IndexTerm> terms) {
            Set<Long> all = new HashSet<>();
            for (long start : starts) {
                all.add(start);
            }
            for (IndexTerm term : terms) {
                ValueSet.Keys keys = (ValueSet.Keys) ((IndexTerm.In) term).values();
                for (int i = 0; i < keys.intervals(); i++) {
                    all.add(keys.low(i));
                    if (keys.high(i) < Long.MAX_VALUE) {
                        all.add(keys.high(i) + 1);
                    }
                }
            }
            return all.size() == starts.length
                    ? this
                    : new Keys(
                            source,
                            type,
                            index,
                            all.stream().mapToLong(Long::longValue).sorted().toArray());
        }

        @Override
        public int size() {
            return starts.length + 1;
        }

        @Override
        public int cell(SlotProfile person) {
            return person.isPresent(source.at()) ? cell(ValueTest.key(type, person.primitive(index))) : 0;
        }

        private int cell(long key) {
            int low = 0;
            int high = starts.length - 1;
            if (high == 0 || key < starts[1]) {
                return 1;
            }
            if (shift < 63) {
                long bucket = (key - starts[1]) >>> shift;
                if (bucket >= buckets.length - 1 || key - starts[1] < 0) {
                    return high + 1;
                }
                low = buckets[(int) bucket];
                high = buckets[(int) bucket + 1];
            }
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (starts[middle] <= key) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low + 1;
        }

        @Override
        public void addRuns(ValueSet set, Runs runs) {
            ValueSet.Keys keys = (ValueSet.Keys) set;
            if (keys.absent()) {
                runs.add(0, 1);
            }
            for (int i = 0; i < keys.intervals(); i++) {
                runs.add(cell(keys.low(i)), cell(keys.high(i)) + 1);
            }
        }

        /** Returns the cell of an earlier dimension in which each of this one's cells lies. */
        int[] cellsIn(Keys earlier) {
            int[] cells = new int[size()];
            for (int i = 0; i < starts.length; i++) {
                cells[i + 1] = earlier.cell(starts[i]);
            }
            return cells;
        }
    }

    /** One cell for each text that a rule names, from 2 on; cell 1 is that of all others. */
    final class Texts implements Cells {
        private static final int OTHERS = 1;

        private final Source source;
        private final int index;
        private final Map<String, Integer> cells;

        private Texts(Source source, org.tidings.core.Attribute attribute, Map<String, Integer> cells) {
            this(source, attribute.index(), cells);
        }

        private Texts(Source source, int index, Map<String, Integer> cells) {
            this.source = source;
            this.index = index;
            this.cells = cells;
        }

        @Override
        public Source source() {
            return source;
        }

        @Override
        public Texts with(Collection<IndexTerm> terms) {
            Set<String> added = new TreeSet<>();
            for (IndexTerm term : terms) {
                for (String text : ((ValueSet.Texts) ((IndexTerm.In) term).values()).listed()) {
                    if (!cells.containsKey(text)) {
                        added.add(text);
                    }
                }
            }
            if (added.isEmpty()) {
                return this;
            }
            Map<String, Integer> more = new HashMap<>(cells);
            added.forEach(text -> more.put(text, more.size() + OTHERS + 1));
            return new Texts(source, index, more);
        }

        @Override
        public int size() {
            return cells.size() + OTHERS + 1;
        }

        @Override
        public int cell(SlotProfile person) {
            return person.isPresent(source.at()) ? cells.getOrDefault(person.text(index), OTHERS) : 0;
        }

        @Override
        public void addRuns(ValueSet set, Runs runs) {
            ValueSet.Texts texts = (ValueSet.Texts) set;
            if (texts.absent()) {
                runs.add(0, 1);
            }
            int[] listed = texts.listed().stream()
                    .mapToInt(text -> cells.getOrDefault(text, OTHERS))
                    .sorted()
                    .toArray();
            int next = OTHERS;
            for (int cell : listed) {
                if (!texts.others()) {
                    runs.add(cell, cell + 1);
                } else if (cell > next) {
                    runs.add(next, cell);
                }
                next = cell + 1;
            }
            if (texts.others() && next < size()) {
                runs.add(next, size());
            }
        }
    }

    /** A dimension in which any number of facts is true of a person. */
    abstract sealed class Facts implements IndexDimension {
        private final Source source;

        /** Number of each fact. */
        final Map<Object, Integer> numbers;

        private Facts(Source source, Map<Object, Integer> numbers) {
            this.source = source;
            this.numbers = numbers;
        }

        private static Facts of(Source source, Attributes attributes) {
            return switch (source.kind()) {
                case MEMBERS -> new Members(source, attributes.of(source.at()).index(), Map.of());
                case EVENTS -> new Events(source, Map.of());
                default -> new Leaves(source, Map.of());
            };
        }

        @Override
        public Source source() {
            return source;
        }

        @Override
        public Facts with(Collection<IndexTerm> terms) {
            Map<Object, Integer> more = new HashMap<>(numbers);
            for (IndexTerm term : terms) {
                Set<Object> facts = term instanceof IndexTerm.Any any ? any.facts() : ((IndexTerm.None) term).facts();
                facts.forEach(fact -> more.putIfAbsent(fact, more.size()));
            }
            return more.size() == numbers.size() ? this : withNumbers(more);
        }

        abstract Facts withNumbers(Map<Object, Integer> more);

        int size() {
            return numbers.size();
        }

        int number(Object fact) {
            return Objects.requireNonNull(numbers.get(fact));
        }

        /** Writes the numbers of the facts that are true to an array of {@link #size}, and returns how many they are. */
        abstract int collect(IndexScratch scratch, int[] facts);
    }

    /** Members of a set. */
    final class Members extends Facts {
        private final int index;

        private Members(Source source, int index, Map<Object, Integer> numbers) {
            super(source, numbers);
            this.index = index;
        }

        @Override
        Members withNumbers(Map<Object, Integer> more) {
            return new Members(source(), index, more);
        }

        @Override
        int collect(IndexScratch scratch, int[] facts) {
            SlotProfile person = scratch.person();
            int count = 0;
            if (!person.isPresent(source().at())) {
                Integer absent = numbers.get(IndexTerm.Absence.ABSENT);
                if (absent != null) {
                    facts[count++] = absent;
                }
                return count;
            }
            for (String member : person.set(index)) {
                Integer fact = numbers.get(member);
                if (fact != null) {
                    facts[count++] = fact;
                }
            }
            return count;
        }
    }

    /** Events with a text in a field, not before a time. */
    final class Events extends Facts {
        private final Map<String, Times> times;
        private final long earliest;

        /** The first times that rules ask for with one text, ascending, and the numbers of the facts. */
        @SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost what the form saves
        private record Times(int ordinal, long[] firsts, int[] facts) {}

        private Events(Source source, Map<Object, Integer> numbers) {
            super(source, numbers);
            Map<String, Map<Long, Integer>> byText = new HashMap<>();
            long least = Long.MAX_VALUE;
            for (Map.Entry<Object, Integer> entry : numbers.entrySet()) {
                EventFact fact = (EventFact) entry.getKey();
                byText.computeIfAbsent(fact.text(), text -> new HashMap<>()).put(fact.first(), entry.getValue());
                least = Math.min(least, fact.first());
            }
            this.earliest = least;
            this.times = new HashMap<>();
            byText.forEach((text, facts) -> {
                long[] firsts = facts.keySet().stream()
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
                int[] ids = Arrays.stream(firsts).mapToInt(facts::get).toArray();
                times.put(text, new Times(times.size(), firsts, ids));
            });
        }

        @Override
        Events withNumbers(Map<Object, Integer> more) {
            return new Events(source(), more);
        }

        @Override
        int collect(IndexScratch scratch, int[] facts) {
            EventColumns events = scratch.person().events(source().at());
            if (events == null) {
                return 0;
            }
            int count = 0;
            int mark = scratch.nextMark();
            int[] seen = scratch.marks(times.size());
            int column = source().column();
            long[] days = events.longs(events.stream().timeColumn());
            String[] texts = events.texts(column);
            // The newest event with a text passes every first time that an older one passes.
            for (int i = events.visible(source().last()) - 1; i >= 0 && days[i] >= earliest; i--) {
                Times asked = events.isPresent(column, i) ? times.get(texts[i]) : null;
                if (asked != null && seen[asked.ordinal()] != mark) {
                    seen[asked.ordinal()] = mark;
                    for (int k = 0; k < asked.firsts().length && asked.firsts()[k] <= days[i]; k++) {
                        facts[count++] = asked.facts()[k];
                    }
                }
            }
            return count;
        }
    }

    /** Leaves that are evaluated one by one. */
    final class Leaves extends Facts {
        private final LeafFact[] leaves;

        private Leaves(Source source, Map<Object, Integer> numbers) {
            super(source, numbers);
            this.leaves = new LeafFact[numbers.size()];
            numbers.forEach((fact, number) -> leaves[number] = (LeafFact) fact);
        }

        @Override
        Leaves withNumbers(Map<Object, Integer> more) {
            return new Leaves(source(), more);
        }

        @Override
        int collect(IndexScratch scratch, int[] facts) {
            int count = 0;
            for (int i = 0; i < leaves.length; i++) {
                if (isTrue(scratch, i)) {
                    facts[count++] = i;
                }
            }
            return count;
        }

        /** Returns whether the fact with a number can have changed. */
        boolean isTouched(IndexDelta delta, int number) {
            return delta.touches(leaves[number].leaf().reads());
        }

        boolean isTrue(IndexScratch scratch, int number) {
            LeafFact fact = leaves[number];
            return fact.isTrue()
                    ? fact.leaf().isTrue(scratch.frame())
                    : fact.leaf().isFalse(scratch.frame());
        }
    }
}
