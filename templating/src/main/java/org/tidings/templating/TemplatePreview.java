package org.tidings.templating;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What every variant of a template says to each of some people: a matrix for its author, as text and as one HTML file.
 * Immutable.
 */
public final class TemplatePreview {
    private final MessageTemplate template;
    private final List<Cell> cells;

    private TemplatePreview(MessageTemplate template, List<Cell> cells) {
        this.template = template;
        this.cells = List.copyOf(cells);
    }

    /**
     * One message of the matrix.
     *
     * @param variant which variant
     * @param person what the preview calls the person
     * @param rendering what she would get
     */
    public record Cell(Variant variant, String person, Rendering rendering) {
        /** Checks that everything is given. */
        public Cell {
            Objects.requireNonNull(variant, "variant");
            Objects.requireNonNull(person, "person");
            Objects.requireNonNull(rendering, "rendering");
        }
    }

    /** Returns a preview with invented people: everything known, only what is required, everything denied. */
    public static TemplatePreview of(MessageTemplate template, ZoneId zone) {
        return of(template, template.samplePeople(), zone, false);
    }

    /** Returns the same preview with the names of values in their place, so that an author sees where each of them stands. */
    public static TemplatePreview redacted(MessageTemplate template, ZoneId zone) {
        return of(template, template.samplePeople(), zone, true);
    }

    /**
     * Returns a preview with people of one's own.
     *
     * @param redacted whether names stand in place of values, so that the messages of real people can be looked at; branches
     *     are still those that the values choose
     */
    public static TemplatePreview of(
            MessageTemplate template, Collection<SamplePerson> people, ZoneId zone, boolean redacted) {
        RenderBuffer buffer = new RenderBuffer();
        List<Cell> cells = new ArrayList<>();
        for (Variant variant : template.variants()) {
            Locale locale = Locale.forLanguageTag(variant.language());
            for (SamplePerson person : people) {
                RenderRequest request = new RenderRequest(
                        variant,
                        person.recipient(),
                        person.recipientDecision(),
                        person.subjects(),
                        person.values(),
                        locale,
                        zone);
                cells.add(new Cell(
                        variant,
                        person.name(),
                        redacted ? template.renderRedacted(request, buffer) : template.render(request, buffer)));
            }
        }
        return new TemplatePreview(template, cells);
    }

    /** Returns the messages, by variant and then by person. */
    public List<Cell> cells() {
        return cells;
    }

    /** Returns the matrix as plain text. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append("template ")
                .append(template.id())
                .append(" v")
                .append(template.version())
                .append('\n');
        for (Cell cell : cells) {
            out.append("\n=== ")
                    .append(cell.variant)
                    .append(" | ")
                    .append(cell.person)
                    .append('\n');
            if (cell.rendering instanceof Rendering.Refused refused) {
                out.append("no message: ")
                        .append(refused.code())
                        .append(' ')
                        .append(refused.detail())
                        .append('\n');
            } else if (cell.rendering instanceof Rendering.Rendered rendered) {
                rendered.parts().forEach((name, text) -> {
                    if (!name.equals("html") || !rendered.parts().containsKey("text")) {
                        out.append("--- ")
                                .append(name)
                                .append('\n')
                                .append(text)
                                .append('\n');
                    }
                });
                rendered.sms()
                        .ifPresent(sms -> out.append("--- ").append(cost(sms)).append('\n'));
            }
        }
        return out.toString();
    }

    private static String cost(SmsReport sms) {
        return sms.encoding() + ", " + sms.units() + " units, " + sms.parts() + (sms.parts() == 1 ? " part" : " parts")
                + (sms.lost().isEmpty() ? "" : ", replaced: " + String.join(" ", sms.lost()));
    }

    /** Returns the matrix as one HTML file that loads nothing; HTML parts stand in frames that run no scripts. */
    public String html() {
        List<String> people = cells.stream().map(Cell::person).distinct().toList();
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                + " frame-src 'self'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        String title = HtmlDocument.escape("Preview of " + template.id() + " v" + template.version());
        out.append(title)
                .append("</title>\n<style>body{font:15px/1.4 system-ui,sans-serif;margin:1rem}"
                        + "table{border-collapse:collapse}th,td{border:1px solid #bbb;padding:.5rem;vertical-align:top;"
                        + "text-align:start}pre{white-space:pre-wrap;margin:0 0 .5rem}h2{font-size:.8rem;margin:0;color:#555}"
                        + "iframe{width:22rem;height:18rem;border:1px solid #ddd;background:#fff}.no{color:#a00}</style>\n"
                        + "</head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n<table>\n<thead><tr><th scope=\"col\">variant</th>");
        people.forEach(person -> out.append("<th scope=\"col\">")
                .append(HtmlDocument.escape(person))
                .append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < cells.size(); i += people.size()) {
            Variant variant = cells.get(i).variant;
            out.append("<tr><th scope=\"row\">")
                    .append(HtmlDocument.escape(variant.toString()))
                    .append("</th>");
            for (Cell cell : cells.subList(i, i + people.size())) {
                cell(cell, out);
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table>\n</body>\n</html>\n").toString();
    }

    private static void cell(Cell cell, StringBuilder out) {
        out.append("<td lang=\"")
                .append(HtmlDocument.escape(cell.variant.language()))
                .append("\" dir=\"auto\">");
        if (cell.rendering instanceof Rendering.Refused refused) {
            out.append("<p class=\"no\">no message: ")
                    .append(refused.code())
                    .append(' ')
                    .append(HtmlDocument.escape(refused.detail()))
                    .append("</p>");
        } else if (cell.rendering instanceof Rendering.Rendered rendered) {
            for (Map.Entry<String, String> part : rendered.parts().entrySet()) {
                String text = HtmlDocument.escape(part.getValue());
                out.append("<h2>").append(part.getKey()).append("</h2>");
                if (part.getKey().equals("html")) {
                    out.append("<iframe sandbox title=\"html\" srcdoc=\"")
                            .append(text)
                            .append("\"></iframe>");
                } else {
                    out.append("<pre>").append(text).append("</pre>");
                }
            }
            rendered.sms()
                    .ifPresent(sms -> out.append("<p>")
                            .append(HtmlDocument.escape(cost(sms)))
                            .append("</p>"));
        }
        out.append("</td>");
    }
}
