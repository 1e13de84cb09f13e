package org.tidings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tidings.campaign.Programme;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Suggestions;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.TemplatePreview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidings preview}. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Shows what every variant of the templates says to three invented people: one of whom everything is known,"
                        + " one of whom only what is required is, and one who denies everything.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PreviewCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PROGRAMME", description = "Folder with programme.json.")
    private Path programme;

    @Option(names = "--campaign", paramLabel = "ID", description = "Shows the template of this campaign only.")
    private @Nullable String campaign;

    @Option(names = "--redacted", description = "Shows the names of values in their place.")
    private boolean redacted;

    @Option(
            names = "--html",
            paramLabel = "DIR",
            description = "Writes one HTML file for each campaign into this folder, and prints nothing.")
    private @Nullable Path html;

    PreviewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Programme loaded = load();
        Map<String, MessageTemplate> templates = loaded.templates();
        if (campaign != null && !templates.containsKey(campaign)) {
            throw new Stopped(ExitCodes.USAGE, List.of(unknown(campaign, templates)));
        }
        templates.forEach((id, template) -> {
            if (campaign == null || campaign.equals(id)) {
                show(
                        id,
                        redacted
                                ? TemplatePreview.redacted(template, loaded.agencyZone())
                                : TemplatePreview.of(template, loaded.agencyZone()));
            }
        });
        return ExitCodes.OK;
    }

    private Programme load() {
        try {
            return Programme.load(InputFiles.programme(programme));
        } catch (InvalidInputException e) {
            throw new Stopped(ExitCodes.PROGRAMME, e.diagnostics());
        }
    }

    private void show(String id, TemplatePreview preview) {
        if (html == null) {
            console.out().println("campaign " + id);
            console.out().println(preview.text());
            return;
        }
        try {
            Files.createDirectories(html);
            Files.writeString(html.resolve(id + ".html"), preview.html());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Diagnostic unknown(String id, Map<String, MessageTemplate> templates) {
        Optional<String> hint = Suggestions.didYouMean(id, templates.keySet())
                .or(() -> Optional.of("its campaigns are " + String.join(", ", templates.keySet())));
        return new Diagnostic(
                "CLI-007",
                Diagnostic.Severity.ERROR,
                "The programme has no campaign '" + id + "'",
                programme.toString(),
                0,
                0,
                "",
                1,
                hint);
    }
}
