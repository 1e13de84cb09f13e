package org.tidings.templating;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;

/**
 * Plain Mustache over any data: for reports and previews, not for messages. It passes the required part of the Mustache
 * specification and uses parser and program of {@link MessageTemplate}, but checks no name and asks for no decision.
 *
 * <p>Immutable and safe to share.
 */
public final class MustacheTemplate {
    private final Map<String, Program<Name>> programs;
    private final Limits limits;

    private MustacheTemplate(Map<String, Program<Name>> programs, Limits limits) {
        this.programs = programs;
        this.limits = limits;
    }

    /**
     * What an instruction works on: a name, cut at its dots.
     *
     * @param path parts of the name; empty for {@code .}; for a partial its key
     * @param raw whether it is written unescaped
     */
    private record Name(List<String> path, boolean raw) {}

    /**
     * Compiles a text.
     *
     * @param partials texts of the partials by name; a partial that is not there is empty
     * @throws InvalidInputException with every fault of the texts, if there was one
     */
    public static MustacheTemplate compile(SourceText text, Map<String, SourceText> partials) {
        Limits limits = Limits.defaults();
        Diagnostics diagnostics = new Diagnostics();
        Compiler compiler = new Compiler(partials, diagnostics, limits);
        compiler.compileAll(text);
        diagnostics.throwIfErrors();
        return new MustacheTemplate(Map.copyOf(compiler.programs), limits);
    }

    /**
     * Renders data.
     *
     * @param data maps, collections, texts, numbers, booleans; null within them is nothing
     * @throws IllegalStateException if partials nest deeper than {@link Limits#maxDepth()}, or the text grows beyond
     *     {@link Limits#maxOutputBytes()}
     */
    public String render(Object data) {
        RenderBuffer buffer = new RenderBuffer();
        buffer.begin(limits.maxOutputBytes());
        DataFrame frame = new DataFrame(data);
        Program<Name> main = programs.get(key("", ""));
        if (main == null || !main.run(frame, buffer)) {
            throw new IllegalStateException("the text grows beyond its limits");
        }
        return buffer.text(0, buffer.length());
    }

    private static String key(String name, String indent) {
        return name + "\n" + indent;
    }

    /** Compiles a text and its partials, each once per white space before it. */
    private static final class Compiler {
        private final Map<String, SourceText> partials;
        private final Diagnostics diagnostics;
        private final Limits limits;
        private final Map<String, Program<Name>> programs = new HashMap<>();
        private final Deque<MustacheNode.Partial> waiting = new ArrayDeque<>();

        private Compiler(Map<String, SourceText> partials, Diagnostics diagnostics, Limits limits) {
            this.partials = partials;
            this.diagnostics = diagnostics;
            this.limits = limits;
        }

        /** Compiles a text and everything that it can reach, without recursion from partial to partial. */
        private void compileAll(SourceText text) {
            compile("", text, "");
            while (!waiting.isEmpty()) {
                MustacheNode.Partial partial = waiting.remove();
                SourceText found = partials.get(partial.name());
                if (found != null && !programs.containsKey(key(partial.name(), partial.indent()))) {
                    compile(partial.name(), found, partial.indent());
                }
            }
        }

        private void compile(String name, SourceText text, String indent) {
            Program.Writer<Name> out = new Program.Writer<>();
            nodes(MustacheParser.parse(text, diagnostics, limits).indented(indent), out);
            programs.put(key(name, indent), out.finish());
        }

        private void nodes(List<MustacheNode> nodes, Program.Writer<Name> out) {
            for (MustacheNode node : nodes) {
                if (node instanceof MustacheNode.Text text) {
                    out.text(text.text());
                } else if (node instanceof MustacheNode.Variable variable) {
                    out.value(name(variable.name(), variable.raw()));
                } else if (node instanceof MustacheNode.Section section && section.inverted()) {
                    int place = out.inverted(name(section.name(), false));
                    nodes(section.body(), out);
                    out.endInverted(place);
                } else if (node instanceof MustacheNode.Section section) {
                    int place = out.section(name(section.name(), false));
                    nodes(section.body(), out);
                    out.endSection(place);
                } else if (node instanceof MustacheNode.Partial partial) {
                    partial(partial, out);
                }
            }
        }

