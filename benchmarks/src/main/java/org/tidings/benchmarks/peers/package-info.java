/**
 * Other people's engines behind small interfaces, each in the mode that its documentation calls the fastest, so that
 * benchmarks can put them beside Tidings in one run.
 */
@NullMarked
package org.tidings.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
