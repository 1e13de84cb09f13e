package org.tidings.templating;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.core.Diagnostics;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/**
 * The Markdown of GOV.UK Notify as plain lines, and its corrections of marks. Both work on the text of the template only: a
 * value is never read as Markdown, nor corrected.
 */
final class NotifyMarkdown {
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}[ \\t]+(.*)$");
    private static final Pattern INSET = Pattern.compile("(?m)^\\^[ \\t]*");
    private static final Pattern RULE = Pattern.compile("(?m)^[ \\t]*(?:-{3,}|\\*{3,}|_{3,})[ \\t]*$");
    private static final Pattern ITEM = Pattern.compile("(?m)^[ \\t]*[*\u2022-][ \\t]+");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]\\n]+)\\]\\((https?://[^\\s()]+)\\)");
    private static final Pattern BEFORE_MARK = Pattern.compile("[ \\t]+(?=[,.](?![.,]))");
    private static final Pattern DASH = Pattern.compile("\\s+(?:-{1,3}|[\u2013\u2014])(?=\\s)");
    private static final Pattern KEPT = Pattern.compile("<[^<>]*>|\\S*://\\S*|\\(\\([^()]+\\)\\)");

    private NotifyMarkdown() {}

    static String plain(SourceText source, Diagnostics diagnostics) {
        String text = source.text();
        warn(HEADING, "A heading becomes a line like others", source, diagnostics);
        warn(INSET, "An inset becomes a line like others", source, diagnostics);
        warn(RULE, "A rule is left out", source, diagnostics);
        warn(
                LINK,
                "A link becomes its text and its address; declare it under 'links' in the manifest",
                source,
                diagnostics);
        text = RULE.matcher(text).replaceAll("");
        text = HEADING.matcher(text).replaceAll("$1");
        text = INSET.matcher(text).replaceAll("");
        text = ITEM.matcher(text).replaceAll("- ");
        text = LINK.matcher(text).replaceAll("$1: $2");
        return quotes(dashes(withoutBlanksBeforeMarks(text)));
    }

    private static void warn(Pattern pattern, String message, SourceText source, Diagnostics diagnostics) {
        Matcher matcher = pattern.matcher(source.text());
        if (matcher.find()) {
            diagnostics.warning(source, new Span(matcher.start(), matcher.end()), "TPL-081", message, Optional.empty());
        }
    }

    /** Takes blanks away before a comma or full stop. */
    static String withoutBlanksBeforeMarks(String text) {
        return BEFORE_MARK.matcher(text).replaceAll("");
    }

    /** Turns one to three hyphens, or an em dash, with blanks on both sides into an en dash, but at the start of a line. */
    static String dashes(String text) {
        Matcher matcher = DASH.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String found = matcher.group();
            boolean item = found.endsWith("-") && found.indexOf('\n') >= 0;
            matcher.appendReplacement(result, item ? Matcher.quoteReplacement(found) : " \u2013");
        }
        return matcher.appendTail(result).toString();
    }

    /** Turns straight quotes into those of print, but in tags, addresses and placeholders. */
    static String quotes(String text) {
        StringBuilder result = new StringBuilder();
        Matcher kept = KEPT.matcher(text);
        int at = 0;
        while (kept.find()) {
            curl(text, at, kept.start(), result);
            result.append(kept.group());
            at = kept.end();
        }
        curl(text, at, text.length(), result);
        return result.toString();
    }

    private static void curl(String text, int from, int to, StringBuilder result) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean opens =
                    i == 0 || Character.isWhitespace(text.charAt(i - 1)) || "([{".indexOf(text.charAt(i - 1)) >= 0;
            if (c == '"') {
                result.append(opens ? '\u201C' : '\u201D');
            } else if (c == '\'') {
                result.append(opens ? '\u2018' : '\u2019');
            } else {
                result.append(c);
            }
        }
    }
}
