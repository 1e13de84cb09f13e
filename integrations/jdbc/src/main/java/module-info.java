/**
 * Keeps the consent ledger in a database: PostgreSQL, H2 or SQLite.
 *
 * <p>Start with {@link org.tidings.jdbc.JdbcLedgerStore}. The driver is the host's to choose and to put on the path.
 */
module org.tidings.jdbc {
    requires transitive java.sql;
    requires transitive org.tidings.consent;
    requires static com.h2database;

    exports org.tidings.jdbc;
    exports org.tidings.jdbc.internal to
            com.h2database;
}
