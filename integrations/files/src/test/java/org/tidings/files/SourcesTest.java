package org.tidings.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.core.InvalidInputException;
import org.tidings.testkit.ApprovedFiles;

class SourcesTest {
    static List<ApprovedFiles.Case> cases() {
        return ApprovedFiles.of("sources").cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void read_faulty_reportsEverything(ApprovedFiles.Case input) {
        input.check(outcome(input.input()));
    }

    private static String outcome(String json) {
        try {
            assertThat(Town.sources(json)).isNotNull();
            return "valid\n";
        } catch (InvalidInputException e) {
            return e.getMessage() + "\n";
        }
    }
}
