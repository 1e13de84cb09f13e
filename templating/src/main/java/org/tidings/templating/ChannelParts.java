package org.tidings.templating;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.core.Channel;

/** The parts of the messages of each channel, in their order, as files and results name them. */
enum ChannelParts {
    EMAIL(
            "text",
            new Part("subject", Kind.HEADER, true),
            new Part("preheader", Kind.HEADER, false),
            new Part("text", Kind.TEXT, true),
            new Part("html", Kind.HTML, false)),
    SMS("text", new Part("text", Kind.SMS, true)),
    PUSH("body", new Part("title", Kind.HEADER, true), new Part("body", Kind.TEXT, true)),
    LETTER(
            "text",
            new Part("sender", Kind.HEADER, false),
            new Part("address", Kind.TEXT, true),
            new Part("subject", Kind.HEADER, true),
            new Part("text", Kind.TEXT, false),
            new Part("html", Kind.HTML, false)),
    SOCIAL("text", new Part("text", Kind.TEXT, true), new Part("alt", Kind.HEADER, false));

    private final String main;

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list of records
    private final List<Part> parts;

    ChannelParts(String main, Part... parts) {
        this.main = main;
        this.parts = List.of(parts);
    }

    /** What a part is made of. */
    enum Kind {
        /** One line of plain text. */
        HEADER(Escape.HEADER),
        /** Plain text. */
        TEXT(Escape.TEXT),
        /** Text message. */
        SMS(Escape.SMS),
        /** HTML. */
        HTML(Escape.HTML);

        private final Escape escape;

        Kind(Escape escape) {
            this.escape = escape;
        }

        Escape escape() {
            return escape;
        }
    }

    /** A part and whether every variant has it. */
    record Part(String name, Kind kind, boolean required) {
        /** Returns whether a message is worth nothing without words in this part, where it has the part. */
        boolean mustSaySomething() {
            return required || kind == Kind.HTML || name.equals("text");
        }
    }

    /** Returns the parts of a channel. */
    static ChannelParts of(Channel channel) {
        return valueOf(channel.name().toUpperCase(Locale.ROOT));
    }

    List<Part> parts() {
        return parts;
    }

    Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name.equals(name)).findFirst();
    }

    /** Returns the name of the part that a file without one is. */
    String main() {
        return main;
    }

    /** Returns whether a file of the part makes a variant. */
    boolean isBody(String part) {
        return part.equals(main) || (this == LETTER && part.equals("html"));
    }
}
