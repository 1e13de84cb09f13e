package org.tidings.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.consent.ConsentCases;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;

/** Runs a file of consent cases and prints which of them do not come out as expected. */
final class CasesCheck {
    private final Console console;

    CasesCheck(Console console) {
        this.console = console;
    }

    /**
     * Runs the cases of a file and returns the exit code.
     *
     * @throws Stopped if the file is absent or not valid
     */
    int run(Path file) {
        ConsentCases cases = read(file);
        console.print(cases.warnings());
        List<ConsentCases.Result> failed =
                cases.run().stream().filter(result -> !result.passed()).toList();
        for (ConsentCases.Result result : failed) {
            console.out().println(result.id() + (result.title().isEmpty() ? "" : ": " + result.title()));
            result.differences().forEach(difference -> console.out().println("  " + difference));
        }
        console.out().println((cases.size() - failed.size()) + " passed, " + failed.size() + " failed");
        if (failed.isEmpty()) {
            return ExitCodes.OK;
        }
        console.out()
                .println("failed: "
                        + String.join(
                                " ",
                                failed.stream().map(ConsentCases.Result::id).toList()));
        return ExitCodes.CASES;
    }

    private static ConsentCases read(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        try {
            String name = InputFiles.existing(file, ExitCodes.PROGRAMME);
            SourceText text = ProgrammeFiles.folder(folder).read(name).orElseThrow();
            return ConsentCases.read(text);
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.PROGRAMME, e.diagnostics());
        }
    }
}
