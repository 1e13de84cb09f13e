package org.tidings.templating;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes whole HTML documents of rendered parts. What comes in as plain text never becomes markup. */
final class HtmlDocument {
    private static final byte[] TITLE_END = utf8("</title>\n");
    private static final byte[] PREHEADER_END = utf8("</div>\n");
    private static final byte[] EMAIL_END = utf8("\n</body>\n</html>\n");
    private static final Pattern PARAGRAPHS = Pattern.compile("\n[ \t]*(\n[ \t]*)+");

    /** Set in the tag, because several programs that show email leave out style sheets. */
    private static final String EMAIL_STYLE = "margin:0 auto;padding:16px;max-width:40em;"
            + "font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:break-word";

    private static final byte[] EMAIL_BODY = utf8("</head>\n<body style=\"" + EMAIL_STYLE + "\">\n");
    private static final byte[] PREHEADER = utf8("<div style=\"display:none;max-height:0;overflow:hidden\">");

    /**
     * DIN 5008, form B: the window lies 45 mm below the edge and 20 mm from the left; it has room for a sender of 5 mm,
     * notes of 12.7 mm and an address of 27.3 mm, which are six lines. Nothing else stands there. Margins are those of
     * the printed page, and each letter begins on a page of its own.
     */
    private static final String LETTER_STYLE = "@page{size:A4;margin:0}"
            + "body{margin:0;padding:0 20mm 20mm 25mm;font:11pt/1.5 serif;position:relative}"
            + ".sender{position:absolute;top:45mm;left:25mm;width:80mm;height:5mm;overflow:hidden;"
            + "font-size:7pt;line-height:5mm;white-space:nowrap}"
            + ".address{position:absolute;top:62.7mm;left:25mm;width:80mm;height:27.3mm;overflow:hidden;line-height:4.5mm}"
            + ".content{padding-top:103.46mm}"
            + "h1{font-size:11pt;margin:0 0 8mm}"
            + "p,ul{margin:0 0 4mm;orphans:2;widows:2}";

    private static final Pattern NO_TEXT =
            Pattern.compile("<(style|title)[^>]*>.*?</\\1>|<!--.*?-->", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private HtmlDocument() {}

    /** Returns what a reader sees of our own HTML, line by line. */
    static String plain(String html) {
        String text = TAG.matcher(NO_TEXT.matcher(html).replaceAll("")).replaceAll("");
        return text.replaceAll("[ \\t]*\n\\s*", "\n")
                .strip()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /**
     * Writes an email around a body that stands in the buffer: a document with language, direction, title and, hidden, the
     * preheader.
     *
     * @param from where the body begins
     * @param to where it ends
     */
    static void email(CompiledVariant variant, RenderedBytes message, int from, int to, RenderBuffer out) {
        out.append(variant.htmlHead());
        int subject = message.find("subject");
        if (subject >= 0) {
            out.appendEscaped(message.from(subject), message.to(subject));
        }
        out.append(TITLE_END);
        out.append(EMAIL_BODY);
        int preheader = message.find("preheader");
        if (preheader >= 0) {
            out.append(PREHEADER);
            out.appendEscaped(message.from(preheader), message.to(preheader));
            out.append(PREHEADER_END);
        }
        out.append(from, to);
        out.append(EMAIL_END);
    }

    /** Returns whether HTML is a whole document already: behind comments, it begins with a doctype or with html. */
    static boolean isWhole(byte[] html, int from, int to) {
        int at = skipSpace(html, from, to);
        while (startsWith(html, at, to, "<!--")) {
            at += 4;
            while (at < to && !startsWith(html, at, to, "-->")) {
                at++;
            }
            at = skipSpace(html, Math.min(to, at + 3), to);
        }
        return isTag(html, at, to, "<!doctype") || isTag(html, at, to, "<html");
    }

    private static int skipSpace(byte[] html, int from, int to) {
        int at = from;
        while (at < to && (html[at] == ' ' || (html[at] >= '\t' && html[at] <= '\r'))) {
            at++;
        }
        return at;
    }

    private static boolean isTag(byte[] html, int from, int to, String tag) {
        int end = from + tag.length();
        return startsWith(html, from, to, tag)
                && (end == to || !(Character.isLetterOrDigit(html[end]) || html[end] == '_' || html[end] < 0));
    }

    /** Returns whether ASCII in lower case stands at an offset, in any case. */
    private static boolean startsWith(byte[] html, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            // The bit that tells small letters from capitals is set in all other characters that are looked for.
            if ((html[from + i] | 0x20) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns a letter that prints with the address in the window of the envelope. */
    static String letter(CompiledVariant variant, RenderedBytes message, String body) {
        String address = message.text("address");
        String subject = message.text("subject");
        StringBuilder html = new StringBuilder(new String(variant.htmlHead(), StandardCharsets.UTF_8))
                .append(escape(subject))
                .append("</title>\n<style>")
                .append(LETTER_STYLE)
                .append("</style>\n</head>\n<body>\n");
        int sender = message.find("sender");
        if (sender >= 0) {
            html.append("<div class=\"sender\" dir=\"auto\">")
                    .append(escape(message.text(sender)))
                    .append("</div>\n");
        }
        html.append("<div class=\"address\" dir=\"auto\">");
        return html.append(lines(escape(address)))
                .append("</div>\n<div class=\"content\">\n<h1>")
                .append(escape(subject))
                .append("</h1>\n")
                .append(body)
                .append("\n</div>\n</body>\n</html>\n")
                .toString();
    }

    /**
     * Returns plain text as paragraphs, lines and lists: a line that begins with "- " or "• " is an item.
     *
     * @param pieces texts and addresses in turn: every second one is the address of a declared link and becomes a link
     */
    static String paragraphs(List<String> pieces) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            String piece = escape(pieces.get(i));
            if (i % 2 == 0) {
                escaped.append(piece);
            } else {
                escaped.append("<a href=\"")
                        .append(piece)
                        .append("\">")
                        .append(piece)
                        .append("</a>");
            }
        }
        StringBuilder html = new StringBuilder();
        for (String paragraph : PARAGRAPHS.split(escaped.toString().strip(), -1)) {
            appendBlocks(List.of(paragraph.strip().split("\n", -1)), html);
        }
        return html.toString();
    }

    /** Appends the lines of a paragraph: neighbours of the same kind become one block, text or list. */
    private static void appendBlocks(List<String> lines, StringBuilder html) {
        int at = 0;
        while (at < lines.size()) {
            boolean list = isItem(lines.get(at));
            int end = at + 1;
            while (end < lines.size() && isItem(lines.get(end)) == list) {
                end++;
            }
            html.append(html.length() == 0 ? "" : "\n").append(list ? "<ul>\n" : "<p>");
            for (String line : lines.subList(at, end)) {
                if (list) {
                    html.append("<li>").append(line.substring(2).strip()).append("</li>\n");
                } else {
                    html.append(line).append("<br>\n");
                }
            }
            if (!list) {
                html.setLength(html.length() - "<br>\n".length());
            }
            html.append(list ? "</ul>" : "</p>");
            at = end;
        }
    }

    private static boolean isItem(String line) {
        return line.startsWith("- ") || line.startsWith("\u2022 ");
    }

    /** Returns the beginning of every document of a variant, up to its title. */
    static byte[] head(Locale locale, boolean rightToLeft) {
        return utf8("<!DOCTYPE html>\n<html lang=\"" + locale.toLanguageTag() + "\" dir=\""
                + (rightToLeft ? "rtl" : "ltr") + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String lines(String escaped) {
        return escaped.replace("\n", "<br>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
