package org.tidings.benchmarks.templating;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.Writer;

/**
 * JMustache, compiled once, on a map.
 *
 * @see <a href="https://github.com/samskivert/jmustache#readme">JMustache: usage</a>
 */
final class JMustachePeer extends CharPeer {
    private final Template template;

    JMustachePeer(Page page) {
        template = Mustache.compiler().escapeHTML(page.kind().isHtml()).compile(page.mustache());
    }

    @Override
    void write(Object encoded, Writer writer) {
        template.execute(encoded, writer);
    }
}
