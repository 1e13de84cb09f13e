package org.tidings.benchmarks.templating;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * Pebble, compiled once and held, its caches active, on a map.
 *
 * @see <a href="https://pebbletemplates.io/wiki/guide/installation/">Pebble: settings of the engine</a>
 */
final class PebblePeer extends CharPeer {
    private static final Dialect DIALECT = new Dialect(
            "{{ %s }}",
            "{{ item.%s }}",
            "{% if %s is not null %}",
            "{% if item.%s %}",
            "{% else %}",
            "{% endif %}",
            "{% for item in %s %}",
            "{% endfor %}");

    private final PebbleTemplate template;

    PebblePeer(Page page) {
        template = new PebbleEngine.Builder()
                .loader(new StringLoader())
                .autoEscaping(page.kind().isHtml())
                .cacheActive(true)
                .newLineTrimming(false)
                .build()
                .getTemplate(DIALECT.translate(page.mustache()));
    }

    @Override
    @SuppressWarnings("unchecked") // encode made it
    void write(Object encoded, Writer writer) throws IOException {
        template.evaluate(writer, (Map<String, Object>) encoded);
    }
}
