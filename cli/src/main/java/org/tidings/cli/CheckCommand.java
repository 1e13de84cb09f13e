package org.tidings.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tidings.campaign.Programme;
import org.tidings.campaign.RunOptions;
import org.tidings.core.Diagnostic;
import org.tidings.files.FileReport;
import org.tidings.files.LoadReport;
import org.tidings.files.LoadedData;
import org.tidings.files.LoadedHolidays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidings check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Compiles a programme and prints everything that is wrong with it; with --data also reads the data."
                        + " With --cases runs a file of consent cases.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROGRAMME",
            description = "Folder with programme.json and sources.json.")
    private @Nullable Path programme;

    @Option(
            names = "--cases",
            paramLabel = "FILE",
            description = "Consent cases to run; PROGRAMME may be left out then.")
    private @Nullable Path cases;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder with the data.")
    private @Nullable Path data;

    @Mixin
    private DataOptions options;

    @Option(names = "--strict", description = "Fails if a row of the data is rejected.")
    private boolean strict;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (programme == null && (cases == null || asksForMore())) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PROGRAMME'");
        }
        int ofCases = cases == null ? ExitCodes.OK : new CasesCheck(console).run(cases);
        int ofProgramme = programme == null ? ExitCodes.OK : check(programme);
        return ofProgramme == ExitCodes.OK ? ofCases : ofProgramme;
    }

    /** Returns whether an option is given that says nothing about cases. */
    private boolean asksForMore() {
        return data != null
                || strict
                || options.holidays().isPresent()
                || options.times().isPresent();
    }

    private int check(Path folder) {
        Inputs inputs = Inputs.of(InputFiles.programme(folder));
        console.print(inputs.programme().warnings());
        inputs.programme().outline().forEach(console.out()::println);
        DataReport rejects = new DataReport(reject -> {});
        LoadedHolidays holidays = inputs.holidays(options.holidays(), rejects);
        if (options.holidays().isPresent()) {
            console.print(inputs.unknownHolidays(holidays.calendar(), RunOptions.defaults()));
        }
        if (options.times().isPresent()) {
            int known = PersonTimesFiles.read(options.times()).people();
            console.out().println(Console.people(known) + " with hours of their own");
        }
        List<LoadReport> reports = List.of(holidays.report());
        if (data != null) {
            LoadedData people = inputs.people(data, rejects);
            reports = List.of(holidays.report(), people.report());
            console.out().println(Console.people(people.people().size()));
        }
        reports.forEach(this::print);
        rejects.print(console, reports, "'tidings run' writes every reject to rejects.csv");
        boolean rejected = reports.stream().anyMatch(report -> report.rejectCount() > 0);
        if (strict && rejected) {
            console.problem("CLI-004", "Rows were rejected and --strict is given");
            return ExitCodes.DATA;
        }
        remarks(inputs.programme());
        console.out().println("The programme is valid.");
        return ExitCodes.OK;
    }

    /** Prints what authors should look at once more; nothing of it is wrong. */
    private void remarks(Programme programme) {
        List<Diagnostic> remarks = new LinkedHashSet<>(programme.templates().values())
                .stream().flatMap(template -> template.review().stream()).toList();
        if (!remarks.isEmpty()) {
            console.out().println("To look at once more:");
            remarks.forEach(
                    remark -> console.out().println(remark.render().indent(2).stripTrailing()));
        }
    }

    private void print(LoadReport report) {
        for (FileReport file : report.files()) {
            console.out()
                    .println(String.format(
                            Locale.ROOT, "%-32s %,10d rows, %,d used", file.file(), file.rows(), file.used()));
        }
    }
}
