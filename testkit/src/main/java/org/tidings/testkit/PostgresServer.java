package org.tidings.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server for the tests of this run: the one whose JDBC URL stands in {@code TIDINGS_TEST_POSTGRES}; else one of
 * the system's packages, started here; else one that comes as a jar (also with {@code TIDINGS_TEST_POSTGRES=embedded}), which
 * the module of the tests has among its dependencies. If none can be had, the tests fail: what was not tested is not
 * green.
 */
public final class PostgresServer {
    private static final String VARIABLE = "TIDINGS_TEST_POSTGRES";
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private static final String URL = start();

    private PostgresServer() {}

    /** Returns the JDBC URL of the server, which stops when the tests end. */
    public static String url() {
        return URL;
    }

    /** Deletes a folder with all that is in it when the tests end. */
    public static void deleteAtExit(Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }

    private static String start() {
        String given = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
        try {
            if (given.startsWith("jdbc:")) {
                return given;
            }
            Optional<Path> installed = given.equals("embedded") ? Optional.empty() : installed();
            return installed.isPresent() ? startInstalled(installed.get()) : startEmbedded();
        } catch (IOException e) {
            throw new UncheckedIOException("no PostgreSQL for the tests; give one in " + VARIABLE, e);
        }
    }

    private static Optional<Path> installed() throws IOException {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static String startInstalled(Path bin) throws IOException {
        Path folder = Files.createTempDirectory("tidings-postgres");
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            // The server refuses to run as root; its packages bring a user along.
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        int port = freePort();
        String data = folder.resolve("data").toString();
        run(root, bin, "initdb", "-D", data, "-A", "trust", "-U", "tidings", "-E", "UTF8", "--no-sync");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(root, bin, data, folder)));
        run(
                root,
                bin,
                "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=off",
                "start");
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=tidings";
    }

    private static String startEmbedded() throws IOException {
        EmbeddedPostgres server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        return server.getJdbcUrl("postgres", "postgres");
    }

    private static void stop(boolean root, Path bin, String data, Path folder) {
        try {
            run(root, bin, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private static void run(boolean root, Path bin, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(root ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        // A file instead of a pipe: the server inherits the output, and would keep a pipe open.
        Path output = Files.createTempFile("tidings-postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(program + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
