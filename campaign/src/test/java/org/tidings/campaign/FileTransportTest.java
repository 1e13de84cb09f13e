package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
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
    void message_toString_showsNoAddressAndNoText() {
        assertThat(message("r1", Channel.SMS)).hasToString("OutgoingMessage[r1 sms]");
    }

    private static OutgoingMessage message(String reference, Channel channel) {
        return new OutgoingMessage(
                reference, channel, "+1", Instant.parse("2030-01-01T00:00:00Z"), "en", Map.of("text", "Hello \"you\""));
    }
}
