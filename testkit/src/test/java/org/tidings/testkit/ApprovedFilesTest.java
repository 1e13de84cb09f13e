package org.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

class ApprovedFilesTest {
    @ParameterizedTest
    @MethodSource("upperCaseCases")
    void cases_pairsOfFiles_areCompared(ApprovedFiles.Case pair) {
        pair.check(pair.input().toUpperCase(Locale.ROOT));
    }

    static Iterable<ApprovedFiles.Case> upperCaseCases() {
        return ApprovedFiles.of("upper-case").cases();
    }

    @Test
    void check_sameText_passes(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.out"), "one\r\ntwo");

        ApprovedFiles.in(folder, false).check("a.out", "one\r\ntwo");
    }

    @Test
    void check_otherText_namesTheFirstLine(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.out"), "one\ntwo\n");

        assertThatThrownBy(() -> ApprovedFiles.in(folder, false).check("a.out", "one\n2\n"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("a.out differs from what was approved, first in line 2: approved 'two', now '2'"
                        + "; if the new text is right, run with -Dapprove");
    }

    @Test
    void check_textGoesOn_namesTheEnd(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.out"), "one\n");

        assertThatThrownBy(() -> ApprovedFiles.in(folder, false).check("a.out", "one\ntwo\n"))
                .hasMessageContaining("first in line 2: approved the end, now 'two'");
    }

    @Test
    void check_otherLineEnds_fails(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.out"), "one\n");

        assertThatThrownBy(() -> ApprovedFiles.in(folder, false).check("a.out", "one\r\n"))
                .hasMessageContaining("in the line ends only");
    }

    @Test
    void check_nothingApproved_saysWhatToDo(@TempDir Path folder) {
        assertThatThrownBy(() -> ApprovedFiles.in(folder, false).check("a.out", "one"))
                .hasMessageStartingWith("Nothing approved yet in ")
                .hasMessageEndingWith("a.out; run with -Dapprove and read the file");
    }

    @Test
    void check_rewrite_writesTheFile(@TempDir Path folder) {
        ApprovedFiles.in(folder.resolve("new/folder"), true).check("a.out", "é");

        assertThat(folder.resolve("new/folder/a.out")).hasContent("é");
    }

    @Test
    void cases_emptyFolder_fails(@TempDir Path folder) {
        assertThatThrownBy(() -> ApprovedFiles.in(folder, false).cases())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("no .in file in ");
    }
}
