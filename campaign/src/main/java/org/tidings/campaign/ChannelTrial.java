package org.tidings.campaign;

import java.util.Locale;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;

/**
 * What became of one channel while a way to a recipient was looked for.
 *
 * @param channel the channel
 * @param verdict what was found
 * @param decision the consent decision that was reached; absent where it was not asked for
 */
record ChannelTrial(Channel channel, Verdict verdict, Optional<ConsentDecision> decision) {
    /** Returns what stood in the way: the code of the decision, or the verdict in small letters; nothing if it is usable. */
    Optional<String> obstacle() {
        if (verdict == Verdict.USABLE) {
            return Optional.empty();
        }
        return decision.filter(found -> !found.permits())
                .map(found -> found.code().name())
                .or(() -> Optional.of(verdict.name().toLowerCase(Locale.ROOT)));
    }

    enum Verdict {
        /** The channel can be used. */
        USABLE,
        /** There is no address, or it cannot be reached. */
        NOT_REACHABLE,
        /** Consent does not permit a message about the subject to the recipient. */
        NOT_PERMITTED,
        /** The recipient's own data, which the text needs, may not be used. */
        OWN_DATA_NOT_PERMITTED,
        /** The template has no text for the channel. */
        NO_TEXT
    }
}
