package org.tidings.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tidings.campaign.Explainer;
import org.tidings.campaign.PersonExplanation;
import org.tidings.campaign.Programme;
import org.tidings.campaign.RunOptions;
import org.tidings.core.Diagnostic;
import org.tidings.files.LoadedData;
import org.tidings.files.Rejects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidings explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says in plain words what a programme means for one person, and why. Hands nothing over.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PERSON", description = "Id of the person, as in the data.")
    private String person;

    @Parameters(index = "1", paramLabel = "PROGRAMME", description = "Folder with programme.json and sources.json.")
    private Path programme;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder with the data.")
    private Path data;

    @Mixin
    private DataOptions options;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Evaluates for this instant, such as 2024-10-01T13:00:00Z, not for the programme's own.")
    private @Nullable Instant at;

    @Option(names = "--campaign", paramLabel = "ID", description = "Explains the steps of this campaign only.")
    private @Nullable String campaign;

    @Option(names = "--json", description = "Prints JSON instead of plain words.")
    private boolean json;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Inputs inputs = Inputs.of(InputFiles.programme(programme));
        RunOptions run =
                at == null ? RunOptions.defaults() : RunOptions.defaults().withAt(at);
        inputs.requireInstant(run);
        Rejects unseen = reject -> {};
        LoadedData people = inputs.people(data, unseen);
        int rejects = people.report().rejectCount();
        if (rejects > 0) {
            console.note(Console.count(rejects, "reject") + " in the data; 'tidings check --data' shows them");
        }
        run = run.withHolidays(inputs.holidays(options.holidays(), unseen).calendar())
                .withPersonTimes(PersonTimesFiles.read(options.times()));
        PersonExplanation explanation = Explainer.of(inputs.programme(), people.people(), run)
                .explain(person)
                .orElseThrow(() -> new Stopped(ExitCodes.DATA, List.of(unknown(people))));
        if (campaign != null) {
            explanation = explanation.ofCampaign(campaign);
            if (explanation.outcomes().isEmpty()) {
                throw new Stopped(ExitCodes.USAGE, List.of(unknownCampaign(inputs.programme(), campaign)));
            }
        }
        console.out().println(json ? explanation.json() : explanation.text());
        return ExitCodes.OK;
    }

    private Diagnostic unknownCampaign(Programme loaded, String id) {
        return problem(
                "CLI-007",
                "The programme has no campaign '" + id + "'",
                programme.toString(),
                Optional.of("its steps are " + String.join(", ", loaded.stepLabels())));
    }

    private static Diagnostic problem(String code, String message, String source, Optional<String> hint) {
        return new Diagnostic(code, Diagnostic.Severity.ERROR, message, source, 0, 0, "", 1, hint);
    }

    private Diagnostic unknown(LoadedData people) {
        int held = people.report().held();
        Optional<String> hint = held == 0
                ? Optional.empty()
                : Optional.of(Console.people(held)
                        + " held back, because something about them cannot be read; see 'tidings check --data'");
        return problem(
                "CLI-006",
                "Nobody among " + Console.people(people.people().size()) + " has this id",
                data.toString(),
                hint);
    }
}
