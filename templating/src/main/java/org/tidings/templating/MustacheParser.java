package org.tidings.templating;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/**
 * Parses Mustache, version 1.4: variables, sections, inverted sections, comments, partials and delimiters, and of its
 * optional modules inheritance (blocks and parents) and dynamic names; a tag alone on its line takes the line with it.
 *
 * <p>One pass over the text with an explicit stack; linear in its length.
 */
final class MustacheParser {
    private static final String DEFAULT_OPEN = "{{";
    private static final String DEFAULT_CLOSE = "}}";

    private final SourceText source;
    private final String text;
    private final Diagnostics diagnostics;
    private final Limits limits;
    private final Deque<OpenSection> open = new ArrayDeque<>();
    private List<MustacheNode> nodes = new ArrayList<>();
    private String openTag = DEFAULT_OPEN;
    private String closeTag = DEFAULT_CLOSE;
    private int at;
    private boolean tooDeep;

    private MustacheParser(SourceText source, Diagnostics diagnostics, Limits limits) {
        this.source = source;
        this.text = source.text();
        this.diagnostics = diagnostics;
        this.limits = limits;
    }

    static MustacheNode.Document parse(SourceText source, Diagnostics diagnostics, Limits limits) {
        if (source.text().length() > limits.maxSourceLength()) {
            diagnostics.error(
                    source,
                    Span.NONE,
                    "TPL-007",
                    "The text has " + source.text().length() + " characters; the limit is " + limits.maxSourceLength());
            return new MustacheNode.Document(source, List.of());
        }
        return new MustacheParser(source, diagnostics, limits).document();
    }

    private MustacheNode.Document document() {
        while (true) {
            int start = text.indexOf(openTag, at);
            if (start < 0) {
                addText(at, text.length());
                break;
            }
            if (!tag(start) || tooDeep) {
                break;
            }
        }
        while (tooDeep && !open.isEmpty()) {
            closeInto(open.pop());
        }
        while (!open.isEmpty()) {
            OpenSection section = open.pop();
            error(
                    section.span,
                    "TPL-002",
                    noun(section.sigil) + " '" + section.name + "' is never closed",
                    Optional.of("close it with " + DEFAULT_OPEN + "/" + section.name + DEFAULT_CLOSE));
            closeInto(section);
        }
        return new MustacheNode.Document(source, nodes);
    }

    /** Reads one tag; returns false when the rest of the text cannot be read. */
    private boolean tag(int start) {
        int inner = start + openTag.length();
        char sigil = inner < text.length() ? text.charAt(inner) : ' ';
        boolean triple = sigil == '{' && openTag.equals(DEFAULT_OPEN);
        String ending = triple ? "}" + closeTag : sigil == '=' ? "=" + closeTag : closeTag;
        boolean hasSigil = triple || "#^/>!&=$<".indexOf(sigil) >= 0;
        int contentStart = hasSigil ? inner + 1 : inner;
        int contentEnd = text.indexOf(ending, contentStart);
        if (contentEnd < 0) {
            error(
                    new Span(start, lineEnd(start)),
                    "TPL-001",
                    "The tag is never closed; '" + ending + "' was expected",
                    Optional.empty());
            addText(at, start);
            return false;
        }
        int end = contentEnd + ending.length();
        Layout layout = layout(hasSigil && !triple ? sigil : ' ', start, end);
        addText(at, layout.textEnd);
        at = layout.next;
        Span span = new Span(start, end);
        Span nameSpan = trimmed(contentStart, contentEnd);
        String name = text.substring(nameSpan.start(), nameSpan.end());
        switch (hasSigil ? sigil : ' ') {
            case '!' -> {}
            case '=' -> delimiters(name, span);
            case '#', '^', '$' -> openSection(sigil, name, layout, span, nameSpan);
            case '<' -> openSection(sigil, dynamic(name), layout, span, nameSpan);
            case '/' -> closeSection(dynamic(name), layout, span, nameSpan);
            case '>' -> {
                String partial = dynamic(name);
                if (isName(partial, span)) {
                    String indent = layout.alone ? layout.indent : "";
                    nodes.add(new MustacheNode.Partial(partial, layout.alone, indent, span, nameSpan));
                }
            }
            default -> {
                if (isName(name, span)) {
                    nodes.add(new MustacheNode.Variable(name, hasSigil, span, nameSpan));
                }
            }
        }
        return true;
    }

