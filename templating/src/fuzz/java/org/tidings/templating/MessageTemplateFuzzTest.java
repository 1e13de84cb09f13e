package org.tidings.templating;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** The compiler of message templates: texts, HTML, partials and messages together. */
class MessageTemplateFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "{{#subjects}}{{name}}{{/subjects}}",
        "{{recipient.name}}",
        "{{#recipient.late}}x{{/recipient.late}}{{#recipient.late.unknown}}y{{/recipient.late.unknown}}",
        "{{#recipient.titles}}{{.}}{{item.separator}}{{/recipient.titles}}",
        "{{<p}}{{$a}}x{{/a}}{{/p}}",
        "{{$a}}{{/a}}",
        "{{>p}}",
        "{{msg.m}}",
        "{{=<% %>=}}",
        "<p title=\"",
        "<script>",
        "<!--",
        ".input {$recipient.books :integer} .match $recipient.books one {{x}} * {{y}}",
        "{$recipient.name}"
    })
    void compile_anyTexts_rendersOrRefuses(FuzzedDataProvider data) {
        String text = data.consumeString(400);
        String html = data.consumeString(400);
        String partial = data.consumeString(200);
        String message = data.consumeRemainingAsString();

        TemplateTarget.check(() -> TemplateTarget.message(text, html, partial, message));
    }
}
