package org.tidings.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The import of GrowthBook conditions. */
class GrowthBookFuzzTest {
    private static final String[] WORDS = {
        "a",
        "b",
        "c",
        "d",
        "n",
        "s",
        "e",
        "value",
        "$and",
        "$or",
        "$nor",
        "$not",
        "$eq",
        "$ne",
        "$lt",
        "$lte",
        "$gt",
        "$gte",
        "$in",
        "$nin",
        "$ini",
        "$nini",
        "$inGroup",
        "$exists",
        "$type",
        "$size",
        "$all",
        "$alli",
        "$elemMatch",
        "$regex",
        "$regexi",
        "$veq",
        "$vlt",
        "[a-z]+",
        "string"
    };

    @FuzzTest
    void growthBook_anyText_refusesOrRuns(FuzzedDataProvider data) {
        String text = FuzzJson.of(data, WORDS);

        RuleTarget.check(() -> RuleImport.into(RuleTarget.SCHEMA)
                .withUnknownAsMissing()
                .growthBook(RuleTarget.source(text))
                .rule());
    }
}
