package org.tidings.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.Purpose;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Segment;
import org.tidings.templating.MessageTemplate;

/**
 * A compiled campaign.
 *
 * @param id id
 * @param version version of the file
 * @param title what it is about, for people
 * @param purpose what data are processed for
 * @param segment who is meant
 * @param status reported per person
 * @param detail reported per person
 * @param self for whom the person is the recipient
 * @param guardians whom else, where the person is not
 * @param template text
 * @param deadline day before which the steps lie
 * @param steps the steps in the order of time; one without days where there is no deadline
 * @param nominal whether a message is final at its step's instant, so that nothing is looked at again on the send day
 * @param sendTime how the time of a message is chosen
 * @param crisis whether quiet hours and caps do not count on channels whose basis is vital interests
 * @param holdout who is kept out on purpose
 * @param subjectOrder order of the people in one message, before their ids
 * @param receiptCategories categories that receipt or time reveal: of the segment's rule, of who reads and of the deadline
 * @param channels channels that may be chosen, in the order in which they are tried
 * @param uses categories that a message on a channel uses of the subject: of the template, of what receipt reveals
 *     and of the order of the people
 * @param ownUses categories that a message on a channel uses of a recipient who is not the subject: of the template
 */
record Campaign(
        String id,
        int version,
        String title,
        Purpose purpose,
        Segment segment,
        Optional<Expression> status,
        Optional<Expression> detail,
        Optional<Expression> self,
        Guardians guardians,
        MessageTemplate template,
        Optional<Expression> deadline,
        List<CampaignStep> steps,
        boolean nominal,
        SendTiming sendTime,
        boolean crisis,
        Optional<Expression> holdout,
        Optional<Expression> subjectOrder,
        Set<String> receiptCategories,
        List<Channel> channels,
        Map<Channel, List<CategoryUse>> uses,
        Map<Channel, List<CategoryUse>> ownUses) {

    Campaign {
        steps = List.copyOf(steps);
        receiptCategories = Set.copyOf(receiptCategories);
        channels = List.copyOf(channels);
        uses = Map.copyOf(uses);
        ownUses = Map.copyOf(ownUses);
    }

    /** Returns the categories that the order of the people in one message reveals. */
    Set<String> orderCategories() {
        return subjectOrder.map(order -> order.footprint().categories()).orElse(Set.of());
    }

    /** Returns how all messages are planned together; nothing where each has its time by itself. */
    Optional<SendTiming.Optimised> optimised() {
        return sendTime instanceof SendTiming.Optimised slots ? Optional.of(slots) : Optional.empty();
    }

    /** Which guardians read a message about a person who is not the recipient. */
    enum Guardians {
        /** None: the person stays without a message. */
        NONE,
        /** The first one, by priority, who can be reached. */
        FIRST_USABLE,
        /** Every one who can be reached. */
        EVERY_USABLE
    }
}
