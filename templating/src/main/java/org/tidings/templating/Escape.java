package org.tidings.templating;

/** Where a value stands, which decides how it is escaped and whether its direction is isolated. */
enum Escape {
    /** Plain text. */
    TEXT,
    /** Plain text of one line: a value with a line break refuses the message. */
    HEADER,
    /** Plain text of a text message: no isolates, which old telephones show as boxes. */
    SMS,
    /** Text between HTML tags. */
    HTML,
    /** Value of a quoted HTML attribute. */
    ATTRIBUTE,
    /** As it is: plain Mustache asks for it. */
    RAW,
    /** Text between HTML tags, without isolation: plain Mustache. */
    MUSTACHE;

    /** Returns whether markup characters become references. */
    boolean isMarkup() {
        return this == HTML || this == ATTRIBUTE || this == MUSTACHE;
    }

    /** Returns whether characters that would harm the text around the value are left out or replaced. */
    boolean isClean() {
        return this != RAW && this != MUSTACHE;
    }
}
