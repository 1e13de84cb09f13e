package org.tidings.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.consent.ConsentDecider;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.DecisionRequest;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.Handover;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerView;
import org.tidings.consent.Proposal;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.SourceText;

/** A process that sends every person the messages of all steps, by two threads, until it is done or killed. */
final class CrashSender {
    static final int PEOPLE = 40;
    static final Duration LEASE = Duration.ofMillis(400);
    private static final ConsentDecider DECIDER =
            ConsentDecider.of(Catalogue.read(new SourceText("catalogue.json", """
            {"version": 1, "categories": {"identity": {}}, "channels": {"email": {"confidentiality": 2}},
             "purposes": {"news": {"basis": "consent", "categoriesAllowed": ["identity"]}}}
            """)));

    private final ConsentLedger ledger;
    private final Handover handover;

    CrashSender(LedgerStore store) {
        ledger = ConsentLedger.builder(
                        store, KeyEncryption.aes("kek", Map.of("kek", new byte[32])), InstantSource.system())
                .build();
        handover = Handover.on(ledger).withLease(LEASE);
    }

    /** Takes the URL of the database, the port of the transport, and the steps from and to which it sends. */
    public static void main(String[] args) throws Exception {
        try (LedgerStore store = JdbcLedgerStore.open(args[0])) {
            CrashSender sender = new CrashSender(store);
            int port = Integer.parseInt(args[1]);
            System.out.println("ready");
            sender.reconcile(port);
            sender.send(port, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        }
        System.out.println("done");
    }

    ConsentLedger ledger() {
        return ledger;
    }

    void reconcile(int port) throws IOException {
        try (CrashClient transport = new CrashClient(port)) {
            handover.reconcile(transport::ask);
        }
    }

    /** Sends the steps to everybody who still wants them, by two threads that come across each other. */
    void send(int port, int firstStep, int lastStep) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            boolean backwards = number == 1;
            Thread thread = new Thread(() -> {
                try (CrashClient transport = new CrashClient(port)) {
                    for (int step = firstStep; step < lastStep; step++) {
                        for (int i = 0; i < PEOPLE; i++) {
                            send(transport, person(backwards ? PEOPLE - 1 - i : i), step);
                        }
                    }
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.get(0));
        }
    }

    private void send(CrashClient transport, String person, int step) {
        handover.handOver(new DispatchKey(person, "crash", Integer.toString(step)), Set.of(person), views -> {
            ConsentDecision decision = decide(person, views.get(person));
            return decision.permits()
                    ? new Proposal.Send(decision, reference -> transport.send(reference, person, person + "/" + step))
                    : new Proposal.Hold(decision);
        });
    }

    private static ConsentDecision decide(String person, LedgerView view) {
        DecisionRequest request = new DecisionRequest(
                person, person, "news", Channel.EMAIL, List.of(), Optional.empty(), view.at(), view.at());
        return DECIDER.decide(request, view.history(), view.history());
    }

    static String person(int number) {
        return "p" + number;
    }
}