    /** Returns which text around a tag belongs to its line only, and so vanishes with it. */
    private Layout layout(char sigil, int start, int end) {
        int lineStart = lineStart(start);
        // A tag that ended on this line already took its beginning.
        boolean begins = at <= lineStart && isBlank(lineStart, start);
        boolean ends = isBlank(end, lineEnd(end));
        String indent = begins ? text.substring(lineStart, start) : "";
        char opened = sigil == '/' && open.peek() != null ? open.peek().sigil : ' ';
        boolean replacement = opened == '$' && open.peek().inParent;
        if (sigil == '<' || " &".indexOf(sigil) >= 0) {
            // Whether a parent stands alone is known at its end.
            return new Layout(start, end, false, indent, begins);
        } else if (sigil == '$' && !open.isEmpty() && open.peek().sigil == '<') {
            return new Layout(start, ends ? afterLineBreak(end) : end, ends, "", false);
        } else if (replacement && !(begins && ends)) {
            return new Layout(begins ? lineStart : start, end, false, indent, begins);
        } else if (opened == '<') {
            boolean alone = open.peek().beginsLine && ends;
            return new Layout(start, alone ? afterLineBreak(end) : end, alone, indent, begins);
        }
        boolean alone = begins && ends;
        return new Layout(alone ? lineStart : start, alone ? afterLineBreak(end) : end, alone, indent, begins);
    }

    /** Returns the name of a partial; behind the star of a dynamic one white space may stand. */
    private static String dynamic(String name) {
        return name.startsWith("*") ? "*" + name.substring(1).strip() : name;
    }

    private static String noun(char sigil) {
        return sigil == '$' ? "Block" : sigil == '<' ? "Parent" : "Section";
    }

    private void openSection(char sigil, String name, Layout layout, Span span, Span nameSpan) {
        if (!isName(name, span)) {
            return;
        }
        if (open.size() == limits.maxDepth()) {
            error(
                    span,
                    "TPL-006",
                    "Sections are nested deeper than " + limits.maxDepth(),
                    Optional.of("let a rule derive the condition"));
            // What follows would only repeat this, level by level.
            tooDeep = true;
            return;
        }
        boolean inParent = sigil == '$' && !open.isEmpty() && open.peek().sigil == '<';
        open.push(new OpenSection(
                name, sigil, layout.alone, layout.indent, layout.beginsLine, inParent, span, nameSpan, nodes));
        nodes = new ArrayList<>();
    }

    private void closeSection(String name, Layout layout, Span span, Span nameSpan) {
        OpenSection section = open.peek();
        if (section == null) {
            error(span, "TPL-003", "No section '" + name + "' is open here", Optional.empty());
            return;
        }
        if (!section.name.equals(name)) {
            boolean isOpen = open.stream().anyMatch(other -> other.name.equals(name));
            error(
                    nameSpan,
                    "TPL-003",
                    "'" + name + "' closes " + noun(section.sigil).toLowerCase(Locale.ROOT) + " '" + section.name
                            + "', which was opened on line "
                            + source.lineAt(section.span.start()),
                    Optional.of(
                            isOpen
                                    ? "write " + openTag + "/" + section.name + closeTag + " before it"
                                    : "did you mean '" + section.name + "'?"));
            if (!isOpen) {
                // A misspelt name: it most likely closes the innermost section.
                closeInto(open.pop());
                return;
            }
            while (!open.isEmpty() && !open.peek().name.equals(name)) {
                closeInto(open.pop());
            }
        }
        if (!open.isEmpty()) {
            closeInto(open.pop(), layout.alone);
        }
    }

