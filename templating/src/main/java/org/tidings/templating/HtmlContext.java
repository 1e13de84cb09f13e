package org.tidings.templating;

import java.util.Locale;
import java.util.Set;

/**
 * Where in an HTML text a value would stand: a small tokenizer after the HTML standard (section 13.2.5), run over the
 * text of the template while it is compiled. Mutable; {@link #copy()} keeps a place.
 */
final class HtmlContext {
    /** Attributes whose values are text for people, so that any value may stand in them. */
    private static final Set<String> TEXT_ATTRIBUTES = Set.of(
            "abbr",
            "alt",
            "aria-description",
            "aria-label",
            "aria-valuetext",
            "datetime",
            "label",
            "placeholder",
            "summary",
            "title",
            "value");

    private static final Set<String> RAW_ELEMENTS = Set.of("script", "style", "xmp", "iframe", "noembed", "noframes");
    private static final Set<String> TEXT_ELEMENTS = Set.of("title", "textarea");

    private State state = State.TEXT;
    private String element = "";
    private boolean closing;
    private String attribute = "";
    private boolean valueBegun;
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder recent = new StringBuilder();

    private enum State {
        TEXT,
        RAW,
        RCDATA,
        TAG_OPEN,
        TAG_NAME,
        IN_TAG,
        ATTRIBUTE_NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        DOUBLE_QUOTED,
        SINGLE_QUOTED,
        UNQUOTED,
        DECLARATION,
        COMMENT
    }

    /** What a value may be at a place. */
    enum Place {
        /** Text between tags. */
        TEXT,
        /** Text where no tag can stand, or a quoted attribute for people. */
        ATTRIBUTE,
        /** The whole of a quoted href. */
        LINK,
        /** Nothing: behind the first character of an address, or in an attribute of an address that is no link. */
        ADDRESS,
        /** Nothing: an attribute without quotes. */
        UNQUOTED,
        /** Nothing: a script, a style sheet or a comment. */
        RAW,
        /** Nothing: an event handler, a style or another attribute that is not text for people. */
        UNSAFE_ATTRIBUTE,
        /** Nothing: a tag or the name of an attribute. */
        TAG
    }

    /** Returns what a value may be here. */
    Place place() {
        return switch (state) {
            case TEXT -> Place.TEXT;
            case RCDATA -> Place.ATTRIBUTE;
            case RAW, COMMENT, DECLARATION -> Place.RAW;
            case UNQUOTED, BEFORE_VALUE -> Place.UNQUOTED;
            case DOUBLE_QUOTED, SINGLE_QUOTED -> quotedPlace();
            case TAG_OPEN, TAG_NAME, IN_TAG, ATTRIBUTE_NAME, AFTER_NAME -> Place.TAG;
        };
    }

    private Place quotedPlace() {
        if (TEXT_ATTRIBUTES.contains(attribute)) {
            return Place.ATTRIBUTE;
        }
        if (attribute.equals("href") && (element.equals("a") || element.equals("area"))) {
            return valueBegun ? Place.ADDRESS : Place.LINK;
        }
        return attribute.equals("href") || attribute.equals("src") || attribute.endsWith("action")
                ? Place.ADDRESS
                : Place.UNSAFE_ATTRIBUTE;
    }

    /** Returns the attribute in which a value would stand. */
    String attribute() {
        return attribute;
    }

    /** Returns the element in which a value would stand. */
    String element() {
        return element;
    }

    /** Notes that a value stands here. */
    void value() {
        valueBegun = true;
    }

    HtmlContext copy() {
        HtmlContext copy = new HtmlContext();
        copy.state = state;
        copy.element = element;
        copy.closing = closing;
        copy.attribute = attribute;
        copy.valueBegun = valueBegun;
        copy.name.append(name);
        copy.recent.append(recent);
        return copy;
    }

