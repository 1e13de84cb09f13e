package org.tidings.segmentation;

/** A database whose SQL {@link SqlFace} writes. */
public enum SqlDialect {
    /** PostgreSQL 14 or later, with a database in UTF-8. */
    POSTGRESQL,
    /** DuckDB 1.4 or later; no extension is needed. */
    DUCKDB;

    /** Returns the form for this database. */
    <T> T pick(T postgresql, T duckdb) {
        return this == POSTGRESQL ? postgresql : duckdb;
    }
}
