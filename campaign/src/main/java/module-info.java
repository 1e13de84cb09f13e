/**
 * Joins segments, templates, consent and send times: who gets which message, when, and why not.
 *
 * <p>Start with {@link org.tidings.campaign.Programme}, which is read from files, and run it over
 * {@link org.tidings.campaign.People} with {@link org.tidings.campaign.CampaignRun}. For one person at a time, without
 * bundling, and with spacing and caps among the messages of that person only, there is
 * {@link org.tidings.campaign.Personalizer}.
 */
module org.tidings.campaign {
    requires transitive org.tidings.consent;
    requires transitive org.tidings.core;
    requires transitive org.tidings.segmentation;
    requires transitive org.tidings.templating;
    requires transitive org.tidings.timing;
    requires transitive org.jspecify;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;

    exports org.tidings.campaign;
}
