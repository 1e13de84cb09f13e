package org.tidings.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tidings.core.Channel;
import org.tidings.timing.PersonTimeModel;
import org.tidings.timing.PersonTimes;
import org.tidings.timing.SlotValues;
import org.tidings.timing.TimeDensity;

/**
 * Messages that want a slot, at most one for each recipient, and what every slot is worth to each. Once it is made it is only
 * read.
 */
final class SlotWishes implements SlotValues {
    private static final int HOURS = 24;
    private static final int CELLS = 48;
    private static final int WEEK = 168;

    private final List<SlotWish> wishes;
    private final SlotClock clock;
    private final long[] slots;
    private final double[] dayFactors = new double[7];
    private final Row[] rows;

    /** A message's row: which slots it may take, and the density of its recipient. */
    private static final class Row {
        private final int first;
        private final int last;
        private final int firstHour;
        private final long endSecond;
        private final SlotOpenings.Opening opening;
        private final float[] cells;
        private final boolean own;
        private final BitSet blocked = new BitSet(0);

        Row(
                int first,
                int last,
                int firstHour,
                long endSecond,
                SlotOpenings.Opening opening,
                float[] cells,
                boolean own) {
            this.first = first;
            this.last = last;
            this.firstHour = firstHour;
            this.endSecond = endSecond;
            this.opening = opening;
            this.cells = cells;
            this.own = own;
        }
    }

    SlotWishes(
            RunSetting setting, SlotFinder finder, SendTiming.Optimised how, SlotClock clock, List<SlotWish> wishes) {
        this.wishes = wishes;
        this.clock = clock;
        this.slots = slots(wishes, clock);
        SlotOpenings openings = new SlotOpenings(setting.times(), clock, slots);
        PersonTimeModel model = PersonTimeModel.of(how.profiles());
        PersonTimes times = setting.personTimes();
        TimeDensity population = new TimeDensity();
        how.profiles().density(population);
        for (int day = 0; day < dayFactors.length; day++) {
            dayFactors[day] = population.hour(day, 0) / population.cell(day < 5 ? 0 : HOURS);
        }
        float[] anybody = cells(population);
        TimeDensity overall = new TimeDensity();
        TimeDensity density = new TimeDensity();
        this.rows = new Row[wishes.size()];
        for (int i = 0; i < rows.length; i++) {
            SlotWish wish = wishes.get(i);
            Channel channel = wish.contact().channel();
            boolean own = times.events(wish.recipientId()) > 0;
            if (own) {
                times.density(model, wish.recipientId(), channel, overall, density);
            }
            rows[i] = new Row(
                    position(clock.slot(wish.earliest().at())),
                    position(clock.slot(wish.end().minusNanos(1))),
                    SlotOpenings.hourOfWeek(wish.earliest().at(), wish.contact().zone()),
                    wish.end().getEpochSecond(),
                    openings.of(wish.contact()),
                    own ? cells(density) : anybody,
                    own);
            if (!wish.log().isEmpty()) {
                block(i, finder);
            }
        }
    }

    private static float[] cells(TimeDensity density) {
        float[] cells = new float[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            cells[cell] = (float) density.cell(cell);
        }
        return cells;
    }

    /** Takes the slots out that other messages to the recipient forbid. */
    private void block(int message, SlotFinder finder) {
        SlotWish wish = wishes.get(message);
        Row row = rows[message];
        for (int slot = row.first; slot <= row.last; slot++) {
            if (isAllowed(message, slot)
                    && !finder.isFree(wish.campaign(), wish.contact(), at(message, slot), wish.log())) {
                row.blocked.set(slot);
            }
        }
    }

