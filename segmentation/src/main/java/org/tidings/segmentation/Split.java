package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A division of people into named parts by chance, the same each time: variants of an experiment, a holdout, or
 * experiments that exclude each other. Immutable.
 *
 * <p>A person's point is {@code floor(bucket(salt) * 10,000)}, with the bucket of the rule language; see the guide. A part
 * owns intervals of points. Two splits of different salts are independent.
 *
 * <p><b>Growing.</b> {@link #grown} takes the points of a part that grows from those of nobody, and gives back the last
 * points of one that shrinks, so that nobody ever moves from one part into another. No rule can do so from the weights
 * alone once there are three parts: what one part gets when all the others have nothing would have to be what each other
 * gets as well. Keep the {@link #text()} of a split, which says who owns which points.
 */
public final class Split {
    /** Points of everybody; a weight is a number of them. */
    public static final int POINTS = 10_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    /** An interval of points, the end excluded. */
    private record Share(String part, int from, int to) {
        int size() {
            return to - from;
        }
    }

    private final String salt;
    private final long key;
    private final List<Share> shares;
    private final @Nullable String[] owners;

    private Split(String salt, List<Share> shares) {
        this.salt = salt;
        this.key = Buckets.ofSalt(salt);
        this.shares = List.copyOf(shares);
        this.owners = new @Nullable String[POINTS];
        for (Share share : shares) {
            for (int point = share.from(); point < share.to(); point++) {
                if (owners[point] != null) {
                    throw new IllegalArgumentException("point " + point + " of split '" + salt + "' belongs to '"
                            + owners[point] + "' and to '" + share.part() + "'");
                }
                owners[point] = share.part();
            }
        }
    }

    /**
     * Returns a split whose parts lie one behind the other, in the order of their names.
     *
     * @param salt what makes it independent of other splits; usually the name of the experiment
     * @param weights points of each part; their sum is at most 10,000, what is left belongs to no part
     * @throws IllegalArgumentException if a weight is negative, the sum too large, or a name not of 1 to 100 letters,
     *     digits and {@code _.-}
     */
    public static Split of(String salt, Map<String, Integer> weights) {
        Objects.requireNonNull(salt, "salt");
        return new Split(salt, List.of()).grown(weights);
    }

    /**
     * Returns a split with other weights, in which nobody is in another part than before. Parts that are not named have
     * the weight 0.
     *
     * @throws IllegalArgumentException as {@link #of}; also if parts grow by more points than belong to nobody now: what
     *     one part gives back, another can take in a later step only
     */
    public Split grown(Map<String, Integer> weights) {
        checkWeights(weights);
        List<Share> kept = new ArrayList<>();
        Map<String, Integer> left = new LinkedHashMap<>(weights);
        for (Share share : shares) {
            int size = Math.min(share.size(), left.getOrDefault(share.part(), 0));
            if (size > 0) {
                kept.add(new Share(share.part(), share.from(), share.from() + size));
                left.merge(share.part(), -size, Integer::sum);
            }
        }
        // What is given back in this step is not taken in it, or people would change from one part to another.
        boolean[] taken = new boolean[POINTS];
        shares.forEach(share -> Arrays.fill(taken, share.from(), share.to(), true));
        for (Map.Entry<String, Integer> wanted : new TreeMap<>(left).entrySet()) {
            take(wanted.getKey(), wanted.getValue(), taken, kept);
        }
        return new Split(salt, joined(kept));
    }

    private static void checkWeights(Map<String, Integer> weights) {
        long sum = 0;
        for (Map.Entry<String, Integer> part : weights.entrySet()) {
            if (!NAME.matcher(part.getKey()).matches()) {
                throw new IllegalArgumentException(
                        "a part has a name of 1 to 100 letters, digits and _.-, not '" + part.getKey() + "'");
            }
            if (part.getValue() < 0) {
                throw new IllegalArgumentException(
                        "the weight of '" + part.getKey() + "' is " + part.getValue() + "; 0 to 10,000 were expected");
            }
            sum += part.getValue();
        }
        if (sum > POINTS) {
            throw new IllegalArgumentException("the weights sum up to " + sum + "; at most 10,000 were expected");
        }
    }

    /** Takes the first free points for a part. */
    private void take(String part, int count, boolean[] taken, List<Share> shares) {
        int needed = count;
        for (int from = 0; from < POINTS && needed > 0; from++) {
            int to = from;
            while (to < POINTS && !taken[to] && to - from < needed) {
                to++;
            }
            if (to > from) {
                shares.add(new Share(part, from, to));
                Arrays.fill(taken, from, to, true);
                needed -= to - from;
                from = to - 1;
            }
        }
        if (needed > 0) {
            throw new IllegalArgumentException("part '" + part + "' of split '" + salt + "' needs " + needed
                    + " points more than belong to nobody; let others give theirs back in a step before");
        }
    }

    /** Joins neighbours of one part; the order in which points were taken stays, for they are given back in reverse. */
    private static List<Share> joined(List<Share> shares) {
        List<Share> result = new ArrayList<>();
        for (Share share : shares) {
            int at = result.size() - 1;
            while (at >= 0 && !result.get(at).part().equals(share.part())) {
                at--;
            }
            if (at >= 0 && result.get(at).to() == share.from()) {
                result.set(at, new Share(share.part(), result.get(at).from(), share.to()));
            } else {
                result.add(share);
            }
        }
        return result;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException if the text is of another form, or two parts own a point
     */
    public static Split parse(String salt, String text) {
        List<Share> shares = new ArrayList<>();
        for (String piece : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] parts = piece.split("[=:]", -1);
            boolean sound = parts.length == 3
                    && NAME.matcher(parts[0]).matches()
                    && NUMBER.matcher(parts[1]).matches()
                    && NUMBER.matcher(parts[2]).matches();
            int from = sound ? Integer.parseInt(parts[1]) : 0;
            int to = sound ? Integer.parseInt(parts[2]) : 0;
            if (from >= to || to > POINTS) {
                throw new IllegalArgumentException(
                        "'" + piece + "' is no share; something like control=0:5000 was expected");
            }
            shares.add(new Share(parts[0], from, to));
        }
        return new Split(salt, shares);
    }

    /** Returns who owns which points, such as {@code control=0:3000,friendly=3000:6000,control=6000:6500}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Share share : shares) {
            text.append(text.length() == 0 ? "" : ",")
                    .append(share.part())
                    .append('=')
                    .append(share.from())
                    .append(':')
                    .append(share.to());
        }
        return text.toString();
    }

    /** Returns the salt. */
    public String salt() {
        return salt;
    }

    /** Returns the points of each part that has some. */
    public Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        shares.forEach(share -> weights.merge(share.part(), share.size(), Integer::sum));
        return weights;
    }

    /** Returns a person's point, from 0 to 9,999. Allocates nothing. */
    public int point(String personId) {
        // The bucket has 53 bits; shifted to 63, the upper half of the product is the quotient.
        long bits = Buckets.bits(Buckets.hash(personId), key);
        return (int) Math.multiplyHigh(bits << 10, 2L * POINTS);
    }

    /** Returns the part that a person is in, or nothing if it is none. */
    public Optional<String> of(String personId) {
        return Optional.ofNullable(owners[point(personId)]);
    }

    /** Returns whether a person is in a part. */
    public boolean isIn(String part, String personId) {
        return part.equals(owners[point(personId)]);
    }

    /** Returns salt and shares. */
    @Override
    public String toString() {
        return salt + "(" + text() + ")";
    }
}
