package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.cli.Main;

/** Holds the guide to what the library is: its code compiles, its commands are known, its links lead somewhere. */
class GuideTest {
    private static final Path ROOT = Cli.SCENARIO.resolve("../..").normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?:\\./)?tidings +([a-z-]+)(.*)$");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern CODE = Pattern.compile("\"((?:[A-Z]{3}|JSON)-\\d{3})\"");
    private static final Pattern LISTED_CODE = Pattern.compile("(?m)^\\| ((?:[A-Z]{3}|JSON)-\\d{3}) \\|");

    /** What the examples see: they stand in a program that has these imports, and what {@link GuideNames} says. */
    private static final String IMPORTS = """
            import static java.time.temporal.ChronoUnit.*;
            import static org.tidings.segmentation.Rules.*;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            import org.tidings.campaign.*;
            import org.tidings.consent.*;
            import org.tidings.contacts.*;
            import org.tidings.core.*;
            import org.tidings.files.*;
            import org.tidings.jdbc.*;
            import org.tidings.jollyday.*;
            import org.tidings.mail.*;
            import org.tidings.segmentation.*;
            import org.tidings.templating.*;
            import org.tidings.timing.*;
            import org.tidings.timing.research.*;
            """;

    @Test
    void javaExamples_compile(@TempDir Path folder) {
        List<JavaFileObject> sources = new ArrayList<>();
        Map<String, String> pages = new HashMap<>();
        guide().forEach((page, text) -> {
            int number = 0;
            for (MatchResult block : BLOCK.matcher(text).results().toList()) {
                if (block.group(1).equals("java")) {
                    String name = "Guide" + sources.size();
                    pages.put(name, page + ", example " + ++number);
                    sources.add(source(name, block.group(2)));
                }
            }
        });
        assertThat(sources).hasSizeGreaterThan(20);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();

        boolean compiles = compiler.getTask(
                        null,
                        null,
                        found,
                        List.of(
                                "-proc:none",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "-d",
                                folder.toString()),
                        null,
                        sources)
                .call();

        List<String> faults = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> fault : found.getDiagnostics()) {
            if (fault.getKind() == Diagnostic.Kind.ERROR) {
                String name = fault.getSource().getName().replaceAll(".*/|\\.java", "");
                faults.add(pages.get(name) + ": " + fault.getMessage(Locale.ROOT));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(compiles).isTrue();
    }

    @Test
    void commands_andTheirOptions_areKnown() {
        Map<String, Set<String>> options = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        int commands = 0;
        for (Map.Entry<String, String> page : documents().entrySet()) {
            for (MatchResult block : BLOCK.matcher(page.getValue()).results().toList()) {
                for (MatchResult line :
                        COMMAND.matcher(block.group(2)).results().toList()) {
                    Set<String> known = options.computeIfAbsent(line.group(1), GuideTest::options);
                    OPTION.matcher(line.group(2))
                            .results()
                            .map(MatchResult::group)
                            .filter(option -> !known.contains(option))
                            .forEach(option -> unknown.add(page.getKey() + ": " + line.group()));
                    commands++;
                }
            }
        }

        assertThat(commands).isGreaterThan(20);
        assertThat(unknown).isEmpty();
    }

    @Test
    void links_leadToFilesAndHeadings() {
        Map<String, String> documents = documents();
        List<String> broken = new ArrayList<>();
        documents.forEach((page, text) -> LINK.matcher(withoutBlocks(text))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .forEach(link -> {
                    String[] parts = link.split("#", -1);
                    Path target = parts[0].isEmpty()
                            ? Path.of(page)
                            : Objects.requireNonNullElse(Path.of(page).getParent(), Path.of(""))
                                    .resolve(parts[0])
                                    .normalize();
                    String name = target.toString().replace('\\', '/');
                    boolean leads = Files.exists(ROOT.resolve(target))
                            && (parts.length == 1
                                    || !documents.containsKey(name)
                                    || anchors(documents.get(name)).contains(parts[1]));
                    if (!leads) {
                        broken.add(page + ": " + link);
                    }
                }));

        assertThat(broken).isEmpty();
    }

    @Test
    void codes_ofDiagnostics_areListedAndNoOthers() {
        Set<String> used = new TreeSet<>();
        for (Path file : files(ROOT, ".java")) {
            String name = ROOT.relativize(file).toString().replace('\\', '/');
            if (name.contains("/src/main/java/") && !name.startsWith("benchmarks/")) {
                CODE.matcher(read(file)).results().forEach(code -> used.add(code.group(1)));
            }
        }
        used.remove("SHA-256");
        Set<String> listed = new TreeSet<>();
        guide().values()
                .forEach(text -> LISTED_CODE.matcher(text).results().forEach(code -> listed.add(code.group(1))));

        assertThat(used).hasSizeGreaterThan(200).isEqualTo(listed);
    }

    private static JavaFileObject source(String name, String code) {
        String text = "package org.tidings.examples;\n" + IMPORTS + "@SuppressWarnings(\"all\")\nabstract class " + name
                + " extends GuideNames { void example() throws Exception {\n" + code + "\n} }";
        return new SimpleJavaFileObject(URI.create("guide:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static Set<String> options(String command) {
        StringWriter help = new StringWriter();
        int exitCode = Main.execute(
                new String[] {command, "--help"}, new PrintWriter(help), new PrintWriter(new StringWriter()));
        assertThat(exitCode).as(command).isZero();
        Set<String> options = new HashSet<>();
        OPTION.matcher(help.toString()).results().forEach(option -> options.add(option.group()));
        return options;
    }

    private static Set<String> anchors(String text) {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(withoutBlocks(text))
                .results()
                .forEach(heading -> anchors.add(heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                        .strip()
                        .replace(' ', '-')));
        return anchors;
    }

    private static String withoutBlocks(String text) {
        return BLOCK.matcher(text).replaceAll("");
    }

    /** Returns the pages of the guide, by their path from the root. */
    private static Map<String, String> guide() {
        Map<String, String> pages = documents();
        pages.keySet().removeIf(page -> !page.startsWith("docs/guide/"));
        return pages;
    }

    /** Returns everything that people read, by its path from the root. */
    private static Map<String, String> documents() {
        Map<String, String> documents = new TreeMap<>();
        for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("examples"))) {
            for (Path file : files(folder, ".md")) {
                documents.put(ROOT.relativize(file).toString().replace('\\', '/'), read(file));
            }
        }
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")) {
            documents.put(name, read(ROOT.resolve(name)));
        }
        return documents;
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
