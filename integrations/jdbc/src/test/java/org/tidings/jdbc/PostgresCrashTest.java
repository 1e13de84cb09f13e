package org.tidings.jdbc;

class PostgresCrashTest extends CrashContract {
    @Override
    String url() {
        return Databases.POSTGRESQL.url();
    }
}
