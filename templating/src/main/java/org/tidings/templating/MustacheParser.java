package org.tidings.templating;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/**
 * Parses the Mustache core, version 1.4: variables, sections, inverted sections, comments, partials and delimiters, with
 * the rule that a tag alone on its line takes the line with it.
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
                    "Section '" + section.name + "' is never closed",
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
        boolean hasSigil = triple || "#^/>!&=".indexOf(sigil) >= 0;
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
        boolean alone = (hasSigil && !triple && sigil != '&') && isAlone(start, end);
        int lineStart = lineStart(start);
        int afterLine = alone ? afterLineBreak(end) : end;
        addText(at, alone ? lineStart : start);
        at = afterLine;
        Span span = new Span(start, end);
        Span nameSpan = trimmed(contentStart, contentEnd);
        String name = text.substring(nameSpan.start(), nameSpan.end());
        switch (hasSigil ? sigil : ' ') {
            case '!' -> {}
            case '=' -> delimiters(name, span);
            case '#', '^' -> openSection(name, sigil == '^', span, nameSpan);
            case '/' -> closeSection(name, span, nameSpan);
            case '>' -> {
                if (isName(name, span)) {
                    String indent = alone ? text.substring(lineStart, start) : "";
                    nodes.add(new MustacheNode.Partial(name, alone, indent, span, nameSpan));
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

    private void openSection(String name, boolean inverted, Span span, Span nameSpan) {
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
        open.push(new OpenSection(name, inverted, span, nameSpan, nodes));
        nodes = new ArrayList<>();
    }

    private void closeSection(String name, Span span, Span nameSpan) {
        OpenSection section = open.peek();
        if (section == null) {
            error(span, "TPL-003", "No section '" + name + "' is open here", Optional.empty());
            return;
        }
        if (!section.name.equals(name)) {
            error(
                    nameSpan,
                    "TPL-003",
                    "'" + name + "' closes section '" + section.name + "', which was opened on line "
                            + source.lineAt(section.span.start()),
                    Optional.of("did you mean '" + section.name + "'?"));
            if (open.stream().noneMatch(other -> other.name.equals(name))) {
                // A misspelt name: it most likely closes the innermost section.
                closeInto(open.pop());
                return;
            }
            while (!open.isEmpty() && !open.peek().name.equals(name)) {
                closeInto(open.pop());
            }
        }
        if (!open.isEmpty()) {
            closeInto(open.pop());
        }
    }

    private void closeInto(OpenSection section) {
        MustacheNode.Section node =
                new MustacheNode.Section(section.name, section.inverted, nodes, section.span, section.nameSpan);
        nodes = section.outer;
        nodes.add(node);
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

    private boolean isAlone(int start, int end) {
        for (int i = lineStart(start); i < start; i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        int stop = lineEnd(end);
        for (int i = end; i < stop; i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        // A tag that ended on this line already took its beginning.
        return at <= lineStart(start);
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

    /** A section whose end has not come yet, and the list that it will stand in. */
    private record OpenSection(String name, boolean inverted, Span span, Span nameSpan, List<MustacheNode> outer) {}
}
