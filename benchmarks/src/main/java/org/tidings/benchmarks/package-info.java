/**
 * How fast Tidings is: one question per class, each in the package of the module that it asks about.
 *
 * <p>Start with {@link org.tidings.benchmarks.BenchmarkRun}, which measures all of them, publishes what it measured, or
 * runs everything once to prove that it works. The guide, page "Benchmarks", explains how to read the figures.
 */
@NullMarked
package org.tidings.benchmarks;

import org.jspecify.annotations.NullMarked;
