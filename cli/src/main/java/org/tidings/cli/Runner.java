package org.tidings.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidings.campaign.CampaignRun;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.campaign.RunFolder;
import org.tidings.campaign.RunOptions;
import org.tidings.campaign.RunSummary;
import org.tidings.core.InvalidInputException;
import org.tidings.files.LoadReport;
import org.tidings.files.LoadedData;
import org.tidings.files.LoadedHolidays;
import org.tidings.files.RejectFile;

/** Loads data, runs a programme over them and tells what came out. */
final class Runner {
    private final Console console;
    private final FailureLog failures;
    private final boolean strict;
    private final boolean quiet;

    Runner(Console console, FailureLog failures, boolean strict, boolean quiet) {
        this.console = console;
        this.failures = failures;
        this.strict = strict;
        this.quiet = quiet;
    }

    /** Runs into a folder and returns the exit code. */
    int run(ProgrammeFiles files, Path data, Optional<Path> holidayFile, Path out, RunOptions options) {
        Inputs inputs = Inputs.of(files);
        if (!quiet) {
            console.print(inputs.programme().warnings());
        }
        inputs.requireInstant(options);
        RunSummary summary;
        try (RunFolder folder = open(out, inputs, options)) {
            failures.in(out);
            Path rejectFile = out.resolve("rejects.csv");
            LoadedHolidays holidays;
            LoadedData people;
            try (RejectFile rejects = RejectFile.create(rejectFile)) {
                DataReport report = new DataReport(rejects);
                holidays = inputs.holidays(holidayFile, report);
                people = inputs.people(data, report);
                List<LoadReport> reports = List.of(holidays.report(), people.report());
                report.print(console, reports, "Every reject stands in " + rejectFile);
                HeldList.write(out.resolve("held.csv"), people.held());
                if (strict && reports.stream().anyMatch(loaded -> loaded.rejectCount() > 0)) {
                    console.problem("CLI-004", "Nothing was run, because rows were rejected and --strict is given");
                    return ExitCodes.DATA;
                }
            }
            if (!quiet) {
                console.print(inputs.unknownHolidays(holidays.calendar(), options));
            }
            RunOptions complete = options.withHolidays(holidays.calendar()).withHeld(people.heldByCode());
            summary = summary(inputs, people, complete, folder);
            if (!quiet) {
                console.print(inputs.unknownHolidaysAhead(holidays.calendar(), options, summary));
            }
        }
        if (!quiet) {
            console.out().println(summary.text());
            console.out().println("Messages, reasons and records stand in " + out);
        }
        return ExitCodes.OK;
    }

    private RunSummary summary(Inputs inputs, LoadedData people, RunOptions options, RunFolder folder) {
        try {
            if (!console.interactive() || quiet) {
                return CampaignRun.of(inputs.programme(), people.people(), options)
                        .into(folder);
            }
            try (Progress progress = Progress.onTerminal()) {
                return CampaignRun.of(inputs.programme(), people.people(), options.withProgress(progress))
                        .into(folder);
            }
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }

    /** Locks the folder, so that nothing in it is touched that belongs to another run. */
    private static RunFolder open(Path out, Inputs inputs, RunOptions options) {
        try {
            return RunFolder.open(out, inputs.programme(), options);
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }
}
