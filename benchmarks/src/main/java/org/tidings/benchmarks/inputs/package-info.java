/** What the benchmarks run on: the example scenario, a generated population, and the proof that rivals agree. */
@NullMarked
package org.tidings.benchmarks.inputs;

import org.jspecify.annotations.NullMarked;
