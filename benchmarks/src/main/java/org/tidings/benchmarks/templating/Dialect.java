package org.tidings.benchmarks.templating;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an engine writes what a {@link Page} needs: a value, a branch and a loop. Each is a pattern with {@code %s} where the
 * name stands.
 *
 * @param value a value of the page
 * @param itemValue a value of the member whose turn it is
 * @param ifPresent begins what stands where a value of the page is there
 * @param ifItemTrue begins what stands where a condition of the member is true
 * @param otherwise begins what stands otherwise
 * @param endIf ends both
 * @param each begins a loop over a list of the page
 * @param endEach ends it
 */
record Dialect(
        String value,
        String itemValue,
        String ifPresent,
        String ifItemTrue,
        String otherwise,
        String endIf,
        String each,
        String endEach) {
    private static final Pattern TAG = Pattern.compile("\\{\\{([#^/]?)(\\w+)}}");

    /** The one name that is a list. */
    private static final String LIST = "stocks";

    /**
     * Translates a page.
     *
     * @throws IllegalArgumentException if it has an inverted section that does not follow its section
     */
    String translate(String mustache) {
        StringBuilder text = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(mustache);
        int at = 0;
        while (tag.find()) {
            text.append(mustache, at, tag.start());
            at = tag.end();
            String name = tag.group(2);
            boolean item = open.contains(LIST);
            switch (tag.group(1)) {
                case "#" -> {
                    open.push(name);
                    text.append(with(name, name.equals(LIST) ? each : item ? ifItemTrue : ifPresent));
                }
                case "/" -> {
                    open.pop();
                    String inverted = "{{^" + name + "}}";
                    if (mustache.startsWith(inverted, at)) {
                        tag.find();
                        at = tag.end();
                        open.push(name);
                        text.append(otherwise);
                    } else {
                        text.append(name.equals(LIST) ? endEach : endIf);
                    }
                }
                case "^" -> throw new IllegalArgumentException("{{^" + name + "}} does not follow {{/" + name + "}}");
                default -> text.append(with(name, item ? itemValue : value));
            }
        }
        return text.append(mustache, at, mustache.length()).toString();
    }

    private static String with(String name, String pattern) {
        return pattern.replace("%s", name);
    }
}
