package org.tidings.templating;

import java.util.Objects;
import org.tidings.core.Channel;

/**
 * One form of a template: a channel, a language and a style.
 *
 * @param channel the channel
 * @param language BCP 47 tag of the language in which it is written, as its files name it
 * @param style style of the language, such as {@code plain} or {@code easy}
 */
public record Variant(Channel channel, String language, String style) {
    /** Checks that the parts are given. */
    public Variant {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(style, "style");
    }

    /** Returns channel, language and style, separated by dots, as file names begin. */
    @Override
    public String toString() {
        return channel.id() + "." + language + "." + style;
    }
}
