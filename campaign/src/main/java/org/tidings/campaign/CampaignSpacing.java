package org.tidings.campaign;

import org.tidings.timing.Spacing;

/**
 * How long a campaign waits after another one's messages to the same recipient.
 *
 * @param campaign id of the campaign that waits
 * @param after id of the other campaign
 * @param spacing least time between them
 */
record CampaignSpacing(String campaign, String after, Spacing spacing) {}