        private void partial(MustacheNode.Partial partial, Program.Writer<Name> out) {
            if (!partials.containsKey(partial.name())) {
                return;
            }
            // A partial that indents itself is compiled anew at every depth; past the limit its call ends the
            // rendering.
            if (partial.indent().length() <= limits.maxDepth()) {
                waiting.add(partial);
            }
            String key = key(partial.name(), partial.indent());
            out.call(new Name(List.of(key), false));
        }

        private static Name name(String name, boolean raw) {
            return new Name(name.equals(".") ? List.of() : List.of(name.split("\\.", -1)), raw);
        }
    }

    /** Runs programs over data: a stack of contexts, the innermost last. */
    private final class DataFrame implements Frame<Name> {
        private final List<Object> contexts = new ArrayList<>();
        private final List<Loop> loops = new ArrayList<>();
        private boolean overflown;
        private int depth;

        private DataFrame(Object data) {
            contexts.add(data);
        }

        @Override
        public boolean write(Name name, RenderBuffer out) {
            Object value = find(name);
            String text = value == null ? "" : value.toString();
            return out.append(text, name.raw() ? Escape.RAW : Escape.MUSTACHE) || overflow();
        }

        @Override
        public boolean open(Name name) {
            Object value = find(name);
            if (!isTruthy(value)) {
                return false;
            }
            List<?> items = value instanceof Collection<?> many ? new ArrayList<>(many) : List.of(value);
            loops.add(new Loop(items));
            contexts.add(items.get(0) == null ? "" : items.get(0));
            return true;
        }

        @Override
        public boolean again(Name name) {
            contexts.remove(contexts.size() - 1);
            Loop loop = loops.get(loops.size() - 1);
            if (++loop.turn >= loop.items.size()) {
                loops.remove(loops.size() - 1);
                return false;
            }
            Object item = loop.items.get(loop.turn);
            contexts.add(item == null ? "" : item);
            return true;
        }

        @Override
        public boolean isAbsent(Name name) {
            return !isTruthy(find(name));
        }

        @Override
        public int select(Name name) {
            throw new IllegalStateException("plain Mustache has no choices");
        }

        @Override
        public boolean call(Name name, RenderBuffer out) {
            Program<Name> program = programs.get(name.path().get(0));
            if (program == null || ++depth > limits.maxDepth()) {
                return overflow();
            }
            boolean finished = program.run(this, out);
            depth--;
            return finished;
        }

        @Override
        public boolean isStopped() {
            return overflown;
        }

        @Override
        public boolean overflow() {
            overflown = true;
            return false;
        }

        private @Nullable Object find(Name name) {
            if (name.path().isEmpty()) {
                return contexts.get(contexts.size() - 1);
            }
            Object value = null;
            String first = name.path().get(0);
            for (int i = contexts.size() - 1; i >= 0; i--) {
                if (contexts.get(i) instanceof Map<?, ?> map && map.containsKey(first)) {
                    value = map.get(first);
                    break;
                }
            }
            for (String part : name.path().subList(1, name.path().size())) {
                value = value instanceof Map<?, ?> map ? map.get(part) : null;
            }
            return value;
        }

        private boolean isTruthy(@Nullable Object value) {
            return value != null
                    && !Boolean.FALSE.equals(value)
                    && !(value instanceof Collection<?> many && many.isEmpty());
        }
    }

    /** A section that runs, and how far it has come. */
    private static final class Loop {
        private final List<?> items;
        private int turn;

        private Loop(List<?> items) {
            this.items = items;
        }
    }
}
