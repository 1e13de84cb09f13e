package org.tidings.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.timing.PersonTimes;

/**
 * Keeps {@link PersonTimes} in PostgreSQL, H2 or SQLite; which one it is, the connection tells. The table is written when the
 * store is opened. Safe for use by several threads, and, but for H2, by several processes.
 *
 * <p>Each row of the table {@code person_times} is the id, a channel (empty over all channels) and 56 bytes; nothing else is
 * kept of a person. The module {@code org.tidings.timing} is needed for this class alone.
 */
public final class JdbcPersonTimes implements AutoCloseable {
    private static final String TABLE = "person_times";

    /** Rows of one transaction, and rows that are in memory at once while loading. */
    private static final int PAGE = 5_000;

    private final Transactions transactions;

    private JdbcPersonTimes(Connections connections, Migrations tables) throws SQLException {
        this.transactions = Transactions.open(connections, tables);
    }

    /**
     * Opens the store in a database of the host, which should pool its connections: each transaction takes one. Where the
     * table is there already, no right to make tables is needed.
     *
     * @throws SQLException if the database cannot be reached or is another one, or the table is of a newer release, or cannot be
     *     made or brought up to this one; the message says which
     */
    public static JdbcPersonTimes open(DataSource source) throws SQLException {
        return open(Connections.of(source), Migrations.TIMES);
    }

    /**
     * Opens the store at a JDBC URL and keeps the connections open; for an embedded database, such as
     * {@code jdbc:sqlite:times.db}.
     *
     * @throws SQLException as {@link #open(DataSource)}
     */
    public static JdbcPersonTimes open(String url) throws SQLException {
        return open(Connections.of(url), Migrations.TIMES);
    }

    /** Opens it with the table of a release. */
    static JdbcPersonTimes open(Connections connections, Migrations tables) throws SQLException {
        return new JdbcPersonTimes(connections, tables);
    }

    /**
     * Writes every row, in transactions of a few thousand. Rows of people who are not in {@code times} stay as they are;
     * erasing somebody is {@link #erase}.
     *
     * @throws SQLException if the database fails; what was written before stays
     */
    public void save(PersonTimes times) throws SQLException {
        Writer writer = new Writer();
        run(() -> times.forEach(writer));
        writer.flush();
    }

    /**
     * Writes the rows of some people, such as those who were active since the last time; strangers are passed over.
     *
     * @throws SQLException if the database fails; what was written before stays
     */
    public void save(PersonTimes times, Iterable<String> people) throws SQLException {
        Writer writer = new Writer();
        run(() -> people.forEach(person -> times.forEachOf(person, writer)));
        writer.flush();
    }

    /**
     * Reads everything.
     *
     * @param seed of the rounding from now on
     * @throws InvalidInputException if a row is damaged
     * @throws SQLException if the database fails
     */
    public PersonTimes load(long seed) throws SQLException {
        PersonTimes times = PersonTimes.withSeed(seed);
        forEach((person, channel, bytes) -> {
            try {
                times.restore(person, channel, bytes);
            } catch (IllegalArgumentException e) {
                throw damaged();
            }
        });
        return times;
    }

    /**
     * Passes on all rows, in the database's order of the ids, the row over all channels first. A few thousand rows are in
     * memory at once, however many there are. Each of them is read in a transaction of its own: a row that is written at the
     * same time is passed on as it was or as it is.
     *
     * @throws InvalidInputException if a row names an unknown channel
     * @throws SQLException if the database fails
     */
    public void forEach(PersonTimes.RowConsumer consumer) throws SQLException {
        Optional<String> after = Optional.empty();
        while (true) {
            List<Row> page = page(after);
            boolean isLast = page.size() < PAGE;
            if (page.isEmpty()) {
                return;
            }
            String last = page.get(page.size() - 1).person();
            for (Row row : page) {
                // The last person of a full page may have more rows: the next page begins with her.
                if (isLast || !row.person().equals(last)) {
                    consumer.accept(row.person(), row.channel(), row.state());
                    after = Optional.of(row.person());
                }
            }
            if (isLast) {
                return;
            }
        }
    }

    /**
     * Forgets everything about a person. Erase the person in {@link PersonTimes}, too, before it is saved again.
     *
     * @return whether the person was there
     * @throws SQLException if the database fails
     */
    public boolean erase(String person) throws SQLException {
        return transactions.run(sql -> sql.update("DELETE FROM person_times WHERE person = ?", person), true) > 0;
    }

    /** Closes the connections that are the store's own. */
    @Override
    public void close() throws SQLException {
        transactions.close();
    }

    private List<Row> page(Optional<String> after) throws SQLException {
        String where = after.isPresent() ? " WHERE person > ?" : "";
        String query =
                "SELECT person, channel, state FROM person_times" + where + " ORDER BY person, channel LIMIT " + PAGE;
        Object[] values = after.map(person -> new Object[] {person}).orElseGet(() -> new Object[0]);
        return transactions.run(
                sql -> sql.list(
                        query,
                        row -> new Row(
                                row.getString("person"), channel(row.getString("channel")), row.getBytes("state")),
                        values),
                false);
    }

    private static Optional<Channel> channel(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.of(Channel.of(id).orElseThrow(JdbcPersonTimes::damaged));
    }

    private static InvalidInputException damaged() {
        return new InvalidInputException(List.of(new Diagnostic(
                "TIM-018",
                Diagnostic.Severity.ERROR,
                "A row of people's times is damaged",
                TABLE,
                0,
                0,
                "",
                1,
                Optional.of("restore the table from a copy"))));
    }

    private static void run(Runnable work) throws SQLException {
        try {
            work.run();
        } catch (SqlFailure e) {
            throw e.failure();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(String person, Optional<Channel> channel, byte[] state) {}

    /** Collects rows and writes them page by page. */
    private final class Writer implements PersonTimes.RowConsumer {
        private final List<Object[]> rows = new ArrayList<>(PAGE);

        @Override
        public void accept(String person, Optional<Channel> channel, byte[] bytes) {
            rows.add(new Object[] {person, channel.map(Channel::id).orElse(""), bytes});
            if (rows.size() == PAGE) {
                try {
                    flush();
                } catch (SQLException e) {
                    throw new SqlFailure(e);
                }
            }
        }

        private void flush() throws SQLException {
            if (!rows.isEmpty()) {
                transactions.run(
                        sql -> {
                            sql.batch(sql.dialect().upsert(TABLE, List.of("person", "channel"), "state"), rows);
                            return rows.size();
                        },
                        true);
                rows.clear();
            }
        }
    }
}
