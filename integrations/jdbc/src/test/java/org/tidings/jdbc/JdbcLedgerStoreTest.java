package org.tidings.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.consent.Carrier;
import org.tidings.consent.Checkpoint;
import org.tidings.consent.CheckpointSigner;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.Handover;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerTransaction;
import org.tidings.consent.Proposal;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;

class JdbcLedgerStoreTest {
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    private static final KeyEncryption KEYS = KeyEncryption.aes("kek", Map.of("kek", new byte[32]));

    @ParameterizedTest
    @EnumSource
    void open_again_findsWhatWasWritten(Databases database) {
        String url = database.url();
        try (LedgerStore first = JdbcLedgerStore.open(url)) {
            ledger(first).record("p", event("k"));
        }

        try (LedgerStore second = JdbcLedgerStore.open(url)) {
            assertThat(ledger(second).view("p").history().events()).hasSize(1);
            ledger(second).verify("p");
        }
    }

    @ParameterizedTest
    @EnumSource
    void events_placesAndCheckpoints_canOnlyBeAdded(Databases database) throws SQLException, GeneralSecurityException {
        String url = database.url();
        try (LedgerStore store = JdbcLedgerStore.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            ConsentLedger ledger = ledger(store);
            ledger.record("p", event("k"));
            checkpoint(ledger);

            for (String change : new String[] {
                "UPDATE consent_event SET purpose = 'x'",
                "DELETE FROM consent_event",
                "UPDATE consent_log SET leaf_hash = 'x'",
                "DELETE FROM consent_log",
                "UPDATE consent_checkpoint SET root = 'x'",
                "DELETE FROM consent_checkpoint"
            }) {
                assertThatThrownBy(() -> statement.executeUpdate(change))
                        .as(change)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("append-only");
            }
            ledger.verify("p");
        }
    }

    @Test
    void events_inPostgres_cannotBeTruncated() throws SQLException {
        String url = Databases.POSTGRESQL.url();
        try (LedgerStore store = JdbcLedgerStore.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            ledger(store).record("p", event("k"));

            assertThatThrownBy(() -> statement.execute("TRUNCATE consent_event CASCADE"))
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void events_inH2_cannotBeTruncated() throws SQLException {
        String url = Databases.H2.url();
        try (LedgerStore store = JdbcLedgerStore.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            ConsentLedger ledger = ledger(store);
            ledger.record("p", event("k"));

            assertThatThrownBy(() -> statement.execute("TRUNCATE TABLE consent_event"))
                    .isInstanceOf(SQLException.class);
            ledger.verify("p");
        }
    }

    @Test
    void events_inSqlite_cannotBeReplaced() throws SQLException, GeneralSecurityException {
        String url = Databases.SQLITE.url();
        try (LedgerStore store = JdbcLedgerStore.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            ConsentLedger ledger = ledger(store);
            ledger.record("p", event("k"));
            ledger.record("p", event("l"));
            Checkpoint checkpoint = checkpoint(ledger);

            for (String copy : new String[] {
                "consent_event SELECT * FROM consent_event",
                "consent_event (rowid, subject_ref, version, event_type, exact_purpose, channels, categories,"
                        + " explicit_words, actor_role, occurred_at, recorded_at, idempotency_key, payload_hash, sealed,"
                        + " previous_hash, hash) SELECT rowid, subject_ref, 9, event_type, exact_purpose, channels,"
                        + " categories, explicit_words, actor_role, occurred_at, recorded_at, 'z', payload_hash, sealed,"
                        + " previous_hash, hash FROM consent_event WHERE version = 1",
                "consent_log SELECT * FROM consent_log"
            }) {
                assertThatThrownBy(() -> statement.executeUpdate("INSERT OR REPLACE INTO " + copy))
                        .as(copy)
                        .hasMessageContaining("append-only");
            }
            statement.executeUpdate("INSERT OR REPLACE INTO consent_checkpoint"
                    + " SELECT tree_size, 'x', signed_at, key_id, signature FROM consent_checkpoint");

            ledger.verify("p");
            assertThat(store.read(LedgerTransaction::newestCheckpoint)).contains(checkpoint);
        }
    }

    @Test
    void open_byARoleThatMayOnlyUseTheTables_works() throws SQLException, GeneralSecurityException {
        String url = Databases.POSTGRESQL.url();
        JdbcLedgerStore.open(url).close();
        String schema = url.substring(url.indexOf("currentSchema=") + "currentSchema=".length());
        String role = schema + "_app";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN");
            try {
                statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
                statement.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
                statement.execute("GRANT UPDATE ON consent_subject, dispatch, consent_schema TO " + role);
                statement.execute("GRANT DELETE ON consent_key, suppression, dispatch TO " + role);
                useAsRole(url.replaceFirst("user=[^&]*", "user=" + role));
            } finally {
                statement.execute("DROP OWNED BY " + role);
                statement.execute("DROP ROLE " + role);
            }
        }
    }

    /** Does everything that changes a table. */
    private static void useAsRole(String url) throws GeneralSecurityException {
        try (LedgerStore store = JdbcLedgerStore.open(url)) {
            ConsentLedger ledger = ConsentLedger.builder(store, KEYS, () -> NOW)
                    .suppressionKeys(List.of(new byte[] {1}))
                    .build();
            Handover handover = Handover.on(ledger);
            ledger.record("p", event("k"));
            ledger.record("q", event("k"));
            ConsentDecision permit = new ConsentDecision(
                    DecisionOutcome.PERMIT,
                    DecisionCode.CONSENT_VALID,
                    Set.of(),
                    Optional.empty(),
                    Set.of(),
                    1,
                    1,
                    Optional.empty(),
                    List.of());
            for (Carrier.Answer answer : List.of(Carrier.Answer.REJECTED, Carrier.Answer.ACCEPTED)) {
                handover.handOver(
                        new DispatchKey("p", "c", "s"),
                        Set.of("p"),
                        views -> new Proposal.Send(permit, reference -> answer));
            }
            assertThat(checkpoint(ledger).size()).isEqualTo(2);
            assertThat(ledger.merge("p", "q", "m").isComplete()).isTrue();
            assertThat(ledger.erase("p", "e", List.of(new ContactPoint(Channel.SMS, "1")))
                            .isComplete())
                    .isTrue();
            ConsentLedger rotated = ConsentLedger.builder(store, KEYS, () -> NOW)
                    .suppressionKeys(List.of(new byte[] {1}, new byte[] {2}))
                    .build();
            assertThat(rotated.suppressions().rehash()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_connectionsThatTheHostHasSetUp_keepTheirWays(Databases database) throws Exception {
        String url = database.url();
        ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 4; i++) {
            idle.add(DriverManager.getConnection(url));
        }
        DataSource source = source(() -> {
            Connection connection = Objects.requireNonNull(idle.poll(), "a connection");
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return unclosed(connection, () -> idle.add(connection));
        });
        try (LedgerStore store = JdbcLedgerStore.open(source)) {
            ConsentLedger ledger = ledger(store);
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String name = "w" + writer;
                writers.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 10; i++) {
                        ledger.record("p", event(name + i));
                    }
                }));
            }
            for (CompletableFuture<Void> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }

