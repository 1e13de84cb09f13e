package org.tidings.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerStore;
import org.tidings.core.Channel;
import org.tidings.timing.PersonTimes;

/** What becomes of tables that another release wrote, or that were not written to their end. */
class MigrationTest {
    private static final Migrations LEDGER_1 = new Migrations("the ledger", "consent_schema", List.of("ledger-1"));
    private static final Migrations NEXT_LEDGER = Migrations.LEDGER.and("ledger-next");
    private static final Migrations NEXT_TIMES = Migrations.TIMES.and("times-next");

    @ParameterizedTest
    @EnumSource
    void open_rowsThatVersion1Wrote_areAllThere(Databases database) throws Exception {
        String url = database.url();
        JdbcLedgerStore.open(Connections.of(url), LEDGER_1).close();
        for (String row : resource("ledger-1-rows.sql").lines().skip(1).toList()) {
            execute(url, row);
        }

        try (LedgerStore store = JdbcLedgerStore.open(url)) {
            LedgerOfThen.check(store);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_tablesOfTheReleaseBefore_areChangedAndKeepWhatIsInThem(Databases database) throws Exception {
        String url = database.url();
        try (LedgerStore store = JdbcLedgerStore.open(url)) {
            LedgerOfThen.write(store);
        }

        try (LedgerStore store = JdbcLedgerStore.open(Connections.of(url), NEXT_LEDGER)) {
            LedgerOfThen.check(store);
        }

        assertThat(numbers(url, "SELECT version FROM consent_schema ORDER BY version"))
                .containsExactly(1, 2);
        assertThat(numbers(url, "SELECT COUNT(*) FROM consent_subject WHERE region = 'north'"))
                .containsExactly(3);
        assertThatThrownBy(() -> execute(url, "DELETE FROM consent_event")).hasMessageContaining("append-only");
        // Once more, with nothing to do.
        JdbcLedgerStore.open(Connections.of(url), NEXT_LEDGER).close();
    }

    @ParameterizedTest
    @EnumSource
    void open_tablesOfANewerRelease_areRefusedAndLeft(Databases database) throws Exception {
        String url = database.url();
        try (LedgerStore store = JdbcLedgerStore.open(Connections.of(url), NEXT_LEDGER);
                JdbcPersonTimes times = JdbcPersonTimes.open(Connections.of(url), NEXT_TIMES)) {
            LedgerOfThen.write(store);
            times.save(somebody());
        }

        assertThatThrownBy(() -> JdbcLedgerStore.open(url))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(LedgerFault.STORE_INCOMPATIBLE))
                .hasMessage("The tables of the ledger have version 2, of a newer release; this one knows 1."
                        + " Nothing was changed: use the release that wrote them, or a newer one");
        assertThatThrownBy(() -> JdbcPersonTimes.open(url))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("The tables of people's times have version 2, of a newer release");

        try (LedgerStore store = JdbcLedgerStore.open(Connections.of(url), NEXT_LEDGER);
                JdbcPersonTimes times = JdbcPersonTimes.open(Connections.of(url), NEXT_TIMES)) {
            LedgerOfThen.check(store);
            assertThat(times.load(1).people()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_timesOfTheReleaseBefore_areChangedAndKept(Databases database) throws SQLException {
        String url = database.url();
        try (JdbcPersonTimes times = JdbcPersonTimes.open(url)) {
            times.save(somebody());
        }

        try (JdbcPersonTimes times = JdbcPersonTimes.open(Connections.of(url), NEXT_TIMES)) {
            assertThat(times.load(1).people()).isEqualTo(1);
        }
        assertThat(numbers(url, "SELECT version FROM person_times_schema ORDER BY version"))
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2", "SQLITE"})
    void open_brokenOffAtAnyStatementOfTheFirst_isDoneByTheNext(Databases database) throws Exception {
        for (int at = 1; ; at++) {
            String url = database.url();
            BrittleConnections brittle = new BrittleConnections(url, at);
            open(brittle, Migrations.LEDGER);

            try (LedgerStore store = JdbcLedgerStore.open(url)) {
                assertThat(numbers(url, "SELECT version FROM consent_schema")).containsExactly(1);
                if (!brittle.isBroken()) {
                    LedgerOfThen.write(store);
                    LedgerOfThen.check(store);
                    assertThat(at).as("statements").isGreaterThan(15);
                    return;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2", "SQLITE"})
    void open_brokenOffAtAnyStatementOfALaterOne_isDoneByTheNext(Databases database) throws Exception {
        boolean breaks = true;
        for (int at = 1; breaks; at++) {
            String url = database.url();
            try (LedgerStore store = JdbcLedgerStore.open(url)) {
                LedgerOfThen.write(store);
            }
            BrittleConnections brittle = new BrittleConnections(url, at);
            open(brittle, NEXT_LEDGER);

            try (LedgerStore store = JdbcLedgerStore.open(Connections.of(url), NEXT_LEDGER)) {
                LedgerOfThen.check(store);
            }
            assertThat(numbers(url, "SELECT version FROM consent_schema ORDER BY version"))
                    .containsExactly(1, 2);
            assertThat(numbers(url, "SELECT COUNT(*) FROM consent_note")).containsExactly(3);
            breaks = brittle.isBroken();
        }
    }

    @Test
    void open_tablesThatANewerReleaseHasBegunToChangeInH2_areRefused() throws Exception {
        String url = Databases.H2.url();
        JdbcLedgerStore.open(url).close();
        // The second statement of the file.
        open(new BrittleConnections(url, 3), NEXT_LEDGER);
        assertThat(numbers(url, "SELECT version FROM consent_schema ORDER BY version"))
                .containsExactly(-2, 1);

        assertThatThrownBy(() -> JdbcLedgerStore.open(url)).hasMessageContaining("have version 2, of a newer release");
    }

    @ParameterizedTest
    @EnumSource
    void open_aTableOfSomebodyElse_isRefusedEveryTimeAndLeft(Databases database) throws SQLException {
        // Nothing in the file would fail on the second if it were taken for ours.
        for (String table : List.of("dispatch", "consent_checkpoint")) {
            String url = database.url();
            execute(url, "CREATE TABLE " + table + " (parcel INTEGER)");

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> JdbcLedgerStore.open(url))
                        .as(table)
                        .isInstanceOfSatisfying(
                                LedgerException.class,
                                e -> assertThat(e.fault()).isEqualTo(LedgerFault.STORE_INCOMPATIBLE))
                        .hasMessageStartingWith("The tables of the ledger could not be made (")
                        .hasMessageContaining("ledger-1.sql, statement ");
            }
            execute(url, "INSERT INTO " + table + " (parcel) VALUES (1)");
        }
    }

    @Test
    void open_aRoleThatMayNotMakeTables_saysWhoMust() throws SQLException {
        String url = Databases.POSTGRESQL.url();
        asRole(url, role -> {
            assertThatThrownBy(() -> JdbcLedgerStore.open(role))
                    .hasMessage("The tables of the ledger are not there and cannot be made (42501): open it once as"
                            + " somebody who may make tables");
            assertThatThrownBy(() -> JdbcPersonTimes.open(role))
                    .hasMessageStartingWith("The tables of people's times are not there and cannot be made (42501)");
        });
    }

    @Test
    void open_aRoleThatMayNotChangeTables_saysWhoMustAndLeavesThem() throws SQLException {
        String url = Databases.POSTGRESQL.url();
        JdbcLedgerStore.open(url).close();

        asRole(
                url,
                role -> assertThatThrownBy(() -> JdbcLedgerStore.open(Connections.of(role), NEXT_LEDGER))
                        .hasMessage("The tables of the ledger could not be brought from version 1 to 2"
                                + " (postgresql/ledger-next.sql, statement 1, 42501). Nothing was changed. It takes somebody who"
                                + " may make and change tables, and names that nobody else uses"));

        JdbcLedgerStore.open(url).close();
        assertThat(numbers(url, "SELECT version FROM consent_schema")).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    void open_byManyAtOnce_writesTheTablesOnce(Databases database) throws Exception {
        String url = database.url();
        ExecutorService openers = Executors.newFixedThreadPool(6);
        try {
            List<CompletableFuture<Void>> opened = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                opened.add(CompletableFuture.runAsync(
                        () -> JdbcLedgerStore.open(url).close(), openers));
            }
            for (CompletableFuture<Void> one : opened) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            openers.shutdownNow();
        }

        assertThat(numbers(url, "SELECT version FROM consent_schema")).containsExactly(1);
    }

    @Test
    void open_refusedOnAConnectionThatThePoolKeeps_leavesNoLockInSqlite() throws SQLException {
        String url = Databases.SQLITE.url();
        JdbcLedgerStore.open(Connections.of(url), NEXT_LEDGER).close();
        try (Connection pooled = DriverManager.getConnection(url)) {
            assertThatThrownBy(() -> JdbcLedgerStore.open(handingOut(pooled))).hasMessageContaining("newer release");

            execute(url + "?busy_timeout=0", "CREATE TABLE other (id INTEGER)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_tablesThatWereWrittenFromTheFileByHand_areTakenAsTheyAre(Databases database) throws Exception {
        String url = database.url();
        String folder = database.name().replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
        execute(url, "CREATE TABLE consent_schema (version INTEGER NOT NULL PRIMARY KEY)");
        execute(url, "INSERT INTO consent_schema (version) VALUES (1)");
        for (String sql : resource(folder + "/ledger-1.sql").split(";\\R\\R", -1)) {
            execute(url, sql);
        }

        try (LedgerStore store = JdbcLedgerStore.open(url)) {
            LedgerOfThen.write(store);
            LedgerOfThen.check(store);
        }
    }

    private static PersonTimes somebody() {
        PersonTimes times = PersonTimes.withSeed(1);
        times.record("p", Channel.EMAIL, 400_000, false);
        return times;
    }

    /** Opens a store that may break. */
    private static void open(BrittleConnections connections, Migrations tables) {
        try {
            JdbcLedgerStore.open(connections, tables).close();
        } catch (LedgerException e) {
            assertThat(connections.isBroken()).isTrue();
        }
    }

    /** Lets a role work that may use all tables and make none. */
    private static void asRole(String url, ThrowingConsumer work) throws SQLException {
        String schema = url.substring(url.indexOf("currentSchema=") + "currentSchema=".length());
        String role = schema + "_app";
        execute(url, "CREATE ROLE " + role + " LOGIN");
        try {
            execute(url, "GRANT USAGE ON SCHEMA " + schema + " TO " + role);
            execute(url, "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA " + schema + " TO " + role);
            work.accept(url.replaceFirst("user=[^&]*", "user=" + role));
        } finally {
            execute(url, "DROP OWNED BY " + role);
            execute(url, "DROP ROLE " + role);
        }
    }

    private static DataSource handingOut(Connection connection) {
        Connection unclosed = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> unclosed);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Integer> numbers(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<Integer> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
            return numbers;
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(MigrationTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What a role does. */
    private interface ThrowingConsumer {
        void accept(String url) throws SQLException;
    }
}
