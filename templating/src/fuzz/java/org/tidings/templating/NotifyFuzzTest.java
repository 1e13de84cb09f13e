package org.tidings.templating;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HashMap;
import java.util.Map;
import org.tidings.core.Channel;

/** The importer of templates of other services: what it makes is always a text that compiles. */
class NotifyFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "((a))",
        "((b??x))",
        "((",
        "))",
        "??",
        "# ",
        "* ",
        "^ ",
        "---",
        "[x](https://a.example)",
        "{{",
        "<%",
        "[[",
        "<|",
        " - "
    })
    void translate_anyText_isATextThatCompiles(FuzzedDataProvider data) {
        boolean rich = data.consumeBoolean();
        String text = data.consumeRemainingAsString();

        TemplateTarget.check(() -> {
            NotifyTemplate template = NotifyTemplate.parse(TemplateTarget.source(text));
            Map<String, String> names = new HashMap<>();
            template.names().forEach(name -> names.put(name, "v"));
            String ours = template.translate(names, rich ? Channel.EMAIL : Channel.SMS)
                    .text();
            MustacheTemplate.compile(TemplateTarget.source(ours), Map.of()).render(Map.of("v", true));
        });
    }
}
