package org.tidings.campaign;

import java.util.List;
import org.tidings.segmentation.Truth;

/**
 * What a campaign step came to for a person. Every person has exactly one outcome in every step, so that the outcomes of
 * a step add up to the population.
 */
public sealed interface Outcome {
    /**
     * The person is not meant.
     *
     * @param truth whether the segment's rule is false, or cannot be decided because something is not known
     */
    record NotInSegment(Truth truth) implements Outcome {
        /** Checks that the rule is not true. */
        public NotInSegment {
            if (truth == Truth.TRUE) {
                throw new IllegalArgumentException("a person for whom the rule is true is in the segment");
            }
        }
    }

    /**
     * At least one message about the person goes out.
     *
     * @param messages the messages, at least one
     * @param withheld recipients who were not reached besides
     */
    record Deliveries(List<Delivery> messages, List<Withholding> withheld) implements Outcome {
        /** Copies the lists. */
        public Deliveries {
            messages = List.copyOf(messages);
            withheld = List.copyOf(withheld);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("deliveries hold at least one message");
            }
        }
    }

    /**
     * The person is meant, and no message goes out.
     *
     * @param reasons why, per recipient, at least one
     */
    record Withheld(List<Withholding> reasons) implements Outcome {
        /** Copies the list. */
        public Withheld {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a withheld message has at least one reason");
            }
        }
    }
}
