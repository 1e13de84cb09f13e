package org.tidings.campaign;

import java.time.ZoneId;
import java.util.Locale;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.templating.Variant;

/**
 * A usable way to a recipient.
 *
 * @param variant channel, language and style of the text
 * @param locale locale of the recipient
 * @param address where the message goes
 * @param zone zone of the recipient, or the agency's
 * @param zoneUnknown whether the zone on file is none, so that the agency's was taken
 * @param window name of the recipient's window; may be empty
 * @param decision decision about the subject's data
 * @param own decision about the recipient's data; the same where the recipient is the subject
 */
record Contact(
        Variant variant,
        Locale locale,
        String address,
        ZoneId zone,
        boolean zoneUnknown,
        String window,
        ConsentDecision decision,
        ConsentDecision own) {

    Channel channel() {
        return variant.channel();
    }

    /** Returns locale, zone and channel without the address. */
    @Override
    public String toString() {
        return "Contact[" + variant + "]";
    }
}
