package org.tidings.segmentation.internal;

import org.tidings.core.SourceText;
import org.tidings.core.Span;

/**
 * A definition of a rule file.
 *
 * @param segment whether it is a segment; a derived attribute if not
 * @param name the name that it defines
 * @param description documentation text after the name, or an empty text
 * @param body the expression
 * @param source file in which it stands
 * @param nameSpan where the name stands
 */
public record Statement(
        boolean segment, String name, String description, Expr body, SourceText source, Span nameSpan) {}
