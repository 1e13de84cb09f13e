package org.tidings.templating;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.templating.MustacheNode.Block;

/**
 * Compiles plain Mustache: a text and what it can reach, each partial once per white space before it and per set of
 * replaced blocks, without recursion from partial to partial.
 *
 * <p>Blocks are replaced while the text is compiled. The replacement that is furthest out counts, so that a text that
 * inherits decides over those that it inherits from.
 */
final class MustacheCompiler {
    /** Key of the text itself. */
    static final String MAIN = key("", "", "");

    private final Map<String, SourceText> partials;
    private final Diagnostics diagnostics;
    private final Limits limits;
    private final Map<String, MustacheNode.Document> parsed = new HashMap<>();
    private final Map<String, Program<MustacheName>> programs = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Deque<Unit> waiting = new ArrayDeque<>();
    private final IdentityHashMap<Block, Integer> numbers = new IdentityHashMap<>();
    private int nodes;

    MustacheCompiler(Map<String, SourceText> partials, Diagnostics diagnostics, Limits limits) {
        this.partials = partials;
        this.diagnostics = diagnostics;
        this.limits = limits;
    }

    /**
     * A partial to compile.
     *
     * @param indent white space before each of its lines
     * @param replaced what stands in its blocks
     */
    private record Unit(String name, String indent, SortedMap<String, Block> replaced) {}

    /** Compiles a text and everything that it can reach; returns the programs by key. */
    Map<String, Program<MustacheName>> compile(SourceText text) {
        compile(new Unit("", "", new TreeMap<>()), text);
        while (!waiting.isEmpty() && nodes <= limits.maxNodes()) {
            Unit unit = waiting.remove();
            compile(unit, partials.getOrDefault(unit.name, text));
        }
        if (nodes > limits.maxNodes()) {
            diagnostics.error(
                    text,
                    Span.NONE,
                    "TPL-008",
                    "With its partials and parents the text has more than " + limits.maxNodes()
                            + " tags and pieces of text",
                    Optional.empty());
        }
        return Map.copyOf(programs);
    }

    private void compile(Unit unit, SourceText text) {
        MustacheNode.Document document =
                parsed.computeIfAbsent(unit.name, name -> MustacheParser.parse(text, diagnostics, limits));
        Program.Writer<MustacheName> out = new Program.Writer<>();
        nodes(document.indented(unit.indent), unit.replaced, new HashSet<>(), out);
        programs.put(key(unit.name, unit.indent, environment(unit.replaced)), out.finish());
    }

    private void nodes(
            List<MustacheNode> list,
            SortedMap<String, Block> replaced,
            Set<String> open,
            Program.Writer<MustacheName> out) {
        for (MustacheNode node : list) {
            if (++nodes > limits.maxNodes()) {
                return;
            }
            if (node instanceof MustacheNode.Text text) {
                out.text(text.text());
            } else if (node instanceof MustacheNode.Variable variable) {
                out.value(MustacheName.of(variable.name(), variable.raw()));
            } else if (node instanceof MustacheNode.Section section) {
                int place = out.section(MustacheName.of(section.name(), false), section.inverted());
                nodes(section.body(), replaced, open, out);
                out.endSection(place, !section.inverted());
            } else if (node instanceof MustacheNode.Partial partial) {
                call(partial.name(), partial.indent(), new TreeMap<>(), out);
            } else if (node instanceof MustacheNode.Parent parent) {
                SortedMap<String, Block> all = new TreeMap<>();
                parent.replacements().forEach(block -> all.put(block.name(), block));
                all.putAll(replaced);
                call(parent.name(), parent.indent(), all, out);
            } else if (node instanceof Block block) {
                block(block, replaced, open, out);
            }
        }
    }

    /** Compiles a block in its place. A block of the same name inside its replacement is not replaced again. */
    private void block(
            Block block, SortedMap<String, Block> replaced, Set<String> open, Program.Writer<MustacheName> out) {
        Block replacement = replaced.get(block.name());
        if (replacement == null || !open.add(block.name())) {
            nodes(block.body(), replaced, open, out);
            return;
        }
        nodes(MustacheLines.replaced(block, replacement), replaced, open, out);
        open.remove(block.name());
    }

    private void call(String name, String indent, SortedMap<String, Block> replaced, Program.Writer<MustacheName> out) {
        if (name.startsWith("*")) {
            partials.keySet().forEach(partial -> await(partial, indent, replaced));
            out.call(new MustacheName(
                    MustacheName.path(name.substring(1)), false, key("", indent, environment(replaced))));
        } else if (partials.containsKey(name)) {
            await(name, indent, replaced);
            out.call(new MustacheName(List.of(), false, key(name, indent, environment(replaced))));
        }
    }

    private void await(String name, String indent, SortedMap<String, Block> replaced) {
        // A partial that indents itself is compiled anew at every depth; past the limit its call ends the rendering.
        if (indent.length() <= limits.maxDepth() && known.add(key(name, indent, environment(replaced)))) {
            waiting.add(new Unit(name, indent, replaced));
        }
    }

    /** Returns which blocks are replaced by what, as a part of a key. */
    private String environment(SortedMap<String, Block> replaced) {
        StringBuilder text = new StringBuilder();
        replaced.forEach((name, block) -> text.append('\n')
                .append(numbers.computeIfAbsent(block, unknown -> numbers.size()))
                .append(' ')
                .append(name));
        return text.toString();
    }

    private static String key(String name, String indent, String environment) {
        return name + "\n" + indent + environment;
    }
}
