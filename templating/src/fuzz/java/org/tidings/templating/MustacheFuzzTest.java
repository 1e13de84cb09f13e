package org.tidings.templating;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;

/** The parser of Mustache, and plain rendering. */
class MustacheFuzzTest {
    private static final Map<String, Object> DATA =
            Map.of("a", List.of(Map.of("b", "p"), "x"), "b", "p", "c", Map.of("d", "<q>"));

    @FuzzTest
    @DictionaryEntries({
        "{{#a}}",
        "{{/a}}",
        "{{^b}}",
        "{{/b}}",
        "{{{c.d}}}",
        "{{&b}}",
        "{{!x}}",
        "{{=<% %>=}}",
        "<%={{ }}=%>",
        "{{>p}}",
        "{{>*b}}",
        "{{<p}}",
        "{{/p}}",
        "{{$k}}",
        "{{/k}}",
        "{{.}}",
        "  "
    })
    void compile_anyText_rendersOrRefuses(FuzzedDataProvider data) {
        String partial = data.consumeString(300);
        String text = data.consumeRemainingAsString();

        TemplateTarget.check(() -> {
            try {
                MustacheTemplate.compile(TemplateTarget.source(text), Map.of("p", TemplateTarget.source(partial)))
                        .render(DATA);
            } catch (IllegalStateException e) {
                if (!"the text grows beyond its limits".equals(e.getMessage())) {
                    throw e;
                }
            }
        });
    }
}
