package org.tidings.templating;

/** What happens to characters of a text message that GSM 03.38 does not have. */
public enum SmsPolicy {
    /** They stay; the message goes out as UCS-2. */
    KEEP,
    /**
     * They are replaced by the nearest spelling in GSM 03.38: "\u201E" by a straight quote, "\u0142" by "l". Where one of
     * them has none, all stay, because the message goes out as UCS-2 in any case.
     */
    DOWNGRADE,
    /** As {@link #DOWNGRADE}, if the message then needs fewer parts; else they stay. */
    DOWNGRADE_IF_CHEAPER,
    /** The message is refused. */
    REJECT
}
