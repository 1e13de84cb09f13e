package org.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of the people and rows that it cannot use. */
class HeldListTest {
    @TempDir
    Path folder;

    private Workspace town;

    @BeforeEach
    void copy() {
        town = Workspace.in(folder);
    }

    @Test
    void run_peopleHeldBack_areCountedInTheSummaryAndListed() {
        town.append("data/people.csv", "p6,soon,,Fay,en,,6 Main Street\np1,1999-01-01,,Other,en,,\n");

        Workspace.Result result = town.run("run", "@programme", "--data", "@data", "--out", "@out");

        assertThat(result.exitCode()).isZero();
        assertThat(town.text("out/summary.txt"))
                .contains(" 4 people were looked at.\n"
                        + "2 more people were not looked at, because something about them cannot be read"
                        + " (SRC-201 1, SRC-210 1). Population: 6 people.\n");
        assertThat(town.text("out/summary.json"))
                .contains("\"population\":6,\"people\":4,\"held\":2,")
                .contains("\"held_reasons\":{\"SRC-201\":1,\"SRC-210\":1}");
        assertThat(town.lines("out/held.csv"))
                .containsExactly("person_id,code,place", "p1,SRC-210,people.csv:8", "p6,SRC-201,people.csv:7");
    }

    @Test
    void run_nobodyHeldBack_hasAnEmptyListAndNoSentenceAboutIt() {
        town.run();

        assertThat(town.lines("out/held.csv")).containsExactly("person_id,code,place");
        assertThat(town.text("out/summary.txt"))
                .contains(" 5 people were looked at.\n")
                .doesNotContain("Population");
        assertThat(town.text("out/summary.json")).contains("\"population\":5,\"people\":5,\"held\":0,");
    }

    @Test
    void run_folderInUseByAnotherRun_leavesItsListsAlone() throws IOException {
        town.append("data/people.csv", "p6,soon,,Fay,en,,6 Main Street\n");
        town.run();
        String rejects = town.text("out/rejects.csv");
        town.append("data/people.csv", "p7,later,,Gus,en,,7 Main Street\n");

        Workspace.Result second;
        try (FileChannel journal = FileChannel.open(town.path("out/journal.jsonl"), StandardOpenOption.WRITE)) {
            journal.lock();
            second = town.run();
        }

        assertThat(second.exitCode()).isEqualTo(ExitCodes.DATA);
        assertThat(second.err()).contains("Another run is writing into this folder");
        assertThat(town.text("out/rejects.csv")).isEqualTo(rejects);
        assertThat(town.lines("out/held.csv")).hasSize(2);
    }
}
