/**
 * Reads people, events, consents, guardians and holidays from CSV and JSON Lines files.
 *
 * <p>{@link org.tidings.files.Sources} says how files and columns map to a schema; {@link org.tidings.files.Records}
 * reads single files.
 */
module org.tidings.files {
    requires transitive org.jspecify;
    requires transitive org.tidings.core;
    requires transitive org.tidings.consent;
    requires transitive org.tidings.campaign;
    requires tools.jackson.core;

    exports org.tidings.files;
}
