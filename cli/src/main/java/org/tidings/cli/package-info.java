/**
 * The command line program.
 *
 * <p>{@link org.tidings.cli.Main} is its entry; {@link org.tidings.cli.DemoPopulation} makes the people that
 * {@code tidings demo} runs over.
 */
@NullMarked
package org.tidings.cli;

import org.jspecify.annotations.NullMarked;
