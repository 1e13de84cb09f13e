/** How long it takes to match a person against a rule. */
@NullMarked
package org.tidings.benchmarks.segmentation;

import org.jspecify.annotations.NullMarked;
