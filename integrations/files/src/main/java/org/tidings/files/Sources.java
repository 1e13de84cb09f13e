package org.tidings.files;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Catalogue;
import org.tidings.core.EventStream;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;

/**
 * Which file and column holds what: the content of a {@code sources.json}, checked against a schema and a catalogue.
 * Immutable; the form stands in the guide.
 */
public final class Sources {
    private final Schema schema;
    private final Catalogue catalogue;
    private final FilePlan people;
    private final List<FilePlan> more;
    private final List<Events> events;
    private final List<FilePlan> consents;
    private final List<FilePlan> guardians;
    private final Optional<FilePlan> holidays;

    Sources(
            Schema schema,
            Catalogue catalogue,
            FilePlan people,
            List<FilePlan> more,
            List<Events> events,
            List<FilePlan> consents,
            List<FilePlan> guardians,
            Optional<FilePlan> holidays) {
        this.schema = schema;
        this.catalogue = catalogue;
        this.people = people;
        this.more = List.copyOf(more);
        this.events = List.copyOf(events);
        this.consents = List.copyOf(consents);
        this.guardians = List.copyOf(guardians);
        this.holidays = holidays;
    }

    /** A file of events. */
    record Events(FilePlan plan, EventStream stream) {}

    /**
     * Reads the JSON form.
     *
     * @param schema schema of the stored attributes and event streams
     * @throws InvalidInputException with every fault, if there was one
     */
    public static Sources read(SourceText source, Schema schema, Catalogue catalogue) {
        return new SourcesReader(source, schema, catalogue).read();
    }

    /**
     * Loads a folder. A row that cannot be used goes to the rejects and stops nothing; a person of whom something cannot
     * be read is held back altogether.
     *
     * @param agencyZone zone in which instants become days and days instants
     * @throws InvalidInputException if the data as a whole cannot be used: a file or a column is absent, a header is
     *     faulty, a packed file is damaged
     */
    public LoadedData load(Path folder, ZoneId agencyZone, Rejects rejects) {
        return new Loader(this, agencyZone, rejects).load(folder);
    }

    /**
     * Loads the file of public holidays.
     *
     * @throws InvalidInputException if the sources do not say how to read it, or it cannot be used as a whole
     */
    public LoadedHolidays loadHolidays(Path file, Rejects rejects) {
        return HolidayLoader.load(holidays, file, rejects);
    }

    Schema schema() {
        return schema;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    FilePlan people() {
        return people;
    }

    List<FilePlan> more() {
        return more;
    }

    List<Events> events() {
        return events;
    }

    List<FilePlan> consents() {
        return consents;
    }

    List<FilePlan> guardians() {
        return guardians;
    }
}
