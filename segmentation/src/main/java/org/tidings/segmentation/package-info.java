/**
 * Segments and derived attributes, written in a typed, three-valued rule language.
 *
 * <p>A {@link org.tidings.segmentation.Rulebook} is compiled once from rule files and a schema.
 * {@link org.tidings.segmentation.Rulebook#bind} fixes the clock and gives
 * {@link org.tidings.segmentation.BoundRules}, which threads may share; {@link org.tidings.segmentation.BoundRules#on}
 * looks at one person. A missing value makes a comparison {@linkplain org.tidings.segmentation.Truth#UNKNOWN unknown},
 * and a person is in a segment only where its rule is true. The grammar and the meaning of every operator stand in the
 * guide, page "Rules".
 *
 * <p>The same rules have other faces: a {@link org.tidings.segmentation.Matcher} asks a single one as fast as can be, a
 * {@link org.tidings.segmentation.SegmentIndex} finds which of many hold for a person, a
 * {@link org.tidings.segmentation.Population} counts and selects among all at once, and
 * {@link org.tidings.segmentation.SqlFace} writes them for a database.
 */
@NullMarked
package org.tidings.segmentation;

import org.jspecify.annotations.NullMarked;
