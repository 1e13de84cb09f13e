package org.tidings.timing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;

/**
 * The hours of people by their id: one row of {@link ActivityStates} over all channels, and one for each channel on which
 * the person was active.
 *
 * <p>Not safe for use by several threads if one of them changes something.
 */
public final class PersonTimes {
    /** The longest id of a person, in bytes of UTF-8. */
    public static final int MAX_ID_BYTES = 1_000;

    private static final Channel[] CHANNELS = Channel.values();

    /** The first place is the row over all channels. */
    private static final int PLACES = 1 + CHANNELS.length;

    private static final int NONE = -1;

    private final ActivityStates states;
    private final Map<String, int[]> rows = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    private PersonTimes(long seed) {
        this.states = ActivityStates.withSeed(seed);
    }

    /** Receives rows, for a database or another store. */
    @FunctionalInterface
    public interface RowConsumer {
        /**
         * Takes a row.
         *
         * @param channel the channel, or nothing for the row over all channels
         * @param bytes 56 bytes, a copy
         */
        void accept(String person, Optional<Channel> channel, byte[] bytes);
    }

    /** Returns times of nobody, whose rounding is drawn from a seed. */
    public static PersonTimes withSeed(long seed) {
        return new PersonTimes(seed);
    }

    /**
     * Reads what {@link #write} wrote, to the end of the stream, which is not closed.
     *
     * @param name name under which people know the file
     * @throws InvalidInputException if it is no such file, of another version, or damaged
     * @throws IOException if it cannot be read
     */
    public static PersonTimes read(InputStream in, String name) throws IOException {
        return PersonTimesFile.read(in, name);
    }

    /**
     * Writes everything in order of the ids, so that equal times give equal bytes; at the end stands a checksum. The
     * stream is not closed.
     */
    public void write(OutputStream out) throws IOException {
        PersonTimesFile.write(this, out);
    }

    /** Returns the number of people. */
    public int people() {
        return rows.size();
    }

    /** Returns the bytes that the rows occupy, without the ids. */
    public long stateBytes() {
        return states.allocatedBytes();
    }

    /**
     * Counts activity of a person on a channel, in the person's row over all channels and in that of the channel.
     *
     * @param localHour hours since 1970-01-01T00:00 on the person's own clock
     * @param dayOff whether the day is one on which the person does not work
     * @throws IllegalArgumentException if the id is longer than {@link #MAX_ID_BYTES}
     */
    public void record(String person, Channel channel, int localHour, boolean dayOff) {
        int[] own = rows.computeIfAbsent(person, PersonTimes::nobody);
        states.record(row(own, 0), localHour, dayOff);
        states.record(row(own, place(channel)), localHour, dayOff);
    }

    /**
     * Computes when a person is likely to be active on a channel; nobody's density is that of the population.
     *
     * @param overall a buffer for the density over all channels
     * @param into the buffer that is filled; not the same
     */
    public void density(PersonTimeModel model, String person, Channel channel, TimeDensity overall, TimeDensity into) {
        int[] own = rows.get(person);
        if (own == null || own[0] == NONE) {
            model.profiles().density(into);
        } else if (own[place(channel)] == NONE) {
            model.density(states, own[0], into);
        } else {
            model.density(states, own[0], overall);
            model.density(states, own[place(channel)], overall, into);
        }
    }

    /** Returns the number of events of a person that are remembered, over all channels; 0 for a stranger. */
    public double events(String person) {
        int[] own = rows.get(person);
        return own == null || own[0] == NONE ? 0 : states.total(own[0]);
    }

    /** Forgets everything about a person: the rows are zero afterwards, and the id is gone. Returns whether it was there. */
    public boolean erase(String person) {
        int[] own = rows.remove(person);
        if (own == null) {
            return false;
        }
        for (int row : own) {
            if (row != NONE) {
                states.erase(row);
                free.add(row);
            }
        }
        return true;
    }

    /** Passes on all rows, in order of the ids, the row over all channels first. */
    public void forEach(RowConsumer consumer) {
        rows.keySet().stream().sorted().forEach(person -> forEachOf(person, consumer));
    }

    /** Passes on the rows of one person, the row over all channels first; nothing for a stranger. */
    public void forEachOf(String person, RowConsumer consumer) {
        int[] own = rows.getOrDefault(person, new int[0]);
        for (int place = 0; place < own.length; place++) {
            if (own[place] != NONE) {
                consumer.accept(person, channel(place), states.bytes(own[place]));
            }
        }
    }

    /**
     * Puts a row back that {@link #forEach} passed on.
     *
     * @throws IllegalArgumentException if the bytes are no row, or the id is longer than {@link #MAX_ID_BYTES}
     */
    public void restore(String person, Optional<Channel> channel, byte[] bytes) {
        ActivityStates.check(bytes);
        int[] own = rows.computeIfAbsent(person, PersonTimes::nobody);
        states.restore(row(own, channel.map(PersonTimes::place).orElse(0)), bytes);
    }

    long seed() {
        return states.seed();
    }

    private int row(int[] own, int place) {
        if (own[place] == NONE) {
            own[place] = take();
        }
        return own[place];
    }

    private int take() {
        return free.isEmpty() ? states.add() : free.remove();
    }

    private static int[] nobody(String person) {
        if (person.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            throw new IllegalArgumentException("an id is longer than " + MAX_ID_BYTES + " bytes");
        }
        int[] own = new int[PLACES];
        Arrays.fill(own, NONE);
        return own;
    }

    private static int place(Channel channel) {
        return 1 + Arrays.asList(CHANNELS).indexOf(channel);
    }

    private static Optional<Channel> channel(int place) {
        return place == 0 ? Optional.empty() : Optional.of(CHANNELS[place - 1]);
    }
}
