package org.tidings.benchmarks.inputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tidings.campaign.People;
import org.tidings.campaign.Programme;
import org.tidings.campaign.ProgrammeFiles;
import org.tidings.cli.DemoPopulation;
import org.tidings.core.Diagnostics;
import org.tidings.core.EvaluationContext;
import org.tidings.core.HolidayCalendar;
import org.tidings.core.Limits;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.files.Sources;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;

/**
 * The programme of {@code examples/scenario}, and people of the generated population. Immutable.
 *
 * <p>The same number of people gives the same people in every process. Loading costs about a second; it is done once
 * per process and number.
 */
public final class Scenario {
    /** System property that names the folder of the repository for who works in another one, as the tests do. */
    private static final String ROOT_PROPERTY = "tidings.root";

    private static final Map<Integer, Scenario> LOADED = new ConcurrentHashMap<>();

    private final ProgrammeFiles files;
    private final Programme programme;
    private final HolidayCalendar holidays;
    private final People people;

    private Scenario(ProgrammeFiles files, Programme programme, HolidayCalendar holidays, People people) {
        this.files = files;
        this.programme = programme;
        this.holidays = holidays;
        this.people = people;
    }

    /** Returns the scenario with that many people. */
    public static Scenario of(int people) {
        return LOADED.computeIfAbsent(people, Scenario::load);
    }

    /** Returns the folder of the repository: the working folder, which the processes of JMH inherit. */
    public static Path root() {
        return Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath().normalize();
    }

    private static Scenario load(int people) {
        Path folder = root().resolve("examples").resolve("scenario");
        ProgrammeFiles files = ProgrammeFiles.folder(folder);
        Programme programme = Programme.load(files);
        Sources sources = Sources.read(text(files, "sources.json"), programme.schema(), programme.catalogue());
        HolidayCalendar holidays = sources.loadHolidays(folder.resolve("holidays.csv"), Scenario::refuse)
                .calendar();
        return new Scenario(files, programme, holidays, population(sources, programme, people));
    }

    private static void refuse(Object reject) {
        throw new IllegalStateException("the example does not load: " + reject);
    }

    private static People population(Sources sources, Programme programme, int people) {
        try {
            Path folder = Files.createTempDirectory("tidings-benchmarks");
            try {
                DemoPopulation.write(folder, people, DemoPopulation.DEFAULT_SEED);
                // What the population holds of faulty rows is none of a benchmark's business.
                return sources.load(folder, programme.agencyZone(), reject -> {})
                        .people();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Returns the compiled programme. */
    public Programme programme() {
        return programme;
    }

    /** Returns the public holidays of the example. */
    public HolidayCalendar holidays() {
        return holidays;
    }

    /** Returns the people. */
    public People people() {
        return people;
    }

    /** Returns the profiles of the people, in their order. */
    public List<Profile> profiles() {
        return IntStream.range(0, people.size()).mapToObj(people::profile).toList();
    }

    /** Returns the instant and the zone of the programme. */
    public EvaluationContext context() {
        return new EvaluationContext(programme.at().orElseThrow(), programme.agencyZone());
    }

    /** Returns the texts that the programme gives to all templates, by name. */
    public Map<String, String> constants() {
        SourceText source = text(files, "programme.json");
        Diagnostics diagnostics = new Diagnostics();
        return JsonReader.readObject(source, diagnostics, Limits.defaults())
                .map(object -> JsonFields.of(source, diagnostics, object).textMembers("values"))
                .orElseThrow();
    }

    /** Compiles a template of the programme by itself, without the campaign that uses it. */
    public MessageTemplate template(String folder) {
        Map<String, SourceText> bodies = files.list(folder).stream()
                .collect(
                        Collectors.toMap(file -> file.substring(file.lastIndexOf('/') + 1), file -> text(files, file)));
        SourceText manifest = bodies.remove("manifest.json");
        if (manifest == null) {
            throw new IllegalStateException("the example has no template " + folder);
        }
        Schema schema = programme.rulebook().schema();
        TemplateModel.Builder model = TemplateModel.builder(schema, schema);
        constants().forEach(model::constant);
        return MessageTemplate.compile(new TemplateFiles(manifest, bodies), model.build(), programme.catalogue());
    }

    private static SourceText text(ProgrammeFiles files, String path) {
        return files.read(path).orElseThrow(() -> new IllegalStateException("the example has no file " + path));
    }
}