            assertThat(ledger.version("p")).isEqualTo(40);
            ledger.verify("p");
        }
        if (database == Databases.POSTGRESQL) {
            try (Statement statement = idle.element().createStatement();
                    ResultSet timeout = statement.executeQuery("SHOW lock_timeout")) {
                timeout.next();
                assertThat(timeout.getString(1)).isEqualTo("0");
            }
        }
        for (Connection connection : idle) {
            connection.close();
        }
    }

    @Test
    void write_thatCannotEvenBeRolledBack_tellsTheFirstFailure() {
        String url = Databases.H2.url();
        JdbcLedgerStore.open(url).close();
        DataSource source = source(() -> {
            Connection connection = DriverManager.getConnection(url);
            return intercepted(connection, "rollback", () -> {
                throw new SQLException("the line is dead");
            });
        });
        try (LedgerStore store = JdbcLedgerStore.open(source)) {
            assertThatThrownBy(() -> store.write(tx -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        }
    }

    private static DataSource source(Callable<Connection> connections) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connections.call());
    }

    /** A connection as a pool hands it out: closing gives it back. */
    private static Connection unclosed(Connection connection, Runnable giveBack) {
        return intercepted(connection, "close", () -> {
            giveBack.run();
            return null;
        });
    }

    private static Connection intercepted(Connection connection, String name, Callable<@Nullable Object> instead) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals(name) ? instead.call() : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void write_workThatThrows_leavesNothing(Databases database) {
        try (LedgerStore store = JdbcLedgerStore.open(database.url())) {
            assertThatThrownBy(() -> store.write(tx -> {
                        tx.lock("p");
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");

            assertThat(ledger(store).version("p")).isZero();
            assertThat(store.<Boolean>read(tx -> tx.head("p").isPresent())).isFalse();
        }
    }

    @Test
    void open_dataSourceOfTheHost_takesAConnectionPerTransaction() {
        JdbcConnectionPool source = JdbcConnectionPool.create(Databases.H2.url(), "", "");
        try (LedgerStore store = JdbcLedgerStore.open(source)) {
            ledger(store).record("p", event("k"));

            assertThat(ledger(store).version("p")).isEqualTo(1);
            assertThat(source.getActiveConnections()).isZero();
        } finally {
            source.dispose();
        }
    }

    @Test
    void open_databaseThatIsNotThere_saysSo() {
        assertThatThrownBy(() -> JdbcLedgerStore.open("jdbc:nosuchdatabase:x"))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.STORE_UNAVAILABLE));
    }

    @Test
    void write_tablesGone_saysStoreUnavailable() throws SQLException {
        String url = Databases.H2.url();
        try (LedgerStore store = JdbcLedgerStore.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ALL OBJECTS");

            assertThatThrownBy(() -> ledger(store).version("p"))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.STORE_UNAVAILABLE));
        }
    }

    private static ConsentLedger ledger(LedgerStore store) {
        return ConsentLedger.builder(store, KEYS, () -> NOW).build();
    }

    private static Checkpoint checkpoint(ConsentLedger ledger) throws GeneralSecurityException {
        return ledger.log(CheckpointSigner.ed25519(
                        "log",
                        KeyPairGenerator.getInstance("Ed25519")
                                .generateKeyPair()
                                .getPrivate()))
                .checkpoint();
    }

    private static ConsentEvent event(String key) {
        return ConsentEvent.builder(ConsentEventType.WITHDRAW, NOW)
                .idempotencyKey(key)
                .build();
    }
}
