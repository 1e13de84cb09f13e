package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/** Finds the places at which outcomes along a line of whole numbers change, in steps that double and are then halved. */
final class TurningPoints {
    /** How many places are looked for in one direction. */
    private static final int MAX_POINTS = 8;

    private final LongFunction<int[]> outcomes;

    TurningPoints(LongFunction<int[]> outcomes) {
        this.outcomes = outcomes;
    }

    /** Returns the first numbers of new outcomes, going out from a start as far as a distance. */
    List<Long> from(long start, long distance) {
        List<Long> found = new ArrayList<>();
        int direction = distance < 0 ? -1 : 1;
        long near = start;
        int[] present = outcomes.apply(near);
        long step = 1;
        while (found.size() < MAX_POINTS) {
            long far = near + direction * step;
            if (Math.abs(far - start) > Math.abs(distance)) {
                return found;
            }
            int[] there = outcomes.apply(far);
            if (Arrays.equals(present, there)) {
                near = far;
                step *= 2;
            } else {
                long turn = turn(near, far, present);
                found.add(turn);
                near = turn;
                present = outcomes.apply(turn);
                step = 1;
            }
        }
        return found;
    }

    /** Returns the first number after {@code near} whose outcomes are not those there. */
    private long turn(long near, long far, int[] present) {
        long same = near;
        long other = far;
        while (Math.abs(other - same) > 1) {
            long middle = same + (other - same) / 2;
            if (Arrays.equals(outcomes.apply(middle), present)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }
}
