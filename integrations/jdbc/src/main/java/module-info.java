/**
 * Keeps the consent ledger, and people's times, in a database: PostgreSQL, H2 or SQLite.
 *
 * <p>Start with {@link org.tidings.jdbc.JdbcLedgerStore} or {@link org.tidings.jdbc.JdbcPersonTimes}. The latter needs the
 * module {@code org.tidings.timing}, which the former does without. The driver is the host's to choose and to put on the path.
 */
module org.tidings.jdbc {
    requires transitive java.sql;
    requires transitive org.tidings.consent;
    requires static transitive org.tidings.timing;
    requires static com.h2database;

    exports org.tidings.jdbc;
    exports org.tidings.jdbc.internal to
            com.h2database;
}
