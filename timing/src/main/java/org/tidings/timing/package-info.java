/**
 * The instant at which a message goes out.
 *
 * <p>{@link org.tidings.timing.ContactWindows} says when each channel may be used. {@link org.tidings.timing.SendTimes}
 * joins it with public holidays and the agency's zone and finds the first allowed instant, or, before a deadline, the
 * last allowed day. {@link org.tidings.timing.Spacing} and {@link org.tidings.timing.FrequencyCap} move the instant at
 * which the search starts. A {@link org.tidings.timing.SendTimeModel} chooses among allowed instants.
 *
 * <p>{@link org.tidings.timing.DeadlineCalculator} computes the deadlines of laws, with every step on the way.
 * {@link org.tidings.timing.PersonTimes} keeps when people were active, and {@link org.tidings.timing.PersonTimeModel} says
 * from it when they are likely to be again. Where places are few, {@link org.tidings.timing.SlotScheduler} plans the messages
 * of all together.
 */
@NullMarked
package org.tidings.timing;

import org.jspecify.annotations.NullMarked;
