package org.tidings.benchmarks.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageEngineTest {
    @ParameterizedTest
    @EnumSource
    void text_everyEngine_isTheSame(PageEngine engine) {
        assertThat(render(engine, Page.TEXT)).isEqualTo(render(PageEngine.HAND_WRITTEN, Page.TEXT));
    }

    @ParameterizedTest
    @EnumSource
    void html_everyEngine_isTheSame(PageEngine engine) {
        assertThat(render(engine, Page.HTML)).isEqualTo(render(PageEngine.HAND_WRITTEN, Page.HTML));
    }

    @ParameterizedTest
    @EnumSource
    void stocks_everyEngine_isTheSame(PageEngine engine) {
        assertThat(render(engine, Page.STOCKS)).isEqualTo(render(PageEngine.HAND_WRITTEN, Page.STOCKS));
    }

    @Test
    void pages_byHand_areWhatTheBenchmarksSay() {
        assertThat(render(PageEngine.TIDINGS, Page.TEXT))
                .allSatisfy(text -> assertThat(text).hasSizeBetween(560, 660).contains("ü", " & "));
        assertThat(render(PageEngine.TIDINGS, Page.HTML))
                .allSatisfy(page -> assertThat(page).hasSizeBetween(1400, 1600).contains(" &amp; "));
        assertThat(render(PageEngine.TIDINGS, Page.STOCKS))
                .allSatisfy(page -> assertThat(page).contains("\"odd\"", "\"even\"", "\"minus\"", ">20</td>", "&amp;"));
    }

    private static List<String> render(PageEngine engine, Page page) {
        PagePeer peer = engine.make(page);
        List<? extends Shown> all = page.kind() == Page.Kind.STOCKS ? StockList.generate(4) : Reminder.generate(32);
        return all.stream()
                .map(shown -> new String(peer.render(peer.encode(shown)), StandardCharsets.UTF_8))
                .toList();
    }
}
