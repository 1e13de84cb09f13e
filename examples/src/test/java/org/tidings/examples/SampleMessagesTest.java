package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.templating.SmsPolicy;
import org.tidings.templating.SmsText;
import org.tidings.testkit.ApprovedFiles;

/**
 * The messages that families get, one approved file per campaign, language and style, to be read as the recipient would.
 * The marks that isolate a text of another direction are invisible; the files show them as ⟨ and ⟩,
 * and the mark that keeps a number in order as ▸.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleMessagesTest {
    private static final List<String> STEPS = List.of("CHILD", "FLU", "SCHOOL-T30");
    private static final List<String> CHANNELS = List.of("sms", "push", "email", "letter");
    private static final List<String> SITUATIONS = List.of("one", "two", "three", "eleven", "without-names");
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa");
    private static final int MOST_PARTS = 4;
    private static final String PHONE = "617-555-0140";
    private static final String ISOLATE = "\u2068";
    private static final String END_OF_ISOLATE = "\u2069";
    private static final String LEFT_TO_RIGHT_MARK = "\u200E";

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(
            String step, String recipient, String channel, String language, String style, Map<String, String> parts) {
        String situation() {
            return recipient.substring(recipient.indexOf(channel) + channel.length() + 1);
        }

        String variant() {
            return language + "." + style;
        }

        String text() {
            StringBuilder text = new StringBuilder("=== " + recipient + "\n");
            parts.forEach((name, part) ->
                    text.append("--- ").append(name).append('\n').append(part).append(part.endsWith("\n") ? "" : "\n"));
            return text.append('\n').toString();
        }
    }

    @BeforeAll
    void run(@TempDir Path folder) {
        Path data = folder.resolve("data");
        SamplePeople.write(data);
        Cli.run(data, Cli.SCENARIO.resolve("holidays.csv"), folder);
        Map<String, Map<String, String>> texts = new HashMap<>();
        for (String channel : CHANNELS) {
            for (JsonFields line : lines(folder.resolve("outbox").resolve(channel + ".jsonl"))) {
                texts.put(line.text("reference"), line.textMembers("parts"));
            }
        }
        for (JsonFields line : lines(folder.resolve("records.jsonl"))) {
            samples.add(new Sample(
                    line.text("step"),
                    line.text("recipient"),
                    line.text("channel"),
                    line.text("language"),
                    line.text("style"),
                    Optional.ofNullable(texts.get(line.text("reference"))).orElseThrow()));
        }
    }

    @Test
    void messages_ofEveryVariant_areAsApproved() {
        Map<String, StringBuilder> files = new TreeMap<>();
        ordered()
                .filter(sample -> STEPS.contains(sample.step()))
                .forEach(sample -> files.computeIfAbsent(
                                sample.step().split("-", 2)[0].toLowerCase(Locale.ROOT) + "." + sample.variant()
                                        + ".txt",
                                name -> new StringBuilder())
                        .append(visible(sample.text())));

        assertThat(files).hasSize(3 * 7);
        ApprovedFiles approved = ApprovedFiles.of("messages");
        files.forEach((name, text) -> approved.check(name, text.toString()));
    }

    @Test
    void messages_ofEveryFamily_areWritten() {
        Set<String> seen = new TreeSet<>();
        samples.forEach(sample -> seen.add(sample.step() + " " + sample.recipient()));

        // 7 variants, 11 families each, 5 steps; two families per channel and three more by e-mail.
        assertThat(seen).hasSize(7 * 11 * 5);
        assertThat(samples).hasSameSizeAs(seen);
    }

    @Test
    void texts_ofEveryMessage_areCleanToRead() {
        for (Sample sample : samples) {
            sample.parts()
                    .forEach((name, text) -> assertThat(text)
                            .as("%s %s %s", sample.step(), sample.recipient(), name)
                            .doesNotContain("  ", "{{", "}}", "null", " ,", " .", " :", "،،", "\n\n\n")
                            .isNotBlank());
        }
    }

    @Test
    void isolates_areBalanced() {
        for (Sample sample : samples) {
            sample.parts()
                    .forEach((name, text) -> assertThat(count(text, ISOLATE))
                            .as("%s %s", sample.recipient(), name)
                            .isEqualTo(count(text, END_OF_ISOLATE)));
        }
    }

    /** Without a mark before it, a number behind Arabic letters is shown with its groups in reverse order. */
    @Test
    void telephoneNumbers_inTextsFromRightToLeft_keepTheirOrder() {
        for (Sample sample : samples) {
            if (RIGHT_TO_LEFT.contains(sample.language())) {
                String text = String.join("\n", sample.parts().values());
                assertThat(text.replace(ISOLATE + PHONE, "").replace(LEFT_TO_RIGHT_MARK + PHONE, ""))
                        .as("%s %s", sample.step(), sample.recipient())
                        .doesNotContain(PHONE);
            }
        }
    }

    @Test
    void lockScreensAndSubjects_neverSpeakOfHealth() {
        Set<String> words =
                Set.of("vaccin", "flu", "impf", "grippe", "vacun", "gripe", "لقاح", "إنفلونزا", "واکسن", "آنفلوآنزا");
        for (Sample sample : samples) {
            sample.parts().forEach((name, text) -> {
                boolean exposed = sample.channel().equals("push") || name.equals("subject");
                if (exposed) {
                    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(words.toArray(String[]::new));
                }
            });
        }
    }

    @Test
    void everyMessage_saysHowToReachSomebody() {
        for (Sample sample : samples) {
            assertThat(String.join(" ", sample.parts().values())).contains(PHONE);
        }
    }

    @Test
    void everyTextMessage_saysHowToStop() {
        assertThat(samples.stream().filter(sample -> sample.channel().equals("sms")))
                .allMatch(sample -> String.join("", sample.parts().values()).contains("STOP"));
    }

    @Test
    void textMessages_ofFamiliesUpToThreeChildren_areShort() {
        samples.stream()
                .filter(sample -> sample.channel().equals("sms"))
                .forEach(sample -> assertThat(SmsText.of(sample.parts().getOrDefault("text", ""), SmsPolicy.KEEP))
                        .as("%s %s", sample.step(), sample.recipient())
                        .hasValueSatisfying(
                                sms -> assertThat(sms.report().parts()).isLessThanOrEqualTo(MOST_PARTS)));
    }

    private Stream<Sample> ordered() {
        return samples.stream()
                .sorted(Comparator.<Sample>comparingInt(sample -> CHANNELS.indexOf(sample.channel()))
                        .thenComparingInt(sample -> SITUATIONS.indexOf(sample.situation()))
                        .thenComparing(Sample::recipient));
    }

    private static String visible(String text) {
        return text.replace(ISOLATE, "⟨").replace(END_OF_ISOLATE, "⟩").replace(LEFT_TO_RIGHT_MARK, "▸");
    }

    private static int count(String text, String wanted) {
        return text.split(wanted, -1).length - 1;
    }

    private static List<JsonFields> lines(Path file) {
        List<JsonFields> result = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.forEach(line -> {
                SourceText source = new SourceText(file.toString(), line);
                Diagnostics diagnostics = new Diagnostics();
                JsonReader.readObject(source, diagnostics, Limits.defaults())
                        .ifPresent(object -> result.add(JsonFields.of(source, diagnostics, object)));
                diagnostics.throwIfErrors();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}
