package org.tidings.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The reader of rules in JSON. */
class RuleJsonFuzzTest {
    private static final String[] WORDS = {
        "and",
        "or",
        "not",
        "name",
        "missing",
        "number",
        "date",
        "instant",
        "=",
        "<",
        ">=",
        "<>",
        "between",
        "in",
        "is known",
        "is missing",
        "is true",
        "like",
        "starts with",
        "contains",
        "has",
        "has any",
        "has all",
        "+",
        "-",
        "*",
        "/",
        "%",
        "||",
        "negate",
        "plus",
        "minus",
        "unit",
        "months",
        "days",
        "hours",
        "case",
        "when",
        "then",
        "of",
        "else",
        "call",
        "arguments",
        "lower",
        "coalesce",
        "matches",
        "number",
        "age",
        "today",
        "events",
        "count",
        "exists",
        "nth",
        "sum",
        "stream",
        "field",
        "index",
        "where",
        "within",
        "amount",
        "segment",
        "bucket"
    };

    @FuzzTest
    void fromJson_anyText_refusesOrReadsBack(FuzzedDataProvider data) {
        String text = FuzzJson.of(data, WORDS);

        RuleTarget.check(() -> Rule.fromJson(RuleTarget.source(text)));
    }
}
