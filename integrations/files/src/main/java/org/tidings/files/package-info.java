/**
 * People and their facts from files.
 *
 * <p>{@link org.tidings.files.Sources} reads {@code sources.json}, which maps files and columns to a schema, and loads a
 * folder of data by it. {@link org.tidings.files.Records} opens one CSV or JSON Lines file, plain or packed, as a
 * {@link org.tidings.core.RecordReader}. What cannot be used goes to {@link org.tidings.files.Rejects} with its place
 * and never stops the load.
 */
@NullMarked
package org.tidings.files;

import org.jspecify.annotations.NullMarked;
