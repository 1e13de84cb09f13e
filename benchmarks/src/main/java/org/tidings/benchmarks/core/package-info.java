/** How long it takes to bind a person's values. */
@NullMarked
package org.tidings.benchmarks.core;

import org.jspecify.annotations.NullMarked;
