package org.tidings.benchmarks.templating;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstachio.Template;
import io.jstach.jstachio.escapers.Html;
import io.jstach.jstachio.escapers.PlainText;
import io.jstach.jstachio.output.ByteBufferEncodedOutput;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * JStachio, its pages compiled with the program, their texts as bytes, on the object, into a buffer that is used again.
 *
 * @param <T> model of a page
 * @see <a href="https://jstach.io/doc/jstachio/current/apidocs/">JStachio: templates that are encoded before</a>
 */
final class JStachioPeer<T> implements PagePeer {
    private final Function<Shown, T> model;
    private final Template<T> template;
    private final ByteBufferEncodedOutput output = ByteBufferEncodedOutput.ofByteArray(StandardCharsets.UTF_8);

    private JStachioPeer(Function<Shown, T> model, Template<T> template) {
        this.model = model;
        this.template = template;
    }

    static PagePeer of(Page page) {
        return switch (page.kind()) {
            case TEXT -> new JStachioPeer<>(shown -> new TextModel((Reminder) shown), JStachioReminderText.of());
            case HTML -> new JStachioPeer<>(shown -> new HtmlModel((Reminder) shown), JStachioReminderPage.of());
            case STOCKS -> new JStachioPeer<>(shown -> new StocksModel((StockList) shown), JStachioStockPage.of());
            case LOADED -> throw page.notKnownBefore();
        };
    }

    @Override
    public Object encode(Shown shown) {
        return model.apply(shown);
    }

    @Override
    @SuppressWarnings("unchecked") // encode made it
    public byte[] render(Object encoded) {
        template.write((T) encoded, output);
        byte[] bytes = output.toByteArray();
        output.close();
        return bytes;
    }

    @JStache(name = "JStachioReminderText", template = "{{#page}}" + ReminderTexts.TEXT + "{{/page}}")
    @JStacheConfig(contentType = PlainText.class, charset = "UTF-8")
    record TextModel(Reminder page) {}

    @JStache(name = "JStachioReminderPage", template = "{{#page}}" + ReminderTexts.HTML + "{{/page}}")
    @JStacheConfig(contentType = Html.class, charset = "UTF-8")
    record HtmlModel(Reminder page) {}

    @JStache(name = "JStachioStockPage", template = "{{#page}}" + StockList.HTML + "{{/page}}")
    @JStacheConfig(contentType = Html.class, charset = "UTF-8")
    record StocksModel(StockList page) {}
}
