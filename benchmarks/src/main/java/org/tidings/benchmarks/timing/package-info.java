/** How long it takes to find a time at which a message may go out. */
@NullMarked
package org.tidings.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
