package org.tidings.jdbc;

import java.sql.SQLException;

/** The tables are not those of this release, and could not be made so. The message says what helps and names no data. */
final class SchemaException extends SQLException {
    private static final long serialVersionUID = 1L;

    SchemaException(String message) {
        super(message);
    }

    /** Takes over what the database says of its failure. */
    SchemaException(String message, SQLException cause) {
        super(message, cause.getSQLState(), cause.getErrorCode(), cause);
    }
}
