package org.tidings.segmentation.internal.columns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;

/**
 * How texts, or sets of texts, lie in a file: the texts once, in code point order; for sets, too, which texts are members
 * of which set.
 *
 * @param texts the texts
 * @param offsets for sets, where the members of a set begin; one more than sets
 * @param members for sets, the indexes of the texts
 */
record ReferenceForm(TextBlob texts, Packed offsets, Packed members) {
    private static final Packed NOTHING = new Packed(0, 0, Words.NONE);

    static ReferenceForm of(ValueType type, Object[] values) {
        TextBlob.Builder texts = new TextBlob.Builder();
        if (type == ValueType.TEXT) {
            for (Object value : values) {
                texts.add((String) value);
            }
            return new ReferenceForm(texts.build(), NOTHING, NOTHING);
        }
        TreeMap<String, Integer> indexes = new TreeMap<>(TextOrder.BY_CODE_POINT);
        int total = 0;
        for (Object value : values) {
            for (String member : (String[]) value) {
                indexes.put(member, 0);
                total++;
            }
        }
        int next = 0;
        for (Map.Entry<String, Integer> entry : indexes.entrySet()) {
            entry.setValue(next++);
            texts.add(entry.getKey());
        }
        int[] offsets = new int[values.length + 1];
        List<Integer> members = new ArrayList<>(total);
        for (int i = 0; i < values.length; i++) {
            for (String member : (String[]) values[i]) {
                members.add(indexes.get(member));
            }
            offsets[i + 1] = members.size();
        }
        return new ReferenceForm(
                texts.build(),
                Packed.of(bitsFor(total), offsets.length, i -> offsets[i]),
                Packed.of(bitsFor(next), total, members::get));
    }

    static long words(ValueType type, Object[] values) {
        ReferenceForm form = of(type, values);
        return form.texts.words()
                + form.offsets.words().size()
                + form.members.words().size();
    }

    static int bitsFor(long greatest) {
        return 64 - Long.numberOfLeadingZeros(greatest);
    }
}
