package org.tidings.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidings.consent.ConsentLedger;

/**
 * Runs a programme over a population into a folder.
 *
 * <p>The folder then holds {@code eligible.csv}, {@code suppressed.csv}, {@code messages.csv}, {@code records.jsonl},
 * {@code withheld.jsonl}, {@code exceptions.csv}, {@code summary.json}, {@code summary.txt} and the journal of
 * hand-overs; where a campaign plans its messages together, {@code plan.html} and {@code plan.json}, too. Running again into the
 * same folder continues a run that was killed: no message is lost, none is handed over twice. What a person's data make
 * of the library never ends a run: a failure becomes an outcome of that person.
 */
public final class CampaignRun {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRun.class);

    private static final String OUTBOX = "outbox";

    private final Programme programme;
    private final People people;
    private final RunOptions options;
    private final Optional<Transport> transport;
    private final Optional<Consents> consents;
    private final int batch;

    private CampaignRun(
            Programme programme,
            People people,
            RunOptions options,
            Optional<Transport> transport,
            Optional<Consents> consents,
            int batch) {
        this.programme = programme;
        this.people = people;
        this.options = options;
        this.transport = transport;
        this.consents = consents;
        this.batch = batch;
    }

    /** Returns a run that hands messages over to files in {@code outbox} below the output folder. */
    public static CampaignRun of(Programme programme, People people, RunOptions options) {
        return new CampaignRun(
                Objects.requireNonNull(programme, "programme"),
                Objects.requireNonNull(people, "people"),
                Objects.requireNonNull(options, "options"),
                Optional.empty(),
                Optional.empty(),
                Handovers.BATCH);
    }

    /** Returns a copy that hands messages over to another carrier; who made the transport closes it. */
    public CampaignRun withTransport(Transport carrier) {
        return new CampaignRun(programme, people, options, Optional.of(carrier), consents, batch);
    }

    /**
     * Returns a copy that takes the consent records from a ledger, and hands over through it: no message leaves after a
     * withdrawal was acknowledged, and nobody is told twice in a step, whatever the output folder. The records of
     * {@link People} are passed over.
     *
     * @param surrogates the name in the ledger of a person, by id; always the same for the same id
     */
    public CampaignRun withLedger(ConsentLedger ledger, UnaryOperator<String> surrogates) {
        Consents from = new Consents(ledger, surrogates);
        return new CampaignRun(
                programme, people.withConsentsOf(ledger, surrogates), options, transport, Optional.of(from), batch);
    }

    /** Where consent records are kept, and under which names. */
    private record Consents(ConsentLedger ledger, UnaryOperator<String> surrogates) {}

    /** Returns a copy that waits for the disk after so many messages. */
    CampaignRun withBatch(int messages) {
        return new CampaignRun(programme, people, options, transport, consents, messages);
    }

    /**
     * Runs.
     *
     * @throws org.tidings.core.InvalidInputException if the folder belongs to another programme, version or instant, if
     *     another run is writing into it, or if neither the programme nor the options name an instant
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public RunSummary into(Path folder) {
        RunSetting setting = new RunSetting(programme, options);
        try (RunFolder locked = RunFolder.open(folder, setting)) {
            return into(locked, setting);
        }
    }

    /**
     * Runs into a folder that was locked before; who opened it closes it.
     *
     * @throws org.tidings.core.InvalidInputException if the folder was opened for another programme, version or instant,
     *     if its journal is damaged, or if neither the programme nor the options name an instant
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public RunSummary into(RunFolder folder) {
        return into(folder, new RunSetting(programme, options));
    }

    private RunSummary into(RunFolder folder, RunSetting setting) {
        Journal journal = Journal.of(folder, setting);
        if (transport.isPresent()) {
            return run(setting, folder.path(), journal, transport.get());
        }
        try (Transport files = FileTransport.open(folder.path().resolve(OUTBOX))) {
            return run(setting, folder.path(), journal, files);
        }
    }

    private RunSummary run(RunSetting setting, Path folder, Journal journal, Transport carrier) {
        LOG.info("Programme {} v{} over {} people", programme.id(), programme.version(), people.size());
        Sender sender = consents.<Sender>map(from ->
                        new LedgerSender(setting, people, from.ledger(), from.surrogates(), carrier, journal.sender()))
                .orElseGet(() -> Sender.direct(carrier));
        sender.reconcile(journal.begun());
        journal.reconcile(carrier);
        Stages stages = new Stages(setting, people, options, journal.placedBefore(programme.stepsPlannedTogether()));
        Stages.Assessed assessed =
                stages.assess(IntStream.range(0, people.size()).toArray());
        List<Planner.RecipientPlan> plans = stages.plan(assessed.meant());
        OutcomeBook book = new OutcomeBook(assessed.meant());
        SummaryBuilder summary = new SummaryBuilder(setting, options.held());
        try (RunOutput output = new RunOutput(folder)) {
            Evaluations evaluations = new Evaluations(setting, people);
            Handovers handovers = new Handovers(
                    journal,
                    carrier,
                    sender,
                    new Dispatcher(setting, evaluations, journal),
                    new RecordMaker(setting, evaluations),
                    book,
                    batch,
                    message -> {
                        output.delivered(message);
                        summary.delivered(message);
                    });
            stages.dispatch(plans, journal, handovers::take);
            handovers.finish();
            keep(handovers.notPlannedAgain(), setting, book);
            RunOutput.ChainEnds ends = output.finish(book);
            RunSummary result = summary.build(people.size(), assessed, book, handovers, ends);
            if (!stages.together().isEmpty()) {
                PlanReport plan = PlanReport.of(setting, stages.together());
                output.plan(PlanJson.of(plan), PlanHtml.of(plan));
            }
            output.summary(result);
            options.progress().at(RunProgress.Phase.WRITE, 1, 1);
            LOG.info(
                    "Programme {} v{} is done: {} messages handed over",
                    programme.id(),
                    programme.version(),
                    handovers.accepted());
            return result;
        }
    }

    /** What left before this run and is not planned by it reached its people all the same. */
    private void keep(List<SentMessage> messages, RunSetting setting, OutcomeBook book) {
        for (SentMessage message : messages) {
            for (ProgrammeStep step : setting.programme().steps()) {
                if (step.label().equals(message.step())) {
                    for (String subject : message.subjects()) {
                        people.indexOf(subject).ifPresent(person -> book.toldBefore(person, step, message.delivery()));
                    }
                }
            }
        }
    }
}
