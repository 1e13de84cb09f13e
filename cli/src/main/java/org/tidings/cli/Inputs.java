package org.tidings.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tidings.campaign.Programme;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.campaign.RunOptions;
import org.tidings.campaign.RunSummary;
import org.tidings.core.Diagnostic;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;
import org.tidings.files.LoadReport;
import org.tidings.files.LoadedData;
import org.tidings.files.LoadedHolidays;
import org.tidings.files.Rejects;
import org.tidings.files.Sources;

/**
 * A programme with the sources of its data, read from a folder.
 *
 * @param programme the compiled programme
 * @param sources how its data are read
 */
record Inputs(Programme programme, Sources sources) {
    private static final String SOURCES = "sources.json";

    /**
     * Reads both.
     *
     * @throws Stopped if something in the folder is not valid
     */
    static Inputs of(ProgrammeFiles files) {
        try {
            Programme programme = Programme.load(files);
            SourceText text = files.read(SOURCES)
                    .orElseThrow(() -> new Stopped(ExitCodes.PROGRAMME, List.of(missingSources(files.name()))));
            return new Inputs(programme, Sources.read(text, programme.schema(), programme.catalogue()));
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.PROGRAMME, e.diagnostics());
        }
    }

    /**
     * Loads the people.
     *
     * @throws Stopped if the data as a whole cannot be used
     */
    LoadedData people(Path folder, Rejects rejects) {
        try {
            return sources.load(folder, programme.agencyZone(), rejects);
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }

    /**
     * Loads the public holidays; without a file there are none.
     *
     * @throws Stopped if the file as a whole cannot be used
     */
    LoadedHolidays holidays(Optional<Path> file, Rejects rejects) {
        try {
            return file.map(path -> sources.loadHolidays(path, rejects))
                    .orElseGet(() -> new LoadedHolidays(HolidayCalendar.none(), LoadReport.empty()));
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.DATA, e.diagnostics());
        }
    }

    /** Returns warnings of the regions in the windows whose holidays a calendar does not know in the year of a run. */
    List<Diagnostic> unknownHolidays(HolidayCalendar calendar, RunOptions options) {
        return year(options)
                .map(year -> programme.windows().unknownHolidays(calendar, year))
                .orElse(List.of());
    }

    /**
     * Returns the same warnings for the later years in which messages of a run go out: a list of holidays often ends with the
     * year.
     */
    List<Diagnostic> unknownHolidaysAhead(HolidayCalendar calendar, RunOptions options, RunSummary summary) {
        int first = year(options).orElseThrow();
        return summary.steps().stream()
                .flatMap(step -> step.byDay().keySet().stream())
                .map(LocalDate::getYear)
                .filter(year -> year > first)
                .distinct()
                .sorted()
                .flatMap(year -> programme.windows().unknownHolidays(calendar, year).stream())
                .toList();
    }

    /** Returns the year of a run on the agency's clock. */
    private Optional<Integer> year(RunOptions options) {
        return options.at()
                .or(programme::at)
                .map(at -> at.atZone(programme.agencyZone()).getYear());
    }

    /**
     * Checks that there is an instant to evaluate for, before any data are read.
     *
     * @throws Stopped if neither the programme nor the options name one
     */
    void requireInstant(RunOptions options) {
        if (options.at().isEmpty() && programme.at().isEmpty()) {
            throw new Stopped(ExitCodes.PROGRAMME, List.of(noInstant(programme.id())));
        }
    }

    private static Diagnostic noInstant(String programme) {
        return new Diagnostic(
                "CLI-009",
                Diagnostic.Severity.ERROR,
                "The programme states no instant under 'at', and the command line names none with --at",
                programme,
                0,
                0,
                "",
                1,
                Optional.of("such as --at 2024-10-01T13:00:00Z"));
    }

    private static Diagnostic missingSources(String folder) {
        return new Diagnostic(
                "CLI-002",
                Diagnostic.Severity.ERROR,
                "The folder of the programme has no " + SOURCES + ", which says where its data stand",
                folder,
                0,
                0,
                "",
                1,
                Optional.empty());
    }
}
