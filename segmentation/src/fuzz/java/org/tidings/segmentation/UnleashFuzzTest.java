package org.tidings.segmentation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The import of Unleash features. */
class UnleashFuzzTest {
    private static final String[] WORDS = {
        "contextName",
        "operator",
        "value",
        "values",
        "inverted",
        "caseInsensitive",
        "a",
        "c",
        "i",
        "currentTime",
        "IN",
        "NOT_IN",
        "STR_ENDS_WITH",
        "NUM_GTE",
        "DATE_AFTER",
        "SEMVER_LT",
        "REGEX",
        "IN_CIDR",
        "1.2.3",
        "10.0.0.0/8",
        "2022-01-22T13:00:00.000+02:00",
        "name",
        "default",
        "flexibleRollout",
        "parameters",
        "rollout",
        "stickiness",
        "constraints",
        "segments",
        "[a-z]+"
    };

    private static final String STATE = "{\"features\":[{\"name\":\"f\",\"enabled\":true,\"strategies\":["
            + "{\"name\":\"default\",\"constraints\":[%s]},%1$s]}],\"segments\":[{\"id\":1,\"constraints\":[%1$s]}]}";

    @FuzzTest
    void unleash_anyText_refusesOrRuns(FuzzedDataProvider data) {
        String text = FuzzJson.of(data, WORDS);

        RuleTarget.check(() -> RuleImport.into(RuleTarget.SCHEMA)
                .withUnknownAsMissing()
                .unleash(RuleTarget.source(STATE.formatted(text)), "f")
                .rule());
    }
}
