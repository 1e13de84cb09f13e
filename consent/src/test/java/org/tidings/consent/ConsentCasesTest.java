package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.SourceText;
import org.tidings.testkit.ConformanceRun;
import org.tidings.testkit.SharedFolder;

class ConsentCasesTest {
    private static final String FILE = "conformance/consent-cases.json";

    @Test
    void run_sharedCases_everyArrangementOfTheEventsAsExpected() {
        ConsentCases cases = ConsentCases.read(new SourceText(FILE, SharedFolder.text(FILE)));
        ConformanceRun run = ConformanceRun.of("consent-cases");

        check(run, "as written", cases.run());
        check(run, "backwards", cases.run(ConsentCasesTest::backwards));
        check(run, "doubled", cases.run(ConsentCasesTest::doubled));
        check(run, "doubled backwards", cases.run(events -> doubled(backwards(events))));

        run.finish();
        assertThat(cases.warnings()).isEmpty();
    }

    private static void check(ConformanceRun run, String arrangement, List<ConsentCases.Result> results) {
        for (ConsentCases.Result result : results) {
            run.check(
                    result.id() + " " + arrangement + ": " + result.title(),
                    () -> assertThat(result.differences()).isEmpty());
        }
    }

    private static List<ConsentEvent> backwards(List<ConsentEvent> events) {
        List<ConsentEvent> result = new ArrayList<>(events);
        Collections.reverse(result);
        return result;
    }

    private static List<ConsentEvent> doubled(List<ConsentEvent> events) {
        List<ConsentEvent> result = new ArrayList<>(events);
        result.addAll(events);
        return result;
    }
}
