package org.tidings.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The import of JsonLogic. */
class JsonLogicFuzzTest {
    private static final String[] WORDS = {
        "var",
        "val",
        "exists",
        "preserve",
        "and",
        "or",
        "if",
        "?:",
        "!",
        "!!",
        "==",
        "!=",
        "===",
        "!==",
        "<",
        "<=",
        ">",
        ">=",
        "??",
        "+",
        "-",
        "*",
        "/",
        "%",
        "max",
        "min",
        "some",
        "all",
        "none",
        "filter",
        "map",
        "reduce",
        "missing",
        "missing_some",
        "merge",
        "in",
        "cat",
        "substr",
        "throw",
        "try",
        "current",
        "accumulator",
        "index",
        "type"
    };

    @FuzzTest
    void jsonLogic_anyText_refusesOrRuns(FuzzedDataProvider data) {
        String text = FuzzJson.of(data, WORDS);

        RuleTarget.check(() -> RuleImport.into(RuleTarget.SCHEMA)
                .withUnknownAsMissing()
                .jsonLogic(RuleTarget.source(text))
                .rule());
    }
}
