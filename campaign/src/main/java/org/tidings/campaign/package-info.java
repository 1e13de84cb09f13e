/**
 * Campaigns: who gets which message, when, and why not.
 *
 * <p>The way through the package is one line with two barriers. {@link org.tidings.campaign.Assessor} works per person
 * and is pure: segment, recipients, consent, channel. {@link org.tidings.campaign.Planner} is global: it bundles by
 * recipient and finds send times. {@link org.tidings.campaign.Dispatcher} works per message: it evaluates again, claims,
 * renders, hands over and records. {@link org.tidings.campaign.CampaignRun} drives the three over a population and
 * writes what came out; {@link org.tidings.campaign.Explainer} says it for one person in plain words.
 */
@NullMarked
package org.tidings.campaign;

import org.jspecify.annotations.NullMarked;
