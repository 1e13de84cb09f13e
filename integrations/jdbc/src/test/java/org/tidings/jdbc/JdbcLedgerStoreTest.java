package org.tidings.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.consent.CheckpointSigner;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.KeyEncryption;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerStore;

class JdbcLedgerStoreTest {
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");

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
            ledger.log(CheckpointSigner.ed25519(
                            "log",
                            KeyPairGenerator.getInstance("Ed25519")
                                    .generateKeyPair()
                                    .getPrivate()))
                    .checkpoint();

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
        return ConsentLedger.builder(store, KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
                .build();
    }

    private static ConsentEvent event(String key) {
        return ConsentEvent.builder(ConsentEventType.WITHDRAW, NOW)
                .idempotencyKey(key)
                .build();
    }
}
