package org.tidings.segmentation;

import java.util.List;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * Some people of a {@link Population}: a compressed set of positions. Immutable and safe to share.
 *
 * <p>Two audiences can be combined where their populations have the same ids in the same order, also when the other
 * values differ: yesterday's audience and today's, for instance, if nobody was added. Combining costs time in proportion
 * to the compressed size, at most an eighth of a byte per person of the population.
 */
public final class Audience {
    /** What the weights of {@link #split} are parts of. */
    private static final int WHOLE = 10_000;

    private final Population population;
    private final RoaringBitmap positions;

    /** Takes a bitmap that never changes again. */
    Audience(Population population, RoaringBitmap positions) {
        this.population = population;
        this.positions = positions;
    }

    /** Returns an audience of the words of a bit set; compressed by runs where that is shorter. */
    static Audience of(Population population, long[] bits) {
        RoaringBitmap positions = BitSetUtil.bitmapOf(bits);
        positions.runOptimize();
        return new Audience(population, positions);
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @param population the people; the ids must be those of writing, in the same order
     * @throws org.tidings.core.InvalidInputException if the bytes are no audience, were cut or changed, or are of other
     *     people
     */
    public static Audience read(Population population, byte[] bytes) {
        return AudienceForm.read(population, bytes);
    }

    /** Returns a form to keep or send; the guide describes it. It holds positions, no ids. */
    public byte[] toBytes() {
        return AudienceForm.write(this);
    }

    /** Returns the population. */
    public Population population() {
        return population;
    }

    /** Returns how many people there are. */
    public int size() {
        return positions.getCardinality();
    }

    /** Returns whether nobody is in it. */
    public boolean isEmpty() {
        return positions.isEmpty();
    }

    /** Returns whether the person at a position is in it; false where there is no such position. */
    public boolean contains(int position) {
        return positions.contains(position);
    }

    /** Returns whether a person is in it; false for an id that the population does not have. */
    public boolean contains(String personId) {
        OptionalInt position = population.position(personId);
        return position.isPresent() && positions.contains(position.getAsInt());
    }

    /**
     * Returns the people of either audience.
     *
     * @throws IllegalArgumentException if the other is of other people
     */
    public Audience union(Audience other) {
        return new Audience(population, RoaringBitmap.or(positions, checked(other)));
    }

    /**
     * Returns the people of both audiences.
     *
     * @throws IllegalArgumentException if the other is of other people
     */
    public Audience intersection(Audience other) {
        return new Audience(population, RoaringBitmap.and(positions, checked(other)));
    }

    /**
     * Returns the people of this audience who are not in the other.
     *
     * @throws IllegalArgumentException if the other is of other people
     */
    public Audience difference(Audience other) {
        return new Audience(population, RoaringBitmap.andNot(positions, checked(other)));
    }

    /** Returns the people of the population who are not in this audience. */
    public Audience complement() {
        return new Audience(population, RoaringBitmap.flip(positions, 0L, (long) population.size()));
    }

    /**
     * Returns how many people each two audiences share: element {@code [i][k]} belongs to audiences {@code i} and
     * {@code k}, and the diagonal has the sizes.
     *
     * @throws IllegalArgumentException if they are of different people
     */
    public static int[][] overlaps(List<Audience> audiences) {
        int[][] shared = new int[audiences.size()][audiences.size()];
        for (int i = 0; i < shared.length; i++) {
            Audience one = audiences.get(i);
            shared[i][i] = one.size();
            for (int k = 0; k < i; k++) {
                int both = RoaringBitmap.andCardinality(one.positions, one.checked(audiences.get(k)));
                shared[i][k] = both;
                shared[k][i] = both;
            }
        }
        return shared;
    }

    /**
     * Returns a random sample without replacement: every set of {@code n} people is equally likely over the seeds. The
     * choice depends on ids and seed only, not on positions: a smaller sample with the same seed is a part of a larger
     * one, and who leaves the audience is replaced by one person.
     *
     * @param n size of the sample; the whole audience if it has no more people
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public Audience sample(int n, long seed) {
        if (n < 0) {
            throw new IllegalArgumentException("a sample of " + n + " is not possible; 0 or more are");
        } else if (n >= size()) {
            return this;
        }
        long salt = Buckets.ofSalt("sample " + seed);
        // The n people whose buckets are lowest; the one to be replaced first is on top.
        PriorityQueue<Ticket> chosen = new PriorityQueue<>();
        forEach(position -> {
            Ticket ticket = new Ticket(bucket(position, salt), position);
            if (chosen.size() < n) {
                chosen.add(ticket);
            } else if (n > 0 && ticket.compareTo(chosen.element()) > 0) {
                chosen.remove();
                chosen.add(ticket);
            }
        });
        return new Audience(
                population,
                RoaringBitmap.bitmapOfUnordered(
                        chosen.stream().mapToInt(Ticket::position).toArray()));
    }

    /** Greatest bucket first. */
    private record Ticket(double bucket, int position) implements Comparable<Ticket> {
        @Override
        public int compareTo(Ticket other) {
            int order = Double.compare(other.bucket, bucket);
            return order != 0 ? order : Integer.compare(other.position, position);
        }
    }

    /**
     * Splits the audience by {@code bucket(salt)} of the rule language: a person's part depends on id and salt only. Part
     * {@code i} has those whose bucket lies between the sums of the weights before and up to it, so a person changes the
     * part only where a border moves past the bucket.
     *
     * @param weights of each part, in 1/10,000 of the audience; who is left over if they add up to less is in no part
     * @param salt name of the experiment
     * @throws IllegalArgumentException if a weight is negative or the sum above 10,000
     */
    public List<Audience> split(List<Integer> weights, String salt) {
        int[] ends = new int[weights.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            int weight = weights.get(i);
            end += weight;
            if (weight < 0 || end > WHOLE) {
                throw new IllegalArgumentException(
                        "weights are 0 or more and add up to at most " + WHOLE + ", unlike " + weights);
            }
            ends[i] = (int) end;
        }
        RoaringBitmap[] parts = new RoaringBitmap[ends.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new RoaringBitmap();
        }
        long contribution = Buckets.ofSalt(salt);
        forEach(position -> {
            double bucket = bucket(position, contribution);
            for (int i = 0; i < ends.length; i++) {
                // The quotient is the double that a rule's 0.1 is.
                if (bucket < ends[i] / (double) WHOLE) {
                    parts[i].add(position);
                    return;
                }
            }
        });
        return Stream.of(parts).map(part -> new Audience(population, part)).toList();
    }

    private double bucket(int position, long salt) {
        return Buckets.bucket(population.idHash(position), salt);
    }

    private void forEach(IntConsumer action) {
        int[] batch = new int[256];
        BatchIterator batches = positions.getBatchIterator();
        while (batches.hasNext()) {
            int count = batches.nextBatch(batch);
            for (int i = 0; i < count; i++) {
                action.accept(batch[i]);
            }
        }
    }

    /** Returns the positions, ascending. */
    public IntStream positions() {
        var iterator = positions.getIntIterator();
        return StreamSupport.intStream(
                Spliterators.spliterator(
                        new PrimitiveIterator.OfInt() {
                            @Override
                            public boolean hasNext() {
                                return iterator.hasNext();
                            }

                            @Override
                            public int nextInt() {
                                return iterator.next();
                            }
                        },
                        size(),
                        Spliterator.ORDERED | Spliterator.SORTED | Spliterator.DISTINCT | Spliterator.NONNULL),
                false);
    }

    /** Returns the ids, in the order of the positions. */
    public Stream<String> personIds() {
        return positions().mapToObj(population::personId);
    }

    private RoaringBitmap checked(Audience other) {
        if (other.population != population
                && (other.population.size() != population.size()
                        || other.population.identity() != population.identity())) {
            throw new IllegalArgumentException("the audiences are of different people");
        }
        return other.positions;
    }

    RoaringBitmap bitmap() {
        return positions;
    }

    /** Returns whether another audience has the same people of populations with the same ids in the same order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Audience audience
                && positions.equals(audience.positions)
                && (population == audience.population
                        || (population.size() == audience.population.size()
                                && population.identity() == audience.population.identity()));
    }

    @Override
    public int hashCode() {
        return positions.hashCode();
    }

    /** Returns the size, no ids. */
    @Override
    public String toString() {
        return "Audience[" + size() + " of " + population.size() + "]";
    }
}
