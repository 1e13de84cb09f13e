/**
 * How long it takes to find a time at which a message may go out, the hours at which a person is active, and a plan for many
 * messages where places are few.
 */
@NullMarked
package org.tidings.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
