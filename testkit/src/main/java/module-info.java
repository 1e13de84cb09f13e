/**
 * Helpers for tests: seeded properties, approved files, the shared test folder and conformance runs.
 *
 * <p>This module depends on no other module of Tidings, so that each of them can be tested with it.
 */
module org.tidings.testkit {
    requires static embedded.postgres;
    requires static transitive org.jspecify;
    requires org.assertj.core;
    requires org.junit.jupiter.api;
    requires org.opentest4j;

    exports org.tidings.testkit;
}
