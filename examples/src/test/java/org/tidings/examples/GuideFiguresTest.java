package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tidings.consent.ConsentDecider;
import org.tidings.contacts.EmailAddresses;
import org.tidings.contacts.PhoneNumbers;
import org.tidings.core.Catalogue;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.segmentation.Split;
import org.tidings.templating.MessageFormat2;
import org.tidings.templating.NotifyTemplate;
import org.tidings.timing.ContactWindows;
import org.tidings.timing.DeadlineRules;

/** Holds the guide to what it says comes out, and its files to the readers that people would hand them to. */
class GuideFiguresTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    @Test
    void schemaAndCatalogue_theExamples_fitEachOther() {
        List<String> blocks = blocks("schema-and-catalogue.md", "json");

        Catalogue catalogue = Catalogue.read(new SourceText("catalogue.json", blocks.get(0)));
        Schema schema = Schema.read(new SourceText("schema.json", blocks.get(1)), catalogue);

        assertThat(catalogue.purpose("reminder")).isPresent();
        assertThat(schema.attributes()).hasSize(3);
        assertThat(ConsentDecider.of(catalogue)).isNotNull();
    }

    @Test
    void windows_theExamples_areRead() {
        List<String> blocks = blocks("windows.md", "json");

        ContactWindows.read(new SourceText("windows.json", blocks.get(0)));
        ContactWindows.read(new SourceText("windows.json", "{\"channels\": {" + blocks.get(1) + "}}"));
    }

    @Test
    void deadlines_theExample_isRead() {
        List<String> blocks = blocks("deadlines.md", "json");

        DeadlineRules.read(new SourceText("rules.json", blocks.get(0)));
    }

    @Test
    void templates_aNumberInGerman_isWrittenAsSaid() {
        assertThat(page("templates.md")).contains("message.format(Map.of(\"n\", 1200)).text();   // 1.200 new");

        MessageFormat2 message = MessageFormat2.compile(new SourceText("inbox", "{$n :integer} new"), Locale.GERMAN);

        assertThat(message.format(Map.of("n", 1200)).text()).isEqualTo("1.200 new");
    }

    @Test
    void channels_contactPoints_areReadAsSaid() {
        assertThat(page("channels.md"))
                .contains("numbers.check(\"0171 / 1234567\");     // UNSUPPORTED_CHARACTER")
                .contains("numbers.check(\"(0171) 123 45 67\");   // Valid, +491711234567")
                .contains("EmailAddresses.key(\" Ada@Agency.Example \");   // Optional[ada@agency.example]");
        PhoneNumbers numbers = PhoneNumbers.of("DE").withForeign();

        assertThat(numbers.check("0171 / 1234567").toString()).contains("UNSUPPORTED_CHARACTER");
        assertThat(numbers.check("(0171) 123 45 67").toString())
                .startsWith("Valid")
                .contains("+491711234567");
        assertThat(EmailAddresses.key(" Ada@Agency.Example ")).contains("ada@agency.example");
    }

    @Test
    void notifyImport_names_areThoseSaid() {
        assertThat(page("notify-import.md")).contains("[first name, is late]");

        NotifyTemplate theirs = NotifyTemplate.parse(
                new SourceText("reminder", "Dear ((first name)), ((is late??your books are late.))"));

        assertThat(theirs.names()).hasToString("[first name, is late]");
    }

    @Test
    void experiments_growing_givesThePointsSaid() {
        String text = "control=0:3000,friendly=3000:6000,control=6000:7000,friendly=7000:8000,short=8000:9000";
        assertThat(page("experiments.md")).contains(text);

        Split split = Split.of("reminder-text", Map.of("control", 3_000, "friendly", 3_000));
        Split larger = split.grown(Map.of("control", 4_000, "friendly", 4_000, "short", 1_000));

        assertThat(larger.text()).isEqualTo(text);
        assertThat(Split.parse("reminder-text", text).text()).isEqualTo(text);
    }

    private static List<String> blocks(String page, String language) {
        return BLOCK.matcher(page(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }

    private static String page(String name) {
        try {
            return Files.readString(Cli.SCENARIO.resolve("../../docs/guide").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
