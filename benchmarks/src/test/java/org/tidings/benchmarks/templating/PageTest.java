package org.tidings.benchmarks.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages are; that all engines give the same is proved by the benchmarks themselves. */
class PageTest {
    private static final Dialect WORDS = new Dialect(
            "<page %s>", "<item %s>", "<if %s>", "<if item %s>", "<else>", "<end>", "<each %s>", "<end each>");

    @Test
    void text_ofAReminder_hasSixHundredCharacters() {
        assertThat(render(Page.TEXT, Reminder.generate(32)))
                .allSatisfy(text -> assertThat(text).hasSizeBetween(560, 660).contains("ü", " & "));
    }

    @Test
    void html_ofAReminder_hasOneAndAHalfKilobytes() {
        assertThat(render(Page.HTML, Reminder.generate(32)))
                .allSatisfy(page -> assertThat(page).hasSizeBetween(1450, 1600).containsOnlyOnce("&amp;"));
    }

    @Test
    void stocks_ofTwentyLines_haveBothClassesOfBothKinds() {
        assertThat(render(Page.STOCKS, StockList.generate(4)))
                .allSatisfy(page -> assertThat(page)
                        .contains("\"odd\"", "\"even\"", "\"minus\"", "\"plus\"", "<td>20</td>", "&amp;"));
    }

    @Test
    void loadedPages_ofOneSeed_areTheSameAndAllDifferent() {
        List<Page> pages = LoadedPages.generate(64);

        assertThat(pages).isEqualTo(LoadedPages.generate(64)).doesNotHaveDuplicates();
        assertThat(pages).allSatisfy(page -> assertThat(page.mustache()).hasSizeBetween(600, 850));
    }

    @ParameterizedTest
    @EnumSource(names = {"HAND_WRITTEN", "ROCKER", "JSTACHIO"})
    void make_compiledWithTheProgram_refusesALoadedPage(PageEngine engine) {
        Page page = LoadedPages.generate(1).get(0);

        assertThatThrownBy(() -> engine.make(page))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LOADED");
    }

    @Test
    void translate_branchesAndALoop_writesThemAsTheEngineDoes() {
        String text = "{{#first}}Dear {{first}}{{/first}}{{^first}}Hello{{/first}}, "
                + "{{#stocks}}{{name}} {{#odd}}!{{/odd}}{{/stocks}}{{last}}";

        assertThat(WORDS.translate(text))
                .isEqualTo("<if first>Dear <page first><else>Hello<end>, "
                        + "<each stocks><item name> <if item odd>!<end><end each><page last>");
    }

    @Test
    void translate_invertedSectionByItself_isRefused() {
        assertThatThrownBy(() -> WORDS.translate("{{^first}}Hello{{/first}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("{{^first}} does not follow {{/first}}");
    }

    private static List<String> render(Page page, List<? extends Shown> all) {
        PagePeer byHand = PageEngine.HAND_WRITTEN.make(page);
        return all.stream()
                .map(shown -> new String(byHand.render(byHand.encode(shown)), StandardCharsets.UTF_8))
                .toList();
    }
}
