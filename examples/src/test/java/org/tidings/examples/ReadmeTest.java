package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says. */
class ReadmeTest {
    private static final Path ROOT = Cli.SCENARIO.resolve("../..").normalize();

    private final String readme = read(ROOT.resolve("README.md"));

    @Test
    void javaSample_isTheCodeThatRunsAndPrintsWhatItSays() {
        String source = read(ROOT.resolve("examples/src/test/java/org/tidings/examples/ReadmeExample.java"));
        String code = source.substring(
                source.indexOf('\n', source.indexOf("// begin")) + 1,
                source.lastIndexOf('\n', source.indexOf("// end")) + 1);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        ReadmeExample.run(Cli.SCENARIO, new PrintStream(printed, true, StandardCharsets.UTF_8));

        // The formatter breaks lines as it likes; what counts is the code.
        assertThat(blocks("java")).hasSize(1).first().asString().isEqualToIgnoringWhitespace(code);
        assertThat(blocks("")).first().isEqualTo(printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void commands_ofTheProgram_succeed(@TempDir Path folder) {
        List<String> lines = new ArrayList<>();
        for (String block : blocks("sh")) {
            block.lines().filter(line -> line.startsWith("./tidings ")).forEach(lines::add);
        }

        assertThat(lines).hasSize(4).first().isEqualTo("./tidings demo");
        for (String line : lines) {
            Stream<String> words = Arrays.stream(line.split(" ")).skip(1);
            List<String> args =
                    new ArrayList<>(words.map(word -> inFolder(word, folder)).toList());
            if (args.equals(List.of("demo"))) {
                args.addAll(List.of("--out", folder.resolve("tidings-demo").toString()));
            }
            assertThat(Cli.call(args.toArray(String[]::new)).out()).as(line).isNotBlank();
        }
        assertThat(folder.resolve("results/messages.csv"))
                .hasSameTextualContentAs(folder.resolve("tidings-demo/results/messages.csv"));
    }

    @Test
    void testCommand_isWhatTheBuildServerRuns() {
        assertThat(blocks("sh")).contains("mvn verify\n");
        assertThat(read(ROOT.resolve(".ci/run")).replaceAll("\\s--?[\\w.=-]+", ""))
                .containsPattern("mvn[^\n]* verify");
    }

    @Test
    void links_leadToFiles() {
        Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(readme)
                .results()
                .map(found -> found.group(1))
                .forEach(target -> assertThat(ROOT.resolve(target)).exists());
    }

    private static String inFolder(String word, Path folder) {
        if (word.startsWith("examples/")) {
            return ROOT.resolve(word).toString();
        }
        return word.startsWith("tidings-demo/") || word.equals("results")
                ? folder.resolve(word).toString()
                : word;
    }

    /** Returns the contents of the fenced blocks of a language. */
    private List<String> blocks(String language) {
        return Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$")
                .matcher(readme)
                .results()
                .filter(found -> found.group(1).equals(language))
                .map(found -> found.group(2))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