    private void closeInto(OpenSection section) {
        closeInto(section, false);
    }

    private void closeInto(OpenSection section, boolean alone) {
        MustacheNode node = section.node(nodes, alone, text);
        nodes = section.outer;
        if (section.sigil == '<' && alone) {
            cutIndent(section.indent);
        }
        nodes.add(node);
    }

    /** Takes the white space before a parent that stands alone out of the text before it. */
    private void cutIndent(String indent) {
        if (!indent.isEmpty()
                && !nodes.isEmpty()
                && nodes.get(nodes.size() - 1) instanceof MustacheNode.Text before
                && before.text().endsWith(indent)) {
            nodes.remove(nodes.size() - 1);
            addText(before.span().start(), before.span().end() - indent.length());
        }
    }

    private void delimiters(String content, Span span) {
        String[] parts = content.split("\\s+", -1);
        if (parts.length != 2 || parts[0].contains("=") || parts[1].contains("=")) {
            error(
                    span,
                    "TPL-004",
                    "A delimiter tag holds two delimiters without '=', separated by a space",
                    Optional.of("such as {{=<% %>=}}"));
            return;
        }
        openTag = parts[0];
        closeTag = parts[1];
    }

    private boolean isName(String name, Span span) {
        if (name.isEmpty()) {
            error(span, "TPL-005", "The tag has no name", Optional.empty());
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isWhitespace(name.charAt(i))) {
                error(
                        span,
                        "TPL-005",
                        "The name '" + name + "' has white space in it",
                        Optional.of("conditions and formats are names, too: {{dueDate.long}}, {{#isOverdue}}"));
                return false;
            }
        }
        return true;
    }

    private void addText(int start, int end) {
        if (end > start) {
            nodes.add(new MustacheNode.Text(text.substring(start, end), new Span(start, end)));
        }
    }

    private boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private int lineStart(int offset) {
        return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    }

    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        if (end < 0) {
            return text.length();
        }
        return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private int afterLineBreak(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private Span trimmed(int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to);
    }

    private void error(Span span, String code, String message, Optional<String> hint) {
        diagnostics.error(source, span, code, message, hint);
    }

    /**
     * Where a tag stands on its line.
     *
     * @param textEnd where the text before the tag ends
     * @param next where the text behind it begins
     * @param alone whether it takes its line with it
     * @param indent white space before it if nothing else stands there
     * @param beginsLine whether nothing but white space stands before it
     */
    private record Layout(int textEnd, int next, boolean alone, String indent, boolean beginsLine) {}

    /**
     * A section, block or parent whose end has not come yet.
     *
     * @param inParent whether it is a block that replaces one of a parent
     * @param outer the list that it will stand in
     */
    private record OpenSection(
            String name,
            char sigil,
            boolean alone,
            String indent,
            boolean beginsLine,
            boolean inParent,
            Span span,
            Span nameSpan,
            List<MustacheNode> outer) {

        MustacheNode node(List<MustacheNode> body, boolean closedAlone, String text) {
            if (sigil == '$') {
                return new MustacheNode.Block(name, body, alone, indent, span, nameSpan);
            } else if (sigil == '<') {
                List<MustacheNode.Block> replacements = new ArrayList<>();
                Optional<Span> ignored = Optional.empty();
                for (MustacheNode node : body) {
                    if (node instanceof MustacheNode.Block block) {
                        replacements.add(block);
                    } else if (ignored.isEmpty()
                            && !(node instanceof MustacheNode.Text && isWhite(node.span(), text))) {
                        ignored = Optional.of(node.span());
                    }
                }
                String before = closedAlone ? indent : "";
                return new MustacheNode.Parent(name, replacements, closedAlone, before, ignored, span, nameSpan);
            }
            return new MustacheNode.Section(name, sigil == '^', body, span, nameSpan);
        }

        private static boolean isWhite(Span span, String text) {
            return text.substring(span.start(), span.end()).isBlank();
        }
    }
}
