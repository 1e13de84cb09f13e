package org.tidings.templating;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;

/**
 * Plain Mustache over any data: for reports and previews, not for messages. It passes the required part of the Mustache
 * specification and its optional modules for inheritance and dynamic names. It uses parser and program of
 * {@link MessageTemplate}, but checks no name and asks for no decision.
 *
 * <p>Lambdas are refused on purpose: data run no code, so that a text depends on nothing but the data.
 *
 * <p>Immutable and safe to share.
 */
public final class MustacheTemplate {
    private final Map<String, Program<MustacheName>> programs;
    private final Limits limits;

    private MustacheTemplate(Map<String, Program<MustacheName>> programs, Limits limits) {
        this.programs = programs;
        this.limits = limits;
    }

    /**
     * Compiles a text.
     *
     * @param partials texts of the partials and parents by name; one that is not there is empty
     * @throws InvalidInputException with every fault of the texts, if there was one
     */
    public static MustacheTemplate compile(SourceText text, Map<String, SourceText> partials) {
        Limits limits = Limits.defaults();
        Diagnostics diagnostics = new Diagnostics();
        Map<String, Program<MustacheName>> programs = new MustacheCompiler(partials, diagnostics, limits).compile(text);
        diagnostics.throwIfErrors();
        return new MustacheTemplate(programs, limits);
    }

    /**
     * Renders data.
     *
     * @param data maps, collections, texts, numbers, booleans; null within them is nothing
     * @throws IllegalArgumentException if a value that the text asks for is a function
     * @throws IllegalStateException if partials nest deeper than {@link Limits#maxDepth()}, or the text grows beyond
     *     {@link Limits#maxOutputBytes()}
     */
    public String render(Object data) {
        RenderBuffer buffer = new RenderBuffer();
        buffer.begin(limits.maxOutputBytes());
        DataFrame frame = new DataFrame(data);
        Program<MustacheName> main = programs.get(MustacheCompiler.MAIN);
        if (main == null || !main.run(frame, buffer)) {
            throw new IllegalStateException("the text grows beyond its limits");
        }
        return buffer.text(0, buffer.length());
    }

    /** Runs programs over data: a stack of contexts, the innermost last. */
    private final class DataFrame implements Frame<MustacheName> {
        private final List<Object> contexts = new ArrayList<>();
        private final List<Loop> loops = new ArrayList<>();
        private boolean overflown;
        private int depth;

        private DataFrame(Object data) {
            contexts.add(data);
        }

        @Override
        public boolean write(MustacheName name, RenderBuffer out) {
            Object value = find(name);
            String text = value == null ? "" : value.toString();
            return out.append(text, name.raw() ? Escape.RAW : Escape.MUSTACHE) || overflow();
        }

        @Override
        public int testQuickly(int[] code, int at) {
            return -1;
        }

        @Override
        public boolean isReady(int[] code, int at) {
            return false;
        }

        @Override
        public int writeStretch(Program<MustacheName> program, int from, int end, RenderBuffer out) {
            return from;
        }

        @Override
        public boolean isQuicklyThere(int[] code, int at, boolean then) {
            return false;
        }

        @Override
        public boolean open(MustacheName name) {
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
        public boolean again(MustacheName name) {
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
        public boolean isAbsent(MustacheName name) {
            return !isTruthy(find(name));
        }

        @Override
        public int select(MustacheName name) {
            throw new IllegalStateException("plain Mustache has no choices");
        }

        @Override
        public boolean call(MustacheName name, RenderBuffer out) {
            String key = name.unit();
            if (!name.path().isEmpty()) {
                Object partial = find(name);
                key = partial + key;
                if (partial == null || !programs.containsKey(key)) {
                    return true;
                }
            }
            Program<MustacheName> program = programs.get(key);
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

        private @Nullable Object find(MustacheName name) {
            Object value = name.path().isEmpty() ? contexts.get(contexts.size() - 1) : lookUp(name);
            if (value instanceof Function || value instanceof Supplier || value instanceof Callable) {
                throw new IllegalArgumentException(
                        "'" + String.join(".", name.path()) + "' is a function; data run no code");
            }
            return value;
        }

        private @Nullable Object lookUp(MustacheName name) {
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
