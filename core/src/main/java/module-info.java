/**
 * The words that every other part of Tidings shares: schema, profile, catalogue of categories, purposes and channels,
 * consent decision, diagnostics, evaluation context, calendars and limits.
 *
 * <p>Start with {@link org.tidings.core.Catalogue} and {@link org.tidings.core.Schema}, then bind a
 * {@link org.tidings.core.Profile}.
 */
module org.tidings.core {
    requires transitive org.jspecify;
    requires tools.jackson.core;

    exports org.tidings.core;
    exports org.tidings.core.json to
            org.tidings.consent,
            org.tidings.segmentation,
            org.tidings.templating,
            org.tidings.timing,
            org.tidings.campaign,
            org.tidings.files,
            org.tidings.contacts,
            org.tidings.mail,
            org.tidings.cli;
    exports org.tidings.core.internal to
            org.tidings.consent,
            org.tidings.segmentation,
            org.tidings.templating,
            org.tidings.campaign,
            org.tidings.files,
            org.tidings.cli;
}
