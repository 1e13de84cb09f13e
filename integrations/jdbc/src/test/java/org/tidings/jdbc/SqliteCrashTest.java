package org.tidings.jdbc;

class SqliteCrashTest extends CrashContract {
    @Override
    String url() {
        return Databases.SQLITE.url();
    }
}
