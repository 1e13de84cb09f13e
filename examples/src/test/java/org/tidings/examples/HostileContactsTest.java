package org.tidings.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.cli.DemoPopulation;

/** Contact data that somebody made up to reach somebody else. */
class HostileContactsTest {
    private static final String PLAIN = "@mail.example.org";

    @TempDir
    Path folder;

    @Test
    void run_plainAddresses_areUsed() throws IOException {
        run(PLAIN);

        assertThat(Tables.read(folder, "messages"))
                .anyMatch(row -> row.getOrDefault("channel", "").equals("email"));
    }

    @Test
    void run_addressesWithMoreThanAnAddress_areNotReachable() throws IOException {
        run(
                PLAIN + "\r\nBcc: other@mail.example.org",
                PLAIN + "\n",
                PLAIN + "\rX",
                PLAIN + "\t",
                PLAIN + "\u0007",
                PLAIN + "\u0085",
                PLAIN + "\u2028",
                "@mail\u200B.example.org",
                PLAIN + ",other@mail.example.org");

        assertThat(Tables.read(folder, "messages"))
                .isNotEmpty()
                .noneMatch(row -> row.getOrDefault("channel", "").equals("email"));
        assertThat(folder.resolve("outbox").resolve("email.jsonl")).doesNotExist();
    }

    /** Gives every e-mail address one of the endings, in turn. */
    private void run(String... endings) throws IOException {
        Path data = folder.resolve("data");
        DemoPopulation.write(data, 60, DemoPopulation.DEFAULT_SEED);
        Path contacts = data.resolve("derived_contacts.csv");
        AtomicInteger turn = new AtomicInteger();
        String spoilt = Pattern.compile("(resident\\.\\d+)" + PLAIN)
                .matcher(Files.readString(contacts))
                .replaceAll(found -> '"' + found.group(1) + endings[turn.getAndIncrement() % endings.length] + '"');
        Files.writeString(contacts, spoilt);
        Cli.run(data, Cli.SCENARIO.resolve("holidays.csv"), folder);
        assertThat(turn.get()).isGreaterThan(endings.length);
    }
}
