package org.tidings.templating;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes whole HTML documents of rendered parts. What comes in as plain text never becomes markup. */
final class HtmlDocument {
    private static final Pattern WHOLE =
            Pattern.compile("\\s*(<!--.*?-->\\s*)*<(!doctype|html)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PARAGRAPHS = Pattern.compile("\n[ \t]*(\n[ \t]*)+");

    /** Set in the tag, because several programs that show email leave out style sheets. */
    private static final String EMAIL_STYLE = "margin:0 auto;padding:16px;max-width:40em;"
            + "font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:break-word";

    private static final String HIDDEN = "display:none;max-height:0;overflow:hidden";

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

    /** Returns an email: the body as it is if it is a whole document, else in a frame with language and direction. */
    static String email(Locale locale, boolean rightToLeft, String subject, Optional<String> preheader, String body) {
        if (WHOLE.matcher(body).matches()) {
            return body;
        }
        StringBuilder html = head(locale, rightToLeft, subject)
                .append("</head>\n<body style=\"")
                .append(EMAIL_STYLE)
                .append("\">\n");
        preheader.ifPresent(text -> html.append("<div style=\"")
                .append(HIDDEN)
                .append("\">")
                .append(escape(text))
                .append("</div>\n"));
        return html.append(body).append("\n</body>\n</html>\n").toString();
    }

    /** Returns a letter that prints with the address in the window of the envelope. */
    static String letter(
            Locale locale, boolean rightToLeft, Optional<String> sender, String address, String subject, String body) {
        StringBuilder html = head(locale, rightToLeft, subject)
                .append("<style>")
                .append(LETTER_STYLE)
                .append("</style>\n</head>\n<body>\n");
        sender.ifPresent(text -> html.append("<div class=\"sender\" dir=\"auto\">")
                .append(escape(text))
                .append("</div>\n"));
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

    private static StringBuilder head(Locale locale, boolean rightToLeft, String title) {
        return new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(locale.toLanguageTag())
                .append("\" dir=\"")
                .append(rightToLeft ? "rtl" : "ltr")
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(escape(title))
                .append("</title>\n");
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
