package org.tidings.benchmarks.templating;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Handlebars.java, compiled once, on a map with the resolver for maps alone, so that no other is asked.
 *
 * @see <a href="https://github.com/jknack/handlebars.java#readme">Handlebars.java: value resolvers</a>
 */
final class HandlebarsPeer extends CharPeer {
    private static final Dialect DIALECT = new Dialect(
            "{{%s}}", "{{%s}}", "{{#if %s}}", "{{#if %s}}", "{{else}}", "{{/if}}", "{{#each %s}}", "{{/each}}");

    private final Template template;

    HandlebarsPeer(Page page) {
        Handlebars handlebars =
                new Handlebars().with(page.kind().isHtml() ? EscapingStrategy.HTML_ENTITY : EscapingStrategy.NOOP);
        try {
            template = handlebars.compileInline(DIALECT.translate(page.mustache()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void write(Object encoded, Writer writer) throws IOException {
        template.apply(
                Context.newBuilder(encoded).resolver(MapValueResolver.INSTANCE).build(), writer);
    }
}
