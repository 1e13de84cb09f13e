package org.tidings.benchmarks.templating;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Qute, parsed once, on a map, without the timer for values that come later: none does.
 *
 * @see <a href="https://quarkus.io/guides/qute-reference#standalone">Qute: in stand-alone mode</a>
 */
final class QutePeer implements PagePeer {
    private static final Dialect DIALECT = new Dialect(
            "{%s}", "{item.%s}", "{#if %s}", "{#if item.%s}", "{#else}", "{/if}", "{#for item in %s}", "{/for}");

    private final Template template;

    QutePeer(Page page) {
        EngineBuilder engine =
                Engine.builder().addDefaults().strictRendering(false).useAsyncTimeout(false);
        if (page.kind().isHtml()) {
            engine.addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)));
        }
        template = engine.build()
                .parse(
                        DIALECT.translate(page.mustache()),
                        Variant.forContentType(page.kind().isHtml() ? Variant.TEXT_HTML : Variant.TEXT_PLAIN),
                        "page");
    }

    @Override
    public Object encode(Shown shown) {
        return shown.toMap();
    }

    @Override
    public byte[] render(Object encoded) {
        return template.data(encoded).render().getBytes(StandardCharsets.UTF_8);
    }
}
