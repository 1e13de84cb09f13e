package org.tidings.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import org.tidings.core.json.JsonOutput;

/**
 * The slot of a message that was planned together with the others, and why it is this one.
 *
 * @param start when the slot starts
 * @param length how long it is
 * @param local local time of the message on the recipient's clock
 * @param score probability that the recipient's activity of a week falls into the two hours from then on
 * @param price what one more place in the slot would have been worth to the plan, in the same unit
 * @param rank place of the slot among those allowed to the message, by score; 1 is the best
 * @param allowed number of slots that were allowed to the message
 * @param ownHours whether the score is the recipient's own; otherwise nothing is known of the recipient, and the population's
 *     hours counted
 * @param beyondCapacity whether no place was left and the message goes out all the same, because the law demands it
 */
public record PlannedSlot(
        Instant start,
        Duration length,
        LocalDateTime local,
        double score,
        double price,
        int rank,
        int allowed,
        boolean ownHours,
        boolean beyondCapacity) {
    private static final double DIGITS = 1e6;

    /** Checks the parts, and rounds score and price to six decimals. */
    public PlannedSlot {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(local, "local");
        score = Math.round(score * DIGITS) / DIGITS;
        price = Math.round(price * DIGITS) / DIGITS;
        if (rank < 1 || rank > allowed) {
            throw new IllegalArgumentException("rank " + rank + " of " + allowed);
        }
    }

    /** Returns whose hours counted, as it stands in notes. */
    String hours() {
        return ownHours ? "own hours" : "population's hours";
    }

    void write(JsonOutput json) {
        json.beginObject("slot")
                .field("start", start.toString())
                .field("length", length.toString())
                .field("local", local.toString())
                .field("score", score)
                .field("price", price)
                .field("rank", rank)
                .field("allowed", allowed)
                .field("hours", ownHours ? "own" : "population")
                .field("beyond_capacity", beyondCapacity)
                .end();
    }
}
