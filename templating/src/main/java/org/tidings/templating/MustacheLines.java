package org.tidings.templating;

import java.util.ArrayList;
import java.util.List;
import org.tidings.templating.MustacheNode.Block;
import org.tidings.templating.MustacheNode.Parent;
import org.tidings.templating.MustacheNode.Partial;
import org.tidings.templating.MustacheNode.Section;
import org.tidings.templating.MustacheNode.Text;

/** Moves the lines of a text to the right or to the left; its sections and blocks may begin and end within a line. */
final class MustacheLines {
    private final String indent;
    private final int outdent;
    private boolean lineStart;

    private MustacheLines(String indent, int outdent, boolean lineStart) {
        this.indent = indent;
        this.outdent = outdent;
        this.lineStart = lineStart;
    }

    /**
     * Returns the pieces with white space before every line.
     *
     * @param lineStart whether the first piece begins a line
     */
    static List<MustacheNode> indented(List<MustacheNode> nodes, String indent, boolean lineStart) {
        return new MustacheLines(indent, 0, lineStart).nodes(nodes);
    }

    /**
     * Returns what stands in a block when something replaces its body: the white space that the replacement has before its
     * first line makes way for that of the body, or of the block's tag where the body is empty.
     */
    static List<MustacheNode> replaced(Block block, Block replacement) {
        List<MustacheNode> body = replacement.body();
        if (replacement.alone()) {
            body = new MustacheLines("", leading(body).length(), true).nodes(body);
        }
        String target = block.alone() && !block.body().isEmpty() ? leading(block.body()) : block.indent();
        return target.isEmpty() ? body : indented(body, target, block.alone());
    }

    /** Returns the white space before the first line of a text. */
    private static String leading(List<MustacheNode> nodes) {
        if (nodes.isEmpty()) {
            return "";
        }
        MustacheNode first = nodes.get(0);
        if (first instanceof Block block) {
            return block.indent();
        } else if (first instanceof Partial partial) {
            return partial.indent();
        } else if (first instanceof Parent parent) {
            return parent.indent();
        } else if (!(first instanceof Text text)) {
            return "";
        } else {
            int end = 0;
            while (end < text.text().length() && isBlank(text.text().charAt(end))) {
                end++;
            }
            return text.text().substring(0, end);
        }
    }

    private List<MustacheNode> nodes(List<MustacheNode> nodes) {
        List<MustacheNode> result = new ArrayList<>();
        for (MustacheNode node : nodes) {
            if (node instanceof Text text) {
                result.add(new Text(lines(text.text()), text.span()));
            } else if (node instanceof Section section) {
                result.add(new Section(
                        section.name(), section.inverted(), nodes(section.body()), section.span(), section.nameSpan()));
            } else if (node instanceof Block block) {
                result.addAll(block(block));
            } else if (node instanceof Partial partial && partial.alone()) {
                result.add(
                        new Partial(partial.name(), true, moved(partial.indent()), partial.span(), partial.nameSpan()));
            } else if (node instanceof Parent parent && parent.alone()) {
                result.add(new Parent(
                        parent.name(),
                        parent.replacements(),
                        true,
                        moved(parent.indent()),
                        parent.ignored(),
                        parent.span(),
                        parent.nameSpan()));
            } else {
                if (lineStart && !indent.isEmpty()) {
                    result.add(new Text(indent, node.span()));
                }
                result.add(node);
                lineStart = false;
            }
        }
        return result;
    }

    private List<MustacheNode> block(Block block) {
        List<MustacheNode> result = new ArrayList<>();
        if (!block.alone() && lineStart) {
            if (!indent.isEmpty()) {
                result.add(new Text(indent, block.span()));
            }
            lineStart = false;
        }
        result.add(new Block(
                block.name(),
                nodes(block.body()),
                block.alone(),
                moved(block.indent()),
                block.span(),
                block.nameSpan()));
        return result;
    }

    private String moved(String before) {
        return indent + before.substring(Math.min(outdent, before.length()));
    }

    private String lines(String text) {
        StringBuilder result = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (lineStart) {
                result.append(indent);
                int end = Math.min(text.length(), i + outdent);
                while (i < end && isBlank(text.charAt(i))) {
                    i++;
                }
                lineStart = false;
            } else {
                lineStart = text.charAt(i) == '\n';
                result.append(text.charAt(i++));
            }
        }
        return result.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
