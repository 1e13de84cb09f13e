package org.tidings.segmentation;

/**
 * How many people a condition is true for, false for, and neither.
 *
 * @param matching people for whom it is true: the size of the audience
 * @param notMatching people for whom it is false
 * @param unknown people for whom a missing value leaves it open
 */
public record Tally(long matching, long notMatching, long unknown) {}
