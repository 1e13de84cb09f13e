/**
 * Stores of the consent ledger in a database.
 *
 * <p>{@link org.tidings.jdbc.JdbcLedgerStore} knows PostgreSQL, H2 and SQLite. It brings its tables along and writes them
 * when it is opened.
 */
@NullMarked
package org.tidings.jdbc;

import org.jspecify.annotations.NullMarked;
