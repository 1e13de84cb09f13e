/**
 * Stores of the consent ledger and of people's times in a database.
 *
 * <p>{@link org.tidings.jdbc.JdbcLedgerStore} and {@link org.tidings.jdbc.JdbcPersonTimes} know PostgreSQL, H2 and SQLite. They
 * bring their tables along and write them when they are opened; both may share a database.
 */
@NullMarked
package org.tidings.jdbc;

import org.jspecify.annotations.NullMarked;
