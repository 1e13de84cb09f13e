package org.tidings.templating;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tidings.core.CategoryUse;

/**
 * A variant that can be rendered.
 *
 * @param variant which one it is
 * @param locale locale of its language
 * @param rightToLeft whether it is written from right to left
 * @param parts its parts, in the order of the channel
 * @param cells the values that it reads
 * @param uses the categories that it can touch
 * @param recipientDerived derived attributes of the recipient that it reads
 * @param subjectDerived derived attributes of the subjects that it reads
 */
record CompiledVariant(
        Variant variant,
        Locale locale,
        boolean rightToLeft,
        List<Part> parts,
        List<Ref> cells,
        List<CategoryUse> uses,
        Set<String> recipientDerived,
        Set<String> subjectDerived) {

    /** A part and its program. */
    record Part(ChannelParts.Part part, Program<Operand> program) {}
}
