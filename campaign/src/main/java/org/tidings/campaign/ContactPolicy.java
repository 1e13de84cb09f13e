package org.tidings.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.segmentation.Expression;

/**
 * How recipients are reached: what the programme file says about language, style, zone, window, channels and who is
 * barred. All expressions are about the recipient.
 *
 * @param language BCP 47 tag
 * @param style style of the text
 * @param zone zone of the recipient; the agency's where it is absent or not a zone
 * @param window name of the recipient's window
 * @param preferredChannel channel that is tried before the others
 * @param channelOrder channels in the order in which they are tried
 * @param channels how each channel is reached
 * @param barred who is never contacted, in the order in which the reasons are looked at
 */
record ContactPolicy(
        Optional<Expression> language,
        Optional<Expression> style,
        Optional<Expression> zone,
        Optional<Expression> window,
        Optional<Expression> preferredChannel,
        List<Channel> channelOrder,
        Map<Channel, Reach> channels,
        List<Bar> barred) {

    ContactPolicy {
        channelOrder = List.copyOf(channelOrder);
        channels = Map.copyOf(channels);
        barred = List.copyOf(barred);
    }

    /**
     * How a channel is reached.
     *
     * @param reachable whether the recipient can be reached
     * @param address where; absent where the channel knows the recipient by the person's id
     */
    record Reach(Expression reachable, Optional<Expression> address) {}

    /**
     * Somebody who is never contacted.
     *
     * @param reason the reason, under its name in the file
     * @param when for whom it holds
     * @param text the reason in words for a citizen
     */
    record Bar(Reason reason, Expression when, String text) {}
}
