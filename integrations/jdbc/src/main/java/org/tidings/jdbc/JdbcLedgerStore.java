package org.tidings.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerStore;
import org.tidings.consent.LedgerTransaction;

/**
 * Keeps a ledger in PostgreSQL, H2 or SQLite; which one it is, the connection tells. The tables are written when the store
 * is opened. Safe for use by several threads, and, but for H2, by several processes.
 *
 * <p>Events, places in the log and checkpoints can only be added: triggers refuse everything else. PostgreSQL and H2 run
 * at READ COMMITTED, whatever a connection of the host is set to, and lock the rows of the people concerned; SQLite uses a write-ahead log and takes its one lock when a
 * transaction begins. Work that meets a deadlock is run again.
 */
public final class JdbcLedgerStore implements LedgerStore {
    private final Transactions transactions;

    private JdbcLedgerStore(Connections connections, Migrations tables) {
        try {
            this.transactions = Transactions.open(connections, tables);
        } catch (SchemaException e) {
            throw new LedgerException(LedgerFault.STORE_INCOMPATIBLE, message(e), e);
        } catch (SQLException e) {
            throw new LedgerException(LedgerFault.STORE_UNAVAILABLE, "The database of the ledger cannot be opened", e);
        }
    }

    /**
     * Opens the ledger in a database of the host, which should pool its connections: each transaction takes one. In
     * PostgreSQL it leaves nothing behind on them but the mode of committing by itself, which pools set anew. Where the
     * tables are there already, no right to make tables is needed.
     *
     * @throws LedgerException with STORE_INCOMPATIBLE if the tables are of a newer release, or cannot be made or brought up to
     *     this one; with STORE_UNAVAILABLE if the database cannot be reached
     */
    public static JdbcLedgerStore open(DataSource source) {
        return open(Connections.of(source), Migrations.LEDGER);
    }

    /**
     * Opens the ledger at a JDBC URL and keeps the connections open; for an embedded database, such as
     * {@code jdbc:sqlite:ledger.db}.
     *
     * @throws LedgerException as {@link #open(DataSource)}
     */
    public static JdbcLedgerStore open(String url) {
        return open(Connections.of(url), Migrations.LEDGER);
    }

    /** Opens it with the tables of a release. */
    static JdbcLedgerStore open(Connections connections, Migrations tables) {
        return new JdbcLedgerStore(connections, tables);
    }

    @Override
    public <T> T write(Function<LedgerTransaction, T> work) {
        return run(work, true);
    }

    @Override
    public <T> T read(Function<LedgerTransaction, T> work) {
        return run(work, false);
    }

    @Override
    public void close() {
        try {
            transactions.close();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private <T> T run(Function<LedgerTransaction, T> work, boolean writes) {
        try {
            return transactions.run(sql -> work.apply(new JdbcTransaction(sql)), writes);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static String message(SchemaException e) {
        return Objects.requireNonNullElse(e.getMessage(), "");
    }

    private static LedgerException unavailable(SQLException cause) {
        return new LedgerException(
                LedgerFault.STORE_UNAVAILABLE,
                "The database of the ledger has failed (" + cause.getSQLState() + ")",
                cause);
    }
}