    /** Returns every slot that a message may reach, ascending. */
    private static long[] slots(List<SlotWish> wishes, SlotClock clock) {
        List<long[]> ranges = new ArrayList<>(wishes.size());
        for (SlotWish wish : wishes) {
            ranges.add(new long[] {
                clock.slot(wish.earliest().at()), clock.slot(wish.end().minusNanos(1))
            });
        }
        ranges.sort((a, b) -> Long.compare(a[0], b[0]));
        long[] result = new long[64];
        int count = 0;
        long next = Long.MIN_VALUE;
        for (long[] range : ranges) {
            for (long slot = Math.max(range[0], next); slot <= range[1]; slot++) {
                if (count == result.length) {
                    result = Arrays.copyOf(result, 2 * count);
                }
                result[count++] = slot;
            }
            next = Math.max(next, range[1] + 1);
        }
        return Arrays.copyOf(result, count);
    }

    private int position(long slot) {
        return Arrays.binarySearch(slots, slot);
    }

    /** Returns the slots, ascending; not to be changed. */
    long[] slots() {
        return slots;
    }

    SlotWish wish(int message) {
        return wishes.get(message);
    }

    int size() {
        return wishes.size();
    }

    boolean isAllowed(int message, int slot) {
        Row row = rows[message];
        if (slot < row.first || slot > row.last || row.blocked.get(slot)) {
            return false;
        }
        return slot == row.first || row.opening.isOpen(slot, row.endSecond);
    }

    /** Returns when a message goes out in a slot that is allowed to it. */
    Instant at(int message, int slot) {
        return slot == rows[message].first
                ? wishes.get(message).earliest().at()
                : Instant.ofEpochSecond(rows[message].opening.second(slot));
    }

    boolean isOwn(int message) {
        return rows[message].own;
    }

    @Override
    public void read(int message, float[] into) {
        Arrays.fill(into, FORBIDDEN);
        for (int slot = rows[message].first; slot <= rows[message].last; slot++) {
            if (isAllowed(message, slot)) {
                into[slot] = value(message, slot);
            }
        }
    }

    /** Returns the probability that activity of the week falls into the two hours from the message on. */
    float value(int message, int slot) {
        Row row = rows[message];
        int hour = slot == row.first ? row.firstHour : row.opening.hourOfWeek(slot);
        int next = hour + 1 == WEEK ? 0 : hour + 1;
        return (float) (hour(row.cells, hour) + hour(row.cells, next));
    }

    private double hour(float[] cells, int hourOfWeek) {
        int day = hourOfWeek / HOURS;
        return dayFactors[day] * cells[(day < 5 ? 0 : HOURS) + hourOfWeek % HOURS];
    }

    /** Returns the number of slots that are allowed to a message. */
    int allowed(int message) {
        int count = 0;
        for (int slot = rows[message].first; slot <= rows[message].last; slot++) {
            count += isAllowed(message, slot) ? 1 : 0;
        }
        return count;
    }

    /** Returns the place of a slot among those allowed to a message, by value; 1 for the best. */
    int rank(int message, int slot) {
        float value = value(message, slot);
        int rank = 1;
        for (int other = rows[message].first; other <= rows[message].last; other++) {
            rank += isAllowed(message, other) && value(message, other) > value ? 1 : 0;
        }
        return rank;
    }

    /** Returns which slots are allowed to one message of a channel at least. */
    Map<Channel, BitSet> open() {
        Map<Channel, BitSet> byChannel = new EnumMap<>(Channel.class);
        for (int message = 0; message < rows.length; message++) {
            BitSet open =
                    byChannel.computeIfAbsent(wishes.get(message).contact().channel(), any -> new BitSet(slots.length));
            for (int slot = open.nextClearBit(rows[message].first);
                    slot <= rows[message].last;
                    slot = open.nextClearBit(slot + 1)) {
                if (isAllowed(message, slot)) {
                    open.set(slot);
                }
            }
        }
        return byChannel;
    }

    /** Returns the first slot that is allowed to a message, or -1. */
    int firstAllowed(int message) {
        for (int slot = rows[message].first; slot <= rows[message].last; slot++) {
            if (isAllowed(message, slot)) {
                return slot;
            }
        }
        return -1;
    }

    SlotClock clock() {
        return clock;
    }
}
