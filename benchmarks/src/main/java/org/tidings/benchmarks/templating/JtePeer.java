package org.tidings.benchmarks.templating;

import gg.jte.CodeResolver;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * jte, all pages compiled before the first is rendered, their texts as bytes, on the object.
 *
 * @see <a href="https://jte.gg/pre-compiling/">jte: precompiling</a>
 * @see <a href="https://jte.gg/binary-rendering/">jte: binary rendering for max throughput</a>
 */
final class JtePeer implements PagePeer {
    private static final ClassLoader LOADER = JtePeer.class.getClassLoader();
    private static final String PACKAGE = "org.tidings.benchmarks.templating.jte";
    private static final Dialect DIALECT = new Dialect(
            "${page.%s()}",
            "${item.%s()}",
            "@if(page.%s() != null)",
            "@if(item.%s())",
            "@else",
            "@endif",
            "@for(var item : page.%s())",
            "@endfor");

    private final TemplateEngine engine;
    private final String name;

    private JtePeer(TemplateEngine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    /** Compiles pages of one content type. */
    static List<PagePeer> compile(List<Page> pages) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Page page : pages) {
            sources.put(
                    "page" + sources.size() + ".jte",
                    "@param " + page.kind().shown().getName() + " page\n" + DIALECT.translate(page.mustache()));
        }
        ContentType type = pages.get(0).kind().isHtml() ? ContentType.Html : ContentType.Plain;
        Path folder = temporaryFolder();
        TemplateEngine compiler = TemplateEngine.create(new Sources(sources), folder, type, LOADER, PACKAGE);
        compiler.setBinaryStaticContent(true);
        compiler.precompileAll();
        deleteOnExit(folder);
        TemplateEngine engine = TemplateEngine.createPrecompiled(folder, type, LOADER, PACKAGE);
        return sources.keySet().stream()
                .<PagePeer>map(name -> new JtePeer(engine, name))
                .toList();
    }

    @Override
    public Object encode(Shown shown) {
        return shown;
    }

    @Override
    public byte[] render(Object encoded) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        engine.render(name, encoded, output);
        return output.toByteArray();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("jte");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not before: a page reads its bytes when it is rendered for the first time. */
    private static void deleteOnExit(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pages in memory, by name. */
    private record Sources(Map<String, String> texts) implements CodeResolver {
        @Override
        public @Nullable String resolve(String name) {
            return texts.get(name);
        }

        @Override
        public long getLastModified(String name) {
            return 0;
        }

        @Override
        public List<String> resolveAllTemplateNames() {
            return List.copyOf(texts.keySet());
        }
    }
}