    /** Returns whether text goes on from both places in the same way. */
    boolean isSamePlace(HtmlContext other) {
        boolean inElement = state != State.TEXT;
        boolean inValue = state == State.DOUBLE_QUOTED || state == State.SINGLE_QUOTED || state == State.UNQUOTED;
        return state == other.state
                && (!inElement || element.equals(other.element))
                && (!inValue || attribute.equals(other.attribute));
    }

    /** Reads text of the template. */
    void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            next(text.charAt(i));
        }
    }

    private void next(char c) {
        switch (state) {
            case TEXT -> {
                if (c == '<') {
                    state = State.TAG_OPEN;
                    name.setLength(0);
                    closing = false;
                }
            }
            case TAG_OPEN -> tagOpen(c);
            case TAG_NAME -> {
                if (isSpace(c) || c == '/' || c == '>') {
                    element = name.toString().toLowerCase(Locale.ROOT);
                    state = State.IN_TAG;
                    inTag(c);
                } else {
                    name.append(c);
                }
            }
            case IN_TAG -> inTag(c);
            case ATTRIBUTE_NAME -> {
                if (isSpace(c) || c == '/' || c == '>' || c == '=') {
                    attribute = name.toString().toLowerCase(Locale.ROOT);
                    state = c == '=' ? State.BEFORE_VALUE : State.AFTER_NAME;
                    if (c == '>' || c == '/') {
                        inTag(c);
                    }
                } else {
                    name.append(c);
                }
            }
            case AFTER_NAME -> {
                if (c == '=') {
                    state = State.BEFORE_VALUE;
                } else if (!isSpace(c)) {
                    inTag(c);
                }
            }
            case BEFORE_VALUE -> beforeValue(c);
            case DOUBLE_QUOTED -> quoted(c, '"');
            case SINGLE_QUOTED -> quoted(c, '\'');
            case UNQUOTED -> {
                if (isSpace(c)) {
                    state = State.IN_TAG;
                } else if (c == '>') {
                    endTag();
                }
            }
            case DECLARATION -> {
                recent.append(c);
                if (recent.toString().equals("--")) {
                    state = State.COMMENT;
                    recent.setLength(0);
                } else if (c == '>') {
                    state = State.TEXT;
                }
            }
            case COMMENT -> {
                if (ends(c, "-->")) {
                    state = State.TEXT;
                }
            }
            case RAW, RCDATA -> {
                if (ends(c, "</" + element)) {
                    state = State.TAG_NAME;
                    closing = true;
                    name.setLength(0);
                    name.append(element);
                }
            }
        }
    }

    private void tagOpen(char c) {
        if (c == '!') {
            state = State.DECLARATION;
            recent.setLength(0);
        } else if (c == '/') {
            closing = true;
        } else if (Character.isLetter(c)) {
            state = State.TAG_NAME;
            name.append(c);
        } else {
            state = State.TEXT;
        }
    }

    private void inTag(char c) {
        if (c == '>') {
            endTag();
        } else if (!isSpace(c) && c != '/') {
            state = State.ATTRIBUTE_NAME;
            name.setLength(0);
            name.append(c);
        } else {
            state = State.IN_TAG;
        }
    }

    private void beforeValue(char c) {
        valueBegun = false;
        if (c == '"') {
            state = State.DOUBLE_QUOTED;
        } else if (c == '\'') {
            state = State.SINGLE_QUOTED;
        } else if (c == '>') {
            endTag();
        } else if (!isSpace(c)) {
            state = State.UNQUOTED;
        }
    }

    private void quoted(char c, char quote) {
        if (c == quote) {
            state = State.IN_TAG;
        } else {
            valueBegun = true;
        }
    }

    private void endTag() {
        recent.setLength(0);
        if (!closing && RAW_ELEMENTS.contains(element)) {
            state = State.RAW;
        } else if (!closing && TEXT_ELEMENTS.contains(element)) {
            state = State.RCDATA;
        } else {
            state = State.TEXT;
        }
    }

    private boolean ends(char c, String ending) {
        recent.append(Character.toLowerCase(c));
        if (recent.length() > ending.length()) {
            recent.deleteCharAt(0);
        }
        return recent.toString().equals(ending);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
