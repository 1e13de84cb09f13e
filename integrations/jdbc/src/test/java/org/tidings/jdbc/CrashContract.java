package org.tidings.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchState;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.Withdrawal;

/**
 * Kills a sending process again and again, while people withdraw, and compares what a transport in a third process has
 * taken with what the ledger says: nothing is lost, nothing is doubled, nothing leaves after a complete withdrawal.
 * {@code -Dtidings.crash.cycles=N} says how often.
 */
@Tag("slow")
abstract class CrashContract {
    private static final int CYCLES = Integer.getInteger("tidings.crash.cycles", 5);
    private static final int STEPS_PER_CYCLE = 25;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    /** Returns the URL of an empty database that several processes can use. */
    abstract String url();

    @Test
    void kill_senderAgainAndAgain_losesNothingDoublesNothingAndKeepsWithdrawals() throws Exception {
        Path log = folder.resolve("receipts.log");
        String url = url();
        Random chance = new Random(20_250_601);
        try (LedgerStore store = JdbcLedgerStore.open(url)) {
            CrashSender last = new CrashSender(store);
            for (int i = 0; i < CrashSender.PEOPLE; i++) {
                last.ledger().record(CrashSender.person(i), event(ConsentEventType.GRANT, "g"));
            }
            Process transport = start(CrashTransport.class, log.toString());
            int port = Integer.parseInt(firstLine(transport));
            Set<String> withdrawn = new HashSet<>();
            int atWork = 0;
            try (CrashClient notes = new CrashClient(port)) {
                for (int cycle = 0; cycle < CYCLES; cycle++) {
                    Process sender = start(
                            CrashSender.class,
                            url,
                            Integer.toString(port),
                            Integer.toString(cycle * STEPS_PER_CYCLE),
                            Integer.toString((cycle + 1) * STEPS_PER_CYCLE));
                    assertThat(firstLine(sender)).isEqualTo("ready");
                    TimeUnit.MILLISECONDS.sleep(chance.nextInt(600));
                    atWork += sender.isAlive() ? 1 : 0;
                    // Every other cycle somebody withdraws from the sender that is about to die, or is dying.
                    if (cycle % 2 == 0 && withdrawn.size() < CrashSender.PEOPLE / 2) {
                        String person = CrashSender.person(withdrawn.size() * 2);
                        Thread killer = new Thread(sender::destroyForcibly);
                        killer.start();
                        withdraw(last.ledger(), person, notes);
                        withdrawn.add(person);
                        killer.join();
                    }
                    sender.destroyForcibly();
                    assertThat(sender.waitFor(20, TimeUnit.SECONDS)).isTrue();
                }
            }

            last.reconcile(port);
            last.send(port, 0, CYCLES * STEPS_PER_CYCLE);

            List<String> lines = Files.readAllLines(log);
            System.out.printf(
                    "%d kills, %d of them at work, %d messages, %d withdrawals%n",
                    CYCLES, atWork, lines.size() - withdrawn.size(), withdrawn.size());
            check(store, lines, withdrawn);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    private static void withdraw(ConsentLedger ledger, String person, CrashClient notes) {
        Withdrawal withdrawal = ledger.withdraw(person, event(ConsentEventType.WITHDRAW, "w"));
        String mayBeOut = withdrawal.mayBeOut().stream().map(Dispatch::message).collect(Collectors.joining(","));
        notes.note("WITHDRAWN " + person + " " + mayBeOut);
    }

    private static void check(LedgerStore store, List<String> lines, Set<String> withdrawn) {
        Map<String, String> references = new HashMap<>();
        Map<String, Set<String>> mayStillCome = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("NOTE")) {
                mayStillCome.put(words[2], Set.of(words[3].split(",", -1)));
                continue;
            }
            String reference = words[1];
            String person = words[2];
            String key = words[3];
            assertThat(references.put(key, reference))
                    .as("%s goes out once", key)
                    .isNull();
            if (mayStillCome.containsKey(person)) {
                // After the withdrawal only what it had named may come in, and only because it was on its way.
                assertThat(mayStillCome.get(person))
                        .as("%s after the withdrawal", key)
                        .contains(reference);
            }
        }
        assertThat(mayStillCome.keySet()).isEqualTo(withdrawn);
        for (int i = 0; i < CrashSender.PEOPLE; i++) {
            String person = CrashSender.person(i);
            if (!withdrawn.contains(person)) {
                for (int step = 0; step < CYCLES * STEPS_PER_CYCLE; step++) {
                    assertThat(references).containsKey(person + "/" + step);
                }
            }
        }
        Set<String> sent = store.read(tx -> tx.dispatches(DispatchState.SENT)).stream()
                .map(Dispatch::message)
                .collect(Collectors.toSet());
        assertThat(sent).isEqualTo(Set.copyOf(references.values()));
        List<Dispatch> unsettled = new ArrayList<>(store.read(tx -> tx.dispatches(DispatchState.OPEN)));
        unsettled.addAll(store.read(tx -> tx.dispatches(DispatchState.UNKNOWN)));
        assertThat(unsettled).isEmpty();
    }

    private static ConsentEvent event(ConsentEventType type, String key) {
        return ConsentEvent.builder(type, InstantSource.system().instant())
                .purpose("news")
                .evidence("form")
                .idempotencyKey(key)
                .build();
    }

    private Process start(Class<?> main, String... arguments) throws IOException, URISyntaxException {
        String classPath = Stream.of(
                        root(main).toString(),
                        System.getProperty("java.class.path", ""),
                        System.getProperty("jdk.module.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve(main.getSimpleName() + ".err").toFile())
                .start();
        started.add(process);
        return process;
    }

    /** The folder of the test classes, which stands in neither path when they are patched into a module. */
    private static Path root(Class<?> type) throws URISyntaxException {
        URL file = type.getResource(type.getSimpleName() + ".class");
        Path path = Path.of(Objects.requireNonNull(file).toURI());
        for (int i = 0; i <= type.getPackageName().chars().filter(c -> c == '.').count() + 1; i++) {
            path = path.getParent();
        }
        return path;
    }

    @SuppressWarnings("resource") // the stream belongs to the process
    private static String firstLine(Process process) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return String.valueOf(line);
    }
}
