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
 * @param categoryBits the categories that it reads, numbered
 * @param uses the categories that it can touch
 * @param recipientDerived derived attributes of the recipient that it reads
 * @param subjectDerived derived attributes of the subjects that it reads
 * @param derivesHtml whether HTML is made of its plain text
 * @param htmlHead beginning of its HTML documents, up to their title
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
record CompiledVariant(
        Variant variant,
        Locale locale,
        boolean rightToLeft,
        List<Part> parts,
        List<Ref> cells,
        CategoryBits categoryBits,
        List<CategoryUse> uses,
        Set<String> recipientDerived,
        Set<String> subjectDerived,
        boolean derivesHtml,
        byte[] htmlHead) {

    /** A part and its program. */
    record Part(ChannelParts.Part part, Program<Step> program) {}
}
