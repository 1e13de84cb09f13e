package org.tidings.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.consent.LedgerStore;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.timing.PersonTimes;

class JdbcPersonTimesTest {
    private static final List<Channel> CHANNELS = List.of(Channel.values());

    @ParameterizedTest
    @EnumSource
    void load_afterSave_isTheSameTimes(Databases database) throws SQLException, IOException {
        PersonTimes times = people(3_000, 1);
        String url = database.url();
        try (JdbcPersonTimes store = JdbcPersonTimes.open(url)) {
            store.save(times);
        }

        try (JdbcPersonTimes store = JdbcPersonTimes.open(url)) {
            assertThat(bytes(store.load(1))).isEqualTo(bytes(times));
        }
    }

    @ParameterizedTest
    @EnumSource
    void save_again_replacesWhatChangedAndKeepsTheOthers(Databases database) throws SQLException, IOException {
        PersonTimes times = people(50, 1);
        try (JdbcPersonTimes store = JdbcPersonTimes.open(database.url())) {
            store.save(times);
            times.record("p7", Channel.SMS, 500_000, false);
            times.record("p8", Channel.SMS, 500_000, false);
            times.record("new", Channel.PUSH, 500_000, true);

            store.save(times, List.of("p7", "new", "a stranger"));

            PersonTimes loaded = store.load(1);
            assertThat(loaded.people()).isEqualTo(51);
            assertThat(rowsOf(loaded, "p7")).isEqualTo(rowsOf(times, "p7"));
            assertThat(rowsOf(loaded, "new")).isEqualTo(rowsOf(times, "new"));
            assertThat(rowsOf(loaded, "p8")).isNotEqualTo(rowsOf(times, "p8"));
            store.save(times);
            assertThat(bytes(store.load(1))).isEqualTo(bytes(times));
        }
    }

