package org.tidings.benchmarks.templating;

/**
 * A page that every engine renders to the same bytes.
 *
 * @param kind which page it is, for engines that compile their pages together with the program
 * @param mustache its text as Mustache with short names; no tag stands alone on its line, because engines differ in what
 *     becomes of such lines
 */
record Page(Kind kind, String mustache) {
    static final Page TEXT = new Page(Kind.TEXT, ReminderTexts.TEXT);
    static final Page HTML = new Page(Kind.HTML, ReminderTexts.HTML);
    static final Page STOCKS = new Page(Kind.STOCKS, StockList.HTML);

    /** What is known of a page before the run. */
    enum Kind {
        /** The reminder as text. */
        TEXT(false, Reminder.class),
        /** The reminder as HTML. */
        HTML(true, Reminder.class),
        /** The table of shares. */
        STOCKS(true, StockList.class),
        /** A text about a {@link Reminder} that is not known before the run. */
        LOADED(false, Reminder.class);

        private final boolean html;
        private final Class<?> shown;

        Kind(boolean html, Class<?> shown) {
            this.html = html;
            this.shown = shown;
        }

        /** Returns whether values are escaped for HTML; otherwise they are not escaped at all. */
        boolean isHtml() {
            return html;
        }

        /** Returns the type of what it shows. */
        Class<?> shown() {
            return shown;
        }
    }

    /** The refusal of an engine whose pages are compiled together with the program. */
    IllegalArgumentException notKnownBefore() {
        return new IllegalArgumentException("a page of the kind " + kind + " is not known before the run");
    }
}
