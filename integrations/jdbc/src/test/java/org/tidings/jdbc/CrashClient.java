package org.tidings.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.tidings.consent.Carrier;
import org.tidings.consent.Dispatch;
import org.tidings.consent.Handover;

/** A connection to a {@link CrashTransport}. Owned by one thread. */
final class CrashClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final Writer out;

    CrashClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    Carrier.Answer send(String reference, String person, String key) {
        return say("SEND " + reference + " " + person + " " + key).equals("TAKEN")
                ? Carrier.Answer.ACCEPTED
                : Carrier.Answer.REJECTED;
    }

    Handover.Inquiry ask(Dispatch dispatch) {
        return say("ASK " + dispatch.message()).equals("TAKEN")
                ? Handover.Inquiry.ACCEPTED
                : Handover.Inquiry.NEVER_ARRIVED;
    }

    void note(String text) {
        say("NOTE " + text);
    }

    private String say(String line) {
        try {
            out.write(line + "\n");
            out.flush();
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("the transport is gone");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
