/**
 * Public holidays of some 230 countries and their parts, from the library jollyday.
 *
 * <p>Start with {@link org.tidings.jollyday.JollydayHolidays}.
 */
module org.tidings.jollyday {
    requires transitive org.jspecify;
    requires transitive org.tidings.core;
    requires de.focus_shift.jollyday.core;

    exports org.tidings.jollyday;
}
