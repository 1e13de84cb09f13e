package org.tidings.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A transport that is a process of its own, with a log of what it took that survives it. Each line is on the disk before
 * the answer. It answers one line with another:
 *
 * <pre>
 * SEND reference person key   TAKEN | REFUSED
 * ASK reference               TAKEN | NEVER (and from then on SEND is REFUSED)
 * NOTE anything               OK    (written into the same log, so that its order among the messages is known)
 * </pre>
 */
final class CrashTransport {
    private final FileChannel log;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    private CrashTransport(FileChannel log) {
        this.log = log;
    }

    /** Takes the path of the log; prints the port. Ends when its input does. */
    public static void main(String[] args) throws IOException {
        try (FileChannel log = FileChannel.open(
                        Path.of(args[0]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CrashTransport transport = new CrashTransport(log);
            Thread acceptor = new Thread(() -> transport.accept(server));
            acceptor.setDaemon(true);
            acceptor.start();
            System.out.println(server.getLocalPort());
            while (System.in.read() >= 0) {
                // Whoever started this process holds its input; when it is gone, so is this process.
            }
        }
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread worker = new Thread(() -> serve(socket));
                worker.setDaemon(true);
                worker.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(answer(line) + "\n");
                out.flush();
            }
        } catch (IOException e) {
            // A sender that was killed; what it had sent is in the log.
        }
    }

    private synchronized String answer(String line) throws IOException {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "SEND" -> {
                if (refused.contains(words[1])) {
                    return "REFUSED";
                }
                taken.add(words[1]);
                write(line);
                return "TAKEN";
            }
            case "ASK" -> {
                if (taken.contains(words[1])) {
                    return "TAKEN";
                }
                refused.add(words[1]);
                return "NEVER";
            }
            default -> {
                write(line);
                return "OK";
            }
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            log.write(bytes);
        }
        log.force(false);
    }
}
