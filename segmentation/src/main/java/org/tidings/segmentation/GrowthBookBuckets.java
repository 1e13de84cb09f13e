package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The assignment of GrowthBook, for experiments that have begun there: everybody keeps the variant. For new ones take
 * {@link Split}: versions of one user under two seeds of version 1 are not independent.
 *
 * <p>Source: GrowthBook's description of how to build an SDK, section "Hashing"; FNV-1a with 32 bits over the UTF-16
 * units of a text, as the reference in JavaScript reads it.
 */
public final class GrowthBookBuckets {
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;
    private static final double TOLERANCE = 0.01;

    private GrowthBookBuckets() {}

    /**
     * A part of [0, 1).
     *
     * @param start least number in it
     * @param end least number behind it
     */
    public record Range(double start, double end) {
        /** Returns whether a number lies in the range. */
        public boolean holds(double number) {
            return number >= start && number < end;
        }
    }

    /**
     * Returns a user's number in [0, 1), or nothing if the version is unknown.
     *
     * @param version 1 (steps of 1/1,000) or 2 (steps of 1/10,000)
     */
    public static OptionalDouble hash(String seed, String user, int version) {
        return switch (version) {
            case 1 -> OptionalDouble.of(fnv(user + seed) % 1_000 / 1_000.0);
            case 2 -> OptionalDouble.of(fnv(Long.toString(fnv(seed + user))) % 10_000 / 10_000.0);
            default -> OptionalDouble.empty();
        };
    }

    private static long fnv(String text) {
        int hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return Integer.toUnsignedLong(hash);
    }

    /** Returns equal weights for a number of variations; none for less than one. */
    public static List<Double> equalWeights(int variations) {
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < variations; i++) {
            weights.add(1.0 / variations);
        }
        return weights;
    }

    /**
     * Returns the range of each variation.
     *
     * @param coverage share of everybody who takes part; cut to [0, 1]
     * @param weights one for each variation, about 1 together; equal ones are taken instead of others
     */
    public static List<Range> bucketRanges(int variations, double coverage, List<Double> weights) {
        double covered = Math.max(0, Math.min(1, coverage));
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        boolean sound = weights.size() == variations && Math.abs(sum - 1) <= TOLERANCE;
        List<Range> ranges = new ArrayList<>();
        double start = 0;
        for (double weight : sound ? weights : equalWeights(variations)) {
            ranges.add(new Range(start, start + covered * weight));
            start += weight;
        }
        return ranges;
    }

    /** Returns the number of the variation whose range holds a number, or -1 if none does. */
    public static int chooseVariation(double number, List<Range> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).holds(number)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether a user is in the part of a namespace that an experiment owns. */
    public static boolean isInNamespace(String user, String namespace, Range range) {
        return range.holds(hash("__" + namespace, user, 1).orElseThrow());
    }
}
