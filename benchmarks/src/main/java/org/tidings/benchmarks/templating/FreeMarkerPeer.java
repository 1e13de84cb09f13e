package org.tidings.benchmarks.templating;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.PlainTextOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Apache FreeMarker, parsed once and held, so that no cache is asked and no file is looked at; numbers in the form for
 * computers instead of a locale's, HTML escaped by the output format.
 *
 * @see <a href="https://freemarker.apache.org/docs/pgui_quickstart_all.html">FreeMarker: one configuration, shared
 *     templates</a>
 * @see <a href="https://freemarker.apache.org/docs/pgui_config_outputformatsautoesc.html">FreeMarker: output formats</a>
 */
final class FreeMarkerPeer extends CharPeer {
    private static final Dialect DIALECT = new Dialect(
            "${%s}",
            "${item.%s}", "<#if %s??>", "<#if item.%s>", "<#else>", "</#if>", "<#list %s as item>", "</#list>");

    private final Template template;

    FreeMarkerPeer(Page page) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setOutputFormat(
                page.kind().isHtml() ? HTMLOutputFormat.INSTANCE : PlainTextOutputFormat.INSTANCE);
        configuration.setNumberFormat("c");
        configuration.setLocalizedLookup(false);
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        try {
            template = new Template("page", DIALECT.translate(page.mustache()), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void write(Object encoded, Writer writer) throws IOException, TemplateException {
        template.process(encoded, writer);
    }
}
