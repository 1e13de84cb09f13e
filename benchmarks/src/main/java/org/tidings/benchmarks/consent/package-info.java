/** How long it takes to decide about consent. */
@NullMarked
package org.tidings.benchmarks.consent;

import org.jspecify.annotations.NullMarked;
