package org.tidings.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The reader of rule text. */
class RuleTextFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        " and ",
        " or ",
        "not ",
        " is missing",
        " in (",
        " between ",
        " like ",
        "exists(e where value > 1 within last 3 days)",
        "case when b then ",
        " end",
        "date '2020-01-01'",
        "matches(c, '[a-z]+')",
        " + 2 months",
        "age(d)",
        "coalesce("
    })
    void parse_anyText_refusesOrReadsBack(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();

        RuleTarget.check(() -> Rule.parse(RuleTarget.source(text)));
    }
}