    @ParameterizedTest
    @EnumSource
    void erase_onePerson_leavesNothingOfThatPersonOnly(Databases database) throws SQLException {
        String url = database.url();
        try (JdbcPersonTimes store = JdbcPersonTimes.open(url)) {
            store.save(people(20, 1));

            assertThat(store.erase("p3")).isTrue();
            assertThat(store.erase("p3")).isFalse();

            assertThat(store.load(1).people()).isEqualTo(19);
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement rows =
                            connection.prepareStatement("SELECT COUNT(*) FROM person_times WHERE person = 'p3'")) {
                var counted = rows.executeQuery();
                counted.next();
                assertThat(counted.getInt(1)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void forEach_ofSeveralPages_passesEachRowOnce(Databases database) throws SQLException {
        // Six rows a person: pages of 5,000 end within a person.
        PersonTimes times = PersonTimes.withSeed(1);
        for (int person = 0; person < 1_800; person++) {
            for (Channel channel : Channel.values()) {
                times.record("person-" + person, channel, 400_000 + person, false);
            }
        }
        List<String> expected = new ArrayList<>();
        times.forEach((person, channel, bytes) -> expected.add(person + channel));
        try (JdbcPersonTimes store = JdbcPersonTimes.open(database.url())) {
            store.save(times);

            List<String> found = new ArrayList<>();
            store.forEach((person, channel, bytes) -> {
                assertThat(bytes).hasSize(56);
                found.add(person + channel);
            });

            assertThat(found).hasSize(1_800 * (1 + Channel.values().length));
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            for (int i = 0; i < found.size(); i += 1 + Channel.values().length) {
                assertThat(found.get(i)).endsWith(Optional.empty().toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ids_ofEveryScriptAndCase_areToldApart(Databases database) throws SQLException, IOException {
        PersonTimes times = PersonTimes.withSeed(1);
        for (String id :
                List.of("a", "A", "\u00E4", "a ", "", "\uD83D\uDE00", "\u0416", "a'; DROP TABLE person_times; --")) {
            times.record(id, Channel.EMAIL, 400_000, false);
        }
        try (JdbcPersonTimes store = JdbcPersonTimes.open(database.url())) {
            store.save(times);

            assertThat(bytes(store.load(1))).isEqualTo(bytes(times));
            assertThat(store.erase("A")).isTrue();
            assertThat(store.load(1).people()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_besideTheLedger_sharesItsDatabase(Databases database) throws SQLException {
        String url = database.url();
        try (LedgerStore ledger = JdbcLedgerStore.open(url);
                JdbcPersonTimes store = JdbcPersonTimes.open(url)) {
            store.save(people(5, 1));

            assertThat(store.load(1).people()).isEqualTo(5);
            assertThat(ledger.<Boolean>read(tx -> tx.head("p1").isPresent())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_rowsThatAreNone_saysThatTheyAreDamaged(Databases database) throws SQLException {
        String url = database.url();
        try (JdbcPersonTimes store = JdbcPersonTimes.open(url)) {
            store.save(people(1, 1));
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement spoil = connection.prepareStatement("UPDATE person_times SET state = ?")) {
                byte[] bytes = new byte[56];
                bytes[0] = 1;
                spoil.setBytes(1, bytes);
                spoil.executeUpdate();
                byte[] tooShort = new byte[55];
                spoil.setBytes(1, tooShort);
                assertThatThrownBy(spoil::executeUpdate).isInstanceOf(SQLException.class);
            }

            assertThatThrownBy(() -> store.load(1))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("TIM-018 at person_times: A row of people's times is damaged");
        }
    }

    @Test
    void load_unknownChannel_saysThatItIsDamaged() throws SQLException {
        String url = Databases.H2.url();
        try (JdbcPersonTimes store = JdbcPersonTimes.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            store.save(people(1, 1));
            statement.execute("UPDATE person_times SET channel = 'fax' WHERE channel <> ''");

            assertThatThrownBy(() -> store.load(1))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("TIM-018");
        }
    }

    @Test
    void open_dataSourceOfTheHost_takesAConnectionPerTransaction() throws SQLException {
        JdbcConnectionPool source = JdbcConnectionPool.create(Databases.H2.url(), "", "");
        try (JdbcPersonTimes store = JdbcPersonTimes.open(source)) {
            store.save(people(5, 1));

            assertThat(store.load(1).people()).isEqualTo(5);
            assertThat(source.getActiveConnections()).isZero();
        } finally {
            source.dispose();
        }
    }

    @Test
    void save_databaseGone_fails() throws SQLException {
        String url = Databases.H2.url();
        try (JdbcPersonTimes store = JdbcPersonTimes.open(url);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ALL OBJECTS");

            assertThatThrownBy(() -> store.save(people(5, 1))).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> store.save(people(5_000, 1))).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> store.load(1)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> JdbcPersonTimes.open("jdbc:nosuchdatabase:x")).isInstanceOf(SQLException.class);
    }

    @Test
    @Tag("slow")
    void save_aMillionPeople_areReadPageByPage() throws SQLException {
        PersonTimes times = PersonTimes.withSeed(1);
        for (int person = 0; person < 1_000_000; person++) {
            times.record("person-" + person, Channel.EMAIL, 400_000 + person % 1_000, false);
        }
        try (JdbcPersonTimes store = JdbcPersonTimes.open(Databases.SQLITE.url())) {
            store.save(times);

            AtomicInteger rows = new AtomicInteger();
            store.forEach((person, channel, bytes) -> rows.incrementAndGet());

            assertThat(rows).hasValue(2_000_000);
            assertThat(store.load(1).people()).isEqualTo(1_000_000);
        }
    }

    private static PersonTimes people(int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PersonTimes times = PersonTimes.withSeed(seed);
        for (int person = 0; person < people; person++) {
            for (int event = 0; event <= person % 4; event++) {
                Channel channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
                times.record("p" + person, channel, 400_000 + 30 * event + random.nextInt(24), random.nextBoolean());
            }
        }
        return times;
    }

    private static List<String> rowsOf(PersonTimes times, String person) {
        List<String> rows = new ArrayList<>();
        times.forEachOf(person, (id, channel, bytes) -> rows.add(channel + " " + List.of(boxed(bytes))));
        return rows;
    }

    private static Byte[] boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return boxed;
    }

    private static byte[] bytes(PersonTimes times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        times.write(out);
        return out.toByteArray();
    }
}
