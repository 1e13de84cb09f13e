package org.tidings.templating;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import java.util.Map;

/** The parser and formatter of MessageFormat 2. */
class MessageFormatFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        ".input {$a :integer select=exact}",
        ".local $b = {$a :percent}",
        ".match $a one {{x}} * {{y}}",
        "{$a :number minimumFractionDigits=2}",
        "{|x| :string u:dir=rtl}",
        "{$d :date length=long}",
        "{1 :currency currency=EUR}",
        "{$a :offset add=1}",
        "{#b}{/b}",
        "{{",
        "}}",
        "|\\||",
        "@x=|y|"
    })
    void compile_anyText_formatsOrRefuses(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();

        TemplateTarget.check(() -> MessageFormat2.compile(TemplateTarget.source(text), Locale.GERMAN)
                .format(Map.of("a", 3, "d", "2026-03-01", "s", "text")));
    }
}
