package org.tidings.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LongLineDiagnosticTest {
    private static Diagnostic at(String text, int start, int end) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.error(new SourceText("t", text), new Span(start, end), "X-1", "m", Optional.of("h"));
        return diagnostics.list().get(0);
    }

    @Test
    void render_faultInALongLine_showsWhatStandsAroundIt() {
        String line = "a".repeat(1_000) + "FAULT" + "b".repeat(1_000_000);

        String text = at(line, 1_000, 1_005).render();

        assertThat(text)
                .isEqualTo("X-1 at t:1:1001: m\n  \u2026" + "a".repeat(80) + "FAULT" + "b".repeat(155) + "\u2026\n  "
                        + " ".repeat(81) + "^^^^^\n  hint: h");
    }

    @Test
    void render_faultAtTheStartOrOverTheWholeOfALongLine_staysInTheExcerpt() {
        String line = "FAULT" + "b".repeat(1_000);

        assertThat(at(line, 0, 5).render()).contains("\n  FAULT" + "b".repeat(235) + "\u2026\n  ^^^^^\n");
        assertThat(at(line, 500, 1_005).render()).contains("\n  " + " ".repeat(81) + "^".repeat(161) + "\n");
    }

    @Test
    void render_lineOfUsualLength_isShownWhole() {
        String line = "\uD83D\uDE00".repeat(390) + "FAULT";

        assertThat(at(line, 780, 785).render()).contains("\n  " + line + "\n  " + " ".repeat(390) + "^^^^^\n");
    }

    @Test
    void add_moreThanAreKept_areCounted() {
        Diagnostics diagnostics = new Diagnostics();
        SourceText source = new SourceText("t", "x");
        for (int i = 0; i < Diagnostics.LIMIT + 5; i++) {
            diagnostics.error(source, Span.NONE, "X-1", "m");
        }
        diagnostics.warning(source, Span.NONE, "X-2", "m", Optional.empty());

        assertThat(diagnostics.list()).hasSize(Diagnostics.LIMIT);
        assertThat(diagnostics.errorCount()).isEqualTo(Diagnostics.LIMIT + 5);
        assertThat(diagnostics.dropped()).isEqualTo(6);
    }
}
