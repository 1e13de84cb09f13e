package org.tidings.timing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells signals of people from those of machines: mail services load pictures, and scanners follow links, whether anybody
 * reads or not. What a machine did is no answer, and no activity either.
 *
 * @param minDelay a signal sooner after delivery than this is a machine's
 * @param openAgents an open whose user agent holds one of these texts, in any case, is a machine's
 * @param exactAgents an open whose user agent is one of these, in any case, is a machine's
 */
public record MachineOpens(Duration minDelay, List<String> openAgents, List<String> exactAgents) {
    private static final MachineOpens DEFAULTS = new MachineOpens(
            Duration.ofSeconds(5),
            List.of("GoogleImageProxy", "ggpht.com", "YahooMailProxy", "bot", "crawler", "spider", "scanner"),
            List.of("", "Mozilla/5.0"));

    /** What a person, or a machine in the person's place, did. */
    public enum Signal {
        /** The message's pictures were loaded. */
        OPEN,
        /** A link of the message was followed. */
        CLICK,
        /** Something that no machine does for a person: a reply, a booking, a call. */
        ACTION
    }

    /** Copies the lists. */
    public MachineOpens {
        Objects.requireNonNull(minDelay, "minDelay");
        openAgents = List.copyOf(openAgents);
        exactAgents = List.copyOf(exactAgents);
    }

    /**
     * Returns a default: nothing within five seconds, no image proxies, no robots, and no opens with the bare agent
     * {@code Mozilla/5.0}, under which one mail service loads all pictures itself. Replace it as the services change.
     */
    public static MachineOpens defaults() {
        return DEFAULTS;
    }

    /**
     * Returns whether a signal counts as one of a person.
     *
     * @param afterDelivery time since the message was delivered
     * @param userAgent what the client said it was; an empty text if it said nothing
     */
    public boolean isHuman(Signal signal, Duration afterDelivery, String userAgent) {
        if (signal == Signal.ACTION) {
            return true;
        }
        if (afterDelivery.compareTo(minDelay) < 0) {
            return false;
        }
        if (signal == Signal.CLICK) {
            return true;
        }
        String agent = userAgent.strip().toLowerCase(Locale.ROOT);
        return exactAgents.stream()
                        .noneMatch(text -> text.toLowerCase(Locale.ROOT).equals(agent))
                && openAgents.stream().noneMatch(text -> agent.contains(text.toLowerCase(Locale.ROOT)));
    }
}
