/** Parts of the engine of rules that no user sees, opened to the benchmarks: the plain evaluator, and plans in a loop. */
@NullMarked
package org.tidings.segmentation;

import org.jspecify.annotations.NullMarked;
