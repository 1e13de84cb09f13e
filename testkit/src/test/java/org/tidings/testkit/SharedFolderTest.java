package org.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class SharedFolderTest {
    private final SystemProperties properties =
            new SystemProperties("tidings.shared", "tidings.shared.required", "tidings.root");

    @TempDir
    Path temporary;

    @BeforeEach
    void pointToAnEmptyFolder() {
        System.setProperty("tidings.root", temporary.resolve("build").toString());
        System.setProperty("tidings.shared", "../shared");
        System.setProperty("tidings.shared.required", "false");
    }

    @AfterEach
    void restoreSettings() {
        properties.restore();
    }

    @Test
    void find_relativePath_startsAtTheRootOfTheBuild() throws IOException {
        Path shared = Files.createDirectories(temporary.resolve("shared"));

        assertThat(SharedFolder.find()).contains(shared);
        assertThat(SharedFolder.assumeAvailable()).isEqualTo(shared);
        assertThat(SharedFolder.required()).isEqualTo(shared);
    }

    @Test
    void find_startedInsideAModule_looksUpwards() throws IOException {
        Files.createDirectories(temporary.resolve("build/.mvn"));
        Path shared = Files.createDirectories(temporary.resolve("shared"));
        System.setProperty(
                "tidings.root", temporary.resolve("build/integrations/files").toString());

        assertThat(SharedFolder.find()).contains(shared);
    }

    @Test
    void absent_notRequired_skipsTheTest() {
        assertThat(SharedFolder.find()).isEmpty();
        assertThatThrownBy(SharedFolder::assumeAvailable).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(() -> SharedFolder.path("cases.json"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("cases.json")
                .hasMessageEndingWith("name its folder with -Dtidings.shared=...");
    }

    @Test
    void absent_required_failsTheTest() {
        System.setProperty("tidings.shared.required", "true");

        assertThatThrownBy(SharedFolder::assumeAvailable).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> SharedFolder.path("cases.json")).isInstanceOf(AssertionError.class);
    }

    @Test
    void required_absent_alwaysFails() {
        assertThatThrownBy(SharedFolder::required).isInstanceOf(AssertionError.class);
    }

    @Test
    void text_packedOrNot_isRead() throws IOException {
        Path shared = Files.createDirectories(temporary.resolve("shared"));
        Files.writeString(shared.resolve("plain.csv"), "id\nñ\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(shared.resolve("packed.csv.gz")))) {
            out.write("id\nñ\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(SharedFolder.text("plain.csv")).isEqualTo("id\nñ\n");
        assertThat(SharedFolder.text("packed.csv.gz")).isEqualTo("id\nñ\n");
        try (BufferedReader reader = SharedFolder.reader("packed.csv.gz")) {
            assertThat(reader.lines()).containsExactly("id", "ñ");
        }
    }
}
