package org.tidings.benchmarks.templating;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * mustache.java with the handler by reflection that it has by default, on the object: it finds each accessor once and
 * guards it. Its documentation does not call the other handlers faster.
 *
 * @see <a href="https://github.com/spullara/mustache.java#readme">mustache.java: documentation</a>
 */
final class MustacheJavaPeer extends CharPeer {
    private final Mustache template;

    MustacheJavaPeer(Page page) {
        DefaultMustacheFactory factory = page.kind().isHtml() ? new DefaultMustacheFactory() : new Plain();
        template = factory.compile(new StringReader(page.mustache()), "page");
    }

    @Override
    public Object encode(Shown shown) {
        return shown;
    }

    @Override
    void write(Object encoded, Writer writer) {
        template.execute(writer, encoded);
    }

    /** Writes values as they are. */
    private static final class Plain extends DefaultMustacheFactory {
        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
