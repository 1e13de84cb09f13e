package org.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConformanceRunTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void finish_allPassed_passes() {
        ConformanceRun run = ConformanceRun.of("suite");
        run.check("one", () -> {});
        run.outOfScope("two", "lambdas");
        run.outOfScope("three", "lambdas");

        run.finish(out);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("conformance suite: 1 run, 0 failed, 2 out of scope {lambdas=2}");
    }

    @Test
    void finish_someFailed_runsAllAndNamesThem() {
        ConformanceRun run = ConformanceRun.of("suite");
        run.check("one", () -> {
            throw new IllegalStateException("broken");
        });
        run.check("two", () -> {});

        assertThatThrownBy(() -> run.finish(out))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("conformance suite: 2 run, 1 failed, 0 out of scope")
                .hasMessageContaining("one: java.lang.IllegalStateException: broken");
    }

    @Test
    void finish_manyFailed_showsTwenty() {
        ConformanceRun run = ConformanceRun.of("suite");
        for (int i = 1; i <= 21; i++) {
            run.check("case " + i, () -> {
                throw new IllegalStateException("broken");
            });
        }

        assertThatThrownBy(() -> run.finish(out))
                .hasMessageContaining("case 20:")
                .message()
                .doesNotContain("case 21:");
    }

    @Test
    void finish_noCases_fails() {
        assertThatThrownBy(() -> ConformanceRun.of("suite").finish(out)).isInstanceOf(AssertionError.class);
    }
}
