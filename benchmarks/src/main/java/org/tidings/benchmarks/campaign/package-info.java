/** How long it takes from a profile to its messages. */
@NullMarked
package org.tidings.benchmarks.campaign;

import org.jspecify.annotations.NullMarked;
