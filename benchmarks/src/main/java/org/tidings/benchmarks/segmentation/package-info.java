/**
 * How long it takes to match a person against a rule or against many, to follow changes of people, and to count or select in
 * a whole population; beside the engines that people use.
 */
@NullMarked
package org.tidings.benchmarks.segmentation;

import org.jspecify.annotations.NullMarked;
