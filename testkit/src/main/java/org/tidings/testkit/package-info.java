/**
 * Helpers for the tests of every module. Nothing here belongs on the class path of a running program.
 *
 * <ul>
 *   <li>{@link org.tidings.testkit.Property} checks a law on many generated values, small ones first. A
 *       {@link org.tidings.testkit.Gen} makes the values out of a {@link org.tidings.testkit.Source}, which is random
 *       but repeatable: the seed is fixed, and a failure prints it.
 *   <li>{@link org.tidings.testkit.ApprovedFiles} compares text with files that a person has approved.
 *   <li>{@link org.tidings.testkit.SharedFolder} finds test data that is too large, or not ours, to be kept in the
 *       repository.
 *   <li>{@link org.tidings.testkit.ConformanceRun} counts the cases of a suite that somebody else has written.
 * </ul>
 */
@NullMarked
package org.tidings.testkit;

import org.jspecify.annotations.NullMarked;
