package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Channel;

class FileTransportTest {
    @TempDir
    private Path folder;

    @Test
    void send_writesOneLinePerMessage_byChannel() throws IOException {
        try (FileTransport transport = FileTransport.open(folder)) {
            transport.send(message("r1", Channel.SMS));
            transport.send(message("r2", Channel.EMAIL));
            transport.flush();

            assertThat(Files.readString(folder.resolve("sms.jsonl")))
                    .isEqualTo("{\"reference\":\"r1\",\"address\":\"+1\",\"send_at\":\"2030-01-01T00:00:00Z\","
                            + "\"language\":\"en\",\"parts\":{\"text\":\"Hello \\\"you\\\"\"}}\n");
            assertThat(folder.resolve("email.jsonl")).exists();
        }
    }

    @Test
    void lookUp_afterACrash_knowsWholeLinesOnly() throws IOException {
        try (FileTransport transport = FileTransport.open(folder)) {
            transport.send(message("r1", Channel.SMS));
        }
        Files.writeString(
                folder.resolve("sms.jsonl"),
                "{\"reference\":\"r2\",\"addr",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);

        try (FileTransport transport = FileTransport.open(folder)) {
            assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.HANDED_OVER);
            assertThat(transport.lookUp("r2")).isEqualTo(Transport.LookUp.NOT_HANDED_OVER);
            transport.send(message("r2", Channel.SMS));
        }
        assertThat(Files.readAllLines(folder.resolve("sms.jsonl"))).hasSize(2).allMatch(line -> line.endsWith("}}"));
    }

    @Test
    void lookUp_whileWriting_cutsNothingOff() throws IOException {
        try (FileTransport transport = FileTransport.open(folder)) {
            transport.send(message("r1", Channel.SMS));
            assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.NOT_HANDED_OVER);
            transport.flush();
            assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.HANDED_OVER);
            transport.send(message("r2", Channel.SMS));
        }
        assertThat(Files.readAllLines(folder.resolve("sms.jsonl"))).hasSize(2);
    }

    @Test
    void open_fileWithoutALineBreak_startsAfresh() throws IOException {
        Files.writeString(folder.resolve("sms.jsonl"), "x".repeat(200_000), StandardCharsets.UTF_8);

        try (FileTransport transport = FileTransport.open(folder)) {
            transport.send(message("r1", Channel.SMS));
        }
        assertThat(Files.readAllLines(folder.resolve("sms.jsonl"))).hasSize(1);
    }

    @Test
    void lookUp_lineThatIsCompleteButForItsEnd_doesNotCount() throws IOException {
        try (FileTransport transport = FileTransport.open(folder)) {
            transport.send(message("r1", Channel.SMS));
        }
        Path file = folder.resolve("sms.jsonl");
        Files.writeString(file, Files.readString(file).strip());

        try (FileTransport transport = FileTransport.open(folder)) {
            assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.NOT_HANDED_OVER);
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void flush_thatFails_handsNothingOverAndLeavesNothing() throws IOException {
        AtomicInteger failures = new AtomicInteger();
        try (FileTransport transport = FailingChannel.transport(folder, failures)) {
            transport.send(message("r1", Channel.SMS));
            transport.flush();
            for (int failure : List.of(FailingChannel.WRITE, FailingChannel.FORCE)) {
                transport.send(message("r2", Channel.SMS));
                failures.set(failure);
                assertThatThrownBy(transport::flush).isInstanceOf(UncheckedIOException.class);
                failures.set(0);

                assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.HANDED_OVER);
            }
            failures.set(FailingChannel.WRITE);
            transport.send(message("r2", Channel.SMS));
            assertThatThrownBy(transport::flush).isInstanceOf(UncheckedIOException.class);
            assertThat(transport.lookUp("r2")).isEqualTo(Transport.LookUp.NOT_HANDED_OVER);
            assertThat(Files.readAllLines(folder.resolve("sms.jsonl"))).hasSize(1);
            failures.set(0);
            transport.send(message("r3", Channel.SMS));
            transport.flush();
        }
        assertThat(Files.readAllLines(folder.resolve("sms.jsonl"))).hasSize(2).noneMatch(line -> line.contains("r2"));
    }

    @Test
    void flush_thatFailsAndCannotBeTakenBack_isUnknownUntilItCan() throws IOException {
        AtomicInteger failures = new AtomicInteger();
        try (FileTransport transport = FailingChannel.transport(folder, failures)) {
            transport.send(message("r1", Channel.SMS));
            transport.send(message("r2", Channel.EMAIL));
            failures.set(FailingChannel.FORCE | FailingChannel.TRUNCATE);
            assertThatThrownBy(transport::flush)
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(2));

            assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.UNKNOWN);
            assertThat(transport.lookUp("other")).isEqualTo(Transport.LookUp.NOT_HANDED_OVER);
            failures.set(0);
            transport.send(message("r3", Channel.SMS));
            transport.flush();
            assertThat(transport.lookUp("r1")).isEqualTo(Transport.LookUp.NOT_HANDED_OVER);
            assertThat(transport.lookUp("r3")).isEqualTo(Transport.LookUp.HANDED_OVER);
        }
        assertThat(Files.readAllLines(folder.resolve("sms.jsonl"))).hasSize(1).allMatch(line -> line.contains("r3"));
    }

    @Test
    void message_toString_showsNoAddressAndNoText() {
        assertThat(message("r1", Channel.SMS)).hasToString("OutgoingMessage[r1 sms]");
    }

    private static OutgoingMessage message(String reference, Channel channel) {
        return new OutgoingMessage(
                reference, channel, "+1", Instant.parse("2030-01-01T00:00:00Z"), "en", Map.of("text", "Hello \"you\""));
    }
}
