package org.tidings.templating;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.templating.MustacheNode.Block;

/**
 * Compiles the blocks of a text and what replaces them into their place. Names, guards and the place in HTML are checked
 * there, for what really stands there; the replacement furthest out counts.
 */
final class BlockCompiler {
    private final TextCompiler text;
    private Map<String, Replacement> replaced = Map.of();
    private Set<String> open = new HashSet<>();
    private Set<String> met = new HashSet<>();

    BlockCompiler(TextCompiler text) {
        this.text = text;
    }

    /** What stands in a block, and the file in which it is written. */
    private record Replacement(Block block, SourceText source) {}

    /** Compiles a partial, which knows nothing of the blocks around it. */
    void partial(MustacheNode.Partial tag, SourceText source, Scope scope) {
        inside(Map.of(), () -> text.include(tag.name(), tag.indent(), tag.nameSpan(), source, scope));
    }

    void parent(MustacheNode.Parent tag, SourceText source, Scope scope) {
        tag.ignored()
                .ifPresent(span -> text.variant()
                        .diagnostics()
                        .warning(
                                source,
                                span,
                                "TPL-018",
                                "Between {{<" + tag.name() + "}} and its end only blocks count; this is left out",
                                Optional.of("put it into a block {{$name}}...{{/name}} of '" + tag.name() + "'")));
        Map<String, Replacement> all = new TreeMap<>();
        tag.replacements().forEach(block -> all.put(block.name(), new Replacement(block, source)));
        all.putAll(replaced);
        Set<String> around = met;
        met = new HashSet<>();
        boolean found = inside(all, () -> text.include(tag.name(), tag.indent(), tag.nameSpan(), source, scope));
        if (found) {
            tag.replacements().stream()
                    .filter(block -> !met.contains(block.name()))
                    .forEach(block -> unknown(tag, block.name(), source, block.nameSpan()));
        }
        met.addAll(around);
    }

    private void unknown(MustacheNode.Parent tag, String block, SourceText source, Span span) {
        text.error(
                source,
                span,
                "TPL-019",
                "Parent '" + tag.name() + "' has no block '" + block + "'",
                Suggestions.didYouMean(block, met)
                        .or(() -> met.isEmpty()
                                ? Optional.empty()
                                : Optional.of("it has " + String.join(", ", new TreeSet<>(met)))));
    }

    /** Compiles a block in its place. A block of the same name inside its replacement is not replaced again. */
    void block(Block block, SourceText source, Scope scope) {
        met.add(block.name());
        Replacement replacement = replaced.get(block.name());
        if (replacement == null || !open.add(block.name())) {
            text.nodes(block.body(), source, scope);
            return;
        }
        text.nodes(MustacheLines.replaced(block, replacement.block), replacement.source, scope);
        open.remove(block.name());
    }

    private boolean inside(Map<String, Replacement> blocks, BooleanSupplier compile) {
        Map<String, Replacement> before = replaced;
        Set<String> openBefore = open;
        replaced = blocks;
        open = new HashSet<>();
        boolean found = compile.getAsBoolean();
        replaced = before;
        open = openBefore;
        return found;
    }
}
