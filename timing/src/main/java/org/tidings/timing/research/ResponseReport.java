package org.tidings.timing.research;

/**
 * How well the hour of a message tells whether it is answered within two hours.
 *
 * <p>Observed, not randomised: people address whom they expect to be there, so it is no proof of an effect.
 *
 * @param mentions messages to people who had been silent for at least six hours
 * @param people how many people they went to
 * @param base share that was answered within two hours
 * @param auc probability that an answered message has a better hour than one not answered
 * @param auc5to20 the same among people with 5 to 20 events in the part that was learned from
 */
public record ResponseReport(int mentions, int people, double base, Estimate auc, Estimate auc5to20) {}
