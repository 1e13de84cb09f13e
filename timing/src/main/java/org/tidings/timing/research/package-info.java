/**
 * Tells whether send times are worth anything: back-tests on activity and responses that really happened, replays of
 * policies, and estimates of what another policy would have earned.
 *
 * <p>Start with {@link org.tidings.timing.research.ActivityLog} and {@link org.tidings.timing.research.BackTest}. It stands
 * apart from {@link org.tidings.timing} because it is for the people who judge a model, not for those who send with it, and
 * it uses nothing but what the latter use.
 */
@NullMarked
package org.tidings.timing.research;

import org.jspecify.annotations.NullMarked;
