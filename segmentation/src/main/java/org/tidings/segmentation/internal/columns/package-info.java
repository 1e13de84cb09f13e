/**
 * People in columns: how a population lies in memory and in a file.
 *
 * <p>A {@link org.tidings.segmentation.internal.columns.Store} holds one
 * {@link org.tidings.segmentation.internal.columns.SlicedColumn} per attribute: each value is a code from an ordered
 * {@link org.tidings.segmentation.internal.columns.Coding}, and the codes stand on edge, one bit of 64 people in a word
 * (O'Neil and Quass, "Improved Query Performance with Variant Indexes", SIGMOD 1997; Li and Patel, "BitWeaving", SIGMOD
 * 2013). Order of codes is order of values, so that a comparison is a pass over the slices of a column. Events lie one
 * after the other, their codes packed.
 */
@NullMarked
package org.tidings.segmentation.internal.columns;

import org.jspecify.annotations.NullMarked;
